import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { loadCatalogue } from '../../server/catalogue.ts'
import type { Definitions } from '../../workflow/definition.ts'
import { readWorkflow, type Workflow } from '../../workflow/document.ts'
import { setValue } from '../../workflow/edits.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import { learnt, measured, type Speed, timeLeft, worksOf } from '../../workflow/speeds.ts'

let definitions: Definitions
let demo: Workflow
const workOf = (workflow: Workflow, id: string) => worksOf(workflow, definitions).get(id) ?? { size: 'nothing' }
const at = (kind: string) => Object.keys(demo.nodes).find((id) => demo.nodes[id]?.node === kind) ?? ''

beforeAll(async () => {
  definitions = await (await loadCatalogue()).definitions({ list: async () => [] })
  demo = readWorkflow(readFileSync(join(import.meta.dirname, '../../examples/text-to-video.json'), 'utf8'), fileTexts)
})

test('the mean follows what is measured: it lies between the old and the new, and settles where they agree', () => {
  const positive = fc.double({ min: 0.001, max: 1000, noNaN: true })
  fc.assert(
    fc.property(positive, positive, (old, now) => {
      const { seconds } = learnt({ seconds: old, units: 1 }, now, 1)
      expect(seconds).toBeGreaterThanOrEqual(Math.min(old, now) - 1e-9)
      expect(seconds).toBeLessThanOrEqual(Math.max(old, now) + 1e-9)
      let speed: Speed | undefined
      for (const each of [old, ...Array<number>(40).fill(now)]) speed = learnt(speed, each, 1)
      expect(Math.abs((speed?.seconds ?? 0) - now)).toBeLessThan(1e-5 * Math.abs(old - now) + 1e-9)
    }),
    { seed: 2 },
  )
  expect(learnt(undefined, 3, 25)).toEqual({ seconds: 3, units: 25 })
})

test('a finished node teaches its time for each unit; one from the cache or that failed nothing', () => {
  expect(measured({ status: 'done', ms: 9000, total: 4, done: 4, seconds: 2 })).toEqual({ seconds: 2, units: 4 })
  expect(measured({ status: 'done', ms: 500 })).toEqual({ seconds: 0.5, units: 1 })
  expect(measured({ status: 'cached', ms: 1 })).toBeUndefined()
  expect(measured({ status: 'failed' })).toBeUndefined()
})

test('the size of the work names pixels, frames and checkpoint; a sampler has the steps of its part', () => {
  const sampler = at('unet3d-steps')
  const steps = workOf(demo, sampler)
  expect(steps.size).toMatch(/^64×64 16 frames \S+$/)
  expect(workOf(demo, at('vae-decode'))).toEqual({ size: steps.size })
  const half = setValue(sampler, 'to', 10)(setValue(sampler, 'from', 4)(demo))
  expect(workOf(half, sampler).units).toBe(6)
  const whole = setValue(at('scheduler'), 'steps', 33)(demo)
  expect(workOf(whole, sampler).units).toBe(33)
  const wide = setValue(at('noise'), 'width', 128)(demo)
  expect(workOf(wide, sampler).size).toMatch(/^128×64 /)
})

test('a sampler after another has the steps of its own schedule and the checkpoint of its own network', () => {
  const sampler = at('unet3d-steps')
  const node = demo.nodes[sampler]!
  const link = (from: string, output: string) => ({ from, output })
  const copy = (id: string, inputs: object) => ({
    ...demo.nodes[id]!,
    inputs: { ...demo.nodes[id]!.inputs, ...inputs },
  })
  const chain: Workflow = {
    ...demo,
    nodes: {
      ...demo.nodes,
      other: copy(at('load-checkpoint'), { checkpoint: { value: 'big one' } }),
      short: copy(at('scheduler'), { steps: { value: 5 } }),
      second: {
        ...node,
        inputs: {
          ...node.inputs,
          latent: link(sampler, 'latent'),
          schedule: link('short', 'schedule'),
          unet3d: link('other', 'unet3d'),
        },
      },
    },
  }
  const work = workOf(chain, 'second')
  expect(work).toEqual({ size: '64×64 16 frames big one', units: 5 })
  expect(workOf(chain, sampler)).toEqual(workOf(demo, sampler))
})

test('a long chain takes linear time and no call stack, and a cycle says nothing', () => {
  const sampler = at('unet3d-steps')
  const nodes: Record<string, Workflow['nodes'][string]> = { ...demo.nodes }
  for (let index = 0; index < 20_000; index++) {
    const latent = { from: index === 0 ? sampler : `s${index - 1}`, output: 'latent' }
    nodes[`s${index}`] = { ...demo.nodes[sampler]!, inputs: { ...demo.nodes[sampler]!.inputs, latent } }
  }
  expect(workOf({ ...demo, nodes }, 's19999')).toEqual(workOf(demo, sampler))
  const round = { ...demo.nodes[sampler]!, inputs: { latent: { from: sampler, output: 'latent' } } }
  expect(worksOf({ ...demo, nodes: { ...demo.nodes, [sampler]: round } }, definitions).size).toBe(0)
})

test('what is left counts what waits and the rest of what runs, at its own pace', () => {
  const expected = { a: { seconds: 2, units: 10 }, b: { seconds: 1, units: 3 } }
  const exactly = (seconds: number) => ({ seconds, more: false })
  expect(timeLeft({ a: { status: 'waiting' }, b: { status: 'waiting' } }, expected)).toEqual(exactly(23))
  expect(
    timeLeft({ a: { status: 'running', done: 4, total: 8, seconds: 5 }, b: { status: 'cached' } }, expected),
  ).toEqual(exactly(20))
  const running = { status: 'running', done: 4, total: 8, seconds: 5, within: { done: 1, total: 2 } } as const
  expect(timeLeft({ a: running }, expected)).toEqual(exactly(17.5))
  expect(timeLeft({ a: { status: 'running' }, b: { status: 'done' } }, expected)).toEqual(exactly(20))
  expect(timeLeft({ c: { status: 'running', done: 1, total: 3, seconds: 4 } }, {})).toEqual(exactly(8))
  expect(timeLeft({ a: { status: 'cached' } }, {})).toEqual(exactly(0))
})

test('what is left is more than what is known, where a part is not; what comes from the cache alone says nothing', () => {
  const cached = { seconds: 0, units: 1 }
  expect(timeLeft({ c: { status: 'waiting' } }, {})).toBeUndefined()
  expect(timeLeft({ a: { status: 'waiting' }, c: { status: 'waiting' } }, { a: cached })).toBeUndefined()
  expect(timeLeft({ a: { status: 'waiting' } }, { a: cached })).toEqual({ seconds: 0, more: false })
  const expected = { a: { seconds: 2, units: 10 } }
  expect(timeLeft({ a: { status: 'waiting' }, c: { status: 'running' } }, expected)).toEqual({
    seconds: 20,
    more: true,
  })
})
