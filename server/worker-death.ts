import { constants } from 'node:os'
import { reasonSentence } from '../workflow/said/reason.ts'
import { type Said, say, type Words } from '../workflow/said/said.ts'

/** The end of what a process wrote to its error output. */
export interface ErrorTail {
  add(chunk: Buffer): void
  /** The last line that names an error, or undefined where none does. */
  lastError(): string | undefined
}

const kept = 8192

/** A tail that holds the last 8 KiB. */
export const createErrorTail = (): ErrorTail => {
  let text = ''
  return {
    add: (chunk) => {
      text = (text + chunk.toString('utf8')).slice(-kept)
    },
    lastError: () =>
      text
        .split('\n')
        .map((line) => line.trim())
        .findLast((line) => /^(\w*Error\b.*:|FATAL ERROR:|what\(\):)/.test(line))
        ?.slice(0, 300),
  }
}

const nativeCrashes: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGFPE'])

/** Why a worker process is gone, as one or two sentences, from its exit code or signal and the last error that it told or wrote. */
export const deathOf = (code: number | null, signal: NodeJS.Signals | null, lastError?: Words): Said => {
  const reason = ending(code, signal)
  if (lastError === undefined) return reason
  return say('withLastWords', {
    reason,
    lastWords: typeof lastError === 'string' ? reasonSentence(lastError) : lastError,
  })
}

const ending = (code: number | null, signal: NodeJS.Signals | null): Said => {
  const name = signal ?? signalOf(code)
  if (name === 'SIGKILL') return say('workerKilled')
  if (name !== undefined) return say(nativeCrashes.has(name) ? 'workerCrashed' : 'workerSignalled', { signal: name })
  if (code === 0) return say('workerEnded')
  // Windows gives a crash as a status of at least 0xC0000000.
  if (code !== null && code >= 0xc0000000) return say('workerCrashedStatus', { status: `0x${code.toString(16)}` })
  return say('workerStopped', { code: String(code) })
}

/** The signal in an exit code above 128, as shells and containers give it. */
const signalOf = (code: number | null): string | undefined =>
  code === null || code <= 128 || code > 160
    ? undefined
    : Object.entries(constants.signals).find(([, number]) => number === code - 128)?.[0]
