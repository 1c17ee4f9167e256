import type { JobId } from '../../workflow/wire.ts'
import type { Preview } from './app-context.ts'

/** The previews of single steps that can still be looked at: of each node those of the newest run that it took steps in. */
export interface StepPreviews {
  add(key: string, preview: Preview): void
  /** Those of one node, the first step first, each step once. */
  of(key: string): readonly Preview[]
}

/** Bytes of latents kept of all nodes together: some 500 steps of 16 frames of 256 × 256. */
export const keptStepBytes = 32 * 1024 ** 2

/** Keeps previews in the order in which they come; beyond the given number of bytes the oldest go first, whichever node's they are. */
export const createStepPreviews = (most: number = keptStepBytes): StepPreviews => {
  // A set keeps its order and gives up its first without moving the rest.
  const kept = new Set<{ readonly key: string; readonly preview: Preview }>()
  const jobs = new Map<string, JobId>()
  let bytes = 0
  const drop = (entry: { readonly key: string; readonly preview: Preview }) => {
    kept.delete(entry)
    bytes -= entry.preview.latent.byteLength
  }
  return {
    add(key, preview) {
      const { job } = preview.header
      if (jobs.get(key) !== job) for (const entry of kept) if (entry.key === key) drop(entry)
      jobs.set(key, job)
      kept.add({ key, preview })
      bytes += preview.latent.byteLength
      for (const entry of kept) {
        if (bytes <= most) break
        drop(entry)
      }
    },
    of(key) {
      // A run that goes on after a break may bring a step again.
      const steps = new Map<number, Preview>()
      for (const entry of kept) if (entry.key === key) steps.set(entry.preview.header.step, entry.preview)
      return [...steps.values()].sort((a, b) => a.header.step - b.header.step)
    },
  }
}
