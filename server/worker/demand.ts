import type { NodeId } from '../../workflow/document.ts'

/** Who still needs whom while a run goes on. All of its answers together take time linear in nodes and links. */
export interface Demand {
  /** True where the node is to be computed: nothing stopped it, and somebody still waits for it. */
  waits(node: NodeId): boolean
  /** The node has its result: what it reads has one reader less. */
  finish(node: NodeId): void
  /** The node failed. Gives the nodes that read it, directly or through others, and waited until now. */
  fail(node: NodeId): NodeId[]
}

/**
 * The demand at the start of a run: every node waits.
 * @param forget is told of a node whose result nobody will read any more
 */
export const createDemand = (
  wanted: readonly NodeId[],
  sources: ReadonlyMap<NodeId, readonly NodeId[]>,
  forget: (node: NodeId) => void,
): Demand => {
  const results = new Set(wanted)
  const waiting = new Set(sources.keys())
  const readers = new Map<NodeId, NodeId[]>()
  for (const [id, read] of sources)
    for (const source of read) {
      const known = readers.get(source)
      if (known) known.push(id)
      else readers.set(source, [id])
    }
  const left = new Map([...readers].map(([id, all]) => [id, all.length]))

  const released = new Set<NodeId>()

  /** `first` reads no more, and neither does what was computed for it alone. */
  const release = (first: NodeId) => {
    const pending = [first]
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      if (released.has(id)) continue
      released.add(id)
      for (const source of sources.get(id) ?? []) {
        const rest = (left.get(source) ?? 0) - 1
        left.set(source, rest)
        if (rest > 0) continue
        forget(source)
        if (!results.has(source) && waiting.delete(source)) pending.push(source)
      }
    }
  }

  return {
    waits: (node) => waiting.has(node),
    finish: (node) => {
      waiting.delete(node)
      release(node)
      if ((left.get(node) ?? 0) === 0) forget(node)
    },
    fail: (node) => {
      waiting.delete(node)
      const stopped: NodeId[] = []
      const pending = [...(readers.get(node) ?? [])].reverse()
      for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
        if (!waiting.delete(id)) continue
        stopped.push(id)
        pending.push(...[...(readers.get(id) ?? [])].reverse())
      }
      for (const id of [node, ...stopped]) release(id)
      return stopped
    },
  }
}
