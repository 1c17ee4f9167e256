import type { NodeId } from '../../workflow/document.ts'
import { stepsOfRun } from '../cards/steps-of-run.ts'
import type { AppContext } from '../state/app-context.ts'

/** Of how many results at most the last step is brought back for painted cards: the store keeps the previews of 64 nodes. */
const most = 48

/**
 * Brings back the last step of what painted cards show, as cards do that are in the page: the thumbnail of a latent has its
 * forms, not its colours. Each result is asked for once, so that pictures which make room for one another end.
 */
export const createRecallFar = (app: () => Pick<AppContext, 'editor' | 'runs' | 'previews'>, changed: () => void) => {
  const asked = new Set<string>()
  const watches = new Map<NodeId, () => void>()
  const told = (id: NodeId) => {
    watches.get(id)?.()
    watches.delete(id)
    changed()
  }
  return {
    /** Asks for the newest preview of a node that has none here. */
    want(id: NodeId): void {
      if (asked.size >= most) return
      const { editor, runs, previews } = app()
      for (const steps of stepsOfRun(runs.getState(), editor, id)) {
        if (!steps.settled || asked.has(steps.address)) continue
        asked.add(steps.address)
        if (!watches.has(id))
          watches.set(
            id,
            previews.watch(editor.id, id, () => told(id)),
          )
        previews.recall(steps, true)
      }
    },
    destroy(): void {
      for (const end of watches.values()) end()
    },
  }
}
