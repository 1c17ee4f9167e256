import { byteCount } from './byte-count.ts'

/** Values by key within a budget of bytes: what was not used for longest goes first. */
export interface Memory<T> {
  get(key: string): T | undefined
  /** Keeps a value; one that is larger than the whole budget is not kept. */
  set(key: string, value: T): void
  delete(key: string): void
}

/** An empty memory. @param maxBytes the budget, by {@link byteCount} */
export const createMemory = <T>(maxBytes: number): Memory<T> => {
  // A Map holds its keys in the order in which they were set: the first is the one used longest ago.
  const held = new Map<string, { readonly value: T; readonly bytes: number }>()
  let total = 0

  const remove = (key: string) => {
    total -= held.get(key)?.bytes ?? 0
    held.delete(key)
  }

  return {
    get: (key) => {
      const entry = held.get(key)
      if (!entry) return undefined
      held.delete(key)
      held.set(key, entry)
      return entry.value
    },
    set: (key, value) => {
      remove(key)
      const bytes = byteCount(value)
      if (bytes > maxBytes) return
      held.set(key, { value, bytes })
      total += bytes
      while (total > maxBytes) remove(held.keys().next().value as string)
    },
    delete: remove,
  }
}
