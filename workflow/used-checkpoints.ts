import { type Definitions, definitionOf, type Field } from './definition.ts'
import type { Workflow } from './document.ts'
import { literalOf } from './rules.ts'
import { flatten } from './subgraphs/flatten.ts'
import type { CheckpointInfo } from './wire.ts'

/** Those of the checkpoints that a workflow's nodes name, in the order of its nodes, each once. */
export const usedCheckpoints = (
  workflow: Workflow,
  definitions: Definitions,
  checkpoints: readonly CheckpointInfo[],
): CheckpointInfo[] => {
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
  const names = Object.values(flatten(workflow, definitions).nodes).flatMap((node) =>
    fieldsOf(node.node).map(([name, field]) => literalOf(field, node, name)),
  )
  return [...new Set(names)].flatMap((name) => checkpoints.find((each) => each.name === name) ?? [])
}
