import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { versionName, versionRev, versionSpacing, versionsToDrop, versionTime } from '../../server/workflow-versions.ts'

const day = 24 * 60 * 60 * 1000
const now = Date.UTC(2025, 5, 15, 12)
const rev = (index: number) => index.toString(16).padStart(64, '0')

describe('the name of a version', () => {
  test('gives back its time, and names sort as times do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 0, max: 4e12 }), (a, b) => {
        expect(versionTime(versionName(a, rev(1)))).toBe(a)
        if (a < b) expect(versionName(a, rev(9)) < versionName(b, rev(1))).toBe(true)
      }),
      { seed: 1 },
    )
  })

  test('can name a file on every system', () => {
    expect(versionName(now, rev(1))).toBe(`2025-06-15T12-00-00.000Z-${rev(1)}.json`)
  })

  test.each([
    'notes.txt',
    `2025-06-15T12-00-00.000Z-${rev(1)}`,
    `2025-06-15T12-00-00.000Z-short.json`,
    `2025-13-45T12-00-00.000Z-${rev(1)}.json`,
    `x2025-06-15T12-00-00.000Z-${rev(1)}.json`,
  ])('%s is no version', (name) => expect(versionTime(name)).toBeUndefined())
})

describe('thinning', () => {
  /** Versions at these ages, in milliseconds. */
  const namesAt = (ages: readonly number[]) => ages.map((age, index) => versionName(now - age, rev(index)))
  const someNames = fc.array(fc.integer({ min: 0, max: 30 * day }), { maxLength: 200 }).map(namesAt)

  const spanOf = (name: string) => {
    const spacing = versionSpacing(now - versionTime(name)!)
    return `${spacing} ${Math.floor(versionTime(name)! / spacing)}`
  }

  test('keeps the newest 50, the last of each span, and what is precious, and nothing beyond that', () => {
    fc.assert(
      fc.property(someNames, fc.integer({ min: 2, max: 9 }), (names, every) => {
        const precious = (each: string) => Number.parseInt(each, 16) % every === 0
        const dropped = new Set(versionsToDrop(names, now, precious))
        const newest = new Set([...names].sort().slice(-50))
        const lastOfSpan = new Map([...names].sort().map((name) => [spanOf(name), name]))
        for (const name of names)
          expect(!dropped.has(name)).toBe(
            newest.has(name) || lastOfSpan.get(spanOf(name)) === name || precious(versionRev(name)),
          )
      }),
      { seed: 2, numRuns: 60 },
    )
  })

  test('bounds what a year of ceaseless saving leaves', () => {
    const names = namesAt(Array.from({ length: 365 * 24 * 4 }, (_, index) => index * 15 * 60 * 1000))
    const dropped = new Set(versionsToDrop(names, now))
    expect(names.length - dropped.size).toBeLessThan(50 + 6 * 24 + 30 * 24 + 365)
    expect([24 * 60, 10 * 24 * 60, 100 * 24 * 60].map((minutes) => versionSpacing(minutes * 60 * 1000 - 1))).toEqual([
      600_000,
      3_600_000,
      day,
    ])
  })

  test('has nothing more to drop after it, and does not mind the order of names', () => {
    fc.assert(
      fc.property(someNames, (names) => {
        const dropped = versionsToDrop(names, now)
        expect(
          versionsToDrop(
            names.filter((name) => !dropped.includes(name)),
            now,
          ),
        ).toEqual([])
        expect(new Set(versionsToDrop([...names].reverse(), now))).toEqual(new Set(dropped))
      }),
      { seed: 3, numRuns: 60 },
    )
  })

  test('drops something where there is much, and never a file of another name', () => {
    const names = namesAt(Array.from({ length: 100 }, (_, index) => 3 * day + index * 1000))
    expect(versionsToDrop([...names, 'notes.txt', '.DS_Store'], now)).toEqual([...names].sort().slice(0, 50).reverse())
  })
})
