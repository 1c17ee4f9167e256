import { expect, test, vi } from 'vitest'
import { createPreviewStore } from '../../../app/state/preview-store.ts'
import type { Factors } from '../../../diffusion/latent-colour.ts'
import type { PreviewHeader } from '../../../workflow/wire.ts'

const factors: Factors = { format: 'latent-colour', channels: 1, kernel: 1, scale: 1, weights: [1, 1, 1, 0, 0, 0] }
const header = (step: number, colour = 'c', node = 'n'): PreviewHeader => ({
  job: 'j',
  workflow: 'w',
  node,
  address: 'a',
  step,
  steps: 9,
  frames: 1,
  channels: 1,
  height: 1,
  width: 1,
  scale: [1],
  zero: [0],
  colour,
  at: 0,
})
const latent = new Uint8Array(1)
const settle = () => new Promise((resolve) => setTimeout(resolve))

const setUp = (load: (name: string) => Promise<Factors> = async () => factors) => {
  const acknowledge = vi.fn()
  const ask = vi.fn(load)
  const steps = () => Promise.reject(new Error('Nothing is kept.'))
  return { store: createPreviewStore({ factors: ask, steps, acknowledge }), acknowledge, ask }
}

test('what nobody looks at is acknowledged at once, and is there when somebody does', async () => {
  const { store, acknowledge } = setUp()
  store.receive(header(1), latent)
  await settle()
  expect(acknowledge.mock.calls).toEqual([[{ job: 'j', node: 'n', step: 1 }]])
  expect(store.latest('w', 'n')?.header.step).toBe(1)
})

test('what somebody looks at is acknowledged when it was drawn, once for all who draw it', async () => {
  const { store, acknowledge } = setUp()
  const seen: number[] = []
  store.subscribe('w', 'n', (preview) => seen.push(preview.header.step))
  store.subscribe('w', 'n', () => {})
  store.receive(header(1), latent)
  await settle()
  expect(seen).toEqual([1])
  expect(acknowledge).not.toHaveBeenCalled()
  const preview = store.latest('w', 'n')!
  store.drawn(preview)
  store.drawn(preview)
  expect(acknowledge).toHaveBeenCalledTimes(1)
})

test('a view that goes away before it drew does not hold up the server', async () => {
  const { store, acknowledge } = setUp()
  const end = store.subscribe('w', 'n', () => {})
  store.receive(header(1), latent)
  await settle()
  end()
  expect(acknowledge).toHaveBeenCalledTimes(1)
})

test('factors are asked for once, and a listener of another node hears nothing', async () => {
  const { store, ask } = setUp()
  const other = vi.fn()
  store.subscribe('w', 'other', other)
  store.receive(header(1), latent)
  await settle()
  store.receive(header(2), latent)
  expect(store.latest('w', 'n')?.header.step).toBe(2)
  expect(ask).toHaveBeenCalledTimes(1)
  expect(other).not.toHaveBeenCalled()
})

test('a preview whose factors come late never replaces a newer one', async () => {
  let release: (value: Factors) => void = () => {}
  const slow = new Promise<Factors>((resolve) => {
    release = resolve
  })
  const { store } = setUp((name) => (name === 'slow' ? slow : Promise.resolve(factors)))
  store.receive(header(1, 'slow'), latent)
  store.receive(header(2, 'fast'), latent)
  await settle()
  release(factors)
  await settle()
  expect(store.latest('w', 'n')?.header.step).toBe(2)
  // As a step it can be looked at all the same.
  expect(store.steps('w', 'n').map(({ header }) => header.step)).toEqual([1, 2])
})

test('factors that cannot be had are asked for again with the next preview, and the server goes on meanwhile', async () => {
  let works = false
  const { store, acknowledge } = setUp(async () => {
    if (!works) throw new Error('gone')
    return factors
  })
  store.receive(header(1), latent)
  await settle()
  expect(acknowledge).toHaveBeenCalledTimes(1)
  expect(store.latest('w', 'n')).toBeUndefined()
  works = true
  store.receive(header(2), latent)
  await settle()
  expect(store.latest('w', 'n')?.header.step).toBe(2)
})
