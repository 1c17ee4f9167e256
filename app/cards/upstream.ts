import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import { isLink, type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import { sourcesOf } from '../../workflow/plan.ts'
import { type Readers, readersOf } from '../../workflow/readers.ts'
import { literalOf } from '../../workflow/rules.ts'

/** The checkpoint that a node names: the field whose options are the checkpoints of the server, where it holds a literal. */
const namedBy = (workflow: Workflow, definitions: Definitions, id: NodeId): string | undefined => {
  const node = nodeOf(workflow, id)
  const definition = node && definitionOf(definitions, node.node)
  if (!definition) return undefined
  for (const [name, field] of Object.entries(definition.inputs)) {
    if (field.kind !== 'choice' || field.source !== 'checkpoints' || isLink(node.inputs[name])) continue
    const value = literalOf(field, node, name)
    if (typeof value === 'string' && value !== '') return value
  }
  return undefined
}

/** The nearest checkpoint that a node reads, directly or through others; undefined where it reads none. */
const upstream = (workflow: Workflow, definitions: Definitions, id: NodeId): string | undefined => {
  const seen = new Set<NodeId>([id])
  let ring: NodeId[] = [id]
  while (ring.length > 0) {
    for (const each of ring) {
      const checkpoint = namedBy(workflow, definitions, each)
      if (checkpoint !== undefined) return checkpoint
    }
    const next: NodeId[] = []
    for (const each of ring)
      for (const source of sourcesOf(workflow, each))
        if (!seen.has(source)) {
          seen.add(source)
          next.push(source)
        }
    ring = next
  }
  return undefined
}

/**
 * The checkpoint that a node works for: the nearest that it reads, or else the one read by the first node that reads it
 * (a schedule reads nothing, and means something only for the model that takes it), or else the first on the canvas.
 * @param linksByNode where many ask of one document, the same links for all of them
 */
export const checkpointFor = (
  workflow: Workflow,
  definitions: Definitions,
  id: NodeId,
  linksByNode: (workflow: Workflow) => Readers = readersOf,
): string | undefined => {
  const above = upstream(workflow, definitions, id)
  if (above !== undefined) return above
  const readers = linksByNode(workflow)
  const direct = new Set(readers.get(id)?.map((link) => link.to))
  for (const other of direct) {
    const beside = other === id ? undefined : upstream(workflow, definitions, other)
    if (beside !== undefined) return beside
  }
  // It may be read through others: take the first node downstream that knows a checkpoint.
  const downstream = new Set<NodeId>(direct)
  for (const each of downstream) for (const link of readers.get(each) ?? []) downstream.add(link.to)
  for (const each of downstream) {
    const beside = upstream(workflow, definitions, each)
    if (beside !== undefined) return beside
  }
  for (const other of Object.keys(workflow.nodes)) {
    const named = namedBy(workflow, definitions, other)
    if (named !== undefined) return named
  }
  return undefined
}
