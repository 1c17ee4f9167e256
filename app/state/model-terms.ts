import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CheckpointInfo } from '../../workflow/wire.ts'

/** Asks that the terms of a checkpoint are read before it is first used, and remembers that they were. */
export interface ModelTerms {
  /** The checkpoint whose terms are to be read now. */
  readonly store: StoreApi<{ readonly asked: CheckpointInfo | null }>
  /**
   * True when the terms of all these checkpoints were read, now or in the past; false where the person turned away, or is
   * being asked already.
   */
  allow(checkpoints: readonly CheckpointInfo[]): Promise<boolean>
  /** What the person answered to the checkpoint that is asked about. */
  answer(read: boolean): void
}

const key = 'reelgraph.terms'

/** Terms that were read are kept in `storage`, by checkpoint with their digest: other terms are asked about again. */
export const createModelTerms = (storage: Pick<Storage, 'getItem' | 'setItem'>): ModelTerms => {
  const store = createStore<{ readonly asked: CheckpointInfo | null }>(() => ({ asked: null }))
  let read = keptIn(storage)
  let resolve: (read: boolean) => void = () => {}

  const ask = (checkpoint: CheckpointInfo) =>
    new Promise<boolean>((answered) => {
      resolve = answered
      store.setState({ asked: checkpoint })
    })

  return {
    store,
    async allow(checkpoints) {
      if (store.getState().asked) return false
      // Another window may have asked meanwhile.
      read = { ...read, ...keptIn(storage) }
      for (const checkpoint of checkpoints) {
        const { name, terms } = checkpoint
        if (terms === undefined || (Object.hasOwn(read, name) && read[name] === terms)) continue
        if (!(await ask(checkpoint))) return false
        read = { ...read, [name]: terms }
        try {
          storage.setItem(key, JSON.stringify(read))
        } catch {
          // Without room it is remembered as long as the page is open.
        }
      }
      return true
    },
    answer(answered) {
      store.setState({ asked: null })
      resolve(answered)
    },
  }
}

const keptIn = (storage: Pick<Storage, 'getItem'>): Readonly<Record<string, string>> => {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? '{}')
    return typeof kept === 'object' && kept !== null ? Object.fromEntries(Object.entries(kept)) : {}
  } catch {
    return {}
  }
}
