import { constants } from 'node:os'

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

/** Why a worker process is gone, as one or two sentences, from its exit code or signal and the last error that it wrote. */
export const reasonOf = (code: number | null, signal: NodeJS.Signals | null, lastError?: string): string => {
  const said =
    lastError === undefined ? '' : ` Its last words: ${/[.!?]$/.test(lastError) ? lastError : `${lastError}.`}`
  const name = signal ?? signalOf(code)
  if (name === 'SIGKILL')
    return `The worker was killed by the system (SIGKILL), most likely because memory ran out.${said}`
  if (name !== undefined && nativeCrashes.has(name)) return `The worker crashed in native code (${name}).${said}`
  if (name !== undefined) return `The worker was ended by the signal ${name}.${said}`
  if (code === 0) return `The worker ended by itself.${said}`
  // Windows gives a crash as a status of at least 0xC0000000.
  if (code !== null && code >= 0xc0000000)
    return `The worker crashed in native code (status 0x${code.toString(16)}).${said}`
  return `The worker stopped with an error (exit code ${code}).${said}`
}

/** The signal in an exit code above 128, as shells and containers give it. */
const signalOf = (code: number | null): string | undefined =>
  code === null || code <= 128 || code > 160
    ? undefined
    : Object.entries(constants.signals).find(([, number]) => number === code - 128)?.[0]
