import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import { flatId, type Path } from '../../workflow/subgraphs/level.ts'
import { subgraphOfNode } from '../../workflow/subgraphs/subgraph.ts'
import type { Previews } from '../state/app-context.ts'

/** The previews under the ids that nodes have on a level; an instance shows those of the first node inside that has some. */
export const levelPreviews = (
  previews: Previews,
  path: Path,
  workflow: () => Workflow,
  definitions: Definitions,
): Previews => {
  const shown = (id: NodeId): NodeId => {
    let node = nodeOf(workflow(), id)
    let way = [...path, id]
    // One that contains itself has no last node.
    for (let depth = 0; depth < 100; depth++) {
      const inside = Object.entries(subgraphOfNode(workflow(), node)?.nodes ?? {})
      const next = inside.find(([, each]) => definitionOf(definitions, each.node)?.view === 'latent')
      if (!next) break
      node = next[1]
      way = [...way, next[0]]
    }
    return flatId(way.slice(0, -1), way.at(-1)!)
  }
  return {
    latest: (job, node) => previews.latest(job, shown(node)),
    subscribe: (job, node, listen) => previews.subscribe(job, shown(node), listen),
    drawn: previews.drawn,
  }
}
