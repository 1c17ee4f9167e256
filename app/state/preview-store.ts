import type { Factors } from '../../diffusion/latent-colour.ts'
import type { NodeId } from '../../workflow/document.ts'
import type { JobId, PreviewHeader, WorkflowId } from '../../workflow/wire.ts'
import type { Preview, Previews } from './app-context.ts'
import { createRecall, type RecallParts } from './recall-steps.ts'
import { createStepPreviews } from './step-previews.ts'

export interface PreviewStoreParts {
  /** The latent-to-colour factors of this name; undefined where they are gone. */
  factors(name: string): Promise<Factors | undefined>
  /** The steps that the server keeps under an address; undefined where there are none. */
  readonly steps: RecallParts['ask']
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
export const createPreviewStore = ({ factors, steps: ask, acknowledge }: PreviewStoreParts): PreviewStore => {
  const kept = new Map<string, Preview>()
  const steps = createStepPreviews()
  /** Which arrival is shown, of each node. */
  const shown = new Map<string, number>()
  const listeners = new Map<string, Set<(preview: Preview) => void>>()
  const watchers = new Map<string, Set<() => void>>()
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

  const show = (key: string, preview: Preview) => {
    kept.delete(key)
    kept.set(key, preview)
    if (kept.size > keptNodes) {
      const oldest = kept.keys().next().value as string
      kept.delete(oldest)
      shown.delete(oldest)
    }
    const all = listeners.get(key)
    if (all?.size) for (const listen of all) listen(preview)
    else if (!preview.recalled) say(preview.header)
  }
  const told = (key: string) => {
    for (const changed of watchers.get(key) ?? []) changed()
  }
  const deliver = (key: string, preview: Preview, mine: number) => {
    const { workflow, node, address } = preview.header
    const newer = mine > (shown.get(key) ?? 0)
    const other = kept.get(key)?.header.address !== address
    // Too late to be shown as the newest, it is a step all the same, but for one of a run before.
    if (!newer && other) return
    recall.forget(workflow, node, address)
    steps.add(key, preview)
    if (newer) {
      shown.set(key, mine)
      show(key, preview)
    }
    told(key)
  }
  const recall = createRecall({
    ask,
    factors,
    now: Date.now,
    here: ({ workflow, node }) => steps.of(keyOf(workflow, node)),
    take({ workflow, node, address }, previews) {
      const key = keyOf(workflow, node)
      const newest = previews.at(-1)
      if (!newest) return
      const here = new Set(steps.of(key).map(({ header }) => (header.address === address ? header.step : undefined)))
      for (const preview of previews) if (!here.has(preview.header.step)) steps.add(key, preview)
      const now = kept.get(key)?.header
      if (now?.address !== address || now.step < newest.header.step) show(key, newest)
      told(key)
    },
  })

  return {
    latest: (workflow, node) => kept.get(keyOf(workflow, node)),
    steps: (workflow, node) => steps.of(keyOf(workflow, node)),
    recall: recall.want,
    hold: (workflow, node) => steps.hold(keyOf(workflow, node)),
    watch(workflow, node, changed) {
      const key = keyOf(workflow, node)
      const all = watchers.get(key) ?? new Set()
      watchers.set(key, all)
      all.add(changed)
      return () => {
        all.delete(changed)
        if (all.size === 0 && watchers.get(key) === all) watchers.delete(key)
      }
    },
    subscribe(workflow, node, listen) {
      const key = keyOf(workflow, node)
      const all = listeners.get(key) ?? new Set()
      listeners.set(key, all)
      all.add(listen)
      return () => {
        all.delete(listen)
        if (all.size > 0) return
        if (listeners.get(key) === all) listeners.delete(key)
        const last = kept.get(key)
        if (last && !last.recalled) say(last.header)
      }
    },
    drawn: ({ header }) => say(header),
    receive(header, latent) {
      const key = keyOf(header.workflow, header.node)
      const mine = ++arrival
      const there = known.get(header.colour)
      if (there) {
        deliver(key, { header, latent, factors: there }, mine)
        return
      }
      factors(header.colour).then(
        (found) => {
          if (!found) return say(header)
          known.set(header.colour, found)
          if (known.size > keptFactors) known.delete(known.keys().next().value as string)
          deliver(key, { header, latent, factors: found }, mine)
        },
        // Without its colours it cannot be shown; the next one asks again.
        () => say(header),
      )
    },
  }
}
