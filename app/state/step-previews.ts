import type { Preview } from './app-context.ts'

/** The previews of single steps that are here: of each node those of the result that was last made, or asked for. */
export interface StepPreviews {
  /** Keeps a step; what is here of another result of that node goes. */
  add(key: string, preview: Preview): void
  /** Those of one node, the first step first, each step once; the same array while they are the same. */
  of(key: string): readonly Preview[]
  /** From now on those of this node stay, however many they are. @returns what ends that */
  hold(key: string): () => void
}

/** Bytes of latents kept of all nodes together: some 500 steps of 16 frames of 256 × 256. */
export const keptStepBytes = 32 * 1024 ** 2

interface Line {
  address: string
  readonly steps: Map<number, Entry>
  /** How many look at them. */
  holds: number
  sorted: readonly Preview[] | undefined
}

interface Entry {
  readonly line: Line
  readonly preview: Preview
}

const none: readonly Preview[] = []

/** Keeps previews in the order in which they come; beyond the given number of bytes the oldest go first, whichever node's they are. */
export const createStepPreviews = (most: number = keptStepBytes): StepPreviews => {
  const lines = new Map<string, Line>()
  // A set keeps its order and gives up its first without moving the rest.
  const order = new Set<Entry>()
  let bytes = 0

  const lineOf = (key: string): Line => {
    const line = lines.get(key) ?? { address: '', steps: new Map(), holds: 0, sorted: undefined }
    lines.set(key, line)
    return line
  }
  const drop = (entry: Entry | undefined) => {
    if (!entry || !order.delete(entry)) return
    entry.line.steps.delete(entry.preview.header.step)
    entry.line.sorted = undefined
    bytes -= entry.preview.latent.byteLength
  }
  const makeRoom = () => {
    for (const entry of order) {
      if (bytes <= most) break
      if (entry.line.holds === 0) drop(entry)
    }
  }

  return {
    add(key, preview) {
      const { address, step } = preview.header
      const line = lineOf(key)
      if (line.address !== address) for (const entry of [...line.steps.values()]) drop(entry)
      line.address = address
      // A run that goes on after a break may bring a step again.
      drop(line.steps.get(step))
      const entry = { line, preview }
      line.steps.set(step, entry)
      line.sorted = undefined
      order.add(entry)
      bytes += preview.latent.byteLength
      makeRoom()
    },
    of(key) {
      const line = lines.get(key)
      if (!line || line.steps.size === 0) return none
      line.sorted ??= [...line.steps.values()]
        .map(({ preview }) => preview)
        .sort((a, b) => a.header.step - b.header.step)
      return line.sorted
    },
    hold(key) {
      const line = lineOf(key)
      line.holds++
      let ended = false
      return () => {
        if (ended) return
        ended = true
        line.holds--
        makeRoom()
      }
    },
  }
}
