/** Where a process says how much memory it holds. */
export interface MemorySource {
  /** Bytes in memory now. */
  now(): number
  /** The most bytes that were ever in memory. */
  highest(): number
}

/** This process. */
export const ownMemory: MemorySource = {
  now: () => process.memoryUsage.rss(),
  // Node gives it in KiB on every system.
  highest: () => process.resourceUsage().maxRSS * 1024,
}

/** Measures how much memory one piece of work took. */
export interface MemoryWatch {
  /** Looks again: what is freed before the end would be missed otherwise. */
  look(): void
  /** By how many bytes memory grew at its highest, as far as that was seen; 0 where it did not. */
  peak(): number
}

/**
 * Begins to watch. A peak above all before is seen exactly, since the system keeps the highest mark; a lower one only as
 * far as it stood when somebody looked.
 */
export const watchMemory = (source: MemorySource): MemoryWatch => {
  const before = source.now()
  const markBefore = source.highest()
  let highest = before
  const look = () => {
    highest = Math.max(highest, source.now())
  }
  return {
    look,
    peak: () => {
      look()
      const mark = source.highest()
      return Math.max(0, (mark > markBefore ? Math.max(mark, highest) : highest) - before)
    },
  }
}
