import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEvent, applyEvents, type JobState, unitsDone } from '../../workflow/job-state.ts'
import type { Happening, JobEvent } from '../../workflow/wire.ts'

const clip = {
  artifact: 'f'.repeat(64),
  extension: 'mp4',
  mime: 'video/mp4',
  bytes: 1,
  width: 64,
  height: 64,
  frames: 16,
  framesPerSecond: 8,
}
const story: Happening[] = [
  { type: 'queued', title: 'demo', nodes: ['a', 'b', 'c'] },
  { type: 'started', device: 'cpu' },
  { type: 'node-started', node: 'a' },
  { type: 'progress', node: 'a', done: 1, total: 2, seconds: 0.5 },
  { type: 'warning', node: 'a', message: 'cut' },
  { type: 'warning', node: 'a', message: 'cut' },
  ...Array(2).fill({ type: 'warning', node: 'a', message: 'No clip.', said: { code: 'noClipConnected' } }),
  { type: 'resumed', reason: 'the worker went down' },
  { type: 'node-started', node: 'a' },
  { type: 'node-finished', node: 'a', cached: false, ms: 900, outputs: { clip: { type: 'clip', ...clip } } },
  { type: 'node-failed', node: 'b', input: 'x', message: 'no', said: { code: 'noNegative' } },
  { type: 'node-skipped', node: 'c', because: 'b' },
  { type: 'finished', ms: 1000 },
]
const events: JobEvent[] = story.map((each, index) => ({ ...each, seq: index + 1, at: index, job: 'j', workflow: 'w' }))
const fold = (list: readonly JobEvent[]) => list.reduce<JobState | undefined>(applyEvent, undefined)

