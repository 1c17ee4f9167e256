import type { Definitions } from '../../workflow/definition.ts'
import type { NodeId, Workflow } from '../../workflow/document.ts'
import { definitionsIn } from '../../workflow/subgraphs/definitions-in.ts'
import { subgraphTexts } from '../../workflow/subgraphs/subgraph-texts.ts'
import { documentRects } from '../canvas/document-rects.ts'
import { overlaps, type Rect } from '../canvas/rects.ts'

/**
 * Where the instance of a new subgraph covers no card: where one of the nodes that it stands for stood, the nearest first, or
 * else below all that is in the way. Undefined where it covers none as it is.
 * @param before the level with the nodes, @param after the level with the instance in their place
 */
export const instancePlace = (
  before: Workflow,
  after: Workflow,
  instance: NodeId,
  palette: Definitions,
): readonly [x: number, y: number] | undefined => {
  // Nothing of the texts is seen: only sizes are read.
  const rects = new Map(documentRects(after, definitionsIn(palette, after, subgraphTexts)))
  const own = rects.get(instance)
  rects.delete(instance)
  if (!own) return undefined
  const others = [...rects.values()]
  const inTheWay = ({ x, y }: { readonly x: number; readonly y: number }): Rect | undefined =>
    others.find((each) => overlaps(each, { ...own, x, y }))
  if (!inTheWay(own)) return undefined
  const farness = ([x, y]: readonly [number, number]) => Math.hypot(x - own.x, y - own.y)
  const places = Object.entries(before.nodes)
    .filter(([id]) => !Object.hasOwn(after.nodes, id))
    .map(([, node]) => node.at)
    .sort((a, b) => farness(a) - farness(b))
  const free = places.find(([x, y]) => !inTheWay({ x, y }))
  if (free) return free
  let { y } = own
  for (let cover = inTheWay(own); cover; cover = inTheWay({ x: own.x, y })) y = Math.ceil(cover.y + cover.height) + gap
  return [own.x, y]
}

const gap = 24
