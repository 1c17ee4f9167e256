import { afterAll, beforeAll, expect, test } from 'vitest'
import vaeDecode from '../../nodes/vae-decode.ts'
import type { Frames, Latent } from '../../workflow/values.ts'
import { part } from '../fakes/context.ts'
import { openDemoWorld } from './demo-world.ts'

let world: Awaited<ReturnType<typeof openDemoWorld>>
beforeAll(async () => {
  world = await openDemoWorld()
})
afterAll(() => world.close())

test('the demo VAE gives the same bytes whatever is decoded at once', async () => {
  const frames = 5
  const sample = Float32Array.from({ length: 4 * frames * 16 }, (_, i) => 1.5 * Math.sin(i * 1.37))
  const latent: Latent = { sample, shape: [1, 4, frames, 4, 4], seed: 1, draws: 1 }
  const decode = async (chunk: number) =>
    (await vaeDecode.run({ latent, vae: part('vae', 'demo'), chunk }, world.context())).frames as Frames
  const whole = await decode(frames)
  expect(new Set(whole.data).size).toBeGreaterThan(50)
  for (const chunk of [0, 1, 2, 3, 4]) expect(await decode(chunk)).toEqual(whole)
})
