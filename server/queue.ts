import { randomBytes } from 'node:crypto'
import type { JobState } from '../workflow/job-state.ts'
import { inEnglish, say as sentence, type Words, worded } from '../workflow/said/said.ts'
import type { Happening, JobEvent, JobId, SystemInfo, WorkflowId } from '../workflow/wire.ts'
import { type Entry, type Journal, JournalError, type NewJob } from './journal.ts'
import type { Preview } from './previews.ts'
import { farthest, type Reached } from './reached.ts'

/** A process that computes jobs, one at a time, as the queue sees it. */
export interface WorkerLine {
  run(job: { readonly job: JobId; readonly workflow: WorkflowId; readonly document: string }): void
  /** Asks the worker to end this job before its next call to a network. */
  cancel(job: JobId): void
  /** Ends the process; resolves when it is gone. What it was working on was saved after its last step. */
  stop(): Promise<void>
  /** Ends the process at once. */
  kill(): void
}

/** What a worker tells. */
export interface WorkerListener {
  ready(device: SystemInfo['device']): void
  happened(job: JobId, happening: Happening): void
  preview(preview: Preview): void
  /** The process is gone, for the reason given as a sentence; nothing is told after this. */
  gone(reason: Words): void
}

export type StartWorker = (listener: WorkerListener) => WorkerLine

/** The jobs that wait and the one that runs. */
export interface Queue {
  /** Starts the worker, and goes on with all jobs of the journal that have not ended. */
  start(): void
  /** Adds a job at the end. It is written down when this returns. @throws JournalError where it cannot be */
  enqueue(job: Omit<NewJob, 'job'>): JobId
  /** Cancels a job that waits or runs; false where there is none of this id that has not ended. */
  cancel(job: JobId): boolean
  /** Puts a waiting job before another one, or at the end; false where one of them does not wait. */
  move(job: JobId, before: JobId | null): boolean
  /** Stops the worker. The job under way stays in the journal: the next start goes on with it. */
  stop(): Promise<void>
}

export interface QueueParts {
  readonly journal: Journal
  readonly startWorker: StartWorker
  /** Told of every event, in order, once it is written down. */
  readonly onEvents: (events: readonly JobEvent[]) => void
  readonly onPreview: (preview: Preview) => void
  readonly onDevice: (device: SystemInfo['device']) => void
  /** Tells the person at the terminal. */
  readonly say: (line: string) => void
  /** How long a worker may take to end a cancelled job. */
  readonly cancelPatienceMs?: number
  /** How long to wait before the journal is tried again after it could not be written. */
  readonly retryMs?: number
}

interface Task {
  readonly job: JobId
  readonly workflow: WorkflowId
  readonly document: string
  readonly reached: Reached
  /** Where it stands among those that wait. */
  place: number
  /** True while a worker has it. */
  sent: boolean
  cancelling: boolean
  /** Why it goes on anew, where it was under way before. */
  interrupted?: string
  /** Workers that went down since it last got further. */
  deaths: number
}

const maxDeaths = 3

