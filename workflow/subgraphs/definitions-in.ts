import { type Definition, type Definitions, definitionOf } from '../definition.ts'
import type { Subgraph, SubgraphId, Workflow } from '../document.ts'
import { type Described, describeSubgraph } from './describe-subgraph.ts'
import { aroundOf, nestingOf } from './nesting.ts'
import { subgraphKind, subgraphOf } from './subgraph.ts'
import type { SubgraphTexts } from './subgraph-texts.ts'

/**
 * The palette with a definition for every subgraph of a document, so that an instance is a node like any other.
 * @param inside the subgraph that is looked at: then its two edges are in it too
 * @param said what was said before, which is taken where it still holds, and noted
 */
export const definitionsIn = (
  palette: Definitions,
  workflow: Workflow,
  texts: SubgraphTexts,
  inside?: SubgraphId,
  said?: Said,
): Definitions => {
  if (Object.keys(workflow.subgraphs ?? {}).length === 0) return palette
  const nesting = nestingOf(workflow)
  const all: Record<string, Definition> = { ...palette }
  let edges: readonly Definition[] = []
  // The endless ones come last: what stands in them may not be described yet, and is as good as unknown.
  for (const id of [...nesting.order, ...nesting.endless]) {
    const subgraph = subgraphOf(workflow, id)!
    const nested = [...(nesting.inside.get(id) ?? [])].map((each) => all[subgraphKind(each)])
    const before = nesting.endless.has(id) ? undefined : said?.get(subgraph)
    const holds = before?.nested.length === nested.length && nested.every((each, at) => each === before.nested[at])
    const described = before && holds ? before.described : describeSubgraph(all, workflow, id, nesting, texts)
    // What an endless one says names others.
    if (!nesting.endless.has(id)) said?.set(subgraph, { described, nested })
    all[subgraphKind(id)] = described.definition
    if (id === inside) edges = described.edges
  }
  if (inside === undefined) return all
  for (const edge of edges) all[edge.id] = edge
  // What contains the subgraph that is open cannot be placed in it.
  for (const id of aroundOf(nesting, inside)) {
    const definition = definitionOf(all, subgraphKind(id))
    if (definition) all[definition.id] = { ...definition, unlisted: true }
  }
  return all
}

/** What was said of subgraphs, with the definitions of those that stand in each directly. */
type Said = WeakMap<Subgraph, { readonly described: Described; readonly nested: readonly (Definition | undefined)[] }>

/** The definitions of a palette in one document after the other; what is equal to what it was before is the same object. */
export const createDefinitionsIn = (palette: Definitions, texts: SubgraphTexts) => {
  let last:
    | { readonly subgraphs: Workflow['subgraphs']; readonly inside?: SubgraphId; readonly all: Definitions }
    | undefined
  const said: Said = new WeakMap()
  const written = new WeakMap<Definition, string>()
  const textOf = (definition: Definition): string => {
    const text = written.get(definition) ?? JSON.stringify(definition)
    written.set(definition, text)
    return text
  }
  return (workflow: Workflow, inside?: SubgraphId): Definitions => {
    if (last && last.subgraphs === workflow.subgraphs && last.inside === inside) return last.all
    const all: Record<string, Definition> = { ...definitionsIn(palette, workflow, texts, inside, said) }
    for (const [id, definition] of Object.entries(last?.all ?? {}))
      if (Object.hasOwn(all, id) && all[id] !== definition && textOf(all[id]!) === textOf(definition))
        all[id] = definition
    last = { subgraphs: workflow.subgraphs, ...(inside === undefined ? {} : { inside }), all }
    return all
  }
}
