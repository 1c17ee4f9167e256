import { HubError } from './hub-error.ts'

/** Waits so many milliseconds. */
export type Pause = (ms: number) => Promise<void>

/**
 * Does work, and again where it failed for a passing reason: after 1, 2, 4 … seconds, at most so many times in all.
 * @throws what it threw last
 */
export const retrying = async <T>(times: number, pause: Pause, work: () => Promise<T>): Promise<T> => {
  for (let turn = 1; ; turn++)
    try {
      return await work()
    } catch (error) {
      if (turn === times || !(error instanceof HubError) || error.kind !== 'passing') throw error
      await pause(1000 * 2 ** (turn - 1))
    }
}
