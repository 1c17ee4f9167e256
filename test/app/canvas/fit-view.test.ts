import { expect, test } from 'vitest'
import { fittedBeside } from '../../../app/canvas/fit-view.ts'
import { boundsOf, overlaps, type Rect } from '../../../app/canvas/rects.ts'
import { rectOnScreen } from '../../../app/canvas/transform.ts'
import { fitted } from '../../../app/canvas/viewport.ts'

const draw = (seed: number) => () => {
  seed = (seed * 1103515245 + 12345) % 2147483648
  return seed / 2147483648
}

/** A canvas with the map in its corner and, now and then, a line over it. */
const scene = (random: () => number) => {
  const size = { width: 800 + random() * 900, height: 770 + random() * 500 }
  const over: Rect[] = [{ x: size.width - 160, y: size.height - 180, width: 148, height: 168 }]
  if (random() < 0.5) over.push({ x: 12, y: 12, width: 200 + random() * 200, height: 34 })
  const cards = Array.from({ length: 1 + Math.floor(random() * 12) }, () => ({
    x: random() * 2400,
    y: random() * 1600,
    width: 236,
    height: 60 + random() * 400,
  }))
  return { size, over, cards, bounds: boundsOf(cards)! }
}

test('no card lies under what is over the canvas, and all lie in the view', () => {
  const random = draw(3)
  for (let round = 0; round < 300; round++) {
    const { size, over, cards, bounds } = scene(random)
    const view = fittedBeside(bounds, cards, size, over)
    for (const card of cards) {
      const shown = rectOnScreen(view, card)
      expect(over.some((each) => overlaps(each, shown))).toBe(false)
      expect(shown.x).toBeGreaterThanOrEqual(0)
      expect(shown.y).toBeGreaterThanOrEqual(0)
      expect(shown.x + shown.width).toBeLessThanOrEqual(size.width)
      expect(shown.y + shown.height).toBeLessThanOrEqual(size.height)
    }
  }
})

test('cards that nothing would lie over are in the middle, as large as the view allows', () => {
  const random = draw(8)
  let middle = 0
  for (let round = 0; round < 300; round++) {
    const { size, over, cards, bounds } = scene(random)
    const plain = fitted(bounds, size)
    const far = cards.every((card) =>
      over.every((each) => {
        const { x, y, width, height } = rectOnScreen(plain, card)
        return !overlaps(each, { x: x - 9, y: y - 9, width: width + 18, height: height + 18 })
      }),
    )
    const view = fittedBeside(bounds, cards, size, over)
    expect(view.k).toBeLessThanOrEqual(plain.k)
    if (!far) continue
    middle++
    expect(view).toEqual(plain)
  }
  expect(middle).toBeGreaterThan(20)
})

test('where nothing is left beside what lies over the canvas, all of it is taken', () => {
  const size = { width: 300, height: 240 }
  const card = { x: 0, y: 0, width: 236, height: 200 }
  expect(fittedBeside(card, [card], size, [{ x: 40, y: 40, width: 250, height: 190 }])).toEqual(fitted(card, size, 15))
})
