import type { Definitions } from '../../workflow/definition.ts'
import type { Workflow } from '../../workflow/document.ts'
import { drawSeeds, seedDrawer } from '../../workflow/seeds.ts'
import type { RunAnswer } from '../../workflow/wire.ts'
import type { Connection } from '../state/connection.ts'
import type { Editor } from '../state/editor.ts'

/** How often a workflow can be queued at once. */
export const mostRuns = 64

/** All draws of seeds in a row are one entry of the undo menu. */
const gesture = 'seeds of runs'

export interface QueuedRuns {
  readonly editor: Editor
  readonly definitions: Definitions
  readonly count: number
  /** The name of the edit that draws the seeds. */
  readonly label: string
  save(editor: Editor): Promise<unknown>
  readonly connection: Pick<Connection, 'run'>
}

/** A run that the server did not take. */
export interface Refusal {
  readonly answer: Extract<RunAnswer, { readonly error: string }>
  readonly document: Workflow
}

/**
 * Queues a workflow so many times, each with seeds of its own where they are not fixed. The seeds are written into the
 * document before it is sent, so that the cards show those of the newest run.
 * @returns the first run that was not taken: those after it were not asked for
 */
export const queueRuns = async ({
  editor,
  definitions,
  count,
  label,
  save,
  connection,
}: QueuedRuns): Promise<Refusal | undefined> => {
  if (editor.store.getState().history.gesture !== gesture) editor.endGesture()
  const draw = seedDrawer()
  for (let run = 0; run < count; run++) {
    const before = editor.workflow()
    editor.commit(label, drawSeeds(definitions, draw), gesture)
    await save(editor)
    const document = editor.workflow()
    const answer = await connection.run(editor.id, document)
    if ('error' in answer) {
      // No run has these seeds: the card shows again those of the last that was taken.
      if (editor.workflow() === document) editor.commit(label, () => before, gesture)
      return { answer, document }
    }
  }
  return undefined
}
