import { expect, test, vi } from 'vitest'
import { createCommands } from '../../../app/canvas/commands.ts'
import { overlaps, type Rect } from '../../../app/canvas/rects.ts'
import type { Scene } from '../../../app/canvas/scene.ts'
import type { Transform } from '../../../app/canvas/transform.ts'
import type { Viewport } from '../../../app/canvas/viewport.ts'
import { createEditor } from '../../../app/state/editor.ts'
import { en } from '../../../app/texts/en.ts'
import { emptyWorkflow } from '../../../workflow/document.ts'
import { addNode, type Fragment, placedNode } from '../../../workflow/edits.ts'
import { palette } from '../../fakes/palette.ts'

const part = (...places: readonly (readonly [number, number])[]): Fragment => ({
  format: 'reelgraph-fragment',
  version: 1,
  nodes: Object.fromEntries(places.map((at, index) => [`n${index}`, placedNode(palette.source!, at)])),
})

const setUp = (overlays: readonly Rect[] = [], now: Transform = { x: 0, y: 0, k: 1 }) => {
  const editor = createEditor('w', emptyWorkflow('test'), null)
  const refuse = vi.fn()
  const set = vi.fn()
  const animate = vi.fn()
  const commands = createCommands({
    editor,
    definitions: palette,
    scene: { layoutOf: () => ({ width: 200, height: 100 }), rectOf: () => undefined } as unknown as Scene,
    viewport: { now, size: () => ({ width: 1000, height: 800 }), set, animate } as unknown as Viewport,
    texts: () => en.canvas,
    itemOf: () => undefined,
    ownDefinition: () => undefined,
    refuseOwn: () => {},
    refuse,
    overlays: () => overlays,
    pointer: () => undefined,
  })
  return {
    editor,
    commands,
    refuse,
    set,
    animate,
    places: () => Object.values(editor.workflow().nodes).map(({ at }) => at),
  }
}

/** True where a card of 200 × 100 that lies there would be seen in the view. */
const inView = ([x, y]: readonly [number, number]) => x > -200 && x < 1000 && y > -100 && y < 800

test.each([
  ['beyond all that a view shows', [[3e9, 0]]],
  [
    'far to all sides',
    [
      [2e9, -2e9],
      [-5e12, 7e15],
    ],
  ],
] as const)('of a part whose cards all lie %s, the first comes into the view', (_, places) => {
  const { editor, commands, places: there, refuse } = setUp()
  commands.insert(part(...places), false)
  expect(there()).toHaveLength(places.length)
  expect(inView(there()[0]!)).toBe(true)
  expect(refuse).not.toHaveBeenCalled()
  editor.undo()
  expect(there()).toEqual([])
})

test('a card that is absurdly far off does not take the others out of the view', () => {
  const { commands, places } = setUp()
  commands.insert(part([40_000, 40_000], [3e9, 0]), false)
  expect(inView(places()[0]!)).toBe(true)
})

test('a part without nodes changes nothing, and says so', () => {
  const { editor, commands, refuse } = setUp()
  const before = editor.workflow()
  commands.insert({ ...part(), frames: { f: { title: 'empty', at: [0, 0], size: [300, 200] } } }, false)
  expect(editor.workflow()).toBe(before)
  expect(refuse).toHaveBeenCalledExactlyOnceWith(en.canvas.noNodesIn)
})

test('all cards are shown beside what lies over the canvas', () => {
  const left = { x: 0, y: 0, width: 600, height: 800 }
  const { editor, commands, set } = setUp([left])
  editor.commit('add', addNode('a', placedNode(palette.source!, [0, 0])))
  commands.fit(undefined, false)
  const [{ x, k }] = set.mock.calls[0] as [{ x: number; k: number }]
  expect(x).toBeGreaterThanOrEqual(left.width)
  expect(k).toBe(1)
})

test('a card out of the view is brought into it at the zoom that it has, and nearer where that cannot be read', () => {
  const shown = (now: Transform) => {
    const { editor, commands, animate } = setUp([], now)
    editor.commit('add', addNode('a', placedNode(palette.source!, [3000, 500])))
    commands.show(['a'])
    return animate.mock.calls.map(([view]) => view as Transform)
  }
  const [there] = shown({ x: 0, y: 0, k: 0.7 })
  expect(there!.k).toBeCloseTo(0.7, 9)
  // Its middle lies in the middle of the view.
  expect(3100 * there!.k + there!.x).toBeCloseTo(500, 6)
  expect(550 * there!.k + there!.y).toBeCloseTo(400, 6)
  expect(shown({ x: 0, y: 0, k: 0.1 })[0]!.k).toBe(1)
  expect(shown({ x: -2500, y: 0, k: 0.9 })).toEqual([])
})

