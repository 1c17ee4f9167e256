import type { Asset } from '../../workflow/asset.ts'
import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import { emptyWorkflow, type Workflow } from '../../workflow/document.ts'
import { placedNode } from '../../workflow/edits.ts'

/** A workflow that holds one node which reads the file; undefined where the palette has none for it. */
export const clipNode = (definitions: Definitions, file: Asset): Workflow | undefined => {
  const definition = definitionOf(definitions, 'load-clip')
  if (!definition) return undefined
  const node = placedNode(definition, [0, 0])
  return {
    ...emptyWorkflow(''),
    nodes: { clip: { ...node, inputs: { ...node.inputs, file: { value: { ...file } } } } },
  }
}
