import { type ChildProcess, fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { reasonOf } from '../workflow/said/reason.ts'
import { type Said, say, type Words } from '../workflow/said/said.ts'
import type { EngineInfo } from '../workflow/wire.ts'
import type { StartWorker } from './queue.ts'
import type { FromWorker, ToWorker, WorkerSettings } from './worker/messages.ts'
import { createErrorTail, deathOf } from './worker-death.ts'

export interface ForkOptions {
  readonly settings: WorkerSettings
  /** The worker's program; by default the one beside this file, built or in source as this file is. */
  readonly program?: string
  /** Hears what the worker computes on and what is open there; null when it is gone. */
  readonly onEngine?: (info: EngineInfo | null) => void
  /** Flags of Node for the worker, by default those of this process: a loader of TypeScript reaches it that way. */
  readonly execArgv?: readonly string[]
  /** Where the worker's own error output goes, as it comes. */
  readonly errors?: NodeJS.WritableStream
  /** How long a worker may take to stop before it is killed; what it works on was saved after its last step. */
  readonly stopPatienceMs?: number
}

const besideThis = () => fileURLToPath(new URL(`./worker/main${extname(import.meta.url)}`, import.meta.url))

const notStarted = (error: Error): Said => say('workerNotStarted', { why: reasonOf(error) })

/** Starts workers as child processes: when one crashes, runs out of memory or is killed, this process goes on. */
export const createForkWorker = ({
  settings,
  program = besideThis(),
  onEngine = () => {},
  execArgv = process.execArgv,
  errors = process.stderr,
  stopPatienceMs = 5000,
}: ForkOptions): StartWorker => {
  // Two processes cannot share a port of the debugger.
  const flags = execArgv.filter((flag) => !flag.startsWith('--inspect'))

  return (listener) => {
    let child: ChildProcess
    try {
      child = fork(program, [JSON.stringify(settings)], {
        execArgv: flags,
        serialization: 'advanced',
        stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
        // Ctrl+C in a terminal reaches its whole process group, and would end the worker before it could save.
        detached: process.platform !== 'win32',
      })
    } catch (error) {
      // The caller holds no line yet: it hears of it when it does.
      setImmediate(() => listener.gone(notStarted(error as Error)))
      return { run: () => {}, cancel: () => {}, kill: () => {}, stop: async () => {} }
    }
    const tail = createErrorTail()
    let lastWords: Words | undefined
    child.stderr?.on('data', (chunk: Buffer) => {
      errors.write(chunk)
      tail.add(chunk)
    })

    let told = false
    let release = () => {}
    const gone = new Promise<void>((resolve) => {
      release = resolve
    })
    const tell = (reason: Said) => {
      if (told) return
      told = true
      release()
      onEngine(null)
      listener.gone(reason)
    }
    child.on('message', (message: FromWorker) => {
      if (told) return
      if (message.type === 'ready') listener.ready(message.device)
      else if (message.type === 'engine') onEngine(message.info)
      else if (message.type === 'broken') lastWords = message.why
      else if (message.type === 'happened') listener.happened(message.job, message.happening)
      else listener.preview({ header: message.header, latent: message.latent })
    })
    child.on('error', (error) => {
      if (child.pid === undefined) tell(notStarted(error))
    })
    child.on('exit', (code, signal) => {
      const end = () => tell(deathOf(code, signal, lastWords ?? tail.lastError()))
      child.once('close', end)
      // A process that the worker left behind may hold its error output open.
      setTimeout(end, 500).unref()
    })

    // A message that does not arrive needs no answer: the end of the process is told by itself.
    const send = (message: ToWorker) => child.connected && child.send(message, () => undefined)
    return {
      run: (job) => send({ type: 'run', ...job }),
      cancel: (job) => send({ type: 'cancel', job }),
      kill: () => child.kill('SIGKILL'),
      stop: async () => {
        send({ type: 'stop' })
        const deadline = setTimeout(() => child.kill('SIGKILL'), stopPatienceMs)
        await gone
        clearTimeout(deadline)
      },
    }
  }
}
