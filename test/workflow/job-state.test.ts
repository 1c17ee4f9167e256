import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEvent, type JobState } from '../../workflow/job-state.ts'
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
  { type: 'resumed', reason: 'the worker went down' },
  { type: 'node-started', node: 'a' },
  { type: 'node-finished', node: 'a', cached: false, ms: 900, outputs: { clip: { type: 'clip', ...clip } } },
  { type: 'node-failed', node: 'b', input: 'x', message: 'no' },
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
        a: { status: 'done', ms: 900, warnings: ['cut'] },
        b: { status: 'failed', error: { message: 'no', input: 'x' } },
        c: { status: 'skipped' },
      },
    })
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
