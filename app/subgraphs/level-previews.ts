import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type PlacedNode, type Workflow } from '../../workflow/document.ts'
import { flatId, type Path } from '../../workflow/subgraphs/level.ts'
import { subgraphOfNode } from '../../workflow/subgraphs/subgraph.ts'
import type { Preview, Previews } from '../state/app-context.ts'

/** The previews under the ids that nodes have on a level; an instance shows those of the node inside that has the newest. */
export const levelPreviews = (
  previews: Previews,
  path: Path,
  workflow: () => Workflow,
  definitions: Definitions,
): Previews => {
  /** The flat ids of the nodes whose previews a node shows. */
  const shownBy = (id: NodeId): NodeId[] => {
    const found: NodeId[] = []
    const look = (node: PlacedNode | undefined, way: Path, key: NodeId) => {
      const subgraph = subgraphOfNode(workflow(), node)
      if (!subgraph) found.push(flatId(way, key))
      // One that contains itself has no last node.
      else if (way.length < path.length + deepest)
        for (const [inner, each] of Object.entries(subgraph.nodes))
          if (subgraphOfNode(workflow(), each) || definitionOf(definitions, each.node)?.view === 'latent')
            look(each, [...way, key], inner)
    }
    look(nodeOf(workflow(), id), path, id)
    return found
  }
  const latest: Previews['latest'] = (job, node) =>
    shownBy(node)
      .map((each) => previews.latest(job, each))
      .reduce<Preview | undefined>(
        (best, each) => (each && (best?.header.at ?? 0) <= each.header.at ? each : best),
        undefined,
      )
  return {
    latest,
    steps(job, node) {
      const newest = latest(job, node)
      return newest ? previews.steps(job, newest.header.node) : none
    },
    // It names a node of the whole workflow already.
    recall: previews.recall,
    watch: (job, node, changed) => endingAll(shownBy(node).map((each) => previews.watch(job, each, changed))),
    hold: (job, node) => endingAll(shownBy(node).map((each) => previews.hold(job, each))),
    subscribe(job, node, listen) {
      return endingAll(shownBy(node).map((each) => previews.subscribe(job, each, listen)))
    },
    drawn: previews.drawn,
  }
}

const endingAll = (ends: readonly (() => void)[]) => () => {
  for (const end of ends) end()
}

const deepest = 20

/** The same for all who ask: a store is told by its value whether it has changed. */
const none: readonly Preview[] = []
