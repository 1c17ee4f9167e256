import type { FrameId, Workflow } from '../../workflow/document.ts'
import { framesOf } from '../../workflow/frames.ts'

/** A name for every frame by which it can be told from the others: those of one title are numbered. */
export const frameNames = (workflow: Workflow, untitled: string): ReadonlyMap<FrameId, string> => {
  const given = new Map<string, number>()
  return new Map(
    framesOf(workflow).map(([id, frame]) => {
      const title = frame.title.trim() || untitled
      const number = (given.get(title) ?? 0) + 1
      given.set(title, number)
      return [id, number === 1 ? title : `${title} ${number}`]
    }),
  )
}
