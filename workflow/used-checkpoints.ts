import { type Definitions, definitionOf } from './definition.ts'
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
  const names = Object.values(flatten(workflow, definitions).nodes).flatMap((node) =>
    Object.entries(definitionOf(definitions, node.node)?.inputs ?? {}).flatMap(([name, input]) =>
      input.kind === 'choice' && input.source === 'checkpoints' ? [literalOf(input, node, name)] : [],
    ),
  )
  return [...new Set(names)].flatMap((name) => checkpoints.find((each) => each.name === name) ?? [])
}
