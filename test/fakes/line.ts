import { io, type Socket } from 'socket.io-client'
import { onTestFinished } from 'vitest'
import type { Workflow } from '../../workflow/document.ts'
import type {
  ClientToServer,
  JobEvent,
  JobId,
  PreviewHeader,
  RunAnswer,
  ServerToClient,
  Welcome,
} from '../../workflow/wire.ts'

/** A preview as it arrived, and the number of the last event that had arrived before it. */
export interface ArrivedPreview {
  readonly header: PreviewHeader
  readonly latent: Uint8Array
  readonly after: number
}

/** A client of the wire that remembers all that it is told and says `drawn` at once. */
export interface TestLine {
  readonly socket: Socket<ServerToClient, ClientToServer>
  readonly events: JobEvent[]
  readonly previews: ArrivedPreview[]
  readonly changes: Parameters<ServerToClient['workflow']>[0][]
  readonly welcome: Welcome
  run(document: unknown, workflow?: string): Promise<RunAnswer>
  /** As `run`. @throws where the run is refused */
  start(document: Workflow): Promise<JobId>
  cancel(job: JobId): Promise<boolean>
  /** The first event, past or to come, that passes the test. @throws after a minute, or where its job ends otherwise */
  until(passes: (event: JobEvent) => boolean): Promise<JobEvent>
  close(): void
}

const patienceMs = 50_000

/** Connects and says hello. The line is closed when the running test has ended. */
export const openLine = async (origin: string, since?: number): Promise<TestLine> => {
  const line = await connectLine(origin, since)
  onTestFinished(line.close)
  return line
}

/** As {@link openLine}, for whoever closes the line. */
export const connectLine = async (origin: string, since?: number): Promise<TestLine> => {
  const socket: Socket<ServerToClient, ClientToServer> = io(origin, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  })
  const events: JobEvent[] = []
  const previews: ArrivedPreview[] = []
  const changes: TestLine['changes'] = []
  const listeners = new Set<() => void>()
  socket.on('events', (batch) => {
    events.push(...batch)
    for (const listener of [...listeners]) listener()
  })
  socket.on('preview', (header, latent) => {
    previews.push({ header, latent: new Uint8Array(latent), after: events.at(-1)?.seq ?? 0 })
    socket.emit('drawn', { job: header.job, node: header.node, step: header.step })
  })
  socket.on('workflow', (change) => changes.push(change))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  const patient = socket.timeout(patienceMs)
  const welcome: Welcome = await patient.emitWithAck('hello', since === undefined ? {} : { since })

  const run: TestLine['run'] = (document, workflow = 'test') =>
    patient.emitWithAck('run', { workflow, document: document as Workflow })
  return {
    socket,
    events,
    previews,
    changes,
    welcome,
    run,
    start: async (document) => {
      const answer = await run(document)
      if ('error' in answer) throw new Error(answer.error)
      return answer.job
    },
    cancel: (job) => patient.emitWithAck('cancel', job),
    until: (passes) =>
      new Promise((resolve, reject) => {
        const end = (act: () => void) => {
          clearTimeout(timer)
          listeners.delete(look)
          act()
        }
        const told = () => `It was told:\n${events.map((event) => JSON.stringify(event)).join('\n')}`
        const timer = setTimeout(() => end(() => reject(new Error(`Nothing came for too long. ${told()}`))), patienceMs)
        let at = 0
        const look = () => {
          for (; at < events.length; at++) {
            const event = events[at] as JobEvent
            if (passes(event)) return end(() => resolve(event))
            if (event.type === 'failed') return end(() => reject(new Error(`A run failed. ${told()}`)))
          }
        }
        listeners.add(look)
        look()
      }),
    close: () => {
      socket.disconnect()
    },
  }
}
