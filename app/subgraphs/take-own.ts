import { type Definition, type Definitions, definitionOf } from '../../workflow/definition.ts'
import type { Workflow } from '../../workflow/document.ts'
import { type Edit, placedNode } from '../../workflow/edits.ts'
import { type LibraryItem, takeIn } from '../../workflow/subgraphs/library.ts'
import { subgraphKind, subgraphsWithin } from '../../workflow/subgraphs/subgraph.ts'

/** What is placed for a node that was chosen, and the edit that has to be made before it. */
export interface Taken {
  readonly definition: Definition
  readonly first: Edit
}

/**
 * What is placed for a chosen node: one of the library brings its subgraphs along, any other is placed as it is. Undefined
 * where it would stand in itself.
 * @param workflow the level that it is placed on, with its `definitions`
 * @param item what the library holds for it, if it is from there
 */
export const takeOwn = (
  workflow: Workflow,
  definitions: Definitions,
  definition: Definition,
  item: LibraryItem | undefined,
): Taken | undefined => {
  if (!item) return { definition, first: (each) => each }
  const { edit, id } = takeIn(workflow, item)
  const placed = { ...definition, id: subgraphKind(id) }
  const endless = standsInItself(edit(workflow), definitions, { placed: placedNode(placed, [0, 0]) })
  return endless ? undefined : { definition: placed, first: edit }
}

/** True where one of these nodes of a level stands for the subgraph that is open there, or for one that holds it. */
export const standsInItself = (workflow: Workflow, definitions: Definitions, nodes: Workflow['nodes']): boolean =>
  [...subgraphsWithin(workflow, nodes)].some((each) => definitionOf(definitions, subgraphKind(each))?.unlisted)
