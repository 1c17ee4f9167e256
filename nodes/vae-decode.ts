import { SaidError, say } from '../workflow/said/said.ts'
import type { Values } from '../workflow/values.ts'
import type { Context } from './contract/context.ts'
import { defineNode } from './contract/define.ts'
import { framesPerChunk } from './contract/fields.ts'

/** Turns the latent into pictures, some frames at a time. */
export default defineNode({
  version: 1,
  title: 'VAE decode',
  about: 'Turns a latent into pictures, a few frames at a time.',
  category: 'decode',
  icon: 'image',
  aliases: ['VAEDecode', 'VAEDecodeTiled', 'decode_latents', 'latent to image', 'pixels', 'decode_chunk_size'],
  inputs: {
    latent: { kind: 'port', title: 'latent', about: 'The finished latent.', type: 'latent' },
    vae: { kind: 'port', title: 'VAE', about: 'The VAE of the checkpoint that made the latent.', type: 'vae' },
    chunk: framesPerChunk('decoded'),
  },
  outputs: { frames: { title: 'frames', type: 'frames' } },
  async run({ latent, vae, chunk }, context) {
    const [, channels, count, rows, columns] = latent.shape
    const { scalingFactor, shiftFactor, spatialFactor, pixelsAtOnce } = await context.vaeScale(vae)
    if (latent.solver && latent.solver.step < latent.solver.steps)
      context.warn(say('noiseLeft', { step: latent.solver.step, steps: latent.solver.steps }))
    const [height, width] = [rows * spatialFactor, columns * spatialFactor]
    const data = new Uint8Array(count * height * width * 3)
    let atOnce = chunk >= 1 ? Math.floor(chunk) : Math.max(1, Math.floor(pixelsAtOnce / (height * width)))
    for (let first = 0; first < count; ) {
      context.check()
      const frames = Math.min(atOnce, count - first)
      const latents = framesOf(latent, first, frames, (value) => value / scalingFactor + shiftFactor)
      const pictures = await decodedOrNothing(context, vae, latents, [frames, channels, rows, columns])
      if (!pictures) {
        atOnce = Math.floor(frames / 2)
        context.warn(say('decodeTooLarge', { frames, now: atOnce }))
        continue
      }
      if (pictures.length !== frames * height * width * 3)
        throw new SaidError(say('vaeDecodedOther', { values: pictures.length, frames, width, height }))
      writePictures(pictures, data, first, height * width)
      first += frames
      context.progress(first, count)
    }
    return { frames: { data, count, height, width } }
  },
})

/** Some frames of a latent (1, channels, frames, rows, columns), in the order (frames, channels, rows, columns). */
const framesOf = (
  { sample, shape: [, channels, count, rows, columns] }: Values['latent'],
  first: number,
  frames: number,
  change: (value: number) => number,
): Float32Array => {
  const size = rows * columns
  const out = new Float32Array(frames * channels * size)
  for (let frame = 0; frame < frames; frame++)
    for (let channel = 0; channel < channels; channel++) {
      const from = (channel * count + first + frame) * size
      const to = (frame * channels + channel) * size
      for (let i = 0; i < size; i++) out[to + i] = change(sample[from + i] as number)
    }
  return out
}

/** Whether an error of ONNX Runtime, CUDA or WebGPU says that memory did not suffice. */
const isShortOfMemory = (message: string): boolean =>
  /out[ _]of[ _]memory|bad_?alloc|failed to allocate|allocate memory|allocation failed|STATUS_ALLOC_FAILED|not enough memory/i.test(
    message,
  )

/** The pictures, or undefined where memory did not suffice for several frames at once. */
const decodedOrNothing = async (
  context: Context,
  vae: Values['vae'],
  latents: Float32Array,
  shape: readonly [number, number, number, number],
): Promise<Float32Array | undefined> => {
  try {
    return (await context.decode(vae, latents, shape)).data
  } catch (error) {
    if (error instanceof Error && shape[0] > 1 && isShortOfMemory(error.message)) return undefined
    throw error
  }
}

/** Writes planes (frames, 3, pixels) from −1 to 1 as bytes (frames, pixels, 3), from the given frame on. */
const writePictures = (planes: Float32Array, data: Uint8Array, first: number, pixels: number): void => {
  const frames = planes.length / (3 * pixels)
  for (let frame = 0; frame < frames; frame++)
    for (let colour = 0; colour < 3; colour++) {
      const from = (frame * 3 + colour) * pixels
      const to = (first + frame) * 3 * pixels + colour
      for (let i = 0; i < pixels; i++) {
        const value = planes[from + i] as number
        if (Number.isNaN(value)) throw new SaidError(say('vaeDecodedNaN', { frame: first + frame }))
        data[to + 3 * i] = Math.round(Math.min(1, Math.max(0, value / 2 + 0.5)) * 255)
      }
    }
}
