import { expect, test } from 'vitest'
import { createFrameClock } from '../../../app/parts/frame-clock.ts'
import { previewTurn } from '../../../app/parts/preview-turn.ts'

/**
 * A window of 50 frames a second whose time goes on only as the test says, and which counts its frames.
 * @param late one that is asked for between two frames of the screen comes at once, with the time of the frame before
 */
const fakeWindow = (late = false) => {
  let now = 0
  let frames = 0
  let ids = 0
  const asked = new Map<number, { readonly at: number; readonly call: (now: number) => void }>()
  const ask = (call: (now: number) => void, at: number) => {
    asked.set(++ids, { at, call })
    return ids
  }
  const cancel = (id: number | undefined) => void asked.delete(id ?? 0)
  return {
    performance: { now: () => now },
    requestAnimationFrame: (call: (now: number) => void) =>
      ask(
        (time) => {
          frames++
          call(late ? Math.floor(time / 20) * 20 : time)
        },
        late && now % 20 > 0 ? now + 1 : (Math.floor(now / 20) + 1) * 20,
      ),
    cancelAnimationFrame: cancel,
    setTimeout: ((call: () => void, wait: number) => ask(call, now + wait)) as unknown as Window['setTimeout'],
    clearTimeout: cancel,
    frames: () => frames,
    waits: () => asked.size,
    /** Lets all come that is due until then, in its order. */
    until(end: number) {
      for (;;) {
        const [next] = [...asked].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)
        if (!next) break
        asked.delete(next[0])
        now = Math.max(now, next[1].at)
        next[1].call(now)
      }
      now = end
    },
  }
}

test('one that says nothing is called in each frame, until it ends', () => {
  const source = fakeWindow()
  const calls: number[] = []
  const end = createFrameClock(source).each((now) => void calls.push(now))
  source.until(100)
  expect(calls).toEqual([20, 40, 60, 80, 100])
  end()
  source.until(200)
  expect([calls.length, source.waits()]).toEqual([5, 0])
})

test.each([false, true])(
  'a preview that plays takes a frame for each of its pictures, and one that stands takes a single one',
  (late) => {
    const source = fakeWindow(late)
    const clock = createFrameClock(source)
    const seen: number[] = []
    let stood = 0
    const end = clock.each((now) => {
      const { frame, due } = previewTurn(now, 16)
      seen.push(frame)
      return due
    })
    clock.each((now) => {
      stood++
      return previewTurn(now, 1).due
    })
    source.until(1030)
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(stood).toBe(1)
    // The first, and one for each turn.
    expect(source.frames()).toBe(9)
    end()
    source.until(5000)
    expect([source.frames(), source.waits()]).toEqual([9, 0])
  },
)

test('who joins while it sleeps is called in the next frame, and the others at their times', () => {
  const source = fakeWindow()
  const clock = createFrameClock(source)
  const late: number[] = []
  clock.each((now) => {
    late.push(now)
    return 1000
  })
  source.until(500)
  const once: number[] = []
  clock.each((now) => {
    once.push(now)
    return Infinity
  })
  source.until(1100)
  expect(once).toEqual([520])
  expect(late.slice(0, 2)).toEqual([20, 1020])
})

test('one that another ends in a frame is not called in it', () => {
  const source = fakeWindow()
  const clock = createFrameClock(source)
  let [first, second] = [0, 0]
  clock.each(() => {
    first++
    end()
    return Infinity
  })
  const end = clock.each(() => {
    second++
    return undefined
  })
  source.until(100)
  expect([first, second, source.waits()]).toEqual([1, 0, 0])
})
