import { isLink, type PlacedNode, readWorkflow, type Workflow } from '../../workflow/document.ts'
import { fileTexts } from '../../workflow/file-texts.ts'

/** The distance from one copy of the example to the next, in pixels of the world. */
const tile = { width: 1600, height: 760 } as const

/** The space that a card takes at most. */
const largestCard = { width: 268, height: 480 } as const

export interface World {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * A workflow of exactly `count` nodes: copies of an example in rows and columns, so that there are as many wires, fields and
 * pictures to a node as people have. The last copy is cut where the number is reached.
 * @param example the text of a workflow file
 */
export const graphOf = (count: number, example: string): Workflow => {
  const { nodes: _, ...rest } = readWorkflow(example, fileTexts)
  const pattern = Object.entries(readWorkflow(example, fileTexts).nodes).filter(([, node]) => node.node !== 'note')
  const copies = Math.ceil(count / pattern.length)
  const columns = Math.max(1, Math.round(Math.sqrt((copies * tile.height * 1.5) / tile.width)))
  const nodes: Record<string, PlacedNode> = {}
  for (let index = 0; index < count; index++) {
    const copy = Math.floor(index / pattern.length)
    const [id, node] = pattern[index % pattern.length]!
    const left = (copy % columns) * tile.width
    const top = Math.floor(copy / columns) * tile.height
    nodes[`${id}-${copy}`] = {
      ...node,
      at: [node.at[0] + left, node.at[1] + top],
      inputs: Object.fromEntries(
        Object.entries(node.inputs).map(([name, filled]) => [
          name,
          isLink(filled) ? { ...filled, from: `${filled.from}-${copy}` } : filled,
        ]),
      ),
    }
  }
  for (const [id, node] of Object.entries(nodes)) {
    const inputs = Object.entries(node.inputs).filter(([, filled]) => !isLink(filled) || nodes[filled.from])
    nodes[id] = { ...node, inputs: Object.fromEntries(inputs) }
  }
  return { ...rest, name: nameOf(count), nodes }
}

/** The name of the workflow of this many nodes. */
export const nameOf = (count: number): string => `Benchmark of ${count} nodes`

/** The rectangle of the world that the cards of a workflow lie in. */
export const worldOf = ({ nodes }: Workflow): World => {
  const places = Object.values(nodes).map(({ at }) => at)
  const x = Math.min(...places.map(([left]) => left))
  const y = Math.min(...places.map(([, top]) => top))
  const right = Math.max(...places.map(([left]) => left)) + largestCard.width
  const bottom = Math.max(...places.map(([, top]) => top)) + largestCard.height
  return { x, y, width: right - x, height: bottom - y }
}

/** The nodes of a kind, those in the middle of the world first. */
export const nearestTo = (workflow: Workflow, kind: string): string[] => {
  const { x, y, width, height } = worldOf(workflow)
  const distance = ({ at }: PlacedNode) =>
    Math.hypot(at[0] + largestCard.width / 2 - x - width / 2, at[1] + largestCard.height / 2 - y - height / 2)
  return Object.entries(workflow.nodes)
    .filter(([, node]) => node.node === kind)
    .sort(([, a], [, b]) => distance(a) - distance(b))
    .map(([id]) => id)
}
