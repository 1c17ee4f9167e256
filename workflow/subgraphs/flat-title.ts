import type { Definitions } from '../definition.ts'
import { type NodeId, nodeOf, type Workflow } from '../document.ts'
import { titleOf } from '../rules.ts'
import { levelOf, type Path, placeOfFlat } from './level.ts'

/**
 * What a node is called that has this id where all subgraphs are opened: the titles of the instances that it is in, from a
 * level of the document on, and its own, as in `Part › Noise`.
 * @param path a level that the node is on, or below
 */
export const flatTitle = (workflow: Workflow, definitions: Definitions, flat: NodeId, path: Path = []): string => {
  const place = placeOfFlat(workflow, flat)
  return [...place.path, place.id]
    .map((id, index, way) => {
      const node = nodeOf(levelOf(workflow, way.slice(0, index)), id)
      return node ? titleOf(definitions, node) : id
    })
    .slice(path.length)
    .join(' › ')
}
