import type { JobId, PreviewHeader } from '../workflow/wire.ts'

/** A preview on its way to browsers. */
export interface Preview {
  readonly header: PreviewHeader
  readonly latent: Uint8Array
}

/** A browser that looks at previews. */
export interface Viewer {
  /** Sends a preview, or returns false where the line is busy: then nothing was sent, and `ready` is called when it is free. */
  send(preview: Preview): boolean
}

/** One viewer's place in the stream. */
export interface Seat {
  /** The viewer's line is free again. */
  ready(): void
  /** The viewer has drawn this preview: it may have the next of that node. */
  drawn(what: { readonly job: JobId; readonly node: string; readonly step: number }): void
  leave(): void
}

/**
 * Brings previews to viewers, newest first and only as fast as each draws them: of one node a viewer has at most one that
 * it has not drawn, and what came meanwhile is replaced by what came later. The last preview of a node always arrives.
 */
export interface Previews {
  publish(preview: Preview): void
  /** Adds a viewer, who first gets the newest preview of each node of the recent jobs. */
  join(viewer: Viewer): Seat
}

interface Lane {
  /** The step that was sent and is not drawn yet. */
  sent?: number
  waiting?: Preview
  timer?: NodeJS.Timeout
}

/** Previews of the last `maxJobs` jobs; a viewer that says nothing for `patienceMs` gets the next all the same. */
export const createPreviews = ({
  maxJobs = 8,
  patienceMs = 2000,
}: {
  readonly maxJobs?: number
  readonly patienceMs?: number
} = {}): Previews => {
  const newest = new Map<JobId, Map<string, Preview>>()
  const seats = new Set<{ offer(preview: Preview): void; forget(job: JobId): void }>()

  return {
    publish(preview) {
      const { job, node } = preview.header
      const nodes = newest.get(job) ?? new Map<string, Preview>()
      nodes.set(node, preview)
      newest.delete(job)
      newest.set(job, nodes)
      for (const seat of seats) seat.offer(preview)
      if (newest.size <= maxJobs) return
      const oldest = newest.keys().next().value as JobId
      newest.delete(oldest)
      for (const seat of seats) seat.forget(oldest)
    },

    join(viewer) {
      const jobs = new Map<JobId, Map<string, Lane>>()
      const laneOf = (job: JobId, node: string): Lane => {
        const lanes = jobs.get(job) ?? new Map<string, Lane>()
        jobs.set(job, lanes)
        const lane = lanes.get(node) ?? {}
        lanes.set(node, lane)
        return lane
      }
      const release = (lane: Lane) => {
        clearTimeout(lane.timer)
        lane.sent = undefined
        push(lane)
      }
      const push = (lane: Lane) => {
        const preview = lane.waiting
        if (!preview || lane.sent !== undefined || !viewer.send(preview)) return
        lane.waiting = undefined
        lane.sent = preview.header.step
        lane.timer = setTimeout(release, patienceMs, lane)
        lane.timer.unref()
      }
      const offer = (preview: Preview) => {
        const lane = laneOf(preview.header.job, preview.header.node)
        lane.waiting = preview
        push(lane)
      }
      const forget = (job: JobId) => {
        for (const lane of jobs.get(job)?.values() ?? []) clearTimeout(lane.timer)
        jobs.delete(job)
      }
      const seat = { offer, forget }
      seats.add(seat)
      for (const nodes of newest.values()) for (const preview of nodes.values()) offer(preview)
      return {
        ready: () => {
          for (const lanes of jobs.values()) for (const lane of lanes.values()) push(lane)
        },
        drawn: ({ job, node, step }) => {
          const lane = jobs.get(job)?.get(node)
          // Also where a browser names no step: then nothing that was sent is meant.
          if (lane?.sent !== undefined && lane.sent === step) release(lane)
        },
        leave: () => {
          seats.delete(seat)
          for (const job of [...jobs.keys()]) forget(job)
        },
      }
    },
  }
}
