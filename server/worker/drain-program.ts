import { spawn } from 'node:child_process'
import { systemReason } from '../../workflow/said/reason.ts'
import { type BadEnd, endOf, programFailure } from './program-failure.ts'

/** A program and what is wanted of its standard output. */
export interface Draining {
  readonly program: string
  readonly arguments: readonly string[]
  /** The most bytes that are kept; the program is expected to write no more. */
  readonly bytes: number
  /** Asked ten times a second; what it throws ends the program at once. */
  check?(): void
  progress?(done: number, total: number): void
}

const pause = 100
const lastLines = 4

/**
 * What a program writes to its standard output until it has ended well.
 * @throws what `check` throws; or where the program fails, what to do and the last lines that it wrote to its error output
 */
export const drainProgram = async ({ program, arguments: words, bytes, check, progress }: Draining) => {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  const data = new Uint8Array(bytes)
  let length = 0
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-8192)
  })
  child.stdout.on('data', (piece: Buffer) => {
    const some = piece.subarray(0, bytes - length)
    data.set(some, length)
    length += some.length
    progress?.(length, bytes)
  })
  let stopped: { readonly reason: unknown } | undefined
  const timer = setInterval(() => {
    try {
      check?.()
    } catch (reason) {
      stopped ??= { reason }
      child.kill('SIGKILL')
    }
  }, pause)
  const end = await new Promise<BadEnd | undefined>((resolve) => {
    child.once('error', (error) => resolve({ kind: 'not-started', reason: systemReason(error) }))
    child.once('close', (code, signal) => resolve(endOf(code, signal)))
  })
  clearInterval(timer)
  if (stopped) throw stopped.reason
  if (end) throw programFailure(program, end, complaints, lastLines)
  return data.subarray(0, length)
}
