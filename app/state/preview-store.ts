import type { Factors } from '../../diffusion/latent-colour.ts'
import type { NodeId } from '../../workflow/document.ts'
import type { JobId, PreviewHeader, WorkflowId } from '../../workflow/wire.ts'
import type { Preview, Previews } from './app-context.ts'
import { createStepPreviews } from './step-previews.ts'

export interface PreviewStoreParts {
  /** The latent-to-colour factors of this name. */
  factors(name: string): Promise<Factors>
  /** Tells the server that it may send the next preview of that node. */
  acknowledge(preview: { readonly job: JobId; readonly node: string; readonly step: number }): void
}

/** The newest preview of each node, and those of its last steps; fed by `receive`. */
export interface PreviewStore extends Previews {
  receive(header: PreviewHeader, latent: Uint8Array): void
}

/** Previews kept of how many nodes: the oldest goes first. */
const keptNodes = 64
/** Factors kept: a run brings some five. */
const keptFactors = 64

/**
 * Keeps the newest preview of each workflow's node and hands it to who listens to that node. A preview waits for its
 * factors; a newer one that is ready sooner takes its place. One to which nobody listens is acknowledged at once, so
 * that what is looked at later is the newest; each is acknowledged once.
 */
export const createPreviewStore = ({ factors, acknowledge }: PreviewStoreParts): PreviewStore => {
  const kept = new Map<string, Preview>()
  const steps = createStepPreviews()
  const arrivals = new Map<string, number>()
  const listeners = new Map<string, Set<(preview: Preview) => void>>()
  const known = new Map<string, Factors>()
  const said = new WeakSet<PreviewHeader>()
  let arrival = 0

  const keyOf = (workflow: WorkflowId, node: NodeId) => JSON.stringify([workflow, node])

  const say = (header: PreviewHeader) => {
    if (said.has(header)) return
    said.add(header)
    const { job, node, step } = header
    acknowledge({ job, node, step })
  }

  const deliver = (key: string, preview: Preview) => {
    kept.delete(key)
    kept.set(key, preview)
    steps.add(key, preview)
    if (kept.size > keptNodes) {
      const oldest = kept.keys().next().value as string
      kept.delete(oldest)
      arrivals.delete(oldest)
    }
    const all = listeners.get(key)
    if (!all?.size) say(preview.header)
    else for (const listen of all) listen(preview)
  }

  return {
    latest: (workflow, node) => kept.get(keyOf(workflow, node)),
    steps: (workflow, node) => steps.of(keyOf(workflow, node)),
    subscribe(workflow, node, listen) {
      const key = keyOf(workflow, node)
      const all = listeners.get(key) ?? new Set()
      listeners.set(key, all)
      all.add(listen)
      return () => {
        all.delete(listen)
        if (all.size > 0) return
        if (listeners.get(key) === all) listeners.delete(key)
        const shown = kept.get(key)
        if (shown) say(shown.header)
      }
    },
    drawn: ({ header }) => say(header),
    receive(header, latent) {
      const key = keyOf(header.workflow, header.node)
      const mine = ++arrival
      arrivals.set(key, mine)
      const there = known.get(header.colour)
      if (there) {
        deliver(key, { header, latent, factors: there })
        return
      }
      factors(header.colour).then(
        (found) => {
          known.set(header.colour, found)
          if (known.size > keptFactors) known.delete(known.keys().next().value as string)
          if (arrivals.get(key) === mine) deliver(key, { header, latent, factors: found })
        },
        // Without its colours it cannot be shown; the next one asks again.
        () => say(header),
      )
    },
  }
}
