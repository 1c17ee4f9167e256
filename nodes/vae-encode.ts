import { channelsFirst } from '../diffusion/frame-order.ts'
import { createTorchNoise } from '../diffusion/torch-noise.ts'
import { SaidError, say } from '../workflow/said/said.ts'
import type { Frames } from '../workflow/values.ts'
import type { Posterior } from './contract/context.ts'
import { defineNode } from './contract/define.ts'
import { framesPerChunk } from './contract/fields.ts'

/** Turns pictures into the latent that a UNet3D works on, some frames at a time. */
export default defineNode({
  version: 1,
  title: 'VAE encode',
  about: 'Turns pictures into a latent, a few frames at a time: the way in for a clip that is to be changed.',
  category: 'latent',
  icon: 'image-down',
  aliases: [
    'VAEEncode',
    'VAEEncodeTiled',
    'img2img',
    'image to latent',
    'pixels to latent',
    'encode video',
    'latent_dist.sample',
  ],
  inputs: {
    frames: { kind: 'port', title: 'frames', about: 'The pictures, from Load clip or VAE decode.', type: 'frames' },
    vae: { kind: 'port', title: 'VAE', about: 'The VAE of the checkpoint that goes on with the latent.', type: 'vae' },
    seed: {
      kind: 'seed',
      title: 'Seed',
      about:
        'Draws the small differences within what the VAE takes a picture for, and the noise that is added after it.',
      default: 7,
    },
    chunk: framesPerChunk('encoded'),
  },
  outputs: { latent: { title: 'latent', type: 'latent' } },
  async run({ frames, vae, seed, chunk }, context) {
    const { scalingFactor, shiftFactor, spatialFactor, pixelsAtOnce } = await context.vaeScale(vae)
    const { count, height, width } = frames
    if (height % spatialFactor !== 0 || width % spatialFactor !== 0)
      throw new SaidError(say('noVaeMultiple', { width, height, factor: spatialFactor }))
    const [rows, columns] = [height / spatialFactor, width / spatialFactor]
    const atOnce = chunk >= 1 ? chunk : Math.max(1, Math.floor(pixelsAtOnce / (height * width)))
    const parts: Posterior[] = []
    for (let first = 0; first < count; first += atOnce) {
      context.check()
      const some = Math.min(atOnce, count - first)
      parts.push(await context.encode(vae, planesOf(frames, first, some), [some, 3, height, width]))
      context.progress(first + some, count)
    }
    const channels = parts[0]?.shape[1] ?? 0
    const source = createTorchNoise(seed)
    const noise = source.normal(count * channels * rows * columns)
    let at = 0
    // Framewise: diffusers draws for (frames, channels, height, width).
    for (const { mean, logvar } of parts)
      for (let i = 0; i < mean.length; i++, at++) {
        const value = (mean[i] as number) + Math.exp(0.5 * (logvar[i] as number)) * (noise[at] as number)
        noise[at] = (value - shiftFactor) * scalingFactor
      }
    if (at !== noise.length)
      throw new SaidError(say('vaeEncodedOther', { values: at, frames: count, columns, rows, channels }))
    const shape = [1, channels, count, rows, columns] as const
    return { latent: { sample: channelsFirst(noise, shape), shape, seed, draws: source.draws } }
  },
})

/** Bytes (frames, pixels, 3) as planes (frames, 3, pixels) from −1 to 1. */
const planesOf = ({ data, height, width }: Frames, first: number, frames: number): Float32Array => {
  const pixels = height * width
  const planes = new Float32Array(frames * 3 * pixels)
  for (let frame = 0; frame < frames; frame++)
    for (let colour = 0; colour < 3; colour++) {
      const from = (first + frame) * 3 * pixels + colour
      const to = (frame * 3 + colour) * pixels
      for (let i = 0; i < pixels; i++) planes[to + i] = ((data[from + 3 * i] as number) / 255) * 2 - 1
    }
  return planes
}
