import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type PlacedNode, type Workflow } from '../../workflow/document.ts'
import { sameEntries } from '../../workflow/live-effective.ts'
import { changedNodes } from '../../workflow/node-records.ts'
import { sameLinks } from '../../workflow/same-links.ts'
import { readingOrder } from '../canvas/card-steps.ts'

/** What a node is called in full: its definition's title, and its own after it. */
export const fullName = (definitions: Definitions, node: PlacedNode): string => {
  const kind = definitionOf(definitions, node.node)?.title ?? node.node
  return node.title ? `${kind}, ${node.title}` : kind
}

/** A name for every node by which it can be told from the others: those of one name are numbered in the order in which they run. */
export const nodeNames = (workflow: Workflow, definitions: Definitions): ReadonlyMap<NodeId, string> => {
  const plain = readingOrder(workflow).map((id) => ({ id, name: fullName(definitions, workflow.nodes[id]!) }))
  const counts = new Map<string, number>()
  for (const { name } of plain) counts.set(name, (counts.get(name) ?? 0) + 1)
  const given = new Map<string, number>()
  return new Map(
    plain.map(({ id, name }) => {
      if (counts.get(name) === 1) return [id, name]
      const number = (given.get(name) ?? 0) + 1
      given.set(name, number)
      return [id, `${name} ${number}`]
    }),
  )
}

type NodeNames = ReturnType<typeof nodeNames>

/**
 * `nodeNames` for one document after the other: as long as no node comes or goes and none gets another kind, title or link,
 * the map is the same object.
 */
export const createNodeNames = (definitions: Definitions): ((workflow: Workflow) => NodeNames) => {
  let last: { readonly workflow: Workflow; readonly known: Definitions; readonly names: NodeNames } | undefined
  return (workflow) => {
    const before = last && sameEntries(last.known, definitions) ? last : undefined
    const named = (id: NodeId) => {
      const [was, is] = [before && nodeOf(before.workflow, id), nodeOf(workflow, id)]
      return was && is && was.node === is.node && was.title === is.title && sameLinks(was, is)
    }
    const names =
      before && changedNodes(before.workflow.nodes, workflow.nodes).every(named)
        ? before.names
        : nodeNames(workflow, definitions)
    last = { workflow, known: before?.known ?? { ...definitions }, names }
    return names
  }
}
