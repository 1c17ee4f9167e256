import { linksOf, type NodeId, type PlacedLink, type Workflow } from '../../workflow/document.ts'

/** The links of a workflow by the node that they leave. */
export type Readers = ReadonlyMap<NodeId, readonly PlacedLink[]>

/** The links that leave each node, in document order. */
export const readersOf = (workflow: Workflow): Readers => {
  const readers = new Map<NodeId, PlacedLink[]>()
  for (const link of linksOf(workflow)) {
    const links = readers.get(link.from)
    if (links) links.push(link)
    else readers.set(link.from, [link])
  }
  return readers
}

/** The names of the outputs of a node that others read, each once. */
export const outputsRead = (readers: Readers, id: NodeId): string[] => [
  ...new Set(readers.get(id)?.map((link) => link.output)),
]

/** A function that computes once for each argument and remembers the last: for what every card asks of one document. */
export const rememberLast = <A extends object, B>(compute: (argument: A) => B): ((argument: A) => B) => {
  let last: { argument: A; result: B } | undefined
  return (argument) => {
    if (last?.argument !== argument) last = { argument, result: compute(argument) }
    return last.result
  }
}