describe('the state of a job', () => {
  test('is the fold of its events', () => {
    expect(fold(events)).toMatchObject({
      status: 'finished',
      device: 'cpu',
      clips: [clip],
      nodes: {
        a: { status: 'done', ms: 900, warnings: ['cut', { message: 'No clip.', said: { code: 'noClipConnected' } }] },
        b: { status: 'failed', error: { message: 'no', input: 'x', said: { code: 'noNegative' } } },
        c: { status: 'skipped' },
      },
    })
  })

  test('keeps the address of the steps of a node, from its start on, and of one whose result was there', () => {
    const told = (...more: Happening[]) =>
      fold([events[0]!, ...more.map((each, index) => ({ ...each, seq: index + 2, at: 0, job: 'j', workflow: 'w' }))])
        ?.nodes
    const started: Happening = { type: 'node-started', node: 'a', address: 'x' }
    const resumed: Happening = { type: 'resumed', reason: 'the worker went down' }
    const finished = { type: 'node-finished', node: 'a', cached: true, ms: 1, outputs: {} } as const
    expect(told(started)?.a).toMatchObject({ status: 'running', address: 'x' })
    expect(told(started, resumed, { type: 'cancelled' })?.a).toMatchObject({ status: 'stopped', address: 'x' })
    expect(told(started, { ...finished, cached: false })?.a).toMatchObject({ status: 'done', address: 'x' })
    expect(told({ ...finished, address: 'y' })?.a).toMatchObject({ status: 'cached', address: 'y' })
    // An older journal.
    expect(told(finished)?.a).not.toHaveProperty('address')
  })

  test('says how far a unit of work is until the next is done', () => {
    const at = (seq: number, happening: Happening): JobEvent => ({
      ...happening,
      seq,
      at: seq,
      job: 'j',
      workflow: 'w',
    })
    const progress = { type: 'progress', node: 'a', done: 2, total: 4, seconds: 1 } as const
    const half = applyEvents(fold(events.slice(0, 3)), [at(4, { ...progress, within: { done: 3, total: 6 } })])
    expect(half?.nodes.a).toMatchObject({ done: 2, within: { done: 3, total: 6 } })
    expect(unitsDone(half!.nodes.a!)).toBe(2.5)
    const next = applyEvents(half, [at(5, { ...progress, done: 3 })])
    expect(next?.nodes.a).not.toHaveProperty('within')
    expect(unitsDone(next!.nodes.a!)).toBe(3)
    expect(unitsDone({ status: 'waiting' })).toBe(0)
  })

  test('is the same after any replay that overlaps', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(events.length), { maxLength: 6 }), (cuts) => {
        let state: JobState | undefined
        let seen = 0
        for (const cut of [...cuts.map((each) => Math.max(each, 0)), events.length]) {
          for (const event of events.slice(Math.min(cut, seen), Math.max(cut, seen))) state = applyEvent(state, event)
          seen = Math.max(seen, cut)
        }
        expect(state).toEqual(fold(events))
      }),
      { seed: 3 },
    )
  })

  test('is the same whether its events come one by one, in batches or all at once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 12 }), (sizes) => {
        let state: JobState | undefined
        let at = 0
        for (const size of [...sizes, events.length]) {
          const before = state
          const frozen = JSON.stringify(before)
          state = applyEvents(state, events.slice(at, at + size))
          at += size
          // What a reader holds does not change under it.
          expect(JSON.stringify(before)).toBe(frozen)
        }
        expect(state).toEqual(fold(events))
      }),
      { seed: 4 },
    )
  })

  test('shares what an event does not touch, and is itself where nothing is new', () => {
    const state = fold(events.slice(0, 4))!
    expect(applyEvents(state, events.slice(0, 4))).toBe(state)
    expect(applyEvents(state, [])).toBe(state)
    const cancelling = applyEvent(state, { ...events[0]!, type: 'cancelling', seq: 50 } as JobEvent)!
    expect(cancelling.nodes).toBe(state.nodes)
    const started = applyEvent(state, { ...events[0]!, type: 'node-started', node: 'b', seq: 50 } as JobEvent)!
    expect(started.nodes.a).toBe(state.nodes.a)
  })

  test('of a job of 10,000 nodes is folded with one copy of them', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `n${index}`)
    const at = { at: 0, job: 'j', workflow: 'w' }
    const queued = applyEvent(undefined, { type: 'queued', title: 't', nodes: ids, seq: 1, ...at })!
    let copies = 0
    const nodes = new Proxy(queued.nodes, {
      ownKeys: (target) => {
        copies++
        return Reflect.ownKeys(target)
      },
    })
    const told = ids.map((node, index): JobEvent => ({ type: 'node-started', node, seq: index + 2, ...at }))
    const state = applyEvents({ ...queued, nodes }, told)!
    expect(Object.values(state.nodes).every((each) => each.status === 'running')).toBe(true)
    expect(copies).toBe(1)
  })

  test('knows nodes of names that every object has by birth', () => {
    const odd = ['constructor', 'toString'].map(
      (node, index): JobEvent => ({ type: 'node-started', node, seq: 50 + index, at: 0, job: 'j', workflow: 'w' }),
    )
    expect(applyEvents(fold(events.slice(0, 2)), odd)!.nodes).toMatchObject({
      constructor: { status: 'running' },
      toString: { status: 'running' },
    })
    expect(applyEvents(fold(events.slice(0, 2)), odd)!.nodes.toString).toEqual({ status: 'running' })
  })

  const later = (seq: number, happening: Happening): JobEvent => ({
    ...happening,
    seq,
    at: seq,
    job: 'j',
    workflow: 'w',
  })

  test('a cancel that was asked for stays asked for, whatever the worker tells before it ends', () => {
    const told = [
      events[0]!,
      later(2, { type: 'cancelling' }),
      later(3, { type: 'started', device: 'cpu' }),
      later(4, { type: 'resumed', reason: 'again' }),
    ]
    expect(fold(told)!.status).toBe('cancelling')
    expect(fold([...told, later(5, { type: 'cancelled' })])!.status).toBe('cancelled')
  })

  test('what a job that goes on tells again stands there once, and its failures before it do not', () => {
    const again = [
      later(20, { type: 'resumed', reason: 'again' }),
      later(21, {
        type: 'node-finished',
        node: 'a',
        cached: true,
        ms: 0,
        outputs: { clip: { type: 'clip', ...clip } },
      }),
      later(22, { type: 'node-started', node: 'b' }),
      later(23, { type: 'node-finished', node: 'b', cached: false, ms: 5, outputs: {} }),
    ]
    const state = fold([...events.slice(0, 11), ...again])!
    expect(state.clips).toHaveLength(1)
    expect(state.nodes.b).toEqual({ status: 'done', ms: 5, outputs: {} })
  })

  test('a place, a star and the memory of a node come with their events; an older story has none of memory', () => {
    const first = fold(events.slice(0, 1))!
    expect(first.place).toBe(events[0]!.seq)
    expect(applyEvent(first, later(20, { type: 'moved', place: 0.5 }))!.place).toBe(0.5)
    const starred = applyEvent(fold(events), later(20, { type: 'starred', starred: true }))!
    expect([starred.starred, starred.status]).toEqual([true, 'finished'])
    expect(applyEvent(starred, later(21, { type: 'starred', starred: false }))).not.toHaveProperty('starred')
    const finished = { type: 'node-finished', node: 'b', ms: 5, outputs: {} } as const
    const computed = applyEvent(first, later(20, { ...finished, cached: false, memory: 1000 }))!
    expect(computed.nodes.b?.memory).toBe(1000)
    expect(applyEvent(computed, later(21, { ...finished, cached: true }))!.nodes.b).not.toHaveProperty('memory')
    expect(fold(events)!.nodes.a).not.toHaveProperty('memory')
  })

  test('events of a job that was never queued here are left out', () => {
    expect(applyEvent(undefined, events[3]!)).toBeUndefined()
  })

  test('nodes that were running when the job ended are stopped, not running for ever', () => {
    const cancelled = fold([...events.slice(0, 4), { ...events[0]!, type: 'cancelled', seq: 50 } as JobEvent])
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      nodes: { a: { status: 'stopped' }, b: { status: 'stopped' } },
    })
  })
})
