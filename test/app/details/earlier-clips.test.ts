import { expect, test } from 'vitest'
import { earlierClips } from '../../../app/details/earlier-clips.ts'
import { nodeTimes } from '../../../app/details/node-times.ts'
import type { JobState, NodeState } from '../../../workflow/job-state.ts'
import type { Clip } from '../../../workflow/values.ts'

const clip = (artifact: string): Clip & { readonly type: 'clip' } => ({
  type: 'clip',
  artifact,
  mime: 'video/mp4',
  extension: 'mp4',
  width: 64,
  height: 64,
  frames: 16,
  framesPerSecond: 8,
  bytes: 1,
})
const job = (name: string, queuedAt: number, node: NodeState, workflow = 'w'): JobState => ({
  job: name,
  workflow,
  title: name,
  status: 'finished',
  queuedAt,
  startedAt: queuedAt,
  nodes: { n: node, other: { status: 'done', ms: 300 } },
  clips: [],
  seq: queuedAt,
})
const made = (artifact: string, ms = 100): NodeState => ({ status: 'done', ms, outputs: { clip: clip(artifact) } })
const byName = (...all: JobState[]) => Object.fromEntries(all.map((each) => [each.job, each]))

const clipIn = ({ n }: JobState['nodes']) => n?.outputs?.clip as ReturnType<typeof clip> | undefined

test('clips of before are the newest first, each file once, without the one that is shown', () => {
  const jobs = byName(
    job('first', 1, made('a')),
    job('second', 2, made('b')),
    job('again', 3, { ...made('b'), status: 'cached' }),
    job('failed', 4, { status: 'failed' }),
    job('foreign', 5, made('c'), 'v'),
    job('now', 6, made('d')),
    job('same', 0, made('d')),
  )
  const found = earlierClips({ jobs, shown: { w: 'now' } }, 'w', clipIn)
  expect(found.map(({ job, clip }) => [job.job, clip.artifact])).toEqual([
    ['again', 'b'],
    ['first', 'a'],
  ])
  expect(earlierClips({ jobs, shown: {} }, 'w', clipIn).map(({ job }) => job.job)).toEqual(['now', 'again', 'first'])
})

test('the times of a node are those of its last runs, with its share of each', () => {
  const jobs = byName(
    job('one', 1, made('a', 100)),
    job('two', 2, { ...made('a'), status: 'cached' }),
    job('waits', 3, { status: 'waiting' }),
    job('foreign', 4, made('c'), 'v'),
  )
  const times = nodeTimes(jobs, 'w', 'n', (id) => id)
  expect(times.map(({ job, ms, share, cached }) => [job.job, ms, share, cached])).toEqual([
    ['two', 0, 0, true],
    ['one', 100, 0.25, false],
  ])
  const many = byName(...Array.from({ length: 9 }, (_, at) => job(`j${at}`, at, made('a'))))
  expect(nodeTimes(many, 'w', 'n', (id) => id).map(({ job }) => job.job)).toEqual(['j8', 'j7', 'j6', 'j5', 'j4', 'j3'])
})
