import type { Socket } from 'socket.io-client'
import type { StoreApi } from 'zustand/vanilla'
import type { Workflow } from '../../workflow/document.ts'
import type {
  ClientToServer,
  EngineInfo,
  JobId,
  PreviewHeader,
  RunAnswer,
  ServerToClient,
  WorkflowId,
} from '../../workflow/wire.ts'
import type { Texts } from '../texts/texts.ts'
import type { RunsState } from './app-context.ts'
import { withEvents, withJobs } from './runs.ts'
import { serverWords } from './server-words.ts'

/** The socket, typed by the wire. */
export type Line = Socket<ServerToClient, ClientToServer>

export interface ConnectionParts {
  /** The texts of the chosen language. */
  texts(): Texts['saving']
  readonly line: Line
  /** Where the jobs and the state of the line are written. */
  readonly runs: StoreApi<RunsState>
  preview(header: PreviewHeader, latent: Uint8Array): void
  /** A workflow file was saved, renamed or deleted. */
  changed(change: Parameters<ServerToClient['workflow']>[0]): void
  /** The library of the person's own nodes was changed. */
  library(): void
  /** Devices were found, networks opened or closed. */
  engine(info: EngineInfo | null): void
}

export interface Connection {
  /** Asks for a run with the seeds that the document has now. Never rejects: what went wrong is in the answer. */
  run(workflow: WorkflowId, document: Workflow): Promise<RunAnswer>
  cancel(job: JobId): Promise<boolean>
  /** Queues the document of a job again. Never rejects. */
  retry(job: JobId): Promise<RunAnswer>
  /** Puts a waiting job before another one, or at the end. */
  move(job: JobId, before: JobId | null): Promise<boolean>
  drawn(preview: { readonly job: JobId; readonly node: string; readonly step: number }): void
  close(): void
}

/** How long the server may take to answer a question. */
const patienceMs = 20_000

/**
 * Listens on a socket and folds what it says into `runs`. On every connect it says hello with the last event that it
 * saw, so that nothing that happened while the line was down is missed.
 */
export const createConnection = ({
  line,
  runs,
  preview,
  changed,
  library,
  engine,
  texts,
}: ConnectionParts): Connection => {
  let last: number | undefined
  // Events that come before the answer to hello do not yet say that nothing was missed before them.
  let greeted = false
  let greeting = 0

  const fold = (events: Parameters<ServerToClient['events']>[0]) => {
    runs.setState((state) => withEvents(state, events))
    const newest = events[events.length - 1]
    if (greeted && newest) last = Math.max(last ?? 0, newest.seq)
  }
  const hello = () => {
    const mine = ++greeting
    line.timeout(patienceMs).emit('hello', last === undefined ? {} : { since: last }, (error, welcome) => {
      if (mine !== greeting || !line.connected) return
      if (error) {
        hello()
        return
      }
      greeted = true
      // A state that is older than what was already folded here is brought up to it again by those events: they overlap.
      runs.setState((state) => {
        const known = welcome.jobs ? withNewer(withJobs(state, welcome.jobs), state) : state
        return { ...withEvents(known, welcome.events ?? []), connection: 'open' }
      })
      last = welcome.jobs ? welcome.seq : Math.max(welcome.seq, last ?? 0)
    })
  }
  const lost = () => {
    greeted = false
    greeting++
    runs.setState((state) => ({ connection: state.connection === 'connecting' ? 'connecting' : 'lost' }))
  }
  const refused = () => {
    if (!line.connected) lost()
  }
  const onPreview = (header: PreviewHeader, latent: Uint8Array | ArrayBuffer) =>
    preview(header, latent instanceof Uint8Array ? latent : new Uint8Array(latent))

  line.on('connect', hello)
  line.on('disconnect', lost)
  line.on('connect_error', refused)
  line.on('events', fold)
  line.on('preview', onPreview)
  line.on('workflow', changed)
  line.on('library', library)
  line.on('engine', engine)
  if (line.connected) hello()

  /** What the server refuses, in a sentence of the chosen language. */
  const worded = (answer: RunAnswer): RunAnswer =>
    'error' in answer ? { ...answer, error: serverWords({ ...answer, message: answer.error }, texts()) } : answer

  return {
    run: (workflow, document) =>
      line.connected
        ? new Promise((resolve) =>
            line.timeout(patienceMs).emit('run', { workflow, document, drawn: true }, (error, answer) => {
              resolve(error ? { error: texts().noAnswer } : worded(answer))
            }),
          )
        : Promise.resolve({ error: texts().noLine }),
    cancel: (job) =>
      line.connected
        ? new Promise((resolve) =>
            line.timeout(patienceMs).emit('cancel', job, (error, found) => resolve(!error && found)),
          )
        : Promise.resolve(false),
    retry: (job) =>
      line.connected
        ? new Promise((resolve) =>
            line
              .timeout(patienceMs)
              .emit('retry', job, (error, answer) => resolve(error ? { error: texts().noAnswer } : worded(answer))),
          )
        : Promise.resolve({ error: texts().noLine }),
    move: (job, before) =>
      line.connected
        ? new Promise((resolve) =>
            line.timeout(patienceMs).emit('move', { job, before }, (error, done) => resolve(!error && done)),
          )
        : Promise.resolve(false),
    drawn(preview) {
      if (line.connected) line.emit('drawn', preview)
    },
    close() {
      greeting++
      line.off('connect', hello)
      line.off('disconnect', lost)
      line.off('connect_error', refused)
      line.off('events', fold)
      line.off('preview', onPreview)
      line.off('workflow', changed)
      line.off('library', library)
      line.off('engine', engine)
      line.disconnect()
    },
  }
}

/** Jobs of which events were folded after the server took the state that it sent. */
const withNewer = (sent: RunsState, here: RunsState): RunsState => {
  const jobs = { ...sent.jobs }
  for (const job of Object.values(sent.jobs)) {
    const mine = here.jobs[job.job]
    if (mine && mine.seq > job.seq) jobs[job.job] = mine
  }
  return { ...sent, jobs }
}
