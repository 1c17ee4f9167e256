import type { Frame, FrameId, Workflow } from './document.ts'
import type { Edit } from './edits.ts'
import { isObject } from './json.ts'

/** The smallest width and height of a frame. */
export const smallestFrame = [120, 72] as const

const pair = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === 'number' && Number.isFinite(each))

const isFrame = (value: unknown): value is Frame =>
  isObject(value) && typeof value.title === 'string' && pair(value.at) && pair(value.size)

/** The frame with this id, or undefined; safe for ids such as `constructor`. */
export const frameOf = (workflow: Workflow, id: FrameId): Frame | undefined => {
  const frames: unknown = workflow.frames
  const frame = isObject(frames) && Object.hasOwn(frames, id) ? frames[id] : undefined
  return isFrame(frame) ? frame : undefined
}

/** The frames of a workflow, in document order: later ones lie above. What is written there and is no frame is left out. */
export const framesOf = (workflow: Pick<Workflow, 'frames'>): readonly (readonly [FrameId, Frame])[] => {
  const frames: unknown = workflow.frames
  if (!isObject(frames)) return []
  return Object.entries(frames).filter((entry): entry is [FrameId, Frame & (typeof entry)[1]] => isFrame(entry[1]))
}

/** Adds a frame under an id that is free. */
export const addFrame =
  (id: FrameId, frame: Frame): Edit =>
  (workflow) => ({
    ...workflow,
    frames: { ...workflow.frames, [id]: { ...frame, at: whole(frame.at), size: atLeast(frame.size) } },
  })

const whole = ([x, y]: readonly [number, number]): readonly [number, number] => [Math.round(x), Math.round(y)]
const atLeast = ([width, height]: readonly [number, number]): readonly [number, number] =>
  whole([Math.max(smallestFrame[0], width), Math.max(smallestFrame[1], height)])

/** Removes a frame; the nodes that lie on it stay. */
export const removeFrame =
  (id: FrameId): Edit =>
  (workflow) => {
    if (!frameOf(workflow, id)) return workflow
    const { [id]: _, ...frames } = workflow.frames!
    if (Object.keys(frames).length > 0) return { ...workflow, frames }
    const { frames: __, ...rest } = workflow
    return rest
  }

/** Changes what is given of a frame, in whole pixels; a colour of undefined takes it away. */
export const changeFrame =
  (id: FrameId, change: Partial<Frame>): Edit =>
  (workflow) => {
    const frame = frameOf(workflow, id)
    if (!frame) return workflow
    const at = change.at?.every(Number.isFinite) ? whole(change.at) : frame.at
    const size = change.size?.every(Number.isFinite) ? atLeast(change.size) : frame.size
    const title = change.title ?? frame.title
    const colour = 'colour' in change ? change.colour : frame.colour
    if (title === frame.title && colour === frame.colour && same(at, frame.at) && same(size, frame.size))
      return workflow
    const { colour: _, ...plain } = frame
    const next: Frame = colour === undefined ? { ...plain, title, at, size } : { ...frame, title, at, size, colour }
    return { ...workflow, frames: { ...workflow.frames, [id]: next } }
  }

const same = (a: readonly [number, number], b: readonly [number, number]) => a[0] === b[0] && a[1] === b[1]
