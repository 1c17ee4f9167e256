import { isLink, type NodeId, nodeOf, type Workflow } from './document.ts'

/** An order in which every node comes after all it reads, or the nodes of one cycle in the order of their links. */
export type Plan = { readonly order: readonly NodeId[] } | { readonly cycle: readonly NodeId[] }

/** The nodes that a node reads, each once, in the order of its inputs; links to nodes that are not there are left out. */
export const sourcesOf = (workflow: Workflow, id: NodeId): NodeId[] => {
  const sources = new Set<NodeId>()
  for (const filled of Object.values(nodeOf(workflow, id)?.inputs ?? {}))
    if (isLink(filled) && nodeOf(workflow, filled.from)) sources.add(filled.from)
  return [...sources]
}

/** The given nodes and everything that they read, directly or through others. */
export const withSources = (workflow: Workflow, targets: Iterable<NodeId>): Set<NodeId> => {
  const needed = new Set<NodeId>()
  const pending = [...targets]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (needed.has(id) || !nodeOf(workflow, id)) continue
    needed.add(id)
    // Not spread into one call: a node may have more links than a call takes arguments.
    for (const source of sourcesOf(workflow, id)) pending.push(source)
  }
  return needed
}

/**
 * The order in which to compute `wanted` (default: all nodes): depth first in document order, so that one branch is
 * finished before the next begins and its memory can go. Takes time linear in nodes and links, and no call stack.
 */
export const planOf = (workflow: Workflow, wanted: Iterable<NodeId> = Object.keys(workflow.nodes)): Plan => {
  const order: NodeId[] = []
  const state = new Map<NodeId, 'open' | 'done'>()
  for (const start of wanted) {
    if (state.has(start) || !nodeOf(workflow, start)) continue
    const path: { id: NodeId; rest: NodeId[] }[] = [{ id: start, rest: sourcesOf(workflow, start).reverse() }]
    state.set(start, 'open')
    while (path.length > 0) {
      const top = path[path.length - 1]!
      const next = top.rest.pop()
      if (next === undefined) {
        state.set(top.id, 'done')
        order.push(top.id)
        path.pop()
      } else if (state.get(next) === 'open') {
        const from = path.findIndex((each) => each.id === next)
        return {
          cycle: path
            .slice(from)
            .map((each) => each.id)
            .reverse(),
        }
      } else if (!state.has(next)) {
        state.set(next, 'open')
        path.push({ id: next, rest: sourcesOf(workflow, next).reverse() })
      }
    }
  }
  return { order }
}

/** True if `node` reads `source`, directly or through others, or is it. */
export const reads = (workflow: Workflow, node: NodeId, source: NodeId): boolean =>
  withSources(workflow, [node]).has(source)
