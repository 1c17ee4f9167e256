import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { systemReason } from '../../workflow/said/reason.ts'
import { type BadEnd, endOf, programFailure } from './program-failure.ts'

/** A program and what goes in at its standard input. */
export interface Feeding {
  readonly program: string
  readonly arguments: readonly string[]
  readonly pieces: number
  /** The bytes of one piece; asked for in order, each when the program has room for it. */
  piece(index: number): Uint8Array
  /** Asked ten times a second; what it throws ends the program at once. */
  check?(): void
  progress?(done: number, total: number): void
}

/** Milliseconds between two questions whether to go on. */
const pause = 100
/** Lines of the program's complaints that an error repeats. */
const lastLines = 8

/**
 * Runs a program over pieces of bytes until it has ended well.
 * @throws what `check` throws; or where the program fails, what to do and the last lines that it wrote to its error output
 */
export const feedProgram = async (feeding: Feeding): Promise<void> => {
  const { program, pieces, check, progress } = feeding
  const child = spawn(program, feeding.arguments, { stdio: ['pipe', 'ignore', 'pipe'] })
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-8192)
  })
  // A program that ends early closes its input: how it ended says why, not the broken pipe.
  child.stdin.on('error', () => {})
  let stopped: { readonly reason: unknown } | undefined
  const stop = (reason: unknown) => {
    stopped ??= { reason }
    child.kill('SIGKILL')
    // What the program itself started may live on and hold this open.
    child.stderr.destroy()
  }
  const ended = new Promise<BadEnd | undefined>((resolve) => {
    child.once('error', (error) => resolve({ kind: 'not-started', reason: systemReason(error) }))
    child.once('close', (code, signal) => resolve(endOf(code, signal)))
  })
  const timer = setInterval(() => {
    try {
      check?.()
    } catch (reason) {
      stop(reason)
    }
  }, pause)

  try {
    for (let index = 0; index < pieces && !stopped; index++) {
      if (child.stdin.destroyed) break
      if (!child.stdin.write(feeding.piece(index)))
        await Promise.race([once(child.stdin, 'drain').catch(() => {}), ended])
      progress?.(index + 1, pieces)
    }
  } catch (reason) {
    stop(reason)
  }
  child.stdin.end()
  const end = await ended
  clearInterval(timer)
  if (stopped) throw stopped.reason
  if (end) throw programFailure(program, end, complaints, lastLines)
}
