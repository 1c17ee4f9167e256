import { expect, test } from 'vitest'
import { ownMemory, watchMemory } from '../../../server/worker/memory-watch.ts'

const played = (now: number, highest: number) => {
  const source = { at: now, mark: highest }
  return {
    source,
    watch: watchMemory({ now: () => source.at, highest: () => source.mark }),
  }
}

test('a peak above all before is seen through the highest mark, also when nobody looked', () => {
  const { source, watch } = played(100, 200)
  source.mark = 350
  source.at = 120
  expect(watch.peak()).toBe(250)
})

test('a lower peak is seen where somebody looked, and less than before is no growth', () => {
  const { source, watch } = played(100, 1000)
  source.at = 180
  watch.look()
  source.at = 90
  expect(watch.peak()).toBe(80)
  const other = played(100, 1000)
  other.source.at = 50
  expect(other.watch.peak()).toBe(0)
})

test('this process: what is filled is seen', () => {
  const watch = watchMemory(ownMemory)
  const held = Buffer.alloc(64 * 1024 ** 2, 1)
  expect(watch.peak()).toBeGreaterThan(32 * 1024 ** 2)
  expect(held[held.length - 1]).toBe(1)
})
