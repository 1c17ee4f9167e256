import { expect, test, vi } from 'vitest'
import { falseColours } from '../../../app/state/false-colours.ts'
import { createPreviewStore } from '../../../app/state/preview-store.ts'
import type { StepsOfRun } from '../../../app/state/recall-steps.ts'
import { createColourer, type Factors } from '../../../diffusion/latent-colour.ts'
import type { StepRecord, StepRecords } from '../../../workflow/step-records.ts'

const factors: Factors = { format: 'latent-colour', channels: 1, kernel: 1, scale: 1, weights: [1, 1, 1, 0, 0, 0] }
const record = (step: number, address = 'a', colour = 'c'): StepRecord => ({
  header: {
    ...{ job: 'maker', workflow: 'its', node: 'own', address, step, steps: 9, colour, at: step },
    ...{ frames: 1, channels: 1, height: 1, width: 1, scale: [1], zero: [0] },
  },
  latent: Uint8Array.of(step),
})
const run = (more: Partial<StepsOfRun> = {}): StepsOfRun => ({
  ...{ workflow: 'w', node: 'n', job: 'j', address: 'a', settled: true },
  ...more,
})
const settle = () => new Promise((resolve) => setTimeout(resolve))

/** A store in front of a server that keeps these steps by address; `ended` are those to which nothing more comes. */
const setUp = (kept: Record<string, StepRecord[]>, ended = ['a']) => {
  const ask = vi.fn(async (address: string, newest: boolean): Promise<StepRecords | undefined> => {
    const steps = kept[address]
    if (!steps) return undefined
    return { steps: newest ? steps.slice(-1) : steps, bytes: 0, whole: ended.includes(address) && !newest }
  })
  const acknowledge = vi.fn()
  const store = createPreviewStore({
    factors: async (name) => (name === 'lost' ? undefined : factors),
    steps: ask,
    acknowledge,
  })
  const steps = () => store.steps('w', 'n').map(({ header }) => header.step)
  const receive = (step: number, address = 'a') => {
    const { header, latent } = record(step, address)
    store.receive({ ...header, job: 'j', workflow: 'w', node: 'n' }, latent)
  }
  return { store, ask, acknowledge, steps, receive, newest: () => store.latest('w', 'n')?.header }
}

test('all steps come back, under the run that shows them, and are asked for once', async () => {
  const { store, ask, acknowledge, steps, newest } = setUp({ a: [record(1), record(2), record(2), record(3)] })
  const changed = vi.fn()
  const seen: number[] = []
  store.watch('w', 'n', changed)
  const end = store.subscribe('w', 'n', ({ header }) => seen.push(header.step))
  store.recall(run(), false)
  store.recall(run(), false)
  await settle()
  expect(steps()).toEqual([1, 2, 3])
  expect(newest()).toMatchObject({ job: 'j', workflow: 'w', node: 'n', step: 3 })
  expect([seen, changed.mock.calls.length]).toEqual([[3], 1])
  end()
  store.recall(run({ job: 'another that shows the same' }), false)
  await settle()
  expect(ask).toHaveBeenCalledTimes(1)
  // They never were on their way to a viewer.
  expect(acknowledge).not.toHaveBeenCalled()
})

test('the newest alone comes for a picture, and all of them once they are wanted', async () => {
  const { store, ask, acknowledge, steps } = setUp({ a: [record(1), record(2)] })
  store.recall(run(), true)
  await settle()
  expect(steps()).toEqual([2])
  store.recall(run(), true)
  store.recall(run(), false)
  await settle()
  expect(steps()).toEqual([1, 2])
  expect(acknowledge).not.toHaveBeenCalled()
  expect(ask.mock.calls).toEqual([
    ['a', true],
    ['a', false],
  ])
})

test('steps that the page saw itself are not asked for; those that it missed are', async () => {
  const { store, ask, steps, receive } = setUp({ a: [1, 2, 3, 4].map((step) => record(step)) })
  store.recall(run({ settled: false, taken: 3 }), false)
  for (const step of [1, 2]) receive(step)
  await settle()
  store.recall(run({ settled: false, taken: 3 }), false)
  store.recall(run({ taken: 2 }), false)
  expect(ask).not.toHaveBeenCalled()
  receive(4)
  await settle()
  store.recall(run({ settled: false, taken: 5 }), false)
  await settle()
  expect(steps()).toEqual([1, 2, 3, 4])
  expect(store.steps('w', 'n')[0]).not.toHaveProperty('recalled')
  expect(store.steps('w', 'n')[2]).toHaveProperty('recalled')
})

test('a run that is cancelled and gone on with has the steps of both', async () => {
  const kept = { a: [record(1), record(2)] }
  const { store, steps } = setUp(kept, [])
  store.recall(run(), false)
  await settle()
  kept.a.push(record(3))
  store.recall(run(), false)
  await settle()
  expect(steps()).toEqual([1, 2])
  store.recall(run({ job: 'later' }), false)
  await settle()
  expect(steps()).toEqual([1, 2, 3])
})

test('what comes too late for what is shown now is left out', async () => {
  const { store, steps, newest, receive } = setUp({ a: [record(1)], b: [record(7, 'b')] }, [])
  store.recall(run(), false)
  receive(9)
  await settle()
  expect([steps(), newest()?.step]).toEqual([[1, 9], 9])
  receive(1, 'live')
  store.recall(run(), false)
  receive(2, 'live')
  await settle()
  expect([steps(), newest()?.address]).toEqual([[1, 2], 'live'])
  store.recall(run(), false)
  store.recall(run({ address: 'b' }), false)
  await settle()
  expect([steps(), newest()?.address]).toEqual([[7], 'b'])
})

test('steps that are kept no more are not asked for again in that run; those that lost their colours are there in false ones', async () => {
  const { store, ask, steps } = setUp({ a: [record(1, 'a', 'lost'), record(2)] })
  for (let times = 0; times < 2; times++) {
    store.recall(run({ address: 'gone' }), false)
    await settle()
    store.recall(run({ address: 'gone' }), true)
    await settle()
  }
  // Where none was taken there is nothing to ask for.
  store.recall(run({ address: 'none', taken: 0 }), false)
  store.recall(run({ address: 'none', taken: 0 }), true)
  expect(ask).toHaveBeenCalledTimes(1)
  for (let times = 0; times < 2; times++) {
    store.recall(run(), false)
    await settle()
  }
  expect(steps()).toEqual([1, 2])
  expect(ask).toHaveBeenCalledTimes(2)
  expect(store.steps('w', 'n').map((each) => each.falseColours)).toEqual([true, undefined])
})

test('false colours are the first three channels about the middle, or grey where there are fewer', () => {
  const coloured = (channels: number, ...latent: number[]) => [
    ...createColourer(falseColours(channels))(Float32Array.from(latent), 1, 1, 1),
  ]
  expect(coloured(4, 0, 0, 0, 9)).toEqual([128, 128, 128, 255])
  expect(coloured(4, 0.5, 0, -0.5, 9)).toEqual([153, 128, 102, 255])
  expect(coloured(1, 0.5)).toEqual([153, 153, 153, 255])
})
