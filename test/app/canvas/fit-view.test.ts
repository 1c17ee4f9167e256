import { expect, test } from 'vitest'
import { broughtIn, fittedBeside } from '../../../app/canvas/fit-view.ts'
import { boundsOf, covers, overlaps, type Rect } from '../../../app/canvas/rects.ts'
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

test('a card that is brought in is seen whole beside what lies over the view, and no shorter way along one axis does it', () => {
  const random = draw(5)
  for (let round = 0; round < 100; round++) {
    const { size, over, cards } = scene(random)
    const [card] = cards
    const from = { k: 0.3 + random() * 0.7, x: (random() - 0.5) * 3000, y: (random() - 0.5) * 2000 }
    const view = broughtIn(from, card!, size, over)
    const seen = (dx: number, dy: number) => {
      const shown = rectOnScreen({ ...from, x: from.x + dx, y: from.y + dy }, card!)
      return covers({ x: 0, y: 0, ...size }, shown) && !over.some((each) => overlaps(each, shown))
    }
    expect(view.k).toBe(from.k)
    const [dx, dy] = [view.x - from.x, view.y - from.y]
    expect(seen(dx, dy)).toBe(true)
    // Less the air that it keeps.
    let shorter = false
    for (let by = 0; by < Math.hypot(dx, dy) - 50; by += 10)
      shorter ||= seen(by, 0) || seen(-by, 0) || seen(0, by) || seen(0, -by)
    expect(shorter).toBe(false)
  }
})

test('what lies in the view with air around stays, and of a card larger than the view its beginning comes', () => {
  const size = { width: 900, height: 600 }
  const card = { x: 100, y: 100, width: 236, height: 200 }
  expect(broughtIn({ k: 1, x: 0, y: 0 }, card, size, [])).toEqual({ k: 1, x: 0, y: 0 })
  const large = broughtIn({ k: 4, x: -2000, y: -1500 }, card, size, [])
  const { x, y } = rectOnScreen(large, card)
  expect([x, y]).toEqual([24, 24])
})
