// @vitest-environment happy-dom

import { NodeEditor } from 'rete'
import { AreaPlugin } from 'rete-area-plugin'
import { expect, test } from 'vitest'
import { createLinkIndex, readersOf } from '../../../app/canvas/link-index.ts'
import { createProjection } from '../../../app/canvas/projection.ts'
import type { Scheme } from '../../../app/canvas/rete-scheme.ts'
import { createScene, type SceneParts } from '../../../app/canvas/scene.ts'
import { createEditor } from '../../../app/state/editor.ts'
import { en } from '../../../app/texts/en.ts'
import { emptyWorkflow, type Workflow } from '../../../workflow/document.ts'
import { addNode, connect, moveNodes, placedNode, removeNodes } from '../../../workflow/edits.ts'
import { palette } from '../../fakes/palette.ts'

/** A row of nodes, 250 apart. */
const row = (count: number): Workflow =>
  Array.from({ length: count }, (_, index) => index).reduce<Workflow>(
    (workflow, index) => addNode(`n${index}`, placedNode(palette.through!, [index * 250, 0]))(workflow),
    emptyWorkflow('test'),
  )

const setUp = async (workflow: Workflow, width: number, fade: SceneParts['fade'] = () => undefined) => {
  const container = document.createElement('div')
  document.body.replaceChildren(container)
  const rete = new NodeEditor<Scheme>()
  const area = new AreaPlugin<Scheme>(container)
  rete.use(area)
  const editor = createEditor('w', workflow, null)
  const projection = createProjection(
    rete,
    area,
    editor,
    palette,
    () => {},
    () => en,
  )
  let pending: (() => void) | undefined
  const waiting = new Set<() => void>()
  const painted: ('painted' | 'followed')[] = []
  const covers = { now: false }
  const scene = createScene({
    area,
    definitions: palette,
    workflow: editor.workflow,
    readers: readersOf,
    links: createLinkIndex(),
    placeOf: projection.placeOf,
    held: projection.held,
    want: projection.want,
    letGo: projection.letGo,
    size: () => ({ width, height: 800 }),
    paint: () => void painted.push('painted'),
    follow() {
      if (covers.now) painted.push('followed')
      return covers.now
    },
    scaling() {},
    fade,
    after(_, callback) {
      waiting.add(callback)
      return () => void waiting.delete(callback)
    },
    schedule(callback) {
      pending = callback
      return 1
    },
    unschedule() {
      pending = undefined
    },
  })
  editor.store.subscribe(({ history }) => {
    projection.sync(history.present)
    scene.invalidate()
  })
  scene.invalidate()
  /** One frame, and what React would make of it at once. */
  const frame = async () => {
    const run = pending
    pending = undefined
    run?.()
    await projection.idle()
    await new Promise((resolve) => setTimeout(resolve))
    for (const id of scene.mounted.getState()) if (!scene.isShown(id)) scene.cardReady(id, true)
    return run !== undefined
  }
  /** The view has stood still for long enough. */
  const rest = () => {
    const all = [...waiting]
    waiting.clear()
    for (const call of all) call()
  }
  const settle = async () => {
    let frames = 0
    do {
      while (await frame()) if (++frames > 100) throw new Error('The scene asks for frames without end.')
      rest()
    } while (await frame())
  }
  const onPage = () => [...area.area.content.holder.children]
  return { area, rete, editor, projection, scene, frame, rest, settle, onPage, container, painted, covers }
}

const mounted = (scene: { mounted: { getState(): readonly string[] } }) => scene.mounted.getState()

test('cards enter twelve a frame at most, the middle of the view first, until all in view are there', async () => {
  const { scene, frame } = await setUp(row(60), 60 * 250)
  const counts = [0]
  while (counts.length < 10 && (await frame())) counts.push(mounted(scene).length)
  expect(mounted(scene)).toHaveLength(60)
  for (const [index, count] of counts.slice(1).entries()) expect(count - counts[index]!).toBeLessThanOrEqual(12)
  expect(mounted(scene)[0]).toBe('n30')
})

test('only cards in and near the view are on the page; the rest have no element there', async () => {
  const { area, scene, settle, onPage } = await setUp(row(200), 1000)
  await settle()
  const first = mounted(scene).length
  expect(first).toBeGreaterThan(3)
  expect(first).toBeLessThan(10)
  expect(onPage()).toHaveLength(first)
  await area.area.translate(-100 * 250, 0)
  await settle()
  expect(mounted(scene)).toContain('n101')
  expect(mounted(scene)).not.toContain('n0')
  expect(onPage()).toHaveLength(mounted(scene).length)
})