const rectsOf = (places: readonly (readonly number[])[], { width, height } = { width: 200, height: 100 }): Rect[] =>
  places.map(([x, y]) => ({ x: x!, y: y!, width, height }))

test('what is pasted without a pointer covers no card, is under nothing and in the view, which then does not move', () => {
  const corner = { x: 450, y: 300, width: 550, height: 500 }
  const { editor, commands, places, animate } = setUp([corner])
  editor.commit('add', addNode('a', placedNode(palette.source!, [350, 150])))
  for (let paste = 0; paste < 3; paste++) commands.insert(part([0, 0]), false)
  const all = rectsOf(places())
  expect(all).toHaveLength(4)
  for (const [index, rect] of all.entries())
    for (const other of [corner, ...all.slice(0, index)]) expect(overlaps(rect, other)).toBe(false)
  for (const rect of all) expect(rect.x >= 0 && rect.y >= 0 && rect.x + 200 <= 1000 && rect.y + 100 <= 800).toBe(true)
  expect(animate).not.toHaveBeenCalled()
})

test('a copy lies beside its original where there is room; where there is none in the view, that goes to it', () => {
  const { editor, commands, places, animate } = setUp()
  editor.commit('add', addNode('a', placedNode(palette.source!, [400, 300])))
  editor.select(['a'])
  commands.duplicate()
  const [first, copy] = rectsOf(places())
  expect(overlaps(first!, copy!)).toBe(false)
  expect(Math.hypot(copy!.x - first!.x, copy!.y - first!.y)).toBeLessThan(300)
  expect(animate).not.toHaveBeenCalled()

  const full = setUp([], { x: 0, y: 0, k: 3 })
  full.editor.commit('add', addNode('a', placedNode(palette.source!, [50, 50])))
  full.editor.select(['a'])
  full.commands.duplicate()
  const [, aside] = rectsOf(full.places())
  expect(overlaps(rectsOf(full.places())[0]!, aside!)).toBe(false)
  const [view] = full.animate.mock.calls[0] as [Transform]
  expect(view.k).toBe(3)
  const shown = { x: aside!.x * 3 + view.x, y: aside!.y * 3 + view.y }
  expect(shown.x >= 0 && shown.y >= 0 && shown.x + 600 <= 1000 && shown.y + 300 <= 800).toBe(true)
})

test('a card under what lies over the canvas is brought beside it, and one in sight moves nothing', () => {
  const corner = { x: 700, y: 500, width: 300, height: 300 }
  const { editor, commands, animate } = setUp([corner])
  editor.commit('add', addNode('a', placedNode(palette.source!, [720, 560])))
  editor.commit('add', addNode('b', placedNode(palette.source!, [100, 100])))
  commands.bring(['b'])
  expect(animate).not.toHaveBeenCalled()
  commands.bring(['a'])
  const [view] = animate.mock.calls[0] as [Transform]
  expect(overlaps({ x: 720 + view.x, y: 560 + view.y, width: 200, height: 100 }, corner)).toBe(false)
})

test('places that are all in view move nothing; others come in by the shortest way, and those too far apart are fitted', () => {
  const { commands, animate } = setUp()
  const at = (x: number, y: number): Rect => ({ x, y, width: 200, height: 100 })
  commands.reveal([at(40, 40), at(700, 600)])
  expect(animate).not.toHaveBeenCalled()
  commands.reveal([at(400, 300), at(900, 300)])
  const [shifted] = animate.mock.calls[0] as [Transform]
  expect(shifted).toMatchObject({ k: 1, y: 0 })
  expect(shifted.x).toBeLessThan(-100)
  expect(shifted.x).toBeGreaterThan(-200)
  commands.reveal([at(0, 0), at(3000, 100)])
  const [all] = animate.mock.calls[1] as [Transform]
  expect(all.x).toBeGreaterThan(0)
  expect(3200 * all.k + all.x).toBeLessThan(1000)
})
