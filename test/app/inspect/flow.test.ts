import { expect, test } from 'vitest'
import { flowLines } from '../../../app/inspect/flow-lines.ts'
import { lastFlow } from '../../../app/inspect/last-flow.ts'
import { badgeText } from '../../../app/inspect/paint-profile.ts'
import { profileOf } from '../../../app/inspect/profile-of.ts'
import { de } from '../../../app/texts/de.ts'
import { en } from '../../../app/texts/en.ts'
import { loadCatalogue } from '../../../server/catalogue.ts'
import type { JobState, NodeState } from '../../../workflow/job-state.ts'
import type { Summary } from '../../../workflow/values.ts'
import type { CheckpointInfo } from '../../../workflow/wire.ts'

const job = (id: string, queuedAt: number, nodes: Record<string, NodeState>, workflow = 'w'): JobState => ({
  job: id,
  workflow,
  title: '',
  status: 'running',
  queuedAt,
  nodes,
  clips: [],
  seq: 1,
})
const text = (words: string): Summary => ({ type: 'text', text: words })

test('what flowed last is of the newest run that came as far, of this workflow', () => {
  const jobs = Object.fromEntries(
    [
      job('old', 1, { a: { status: 'done', outputs: { out: text('old') } } }),
      job('last', 2, { a: { status: 'cached', outputs: { out: text('last') } } }),
      job('now', 3, { a: { status: 'running' } }),
      job('other', 4, { a: { status: 'done', outputs: { out: text('other') } } }, 'v'),
    ].map((each) => [each.job, each]),
  )
  const runs = { jobs, shown: { w: 'now', v: 'other' } }
  expect(lastFlow(runs, 'w', 'a', 'out')).toMatchObject({ summary: text('last'), newest: false, job: { job: 'last' } })
  expect(lastFlow(runs, 'v', 'a', 'out')?.newest).toBe(true)
  expect(lastFlow(runs, 'w', 'a', 'toString')).toBeUndefined()
  expect(lastFlow(runs, 'w', 'constructor', 'out')).toBeUndefined()
})

test('a value is told with its shape, size and figures; NaN stands out, and an old summary goes without', () => {
  const numbers = { count: 4096, nan: 3, infinite: 1, min: -3.86951, max: 3.5, mean: 0.0000123, deviation: 1.00712 }
  const latent: Summary = { type: 'latent', shape: [1, 4, 16, 8, 8], step: 10, steps: 25, numbers }
  const lines = flowLines(latent, en, {})
  const line = (title: string) => lines.find((each) => each.title === title)
  expect(line('Shape')?.text).toBe('1 × 4 × 16 × 8 × 8')
  expect(line('Size')?.text).toBe('4\u2009096 numbers, 16.4 kB')
  expect(line('Range')?.text).toBe('−3.87 to 3.5')
  expect(line('Mean')?.text).toBe('1.23e−5')
  expect(line('NaN')).toEqual({ title: 'NaN', text: '3 NaN, 1 infinite', wrong: true })
  const { numbers: _, ...old } = latent
  expect(flowLines(old, en, {}).map(({ title }) => title)).toEqual(['Shape', 'Steps'])
  const lost = { ...numbers, min: null, max: null, mean: null, deviation: null }
  expect(flowLines({ ...latent, numbers: lost }, en, {}).map(({ title }) => title)).toEqual([
    'Shape',
    'Steps',
    'Size',
    'NaN',
  ])
})

test('a schedule and a checkpoint are called as their cards call them', async () => {
  const checkpoint = { name: 'org/tiny', title: 'Tiny world', variants: [''] } as unknown as CheckpointInfo
  const definitions = await (await loadCatalogue()).definitions({ list: async () => [checkpoint] })
  const said = (summary: Summary) => flowLines(summary, en, definitions)[0]?.text
  expect(said({ type: 'schedule', kind: 'dpm-solver-multistep', steps: 25 })).toBe('DPM-Solver++ 2M')
  expect(said({ type: 'vae', checkpoint: 'org/tiny', fingerprint: 'f' })).toBe('Tiny world')
  // What is not here any more has its name alone.
  expect(said({ type: 'schedule', kind: 'gone', steps: 25 })).toBe('gone')
  expect(said({ type: 'vae', checkpoint: 'demo', fingerprint: 'f' })).toBe('demo')
})

test('figures are read at a glance', () => {
  expect([0, 1, -0.5, 123456, 1234567, 0.00012].map(en.amounts.figure)).toEqual([
    '0',
    '1',
    '−0.5',
    '123500',
    '1.23e+6',
    '1.20e−4',
  ])
})

test('German writes a comma before the decimals', () => {
  const { figure, bytes, duration, decimals, typed } = de.amounts
  expect([figure(-0.5), bytes(24.3e9), bytes(12), duration(400), decimals(0.125, 2), typed(7.5)]).toEqual([
    '−0,5',
    '24,3 GB',
    '12 Byte',
    '0,4 s',
    '0,13',
    '7,5',
  ])
  const half: Summary = { type: 'number', number: 2.5 }
  expect(flowLines(half, de, {})).toEqual([{ title: 'Zahl', text: '2,5' }])
})

test('a profile shares the work of a run among its nodes; what the cache gave took none', () => {
  const profile = profileOf(
    job('j', 1, {
      load: { status: 'cached', ms: 5 },
      steps: { status: 'done', ms: 9000, memory: 90e6 },
      decode: { status: 'running', done: 5, total: 20, seconds: 0.2 },
      export: { status: 'waiting' },
    }),
  )
  expect(profile).toEqual({
    ms: 10_000,
    cached: 1,
    nodes: [
      { id: 'steps', ms: 9000, share: 0.9, heat: 1, cached: false, memory: 90e6 },
      { id: 'decode', ms: 1000, share: 0.1, heat: 1000 / 9000, cached: false },
      { id: 'load', ms: 0, share: 0, heat: 0, cached: true },
    ],
  })
  expect(profile.nodes.map((node) => badgeText(node, en))).toEqual([
    '9.0 s · 90 % · +90.0 MB',
    '1.0 s · 10 %',
    'cached',
  ])
  expect(profileOf(job('j', 1, { a: { status: 'done', ms: 0 } })).nodes[0]).toMatchObject({ share: 0, heat: 0 })
})
