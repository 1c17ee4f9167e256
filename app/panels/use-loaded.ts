'use client'
import { useCallback, useEffect, useState } from 'react'

/** Something asked of the server: what it answered last, or why it did not. */
export interface Loaded<T> {
  readonly value?: T
  readonly problem?: string
  again(): void
}

/** Asks when mounted and whenever `when` changes; the last answer stays until the next is there. `load` must be stable. */
export const useLoaded = <T>(load: () => Promise<T>, when: unknown): Loaded<T> => {
  const [state, setState] = useState<{ value?: T; problem?: string }>({})
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `when` and `turn` only say that it is time to ask again
  useEffect(() => {
    let stale = false
    load().then(
      (value) => !stale && setState({ value }),
      (error: Error) => !stale && setState((before) => ({ ...before, problem: error.message })),
    )
    return () => {
      stale = true
    }
  }, [load, when, turn])
  const again = useCallback(() => setTurn((count) => count + 1), [])
  return { ...state, again }
}
