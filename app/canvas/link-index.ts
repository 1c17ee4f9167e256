import {
  isLink,
  type NodeId,
  nodeOf,
  type PlacedLink,
  type PlacedNode,
  type Workflow,
} from '../../workflow/document.ts'
import { changedNodes } from '../../workflow/node-records.ts'
import type { Readers } from '../../workflow/readers.ts'

export { type Readers, readersAmong, readersOf } from '../../workflow/readers.ts'

export const sameLink = (a: PlacedLink | undefined, b: PlacedLink | undefined): boolean =>
  a === b || (!!a && !!b && a.to === b.to && a.input === b.input && a.from === b.from && a.output === b.output)

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

/**
 * A function that gives the links of a document of which both ends are there. Of the next document it reads only the nodes
 * that changed: a link that is still there is the same object, and where all are, so is the list.
 */
export const createLinkIndex = (): ((workflow: Workflow) => readonly PlacedLink[]) => {
  const into = new Map<NodeId, readonly PlacedLink[]>()
  let known: Workflow['nodes'] = {}
  let all: readonly PlacedLink[] = []
  return (workflow) => {
    const { nodes } = workflow
    const earlier = known
    const changed = changedNodes(earlier, nodes)
    known = nodes
    let same = true
    for (const to of changed) {
      if (nodes[to] && earlier[to]?.inputs === nodes[to].inputs) continue
      const before = into.get(to)
      const node = nodeOf(workflow, to)
      const links = node && linksInto(to, node, before)
      if (links === before) continue
      same = false
      if (links) into.set(to, links)
      else into.delete(to)
    }
    if (!same) all = Object.keys(nodes).flatMap((to) => into.get(to)!.filter(({ from }) => nodeOf(workflow, from)))
    return all
  }
}

/** The links into a node: those that it had before as the same objects, and where it has just these, as the same list. */
const linksInto = (to: NodeId, { inputs }: PlacedNode, before: readonly PlacedLink[] = []): readonly PlacedLink[] => {
  const links = Object.entries(inputs).flatMap(([input, filled]) => {
    if (!isLink(filled)) return []
    const { from, output } = filled
    return before.find((each) => sameLink(each, { from, output, to, input })) ?? { from, output, to, input }
  })
  return links.length === before.length && links.every((each, at) => each === before[at]) ? before : links
}
