import { expect, test } from 'vitest'
import { paintDifference } from '../../../app/compare/difference.ts'
import { createStepPlayer } from '../../../app/compare/step-player.ts'

/** A clip whose frames come when the test says so. */
const slowClip = (name: string, count: number) => {
  const there = new Map<number, ImageBitmap>()
  const asked = new Map<number, () => void>()
  return {
    count,
    asked,
    at: (index: number) => there.get(index),
    load: (index: number) =>
      new Promise<ImageBitmap>((resolve) => {
        const bring = () => {
          const frame = `${name}${index}` as unknown as ImageBitmap
          there.set(index, frame)
          resolve(frame)
        }
        asked.set(index, bring)
      }),
    bring: async (...indices: number[]) => {
      for (const index of indices) {
        asked.get(index)?.()
        there.set(index, `${name}${index}` as unknown as ImageBitmap)
      }
      await new Promise((resolve) => setTimeout(resolve, 0))
    },
  }
}

const theatre = (counts: readonly number[], still = false) => {
  const clips = counts.map((count, index) => slowClip('ab'[index] ?? '?', count))
  const drawn: string[] = []
  const failures: string[] = []
  let tick: ((now: number) => void) | undefined
  const player = createStepPlayer({
    clips,
    framesPerSecond: 10,
    still,
    clock: {
      each: (listen) => {
        tick = listen
        return () => {
          tick = undefined
        }
      },
    },
    draw: (frames) => drawn.push(frames.join(' ')),
    failed: (error) => failures.push(error.message),
  })
  return { clips, drawn, failures, player, tick: (now: number) => tick?.(now), ticks: () => tick !== undefined }
}

test('where no motion is wanted it shows the first frame and waits to be played', async () => {
  const { clips, drawn, player, tick, ticks } = theatre([4], true)
  await clips[0]!.bring(0, 1)
  expect([drawn, ticks(), player.store.getState().playing]).toEqual([['a0'], false, false])
  player.toggle()
  tick(0)
  tick(200)
  expect([drawn, player.store.getState()]).toEqual([['a0', 'a1'], { playing: true, frame: 1 }])
})

test('shows a frame only when every clip has it, and none runs ahead', async () => {
  const { clips, drawn, tick } = theatre([4, 4])
  const [a, b] = [clips[0]!, clips[1]!]
  await a.bring(0, 1, 2, 3)
  expect(drawn).toEqual([])
  await b.bring(0)
  expect(drawn).toEqual(['a0 b0'])
  tick(0)
  tick(500)
  // The second clip has no second frame yet: both wait.
  expect(drawn).toEqual(['a0 b0'])
  await b.bring(1, 2)
  tick(600)
  expect(drawn).toEqual(['a0 b0', 'a1 b1'])
  tick(690)
  expect(drawn).toHaveLength(2)
  tick(701)
  expect(drawn.at(-1)).toBe('a2 b2')
})

test('a shorter clip holds its last frame; going to a frame pauses, and goes round at the ends', async () => {
  const { clips, drawn, player, ticks } = theatre([5, 2])
  await clips[0]!.bring(0, 1, 2, 3, 4)
  await clips[1]!.bring(0, 1)
  expect(player.count).toBe(5)
  expect(ticks()).toBe(true)
  player.go(3)
  expect([drawn.at(-1), player.store.getState(), ticks()]).toEqual(['a3 b1', { playing: false, frame: 3 }, false])
  player.go(5)
  expect(player.store.getState().frame).toBe(0)
  player.go(-1)
  expect(drawn.at(-1)).toBe('a4 b1')
  player.again()
  expect(drawn.slice(-2)).toEqual(['a4 b1', 'a4 b1'])
  player.toggle()
  expect(ticks()).toBe(true)
  player.destroy()
  expect(ticks()).toBe(false)
})

test('a frame that is asked for in a hurry is the one that shows, not one that comes late', async () => {
  const { clips, drawn, player } = theatre([9])
  await clips[0]!.bring(0)
  player.go(4)
  player.go(6)
  await clips[0]!.bring(6)
  await clips[0]!.bring(4)
  expect(drawn).toEqual(['a0', 'a6'])
})

test('a difference is absolute, amplified, opaque, and none between equals', () => {
  const a = Uint8ClampedArray.of(10, 20, 30, 255, 200, 0, 0, 255)
  const b = Uint8ClampedArray.of(13, 15, 30, 255, 0, 0, 0, 255)
  const into = new Uint8ClampedArray(8)
  expect(paintDifference(a, b, 4, into)).toBeCloseTo(208 / 6, 9)
  expect([...into]).toEqual([12, 20, 0, 255, 255, 0, 0, 255])
  expect(paintDifference(b, a, 4, into)).toBeCloseTo(208 / 6, 9)
  // In place, as the stage calls it.
  expect(paintDifference(a, b, 4, b)).toBeCloseTo(208 / 6, 9)
  expect([...b]).toEqual([12, 20, 0, 255, 255, 0, 0, 255])
  expect(paintDifference(a, a.slice(), 16, into)).toBe(0)
  expect([...into]).toEqual([0, 0, 0, 255, 0, 0, 0, 255])
  expect(paintDifference(new Uint8ClampedArray(), new Uint8ClampedArray(), 1, new Uint8ClampedArray())).toBe(0)
})
