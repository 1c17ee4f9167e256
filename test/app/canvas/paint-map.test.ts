// @vitest-environment happy-dom

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMapPainter } from '../../../app/canvas/paint-map.ts'
import { boundsOf, type Rect } from '../../../app/canvas/rects.ts'
import type { Theme } from '../../../app/canvas/theme.ts'
import { emptyWorkflow } from '../../../workflow/document.ts'

/** The cards that were painted, by the element that they were painted on. */
let painted: { readonly on: HTMLCanvasElement; readonly rect: Rect }[] = []
beforeEach(() => {
  painted = []
  vi.stubGlobal('devicePixelRatio', 1)
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (this: HTMLCanvasElement) {
    const own: Record<string, unknown> = {
      rect: (x: number, y: number, width: number, height: number) =>
        painted.push({ on: this, rect: { x, y, width, height } }),
    }
    return new Proxy(own, { get: (target, name) => target[String(name)] ?? (() => {}) }) as never
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const card = (id: string, x: number, y: number) => ({ id, rect: { x, y, width: 200, height: 100 } })
const size = { width: 200, height: 100 }

/** A map of four cards, of which `held` ones are where `places` has them. */
const setUp = () => {
  const cards = [card('a', 0, 0), card('b', 1000, 0), card('c', 0, 600), card('d', 1200, 700)]
  const workflow = emptyWorkflow('x')
  const held = { now: new Map<string, unknown>() }
  const places = new Map(cards.map(({ id, rect }) => [id, rect]))
  const theme = { tints: {} } as unknown as Theme
  const selection = new Set<string>()
  const element = document.createElement('canvas')
  const paint = createMapPainter(element)
  const canvas = {
    held: () => held.now,
    viewport: { now: { x: 0, y: 0, k: 1 } },
    parts: {
      editor: { workflow: () => workflow, store: { getState: () => ({ selection }) } },
      scene: { everyCard: () => cards, rectOf: (id: string) => places.get(id) },
    },
  }
  return {
    element,
    held,
    places,
    /** Paints, and tells how many cards were painted for it and how the world lies on the map. */
    paint() {
      const before = painted.length
      const place = paint(canvas as never, theme, size, { width: 800, height: 500 })
      return { count: painted.length - before, place }
    },
  }
}

test('a map that shows nothing else is not painted, and a drag paints what is held alone', () => {
  const { paint, held, places, element } = setUp()
  const first = paint()
  expect(first.count).toBe(4)
  expect(paint()).toEqual({ count: 0, place: first.place })

  held.now = new Map([['b', {}]])
  places.set('b', { x: 600, y: 100, width: 200, height: 100 })
  // Those that stay, once, and the one that is held.
  expect(paint().count).toBe(4)
  places.set('b', { x: 610, y: 110, width: 200, height: 100 })
  const { count, place } = paint()
  expect(count).toBe(1)
  const { on, rect } = painted.at(-1)!
  expect(on).toBe(element)
  expect(rect.x).toBeCloseTo((610 - place.left) * place.scale, 6)
  expect(rect.y).toBeCloseTo((110 - place.top) * place.scale, 6)
  expect(paint().count).toBe(0)

  held.now = new Map()
  expect(paint().count).toBe(4)
})

test('a card that is dragged out of the world is on the map: the world is smaller on it, until it is let go', () => {
  const { paint, held, places } = setUp()
  const { place } = paint()
  held.now = new Map([['b', {}]])
  places.set('b', { x: 3000, y: 0, width: 200, height: 100 })
  const far = paint()
  expect(far.count).toBe(4)
  places.set('b', { x: 2900, y: 0, width: 200, height: 100 })
  expect(paint()).toEqual({ count: 1, place: far.place })
  places.set('b', { x: 3000, y: 0, width: 200, height: 100 })
  paint()
  expect(far.place.scale).toBeLessThan(place.scale)
  const { x, y, width, height } = boundsOf(painted.slice(-6).map(({ rect }) => rect))!
  for (const [least, most, edge] of [
    [x, x + width, size.width],
    [y, y + height, size.height],
  ] as const) {
    expect(least).toBeGreaterThanOrEqual(0)
    expect(most).toBeLessThanOrEqual(edge)
  }
  places.set('b', { x: 1000, y: 0, width: 200, height: 100 })
  held.now = new Map()
  expect(paint().place).toEqual(place)
})
