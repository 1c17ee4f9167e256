import type { JobId } from '../../workflow/wire.ts'

/** One waiting job's new place: before another one, or at the end. */
export interface Move {
  readonly job: JobId
  readonly before: JobId | null
}

/** The move that brings a job up (-1) or down (1) by one; undefined where it is there already. */
export const moveBy = (waiting: readonly JobId[], job: JobId, by: -1 | 1): Move | undefined => {
  const at = waiting.indexOf(job)
  const to = at + by
  if (at < 0 || to < 0 || to >= waiting.length) return undefined
  return { job, before: (by < 0 ? waiting[to] : waiting[to + 1]) ?? null }
}

/** The move that a drop means: before or after the job that it fell on; undefined where nothing would change. */
export const moveTo = (waiting: readonly JobId[], job: JobId, onto: JobId, after: boolean): Move | undefined => {
  const [from, at] = [waiting.indexOf(job), waiting.indexOf(onto)]
  if (from < 0 || at < 0 || job === onto) return undefined
  const place = after ? at + 1 : at
  if (place === from || place === from + 1) return undefined
  return { job, before: waiting[place] ?? null }
}
