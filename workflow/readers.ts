import { linksOf, type NodeId, type PlacedLink, type Workflow } from './document.ts'

/** The links of a workflow by the node that they leave. */
export type Readers = ReadonlyMap<NodeId, readonly PlacedLink[]>

/** The links that leave each node, in document order. */
export const readersOf = (workflow: Workflow): Readers => readersAmong(linksOf(workflow))

/** These links by the node that they leave. */
export const readersAmong = (links: Iterable<PlacedLink>): Readers => {
  const readers = new Map<NodeId, PlacedLink[]>()
  for (const link of links) {
    const links = readers.get(link.from)
    if (links) links.push(link)
    else readers.set(link.from, [link])
  }
  return readers
}

/** A node and all that read it, directly or through others. */
export const withReaders = (workflow: Workflow, id: NodeId): ReadonlySet<NodeId> => {
  const readers = readersOf(workflow)
  const found = new Set<NodeId>()
  const pending = [id]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (found.has(next)) continue
    found.add(next)
    for (const link of readers.get(next) ?? []) pending.push(link.to)
  }
  return found
}