/** A queue in front of one worker. */
export const createQueue = (parts: QueueParts): Queue => {
  const { journal, startWorker, onEvents, onPreview, onDevice, say, cancelPatienceMs = 30_000, retryMs = 2000 } = parts
  const jobId = createJobIds()
  const waiting: Task[] = []
  let current: Task | undefined
  let worker: { readonly line: WorkerLine; ready: boolean } | undefined
  let stopping = false
  let pending: Entry[] = []
  let flushing: NodeJS.Immediate | undefined
  let retry: NodeJS.Timeout | undefined
  let deadline: NodeJS.Timeout | undefined

  const flush = () => {
    clearImmediate(flushing)
    flushing = undefined
    if (pending.length === 0) return
    let events: JobEvent[]
    try {
      events = journal.appendAll(pending)
    } catch (error) {
      if (!retry) say(`${error instanceof JournalError ? error.message : error} Events wait until it works again.`)
      clearTimeout(retry)
      if (!stopping) retry = setTimeout(flush, retryMs)
      return
    }
    clearTimeout(retry)
    retry = undefined
    pending = []
    onEvents(events)
  }

  const record = (job: JobId, happening: Happening) => {
    const last = pending.at(-1)
    // While the disk is full, only the latest progress is of use.
    if (
      retry &&
      happening.type === 'progress' &&
      last?.job === job &&
      last.happening.type === 'progress' &&
      last.happening.node === happening.node
    )
      pending.pop()
    pending.push({ job, happening })
    // One wait for the disk for all that arrives in the same moment.
    if (!retry) flushing ??= setImmediate(flush)
  }

  const end = (task: Task, happening?: Happening) => {
    if (happening) record(task.job, happening)
    clearTimeout(deadline)
    if (current === task) current = undefined
    pump()
  }

  const send = (task: Task, line: WorkerLine) => {
    if (task.interrupted !== undefined) record(task.job, { type: 'resumed', reason: task.interrupted })
    task.interrupted = undefined
    task.sent = true
    line.run({ job: task.job, workflow: task.workflow, document: task.document })
  }

  const pump = () => {
    if (stopping || current || waiting.length === 0) return
    current = waiting.shift() as Task
    worker ??= hire()
    if (worker.ready) send(current, worker.line)
  }

  const gone = (reason: Words) => {
    worker = undefined
    const task = current
    if (stopping) return
    if (!task) {
      say(`${inEnglish(reason)} The next job starts a new worker.`)
      return
    }
    if (task.cancelling) return end(task, { type: 'cancelled' })
    task.deaths += 1
    if (task.deaths >= maxDeaths) {
      say(`${inEnglish(reason)} The job is given up.`)
      const node = task.reached.at()
      return end(task, {
        type: 'failed',
        ...worded(
          node === undefined
            ? sentence('givenUp', { reason, deaths: maxDeaths })
            : sentence('givenUpAt', { reason, deaths: maxDeaths, node }),
        ),
      })
    }
    say(`${inEnglish(reason)} A new worker goes on from the last state that was saved.`)
    if (task.sent) task.interrupted = inEnglish(reason)
    task.sent = false
    worker = hire()
  }

  const hire = () => {
    const listener: WorkerListener = {
      ready: (device) => {
        onDevice(device)
        if (worker !== mine) return
        mine.ready = true
        if (current && !current.sent) send(current, mine.line)
      },
      happened: (job, happening) => {
        const task = current
        // What a job sends after its end, or after another took its place, says nothing any more.
        if (worker !== mine || task?.job !== job || !task.sent) return
        if (task.reached.further(happening)) task.deaths = 0
        if (happening.type === 'finished' || happening.type === 'failed' || happening.type === 'cancelled')
          end(task, happening)
        else record(job, happening)
      },
      preview: (preview) => {
        if (worker === mine && current?.job === preview.header.job) onPreview(preview)
      },
      gone: (reason) => {
        if (worker === mine) gone(reason)
      },
    }
    const mine = { line: startWorker(listener), ready: false }
    return mine
  }

  const taskOf = (job: NewJob, place: number, state?: JobState): Task => ({
    place,
    job: job.job,
    workflow: job.workflow,
    document: job.document,
    reached: farthest(state),
    sent: false,
    cancelling: false,
    deaths: 0,
    ...(state?.startedAt === undefined ? {} : { interrupted: 'The server was started again.' }),
  })

  return {
    start: () => {
      for (const { job, workflow, document, state } of journal.unfinished())
        if (state.status === 'cancelling') record(job, { type: 'cancelled' })
        else
          waiting.push(
            taskOf({ job, workflow, document, title: state.title, nodes: [] }, state.place ?? state.seq, state),
          )
      // The one that was under way goes on first, wherever the others were moved.
      waiting.sort((a, b) => Number(b.interrupted !== undefined) - Number(a.interrupted !== undefined))
      worker ??= hire()
      pump()
    },

    enqueue: (order) => {
      flush()
      const job = { ...order, job: jobId() }
      const event = journal.create(job)
      // Higher than any place that a move can have given: each of those took an event of its own.
      waiting.push(taskOf(job, event.seq))
      onEvents([event])
      pump()
      return job.job
    },

    cancel: (job) => {
      const index = waiting.findIndex((each) => each.job === job)
      if (index >= 0) {
        waiting.splice(index, 1)
        record(job, { type: 'cancelled' })
        flush()
        return true
      }
      const task = current
      if (task?.job !== job) return false
      if (task.cancelling) return true
      task.cancelling = true
      record(job, { type: 'cancelling' })
      flush()
      if (!task.sent) end(task, { type: 'cancelled' })
      else {
        worker?.line.cancel(job)
        deadline = setTimeout(() => worker?.line.kill(), cancelPatienceMs)
      }
      return true
    },

    move: (job, before) => {
      const from = waiting.findIndex((each) => each.job === job)
      const task = waiting[from]
      const others = waiting.filter((each) => each !== task)
      const to = before === null ? others.length : others.findIndex((each) => each.job === before)
      if (!task || to < 0) return false
      if (to === from) return true
      // Each place is written down by itself, so that a start after a crash finds the order as it was left.
      const put = (each: Task, place: number) => {
        each.place = place
        record(each.job, { type: 'moved', place })
      }
      const low = others[to - 1]?.place
      const high = others[to]?.place
      const between = low === undefined ? (high ?? 0) - 1 : high === undefined ? low + 1 : (low + high) / 2
      const last = waiting.at(-1)?.place ?? 0
      waiting.splice(0, waiting.length, ...others.slice(0, to), task, ...others.slice(to))
      // Between two places that were halved too often there is no number left.
      if (between !== low && between !== high) put(task, between)
      else for (const [index, each] of waiting.entries()) put(each, last - waiting.length + 1 + index)
      flush()
      return true
    },

    stop: async () => {
      stopping = true
      clearTimeout(deadline)
      await worker?.line.stop()
      clearTimeout(retry)
      flush()
      if (pending.length > 0)
        say(`${pending.length} events could not be written down. The next start goes on from before them.`)
    },
  }
}

/** Makes ids that sort in the order in which they were made, also within one millisecond, and never come twice. */
const createJobIds = (): (() => JobId) => {
  let last = 0
  return () => {
    last = Math.max(last + 1, Date.now())
    return `j${last.toString(36)}${randomBytes(6).toString('hex')}`
  }
}
