import { expect, test } from 'vitest'
import { createPaletteMarks, type MarksWindow, recentNodes } from '../../../app/state/palette-marks.ts'

/** A browser's storage, with windows on it that hear of each other's writing. */
const browser = (start?: string) => {
  const kept = new Map<string, string>()
  if (start !== undefined) kept.set('reelgraph.palette', start)
  const listeners = new Set<(event: StorageEvent) => void>()
  const open = () => {
    const own = new Set<(event: StorageEvent) => void>()
    const window = {
      localStorage: {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem(key: string, value: string) {
          kept.set(key, value)
          for (const listen of listeners) if (!own.has(listen)) listen({ key } as StorageEvent)
        },
      },
      addEventListener(_: string, listen: (event: StorageEvent) => void) {
        own.add(listen)
        listeners.add(listen)
      },
      removeEventListener(_: string, listen: (event: StorageEvent) => void) {
        listeners.delete(listen)
      },
    }
    return createPaletteMarks(window as unknown as MarksWindow)
  }
  return { open, listeners }
}

test('a star is given and taken, is kept, and is seen in every window', () => {
  const { open, listeners } = browser()
  const [one, two] = [open(), open()]
  one.toggle('noise')
  two.toggle('export')
  expect(one.store.getState().favourites).toEqual(['export', 'noise'])
  one.toggle('noise')
  expect(two.store.getState().favourites).toEqual(['export'])
  expect(open().store.getState().favourites).toEqual(['export'])
  one.destroy()
  two.destroy()
  expect(listeners.size).toBe(1)
})

test('what was placed last comes first, once, and no more than a few', () => {
  const marks = browser().open()
  const ids = Array.from({ length: recentNodes + 3 }, (_, index) => `n${index}`)
  for (const id of [...ids, 'n4']) marks.placed(id)
  const { recent } = marks.store.getState()
  expect(recent).toHaveLength(recentNodes)
  expect(recent.slice(0, 2)).toEqual(['n4', ids.at(-1)])
  expect(new Set(recent).size).toBe(recent.length)
})

test.each(['', 'nonsense', '7', '[]', '{"favourites":{"a":1},"recent":[1,null,"noise"]}'])(
  'what another program left there, %s, does no harm',
  (start) => {
    const { favourites, recent } = browser(start).open().store.getState()
    expect(favourites).toEqual([])
    expect(recent.every((id) => typeof id === 'string')).toBe(true)
  },
)
