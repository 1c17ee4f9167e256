import type { Server as HttpServer } from 'node:http'
import { type DefaultEventsMap, Server, type Socket } from 'socket.io'
import type {
  ClientToServer,
  EngineInfo,
  JobEvent,
  JobId,
  RunAnswer,
  ServerToClient,
  Welcome,
  WorkflowId,
} from '../workflow/wire.ts'
import type { Gate } from './gate.ts'
import type { Journal } from './journal.ts'
import type { Previews, Viewer } from './previews.ts'
import type { Queue } from './queue.ts'

type Line = Socket<ClientToServer, ServerToClient, DefaultEventsMap>

export interface SocketParts {
  readonly http: HttpServer
  readonly gate: Gate
  readonly journal: Pick<Journal, 'last' | 'since' | 'recent'>
  readonly queue: Pick<Queue, 'cancel' | 'move'>
  readonly previews: Pick<Previews, 'join'>
  /** Queues a run; `drawn` where its seeds are those of this run already. Never rejects: what is wrong is in the answer. */
  run(workflow: WorkflowId, document: unknown, drawn: boolean): Promise<RunAnswer>
  /** Queues the document of a job again. Never rejects. */
  retry(job: JobId): Promise<RunAnswer>
  report(line: string): void
}

/** The live line to every open editor. */
export interface LiveLine {
  events(batch: readonly JobEvent[]): void
  workflow(change: Parameters<ServerToClient['workflow']>[0]): void
  library(): void
  engine(info: EngineInfo | null): void
  /** Says goodbye to everybody and takes nobody in any more. */
  close(): Promise<void>
}

/** The address under which Socket.IO is spoken. */
export const socketPath = '/socket.io/'

/** More missed events than this, and a client gets the states of the recent jobs instead. */
const replayed = 5000
const recentJobs = 60

/** Opens the line on a server, next to whatever else that server answers. */
export const openSocket = ({ http, gate, journal, queue, previews, run, retry, report }: SocketParts): LiveLine => {
  const io = new Server<ClientToServer, ServerToClient>(http, {
    path: socketPath,
    serveClient: false,
    destroyUpgrade: false,
    // A run brings its whole workflow. Larger ones than this are cut off; those that are too large to run get an answer.
    maxHttpBufferSize: 64 * 1024 * 1024,
    allowRequest: (request, decide) => {
      const refusal = gate(request)
      decide(refusal ?? null, refusal === undefined)
    },
  })

  io.on('connection', (line) => {
    const answered =
      <T>(what: string, work: () => T | Promise<T>, failed: (message: string) => T) =>
      async (answer: unknown) => {
        const result = await (async () => work())().catch((error: Error) => {
          report(`${what}: ${error.stack ?? error}`)
          return failed(error.message)
        })
        // A client that asks without a place for the answer gets none.
        if (typeof answer === 'function') answer(result)
      }

    line.on('hello', (greeting, answer) => {
      void answered(
        'hello',
        () => welcomeOf(journal, greeting?.since),
        () => ({ seq: 0, jobs: [] }),
      )(answer)
    })
    line.on('run', (request, answer) => {
      void answered<RunAnswer>(
        'run',
        () => run(request?.workflow, request?.document, request?.drawn === true),
        (error) => ({ error }),
      )(answer)
    })
    line.on('cancel', (job, answer) => {
      void answered(
        'cancel',
        () => queue.cancel(job),
        () => false,
      )(answer)
    })
    line.on('retry', (job, answer) => {
      void answered<RunAnswer>(
        'retry',
        () => retry(job),
        (error) => ({ error }),
      )(answer)
    })
    line.on('move', (wish, answer) => {
      void answered(
        'move',
        () => queue.move(wish?.job, wish?.before ?? null),
        () => false,
      )(answer)
    })
    seat(line, previews)
  })

  return {
    events: (batch) => {
      io.emit('events', batch)
    },
    workflow: (change) => {
      io.emit('workflow', change)
    },
    library: () => {
      io.emit('library')
    },
    engine: (info) => {
      io.emit('engine', info)
    },
    close: async () => {
      io.disconnectSockets(true)
      // The HTTP server is closed with it; one that never listened says so, and is closed already.
      await io.close().catch(() => undefined)
    },
  }
}

const welcomeOf = (journal: SocketParts['journal'], since: unknown): Welcome => {
  const seq = journal.last()
  const events = typeof since === 'number' ? journal.since(since, replayed) : undefined
  return events ? { seq, events } : { seq, jobs: journal.recent(recentJobs) }
}

/** Gives a client its place in the stream of previews: one is sent only where the line can take it at once. */
const seat = (line: Line, previews: SocketParts['previews']): void => {
  const viewer: Viewer = {
    send: ({ header, latent }) => {
      if (!line.connected || !line.conn.transport.writable) return false
      line.volatile.emit('preview', header, latent)
      return true
    },
  }
  const place = previews.join(viewer)
  const ready = () => place.ready()
  // The connection's own "drain" comes too early: when its packets are handed to the transport, not when that is free.
  let transport = line.conn.transport
  transport.on('ready', ready)
  const upgraded = () => {
    transport.off('ready', ready)
    transport = line.conn.transport
    transport.on('ready', ready)
    ready()
  }
  line.conn.on('upgrade', upgraded)
  line.on('drawn', (what) => {
    const { job, node, step } = what ?? {}
    if (typeof job === 'string' && typeof node === 'string' && typeof step === 'number')
      place.drawn({ job, node, step })
  })
  line.on('disconnect', () => {
    transport.off('ready', ready)
    line.conn.off('upgrade', upgraded)
    place.leave()
  })
}