test('while the view moves, what was painted moves along, few cards enter and none leaves; at rest all is made anew', async () => {
  const { area, scene, frame, rest, settle, painted, covers } = await setUp(row(200), 2500)
  await settle()
  covers.now = true
  // One move alone is a jump.
  await area.area.translate(-4 * 250, 0)
  await frame()
  await area.area.translate(-4 * 250 - 1, 0)
  await frame()
  const before = mounted(scene)
  let entered = before.length
  painted.length = 0
  // Slowly, by two cards.
  for (let far = 4; far <= 500; far += 4) {
    await area.area.translate(-4 * 250 - far, 0)
    await frame()
    expect(mounted(scene).length - entered).toBeLessThanOrEqual(1)
    entered = mounted(scene).length
  }
  expect(new Set(painted)).toEqual(new Set(['followed']))
  expect(mounted(scene).slice(0, before.length)).toEqual(before)
  expect(entered - before.length).toBe(2)
  // Who moves fast reads nothing: what comes waits until it is slower.
  for (let far = 0; far <= 800; far += 40) {
    await area.area.translate(-6 * 250 - far, 0)
    await frame()
  }
  expect(mounted(scene).length).toBeLessThanOrEqual(entered + 1)
  // Where what was painted does not reach, it is painted while the view moves.
  covers.now = false
  await area.area.translate(-10 * 250, 0)
  await frame()
  expect(painted.at(-1)).toBe('painted')
  covers.now = true
  const there = mounted(scene)
  rest()
  await frame()
  expect(painted.at(-1)).toBe('painted')
  await settle()
  expect(there.some((id) => !mounted(scene).includes(id))).toBe(true)
  // What changes the picture is painted, moving or not.
  await area.area.translate(-7 * 250, 0)
  await frame()
  await area.area.translate(-8 * 250, 0)
  scene.invalidate()
  await frame()
  expect(painted.at(-1)).toBe('painted')
})

test('while the scale changes no card enters; at rest all in view are there', async () => {
  const { area, scene, frame, rest, settle, covers } = await setUp(row(200), 1000)
  await settle()
  const before = mounted(scene).length
  covers.now = true
  for (const zoom of [0.9, 0.8, 0.6, 0.5]) {
    await area.area.zoom(zoom)
    await frame()
  }
  const during = mounted(scene).length
  for (let frames = 0; frames < 5; frames++) await frame()
  expect(mounted(scene)).toHaveLength(during)
  expect(during - before).toBeLessThanOrEqual(1)
  rest()
  await settle()
  expect(mounted(scene).length).toBeGreaterThan(before + 3)
})

test('a card that leaves and enters before React has let it go is on the page', async () => {
  const { area, scene, settle, onPage } = await setUp(row(200), 1000)
  await settle()
  const [first] = mounted(scene)
  scene.elementOf(first!)!.remove()
  scene.mounted.setState(
    mounted(scene).filter((id) => id !== first),
    true,
  )
  await area.area.translate(0, 0)
  await settle()
  expect(onPage()).toContain(scene.elementOf(first!))
})

test('a card that an edit moves out of sight stays on the page for a while: undone at once, nothing is mounted', async () => {
  const { editor, scene, frame, rest, settle } = await setUp(row(6), 1000)
  await settle()
  const before = mounted(scene)
  expect(before).toContain('n0')
  const away = () => editor.commit('move', moveNodes(new Map([['n0', [90_000, 0]]])))
  const frames = async () => {
    while (await frame());
  }
  away()
  await frames()
  expect(mounted(scene)).toBe(before)
  editor.undo()
  await frames()
  rest()
  await frames()
  expect(mounted(scene)).toBe(before)
  away()
  await frames()
  rest()
  await frames()
  expect(mounted(scene)).toEqual(before.filter((id) => id !== 'n0'))
})

test('far away, all cards are painted and none is on the page; the threshold does not flutter', async () => {
  const { area, scene, settle, onPage } = await setUp(row(20), 5000)
  await settle()
  expect(mounted(scene)).toHaveLength(20)
  await area.area.zoom(0.28)
  await settle()
  expect(onPage()).toHaveLength(0)
  await area.area.zoom(0.3)
  await settle()
  expect(onPage()).toHaveLength(0)
  await area.area.zoom(0.32)
  await settle()
  expect(onPage()).toHaveLength(20)
  await area.area.zoom(0.3)
  await settle()
  expect(onPage()).toHaveLength(20)
})

