import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aligned, alignments, distributed, distributions, type Places } from '../../../app/canvas/arrange.ts'
import { boundsOf, overlaps, type Rect } from '../../../app/canvas/rects.ts'
import { clearOf, type TidyLink, tidied } from '../../../app/canvas/tidy.ts'

const rects = fc
  .array(
    fc.record({
      x: fc.integer({ min: -2000, max: 2000 }),
      y: fc.integer({ min: -2000, max: 2000 }),
      width: fc.integer({ min: 40, max: 300 }),
      height: fc.integer({ min: 20, max: 500 }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((all) => new Map<string, Rect>(all.map((rect, index) => [`n${index}`, rect])))
const placed = (cards: ReadonlyMap<string, Rect>, places: Places): Map<string, Rect> =>
  new Map([...cards].map(([id, rect]) => [id, { ...rect, x: places.get(id)![0], y: places.get(id)![1] }]))

describe('aligned cards', () => {
  test('share the line, keep their other coordinate, and are aligned again by nothing', () => {
    fc.assert(
      fc.property(rects, fc.constantFrom(...alignments), (cards, how) => {
        const line = ({ x, y, width, height }: Rect) =>
          ({
            alignLeft: x,
            alignCentre: x + width / 2,
            alignRight: x + width,
            alignTop: y,
            alignMiddle: y + height / 2,
            alignBottom: y + height,
          })[how]
        const after = placed(cards, aligned(cards, how))
        expect(new Set([...after.values()].map(line)).size).toBe(1)
        const across = ['alignLeft', 'alignCentre', 'alignRight'].includes(how)
        for (const [id, rect] of after)
          expect(across ? rect.y : rect.x).toBe(across ? cards.get(id)!.y : cards.get(id)!.x)
        expect(placed(after, aligned(after, how))).toEqual(after)
      }),
      { seed: 1, numRuns: 200 },
    )
  })
})

describe('distributed cards', () => {
  test('have equal gaps, and the rectangle around them keeps its extent', () => {
    fc.assert(
      fc.property(rects, fc.constantFrom(...distributions), (cards, how) => {
        const places = distributed(cards, how)
        if (cards.size < 3) {
          expect(places.size).toBe(0)
          return
        }
        const across = how === 'distributeAcross'
        const start = (rect: Rect) => (across ? rect.x : rect.y)
        const length = (rect: Rect) => (across ? rect.width : rect.height)
        const row = [...placed(cards, places).values()]
          .map((rect) => ({ start: start(rect), end: start(rect) + length(rect) }))
          .sort((a, b) => a.start + a.end - b.start - b.end)
        const gaps = row.slice(1).map((rect, index) => rect.start - row[index]!.end)
        for (const gap of gaps) expect(gap).toBeCloseTo(gaps[0]!, 6)
      }),
      { seed: 2, numRuns: 200 },
    )
  })
})

const graph = fc.tuple(
  rects,
  fc.array(fc.tuple(fc.nat(13), fc.nat(13), fc.nat(200), fc.nat(200)), { maxLength: 24 }),
  fc.array(fc.constantFrom(undefined, 'f', 'g'), { minLength: 14, maxLength: 14 }),
)

describe('a tidied graph', () => {
  test('has no card on another, runs from left to right, and keeps its upper left corner', async () => {
    await fc.assert(
      fc.asyncProperty(graph, async ([cards, pairs, groups]) => {
        const ids = [...cards.keys()]
        // Without cycles, as the rules keep it: every link goes to a later card.
        const links: TidyLink[] = pairs
          .map(([a, b, leaves, arrives]) => ({ a: Math.min(a, b), b: Math.max(a, b), leaves, arrives }))
          .filter(({ a, b }) => a !== b && b < ids.length)
          .map(({ a, b, leaves, arrives }) => ({ from: ids[a]!, to: ids[b]!, leaves, arrives }))
        const frames = new Map(ids.flatMap((id, index) => (groups[index] ? [[id, groups[index]!] as const] : [])))
        const after = placed(cards, await tidied({ cards, links, frames }))
        const all = [...after.values()]
        for (const [index, rect] of all.entries())
          for (const other of all.slice(index + 1)) expect(overlaps(rect, other)).toBe(false)
        for (const { from, to } of links)
          expect(after.get(from)!.x + after.get(from)!.width).toBeLessThan(after.get(to)!.x)
        const [before, now] = [boundsOf(cards.values())!, boundsOf(all)!]
        expect([now.x, now.y]).toEqual([before.x, before.y])
      }),
      { seed: 3, numRuns: 60 },
    )
  })

  test('puts the one above whose wire ends above', async () => {
    const card = { x: 0, y: 0, width: 236, height: 120 }
    const cards = new Map(['lower', 'upper', 'reader'].map((id, index) => [id, { ...card, y: index * 200 }]))
    const links = [
      { from: 'lower', to: 'reader', leaves: 40, arrives: 90 },
      { from: 'upper', to: 'reader', leaves: 40, arrives: 30 },
    ]
    const places = await tidied({ cards, links, frames: new Map() })
    expect(places.get('upper')![1]).toBeLessThan(places.get('lower')![1])
  })

  test('moves what it would cover below itself, side by side', () => {
    const rect = { x: 0, y: 0, width: 100, height: 100 }
    const cards = new Map([['a', rect]])
    const others = new Map([
      ['note', { ...rect, x: 50 }],
      ['other', { ...rect, x: 60 }],
      ['far', { ...rect, x: 900 }],
    ])
    const moved = clearOf(others, cards, new Map([['a', [0, 0]]]))
    expect([...moved.keys()]).toEqual(['note', 'other'])
    expect(moved.get('note')![1]).toBeGreaterThan(100)
    expect(moved.get('other')![0]).toBeGreaterThanOrEqual(moved.get('note')![0] + 100)
  })
})
