// @vitest-environment happy-dom

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createDragPainter } from '../../../app/canvas/drag-painter.ts'
import type { FarPicture } from '../../../app/canvas/far-pictures.ts'
import { layoutCard } from '../../../app/canvas/geometry.ts'
import type { Hold } from '../../../app/canvas/near-index.ts'
import type { PaintedCard } from '../../../app/canvas/paint-card.ts'
import { overlaps, type Rect } from '../../../app/canvas/rects.ts'
import type { Theme } from '../../../app/canvas/theme.ts'
import { rectOnScreen } from '../../../app/canvas/transform.ts'
import { emptyWorkflow, type Workflow } from '../../../workflow/document.ts'
import { addNode, placedNode } from '../../../workflow/edits.ts'
import { palette } from '../../fakes/palette.ts'

/** A context that takes all that is painted, and says how dense it is. */
const brush = new Proxy({ getTransform: () => ({ a: 1 }) } as Record<string, unknown>, {
  get: (target, name) => target[String(name)] ?? (() => {}),
}) as unknown as CanvasRenderingContext2D
beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(brush as never)
  vi.stubGlobal('devicePixelRatio', 1)
  // The rows of the grid.
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext() {
        return null
      }
    },
  )
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const view = { width: 800, height: 600 }
const film = layoutCard({ ...palette.source!, view: 'latent' }, placedNode(palette.source!, [0, 0]))

/** A drag of `held` over still cards, of which all but `c` have a place for a picture. */
const setUp = () => {
  const places = { held: [1000, 1000], a: [0, 0], b: [100, 100], c: [600, 0], d: [1500, 0] } as const
  const workflow = Object.entries(places).reduce<Workflow>(
    (all, [id, at]) => addNode(id, placedNode(palette.source!, at))(all),
    emptyWorkflow('x'),
  )
  const plain = layoutCard(palette.through, placedNode(palette.through!, [0, 0]))
  const layoutOf = (id: string) => (id === 'c' ? plain : film)
  const transform = { x: 0, y: 0, k: 0.25 }
  const rectOf = (id: string): Rect => {
    const [x, y] = places[id as keyof typeof places]
    const { width, height } = layoutOf(id)
    return { x, y, width, height }
  }
  const pictures = new Map<string, FarPicture>()
  const asked = { frames: 0, pictures: 0, parts: [] as Rect[] }
  const painted: string[][] = []
  const clock = { now: 0 }
  const nodeStates = {}
  const theme = { types: {}, tints: {} } as Theme
  const [selection, held, mounted] = [new Set<string>(), new Map([['held', { x: 0, y: 0 }]]), [] as string[]]
  const drag = createDragPainter({
    scene: { transform, rectOf, mounted: { getState: () => mounted } } as never,
    theme: () => theme,
    size: () => view,
    workflow: () => workflow,
    selection: () => selection,
    nodeStates: () => nodeStates,
    held: () => held,
    dropTarget: () => undefined,
    picture(id) {
      asked.pictures++
      return pictures.get(id)
    },
    framesIn() {
      asked.frames++
      return []
    },
    wiresIn: () => [],
    cardsIn(part: Rect, hold: Hold) {
      const ids = Object.keys(places).filter((id) => (id === 'held') === (hold === 'held'))
      if (hold === 'still') asked.parts.push(part)
      const cards = ids.flatMap((id): PaintedCard[] => {
        const rect = rectOnScreen(transform, rectOf(id))
        return overlaps(rect, part)
          ? [{ id, rect, layout: layoutOf(id), picture: pictures.get(id) } as PaintedCard]
          : []
      })
      return { shapes: [], cards }
    },
    paintCards: (_, { cards }) => void painted.push(cards.map(({ id }) => id)),
    now: () => clock.now,
  })
  const frame = (after = 0) => {
    clock.now += after
    painted.length = 0
    asked.parts.length = 0
    asked.frames = 0
    asked.pictures = 0
    drag.paint(brush)
    return painted.map((ids) => ids.join(' '))
  }
  return { frame, pictures, asked, drag }
}
const film1: FarPicture = { number: 1, source: {} as HTMLCanvasElement }
const film2: FarPicture = { number: 2, source: {} as HTMLCanvasElement }

test('a frame of a drag paints what is held, and what stays once; frames are asked for once', () => {
  const { frame, asked } = setUp()
  expect(frame()).toEqual(['a b c d', 'held'])
  expect(asked.frames).toBe(1)
  expect(frame(16)).toEqual(['held'])
  expect(asked.frames).toBe(1)
})

test('a still card that shows another picture is painted anew within the drag, with what overlaps it, and no other', () => {
  const { frame, pictures, asked } = setUp()
  frame()
  pictures.set('a', film1)
  expect(frame(200)).toEqual(['a b', 'held'])
  const [{ x, y, width, height }] = asked.parts as [Rect]
  expect([x < 0, y < 0, width > film.width * 0.25, height > film.height * 0.25]).toEqual([true, true, true, true])
  expect(width).toBeLessThan(film.width * 0.25 + 20)
  expect(frame(200)).toEqual(['held'])
  pictures.set('d', film2)
  expect(frame(200)).toEqual(['d', 'held'])
})

test('pictures are looked at ten times a second, and those of cards that have none never', () => {
  const { frame, asked } = setUp()
  frame(1000)
  frame(150)
  // Not the one that is held, nor the one without a place for a picture.
  expect(asked.pictures).toBe(3)
  frame(16)
  expect(asked.pictures).toBe(0)
  frame(100)
  expect(asked.pictures).toBe(3)
})

test('after the drag nothing of it is kept', () => {
  const { frame, drag } = setUp()
  frame()
  drag.end()
  expect(frame(16)).toEqual(['a b c d', 'held'])
})
