import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createPreviews, type Preview, type Seat } from '../../server/previews.ts'

const preview = (step: number, node = 'n', job = 'j'): Preview => ({
  header: {
    job,
    workflow: 'w',
    node,
    address: 'a',
    step,
    steps: 99,
    frames: 1,
    channels: 1,
    height: 1,
    width: 1,
    scale: [1],
    zero: [0],
    colour: 'c',
    at: 0,
  },
  latent: Uint8Array.of(step),
})

/** A viewer whose line can be busy; `got` is what was sent, as job/node/step. */
const viewer = (seatOf: (send: (preview: Preview) => boolean) => Seat) => {
  const got: string[] = []
  const screen = { busy: false }
  const seat = seatOf((sent) => {
    if (screen.busy) return false
    got.push(`${sent.header.job}/${sent.header.node}/${sent.header.step}`)
    return true
  })
  return { got, screen, seat, drawn: (step: number, node = 'n', job = 'j') => seat.drawn({ job, node, step }) }
}

const room = (options: Parameters<typeof createPreviews>[0] = {}) => {
  const previews = createPreviews(options)
  return { previews, enter: () => viewer((send) => previews.join({ send })) }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('previews', () => {
  test('a viewer has at most one of a node that it has not drawn, and then gets the latest', () => {
    const { previews, enter } = room()
    const { got, drawn } = enter()
    for (let step = 1; step <= 5; step++) previews.publish(preview(step))
    expect(got).toEqual(['j/n/1'])
    drawn(1)
    expect(got).toEqual(['j/n/1', 'j/n/5'])
    drawn(5)
    expect(got).toHaveLength(2)
    previews.publish(preview(6))
    expect(got.at(-1)).toBe('j/n/6')
  })

  test('nodes do not wait for each other', () => {
    const { previews, enter } = room()
    const { got, drawn } = enter()
    previews.publish(preview(1, 'a'))
    previews.publish(preview(1, 'b'))
    previews.publish(preview(2, 'a'))
    previews.publish(preview(2, 'b'))
    expect(got).toEqual(['j/a/1', 'j/b/1'])
    drawn(1, 'b')
    expect(got).toEqual(['j/a/1', 'j/b/1', 'j/b/2'])
  })

  test('word of another step, node or job lets nothing through', () => {
    const { previews, enter } = room()
    const { got, drawn } = enter()
    previews.publish(preview(1))
    previews.publish(preview(2))
    drawn(2)
    drawn(0)
    drawn(1, 'other')
    drawn(1, 'n', 'other')
    expect(got).toEqual(['j/n/1'])
    drawn(1)
    expect(got).toEqual(['j/n/1', 'j/n/2'])
    // Said twice, it counts once: step 2 is not drawn yet.
    drawn(1)
    previews.publish(preview(3))
    expect(got).toHaveLength(2)
  })

  test('word that names nothing, as only a stranger sends it, does nothing', () => {
    const { previews, enter } = room()
    const { got, seat } = enter()
    seat.drawn({} as never)
    seat.drawn({ job: 'j', node: 'n' } as never)
    previews.publish(preview(1))
    previews.publish(preview(2))
    seat.drawn({ job: 'j', node: 'n' } as never)
    expect(got).toEqual(['j/n/1'])
  })

  test('a viewer that says nothing gets the next after a while all the same', () => {
    const { previews, enter } = room({ patienceMs: 500 })
    const { got } = enter()
    previews.publish(preview(1))
    previews.publish(preview(2))
    vi.advanceTimersByTime(499)
    expect(got).toEqual(['j/n/1'])
    vi.advanceTimersByTime(1)
    expect(got).toEqual(['j/n/1', 'j/n/2'])
    vi.advanceTimersByTime(5000)
    expect(got).toHaveLength(2)
    previews.publish(preview(3))
    expect(got.at(-1)).toBe('j/n/3')
  })

  test('a preview that was drawn in time does not hurry the next', () => {
    const { previews, enter } = room({ patienceMs: 500 })
    const { got, drawn } = enter()
    previews.publish(preview(1))
    vi.advanceTimersByTime(400)
    drawn(1)
    previews.publish(preview(2))
    previews.publish(preview(3))
    vi.advanceTimersByTime(400)
    expect(got).toEqual(['j/n/1', 'j/n/2'])
  })

  test('a busy line gets the latest when it is free', () => {
    const { previews, enter } = room()
    const { got, screen, seat } = enter()
    screen.busy = true
    for (let step = 1; step <= 3; step++) previews.publish(preview(step, 'a'))
    previews.publish(preview(1, 'b'))
    vi.advanceTimersByTime(10_000)
    expect(got).toEqual([])
    seat.ready()
    expect(got).toEqual([])
    screen.busy = false
    seat.ready()
    expect(got).toEqual(['j/a/3', 'j/b/1'])
    seat.ready()
    expect(got).toHaveLength(2)
  })

  test('who comes late gets the newest of each node of each recent job', () => {
    const { previews, enter } = room()
    for (let step = 1; step <= 4; step++) previews.publish(preview(step, 'a'))
    previews.publish(preview(7, 'b'))
    previews.publish(preview(9, 'a', 'k'))
    expect(enter().got.sort()).toEqual(['j/a/4', 'j/b/7', 'k/a/9'])
  })

  test('only the jobs published last are remembered', () => {
    const { previews, enter } = room({ maxJobs: 2 })
    const early = enter()
    previews.publish(preview(1, 'n', 'one'))
    previews.publish(preview(1, 'n', 'two'))
    previews.publish(preview(2, 'n', 'one'))
    previews.publish(preview(1, 'n', 'three'))
    expect(enter().got).toEqual(['one/n/2', 'three/n/1'])
    // Of a job that is forgotten, a viewer is owed nothing: neither by its word nor by its silence.
    early.drawn(1, 'n', 'two')
    vi.advanceTimersByTime(10_000)
    expect(early.got).toEqual(['one/n/1', 'two/n/1', 'three/n/1', 'one/n/2'])
  })

  test('a slow viewer never holds up a fast one', () => {
    const { previews, enter } = room()
    const slow = enter()
    const blocked = enter()
    blocked.screen.busy = true
    const fast = enter()
    for (let step = 1; step <= 20; step++) {
      previews.publish(preview(step))
      fast.drawn(step)
    }
    expect(fast.got).toHaveLength(20)
    expect(slow.got).toEqual(['j/n/1'])
    expect(blocked.got).toEqual([])
  })

  test('who has left gets nothing more, and leaves no timer behind', () => {
    const { previews, enter } = room()
    const { got, seat, drawn } = enter()
    previews.publish(preview(1))
    previews.publish(preview(2))
    seat.leave()
    expect(vi.getTimerCount()).toBe(0)
    previews.publish(preview(3))
    drawn(1)
    seat.ready()
    expect(got).toEqual(['j/n/1'])
  })

  test('whatever happens, steps of a node only go up, one is under way at a time, and the last arrives', () => {
    type Act = { readonly kind: 'publish' | 'drawn' | 'busy' | 'free' | 'wait'; readonly node: string }
    const act: fc.Arbitrary<Act> = fc.record({
      kind: fc.constantFrom('publish', 'publish', 'drawn', 'busy', 'free', 'wait'),
      node: fc.constantFrom('a', 'b'),
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const { previews, enter } = room({ patienceMs: 100 })
        const { got, screen, seat, drawn } = enter()
        const last: Record<string, number> = {}
        const stepsOf = (node: string) =>
          got.filter((each) => each.startsWith(`j/${node}/`)).map((each) => Number(each.split('/')[2]))
        for (const { kind, node } of acts) {
          const before = stepsOf(node).length
          if (kind === 'publish') {
            last[node] = (last[node] ?? 0) + 1
            previews.publish(preview(last[node], node))
            expect(stepsOf(node).length - before).toBeLessThanOrEqual(1)
          } else if (kind === 'drawn') drawn(stepsOf(node).at(-1) ?? 0, node)
          else if (kind === 'wait') vi.advanceTimersByTime(60)
          else {
            screen.busy = kind === 'busy'
            if (kind === 'free') seat.ready()
          }
        }
        screen.busy = false
        seat.ready()
        vi.advanceTimersByTime(1000)
        for (const [node, step] of Object.entries(last)) {
          const steps = stepsOf(node)
          expect(steps.at(-1)).toBe(step)
          expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b))
        }
        seat.leave()
      }),
      { seed: 4, numRuns: 200 },
    )
  })
})
