import { fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a function answered in a process of its own, and what that process took. */
export interface Alone<T> {
  readonly answer: T
  /** The most memory that the process held at once, in bytes: its resident set, mapped weight files included. */
  readonly peakBytes: number
}

/**
 * Calls an exported function in a process of its own: only so is the peak of its memory its own.
 * @param module the URL of the module that exports it
 * @param argument plain data
 * @throws what the function throws, by its message; where the process dies, says how
 */
export const alone = <T>(module: string, name: string, argument: unknown): Promise<Alone<T>> =>
  new Promise((resolve, reject) => {
    const program = fileURLToPath(new URL(`./alone-program${extname(import.meta.url)}`, import.meta.url))
    const child = fork(program, [module, name, JSON.stringify(argument)], { serialization: 'advanced' })
    child.once('message', (message: { error: string } | Alone<T>) =>
      'error' in message ? reject(new Error(message.error)) : resolve(message),
    )
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      reject(new Error(`The measuring process of "${name}" ended: ${signal ?? code}.`)),
    )
  })
