// @vitest-environment happy-dom
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createStage } from '../../../app/canvas/stage.ts'
import type { Transform } from '../../../app/canvas/transform.ts'

/** A stage on elements that scroll as a browser does: by whole pixels, and not before there is room. */
const setUp = () => {
  const scroller = document.createElement('div')
  const ground = document.createElement('div')
  const holder = document.createElement('div')
  let writes = 0
  let scrolls = 0
  let left = 0
  let top = 0
  const within = (length: number) =>
    Math.round(Math.min(Math.max(0, length), Number.parseFloat(ground.style.width) || 0))
  Object.defineProperties(scroller, { scrollLeft: { get: () => left }, scrollTop: { get: () => top } })
  scroller.scrollTo = ((x: number, y: number) => {
    scrolls++
    left = within(x)
    top = within(y)
  }) as typeof scroller.scrollTo
  const style = new Proxy(holder.style, {
    set(target, name, value) {
      writes++
      return Reflect.set(target, name, value)
    },
  })
  Object.defineProperty(holder, 'style', { get: () => style })
  const stage = createStage({ scroller, ground, holder })
  return {
    stage,
    scrollTo: scroller.scrollTo,
    writes: () => writes,
    scrolls: () => scrolls,
    /** Where the cards' world is seen on the screen. */
    seen(): Transform {
      const [x = 0, y = 0, k = 0] = (holder.style.transform.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number)
      return { x: x - left, y: y - top, k }
    },
  }
}

const place = fc.record({ x: fc.integer({ min: -1e6, max: 1e6 }), y: fc.integer({ min: -1e6, max: 1e6 }) })
const step = fc.oneof(
  fc.record({ by: place, fraction: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ k: fc.double({ min: 0.02, max: 2.5, noNaN: true }) }),
  fc.record({ pans: fc.boolean() }),
)

test('wherever the view goes, panned or not, the cards are seen where it is', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const { stage, seen } = setUp()
      let now = { x: 0, y: 0, k: 1 }
      for (const each of steps) {
        if ('pans' in each) stage.panning(each.pans)
        else {
          if ('k' in each) now = { ...now, k: each.k }
          else now = { ...now, x: now.x + each.by.x + each.fraction, y: now.y + each.by.y }
          stage.show(now)
          const { x, y, k } = seen()
          expect(k).toBeCloseTo(now.k, 6)
          expect(Math.abs(x - now.x)).toBeLessThan(0.01)
          expect(Math.abs(y - now.y)).toBeLessThan(0.01)
        }
      }
    }),
  )
})

test('a pan by whole pixels scrolls and leaves the transform of the cards alone', () => {
  const { stage, seen, writes } = setUp()
  stage.show({ x: 12.5, y: -3, k: 0.6 })
  stage.panning(true)
  const before = writes()
  for (let move = 1; move <= 50; move++) stage.show({ x: 12.5 + 7 * move, y: -3 - 4 * move, k: 0.6 })
  expect(writes()).toBe(before)
  expect(seen()).toEqual({ x: 362.5, y: -203, k: 0.6 })
})

test('at rest and while it zooms nothing scrolls', () => {
  const { stage, scrolls } = setUp()
  for (let move = 1; move <= 20; move++) stage.show({ x: move, y: 2 * move, k: 1 + move / 10 })
  for (let move = 1; move <= 20; move++) stage.show({ x: 3 * move, y: move, k: 3 })
  expect(scrolls()).toBe(0)
})

test('what the browser scrolls by itself is taken back', () => {
  const { stage, seen, scrollTo } = setUp()
  stage.panning(true)
  stage.show({ x: 40, y: 50, k: 1 })
  scrollTo(10, 10)
  stage.unscroll()
  expect(seen()).toEqual({ x: 40, y: 50, k: 1 })
})
