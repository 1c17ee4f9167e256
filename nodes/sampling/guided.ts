import { guide } from '../../diffusion/guidance.ts'
import type { Denoise } from '../../diffusion/scheduler.ts'
import type { Conditioning, Latent, PartRef } from '../../workflow/values.ts'
import type { Context, Prediction } from '../contract/context.ts'
import { checkFinite, float32 } from './finite.ts'

/** What a guided call of the network is made from. */
export interface Guided {
  readonly unet3d: PartRef
  readonly positive: Conditioning
  readonly negative: Conditioning
  readonly guidance: number
  readonly shape: Latent['shape']
}

/**
 * Calls the network: on both prompts as one batch, the negative first, or on the positive alone at guidance 1 (diffusers'
 * `do_classifier_free_guidance`).
 * @throws where prompts and network do not fit, or the network answers a value that is not finite
 */
export const denoiser = (context: Context, { unet3d, positive, negative, guidance, shape }: Guided): Denoise => {
  const guided = guidance > 1
  if (guided) checkPrompts(positive, negative)
  const batch = guided ? 2 : 1
  const prompts = guided ? joined(negative.data, positive.data) : positive.data
  const [, channels, frames, height, width] = shape
  const [, tokens, features] = positive.shape
  return async (input, timestep) => {
    const sample = float32(input)
    const call: Prediction = {
      sample: guided ? joined(sample, sample) : sample,
      shape: [batch, channels, frames, height, width],
      timestep,
      conditioning: prompts,
      conditioningShape: [batch, tokens, features],
    }
    const output = await context.predict(unet3d, call).catch((error: unknown) => {
      throw misfit(error, call) ?? error
    })
    checkFinite(output, `The UNet3D answered, at timestep ${timestep},`)
    return guided ? guide(output, guidance) : output
  }
}

/** What does not fit where ONNX Runtime refuses the size of one of the network's inputs: it names the input, not its cause. */
const misfit = (error: unknown, { shape, conditioningShape }: Prediction): Error | undefined => {
  const [, input] = /invalid dimensions for input: (\w+)/i.exec(String((error as Error)?.message ?? '')) ?? []
  if (input === 'encoder_hidden_states')
    return new Error(
      `the prompts are encoded with width ${conditioningShape[2]}, which this UNet3D does not read. Take text encoder and UNet3D from one checkpoint.`,
      { cause: error },
    )
  if (input === 'sample')
    return new Error(
      `the latent has ${shape[1]} channels, which this UNet3D does not read. Take a latent made for its checkpoint.`,
      { cause: error },
    )
  return undefined
}

const checkPrompts = (positive: Conditioning, negative: Conditioning): void => {
  const [[, tokens, width], [, others, otherWidth]] = [positive.shape, negative.shape]
  if (tokens !== others || width !== otherWidth)
    throw new Error(
      `Positive has ${tokens} tokens of width ${width}, negative ${others} of width ${otherWidth}. Encode both with the text encoder of one checkpoint.`,
    )
}

const joined = (first: Float32Array, second: Float32Array): Float32Array => {
  const both = new Float32Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