test('where the zoom passes from cards to painted ones, and back, each fades over what is painted in its place', async () => {
  const fades: { element: Element; to: number; end(): void; cancelled: boolean }[] = []
  const { area, scene, frame, rest, settle, onPage, painted } = await setUp(row(3), 5000, (element, to) => {
    let end = () => {}
    const finished = new Promise<void>((resolve) => {
      end = resolve
    })
    const fade = { element, to, end, cancelled: false }
    fades.push(fade)
    return {
      finished,
      cancel() {
        fade.cancelled = true
      },
    }
  })
  const zoom = async (k: number) => {
    await area.area.zoom(k)
    for (let frames = 0; frames < 6; frames++) await frame()
    rest()
    for (let frames = 0; frames < 6; frames++) await frame()
  }
  const shown = () => ['n0', 'n1', 'n2'].filter((id) => scene.isShown(id))
  await settle()
  // Cards that come with their workflow are there at once.
  expect(fades).toEqual([])
  painted.length = 0
  await zoom(0.2)
  expect(fades.map(({ to }) => to)).toEqual([0, 0, 0])
  expect(onPage()).toHaveLength(3)
  expect(shown()).toEqual([])
  expect(painted).toContain('painted')
  // Zoomed back on the way, they stay.
  await zoom(0.6)
  expect(fades.every(({ cancelled }) => cancelled)).toBe(true)
  expect(shown()).toHaveLength(3)
  fades.length = 0
  await zoom(0.2)
  for (const each of fades) each.end()
  await settle()
  expect(onPage()).toEqual([])
  expect(fades.every(({ cancelled }) => cancelled)).toBe(true)
  fades.length = 0
  await zoom(0.6)
  expect(fades.map(({ to }) => to)).toEqual([1, 1, 1])
  expect(onPage()).toHaveLength(3)
  expect(shown()).toEqual([])
  for (const each of fades) each.end()
  await settle()
  expect(shown()).toHaveLength(3)
  // Far from the threshold none fades.
  fades.length = 0
  await area.area.translate(-90_000, 0)
  await settle()
  await area.area.translate(0, 0)
  await settle()
  expect(shown()).toHaveLength(3)
  expect(fades).toEqual([])
})

test('a card with the keyboard in it, or held by the pointer, stays wherever the view goes', async () => {
  const { area, scene, settle } = await setUp(row(20), 1000)
  await settle()
  const input = document.createElement('input')
  scene.elementOf('n1')!.append(input)
  input.focus()
  scene.pin(['n2'])
  await area.area.translate(-90_000, 0)
  await settle()
  expect([...mounted(scene)].sort()).toEqual(['n1', 'n2'])
  input.blur()
  scene.pin([])
  scene.invalidate()
  await settle()
  expect(mounted(scene)).toEqual([])
})

test('a card that is only painted gets its element on the page while the pointer is over it', async () => {
  const { area, scene, settle, onPage } = await setUp(row(3), 1000)
  await area.area.zoom(0.2)
  await settle()
  expect(onPage()).toHaveLength(0)
  const over = scene.nodeAt({ x: 260, y: 10 })
  expect(over).toBe('n1')
  await scene.reach(over)
  expect(onPage()).toEqual([scene.elementOf('n1')])
  await scene.reach(undefined)
  expect(onPage()).toHaveLength(0)
})

test('a card that the pointer reached, was removed and came back gets its element on the page again', async () => {
  const { area, editor, projection, scene, settle, onPage } = await setUp(row(3), 1000)
  await area.area.zoom(0.2)
  await settle()
  await scene.reach('n1')
  expect(onPage()).toHaveLength(1)
  editor.commit('delete', removeNodes(new Set(['n1']), palette))
  await projection.idle()
  await settle()
  expect(onPage()).toHaveLength(0)
  editor.undo()
  await projection.idle()
  await settle()
  await scene.reach('n1')
  expect(onPage()).toEqual([scene.elementOf('n1')])
})

/** All of the world. */
const all = { x: -1e6, y: -1e6, width: 2e6, height: 2e6 }

test('links and removed nodes leave nothing behind', async () => {
  const { editor, projection, scene, settle, onPage } = await setUp(row(3), 1000)
  editor.commit('link', connect({ from: 'n0', output: 'latent', to: 'n1', input: 'latent' }))
  await projection.idle()
  await settle()
  expect(scene.wiresIn(all).map(({ link }) => link)).toEqual([
    { from: 'n0', output: 'latent', to: 'n1', input: 'latent' },
  ])
  expect(onPage()).toHaveLength(3)
  editor.commit('cut', removeNodes(new Set(['n0']), palette))
  await projection.idle()
  await settle()
  expect(scene.wiresIn(all)).toEqual([])
  expect(onPage()).toHaveLength(2)
  expect(scene.rectOf('n0')).toBeUndefined()
  expect(scene.elementOf('n0')).toBeUndefined()
})

test('the node raised last lies on top', async () => {
  const two = addNode('over', placedNode(palette.through!, [10, 10]))(row(1))
  const { scene, settle } = await setUp(two, 1000)
  scene.raise('n0')
  await settle()
  expect(scene.nodeAt({ x: 20, y: 20 })).toBe('n0')
  scene.raise('over')
  await settle()
  expect(scene.nodeAt({ x: 20, y: 20 })).toBe('over')
})
