import { definitionOf } from '../../workflow/definition.ts'
import type { NodeId } from '../../workflow/document.ts'
import type { NodeState } from '../../workflow/job-state.ts'
import type { AppContext } from '../state/app-context.ts'
import { stateWithin } from '../subgraphs/state-within.ts'
import { createFarPictures } from './far-pictures.ts'
import type { PainterParts } from './painter.ts'
import { createRecallFar } from './recall-far.ts'

export interface RunOnCanvas extends Pick<PainterParts, 'nodeState' | 'nodeStates' | 'picture'> {
  /** Calls back when the workflow shows another run, or that has got on. @returns a function that ends it */
  onProgress(changed: () => void): () => void
  destroy(): void
}

/**
 * What the painted cards show of the run that the workflow shows: how each node is getting on, and its picture.
 * @param changed a picture is another one now
 */
export const createRunOnCanvas = (app: () => AppContext, changed: () => void): RunOnCanvas => {
  const { editor, definitions, runs } = app()
  const nodeState = (id: NodeId): NodeState | undefined => {
    const { jobs, shown } = runs.getState()
    const job = shown[editor.id]
    return job === undefined ? undefined : stateWithin(jobs[job]?.nodes, editor, id, definitions)
  }
  const recallFar = createRecallFar(app, changed)
  let forming: ReturnType<typeof setTimeout> | undefined
  return {
    nodeState,
    nodeStates() {
      const { jobs, shown } = runs.getState()
      return jobs[shown[editor.id] ?? '']
    },
    picture: createFarPictures({
      nodeState,
      preview: (id) => app().previews.latest(editor.id, id),
      recall(id, { node }) {
        if (definitionOf(definitions, node)?.view === 'latent') recallFar.want(id)
      },
      now: () => performance.now(),
      after(ms, callback) {
        forming = setTimeout(callback, ms)
      },
      changed,
    }),
    onProgress: (progressed) =>
      runs.subscribe((state, before) => {
        const job = state.shown[editor.id]
        if (job !== before.shown[editor.id] || (job !== undefined && state.jobs[job] !== before.jobs[job])) progressed()
      }),
    destroy() {
      clearTimeout(forming)
      recallFar.destroy()
    },
  }
}
