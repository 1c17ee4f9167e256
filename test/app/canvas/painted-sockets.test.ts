import { expect, test } from 'vitest'
import { layoutCard, socketAt } from '../../../app/canvas/geometry.ts'
import { createPaintedSockets, paintedSocketAt } from '../../../app/canvas/painted-sockets.ts'
import { overlaps } from '../../../app/canvas/rects.ts'
import { emptyWorkflow, type PlacedNode, type Workflow } from '../../../workflow/document.ts'
import { addNode, connect, placedNode } from '../../../workflow/edits.ts'
import { palette } from '../../fakes/palette.ts'

/** Painted cards, the later ones above the others. */
const stage = (nodes: Readonly<Record<string, PlacedNode>>, k: number, shown: readonly string[] = []) => {
  const workflow = Object.entries(nodes).reduce<Workflow>(
    (all, [id, node]) => addNode(id, node)(all),
    emptyWorkflow('test'),
  )
  const layouts = new Map(Object.entries(nodes).map(([id, node]) => [id, layoutCard(palette[node.node], node)]))
  const rectOf = (id: string) => {
    const [x, y] = nodes[id]!.at
    const { width, height } = layouts.get(id)!
    return { x, y, width, height }
  }
  const cardsIn = (rect: Parameters<typeof overlaps>[0]) =>
    Object.keys(nodes).filter((id) => overlaps(rectOf(id), rect))
  const scene = {
    transform: { x: 0, y: 0, k },
    cardsIn,
    rectOf,
    layoutOf: (id: string) => layouts.get(id),
    nodeAt: ({ x, y }: { x: number; y: number }) => cardsIn({ x, y, width: 0, height: 0 }).at(-1),
    isShown: (id: string) => shown.includes(id),
  }
  const sockets = createPaintedSockets(palette)
  return {
    /** What a press means that is so many pixels of the screen beside a socket. */
    press(
      [id, side, name]: readonly [string, 'input' | 'output', string],
      dx: number,
      dy = 0,
      by: 'pointer' | 'finger' = 'pointer',
    ) {
      const at = socketAt(layouts.get(id)!, side, name)
      const { x, y } = rectOf(id)
      const point = { x: x + at.x + dx / k, y: y + at.y + dy / k }
      const found = paintedSocketAt({ scene, sockets, workflow: () => workflow }, point, by)
      return found && `${found.node} ${found.name}`
    },
  }
}
const through = (x: number, y = 0) => placedNode(palette.through!, [x, y])
const latent = ['a', 'input', 'latent'] as const
const extra = ['a', 'input', 'extra'] as const

test('a socket of a painted card is pressed where a row of the card is tall enough on the screen, and not from farther away', () => {
  expect(stage({ a: through(0) }, 0.22).press(latent, 0)).toBe('a latent')
  expect(stage({ a: through(0) }, 0.2).press(latent, 0)).toBeUndefined()
})

test('a press means the nearest socket, a little beside the card and at its edge; farther in it means the card', () => {
  const { press } = stage({ a: through(0) }, 0.25)
  expect(press(latent, -5)).toBe('a latent')
  expect(press(latent, 5, 3)).toBe('a latent')
  expect(press(latent, 0, 4)).toBe('a extra')
  expect(press(extra, 0, -4)).toBe('a latent')
  expect(press(latent, 12)).toBeUndefined()
  expect(press(latent, -9)).toBeUndefined()
  expect(press(latent, -9, 0, 'finger')).toBe('a latent')
  expect(press(extra, 0, 9, 'finger')).toBe('a extra')
  expect(press(['a', 'output', 'latent'], 5)).toBe('a latent')
})

test('sockets of fields, which are not painted, and those of cards that are on the page mean nothing', () => {
  const source = placedNode(palette.source!, [0, 0])
  const { press } = stage({ a: source }, 0.28)
  expect(press(['a', 'input', 'words'], 0)).toBeUndefined()
  expect(press(['a', 'output', 'latent'], 0)).toBe('a latent')
  expect(stage({ a: source }, 0.28, ['a']).press(['a', 'output', 'latent'], 0)).toBeUndefined()
})

test('a socket under another card cannot be pressed, and those of a folded card only where they lie apart', () => {
  expect(stage({ a: through(0), b: through(-200, 10) }, 0.28).press(latent, 0)).toBeUndefined()
  expect(stage({ b: through(-200, 10), a: through(0) }, 0.28).press(latent, 0)).toBe('a latent')
  const folded = { ...through(0), collapsed: true as const }
  expect(stage({ a: folded }, 0.28).press(latent, 0)).toBeUndefined()
  expect(stage({ a: folded }, 0.5).press(latent, 0)).toBe('a latent')
})

test('the sockets of a bend have the type that its wire has, and are the same list until that is another', () => {
  const sockets = createPaintedSockets(palette)
  const bend = placedNode(palette.bend!, [0, 0])
  const layout = layoutCard(palette.bend, bend)
  const alone = addNode('bend', bend)(addNode('a', placedNode(palette.decode!, [0, 0]))(emptyWorkflow('test')))
  const typesOf = (workflow: Workflow) => sockets(workflow, 'bend', layout).map(({ side, type }) => `${side} ${type}`)
  expect(typesOf(alone)).toEqual(['input latent', 'output latent'])
  const wired = connect({ from: 'a', output: 'frames', to: 'bend', input: 'in' })(alone)
  expect(typesOf(wired)).toEqual(['input frames', 'output frames'])
  expect(sockets(wired, 'bend', layout)).toBe(sockets(wired, 'bend', layout))
})
