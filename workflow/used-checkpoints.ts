import { type Definitions, definitionOf, type Field } from './definition.ts'
import { type NodeId, nodeOf, type PlacedNode, type Workflow } from './document.ts'
import type { Json } from './json.ts'
import { changedNodes } from './node-records.ts'
import { literalOf } from './rules.ts'
import { createLiveFlatten } from './subgraphs/live-flatten.ts'
import type { CheckpointInfo } from './wire.ts'

/** Those of the checkpoints that a workflow's nodes name, in the order of its nodes, each once. */
export const usedCheckpoints = (
  workflow: Workflow,
  definitions: Definitions,
  checkpoints: readonly CheckpointInfo[],
): CheckpointInfo[] => {
  const names = createNamedCheckpoints(definitions)(workflow)
  return names.flatMap((name) => checkpoints.find((each) => each.name === name) ?? [])
}

/**
 * The names of checkpoints that the nodes of one document after the other name, in the order of the nodes, each once. After an
 * edit it looks only at the nodes that it changed, and where they name what they named, the list is the same object.
 */
export const createNamedCheckpoints = (definitions: Definitions): ((workflow: Workflow) => readonly Json[]) => {
  const flat = createLiveFlatten(definitions)
  // Most kinds of nodes name none: each kind is looked through once.
  const fields = new Map<string, readonly (readonly [name: string, field: Field])[]>()
  const fieldsOf = (kind: string) => {
    const known =
      fields.get(kind) ??
      Object.entries(definitionOf(definitions, kind)?.inputs ?? {}).flatMap(([name, input]) =>
        input.kind === 'choice' && input.source === 'checkpoints' ? [[name, input] as const] : [],
      )
    fields.set(kind, known)
    return known
  }
  const namedBy = (node: PlacedNode | undefined) =>
    node ? fieldsOf(node.node).map(([name, field]) => literalOf(field, node, name)) : []
  let last: { readonly opened: Workflow; readonly names: readonly Json[] } | undefined
  return (workflow) => {
    const opened = flat(workflow)
    const before = last
    const same = (id: NodeId) => {
      const [was, is] = [before && namedBy(nodeOf(before.opened, id)), namedBy(nodeOf(opened, id))]
      return was?.length === is.length && was.every((name, at) => name === is[at])
    }
    const names =
      before && changedNodes(before.opened.nodes, opened.nodes).every(same)
        ? before.names
        : [...new Set(Object.values(opened.nodes).flatMap(namedBy))]
    last = { opened, names }
    return names
  }
}
