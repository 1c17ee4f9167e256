import { guide } from '../../diffusion/guidance.ts'
import type { Denoise } from '../../diffusion/scheduler.ts'
import { SaidError, say } from '../../workflow/said/said.ts'
import type { Conditioning, Latent, PartRef } from '../../workflow/values.ts'
import type { Context, Prediction } from '../contract/context.ts'
import { checkFinite, float32 } from './finite.ts'
import { windowedPredict } from './windowed.ts'

/** What a guided call of the network is made from. */
export interface Guided {
  readonly unet3d: PartRef
  readonly positive: Conditioning
  /** Needed above guidance 1 only. */
  readonly negative: Conditioning | undefined
  /** Of each step that is taken, the first first. */
  readonly guidance: readonly number[]
  /** Which of these is under way, from 0. */
  readonly step: () => number
  /** Calls of the network that a step of the solver makes, at most. */
  readonly calls: number
  /** Told how many windows of frames were seen of those of the whole step. */
  readonly within: (done: number, total: number) => void
  readonly shape: Latent['shape']
}

/**
 * Calls the network: on both prompts as one batch, the negative first, or on the positive alone in steps of guidance 1 (diffusers'
 * `do_classifier_free_guidance`).
 * @throws where prompts and network do not fit, or the network answers a value that is not finite
 */
export const denoiser = (
  context: Context,
  { unet3d, positive, negative, guidance, step, calls, within, shape }: Guided,
): Denoise => {
  const pair = guidance.some((each) => each > 1) ? joined(fitting(positive, negative).data, positive.data) : undefined
  let [at, call] = [-1, 0]
  const predict = windowedPredict(context, (done, total) => within(call * total + done, calls * total))
  const [, channels, frames, height, width] = shape
  const [, tokens, features] = positive.shape
  return async (input, timestep) => {
    call = step() === at ? Math.min(call + 1, calls - 1) : 0
    at = step()
    const scale = guidance[at]!
    const guided = scale > 1 && pair !== undefined
    const batch = guided ? 2 : 1
    const prompts = guided ? pair : positive.data
    const sample = float32(input)
    const prediction: Prediction = {
      sample: guided ? joined(sample, sample) : sample,
      shape: [batch, channels, frames, height, width],
      timestep,
      conditioning: prompts,
      conditioningShape: [batch, tokens, features],
    }
    const output = await predict(unet3d, prediction).catch((error: unknown) => {
      throw misfit(error, prediction) ?? error
    })
    checkFinite(output, (broken, count) => say('unetNoNumbers', { timestep, broken, count }))
    return guided ? guide(output, scale) : output
  }
}

/** What does not fit where ONNX Runtime refuses the size of one of the network's inputs: it names the input, not its cause. */
const misfit = (error: unknown, { shape, conditioningShape }: Prediction): Error | undefined => {
  const [, input] = /invalid dimensions for input: (\w+)/i.exec(String((error as Error)?.message ?? '')) ?? []
  if (input === 'encoder_hidden_states')
    return new SaidError(say('promptsOfOther', { width: conditioningShape[2] }), { cause: error })
  if (input === 'sample') return new SaidError(say('latentOfOther', { channels: shape[1] }), { cause: error })
  return undefined
}

/** The negative. @throws where it is missing, or of another text encoder than the positive */
const fitting = (positive: Conditioning, negative: Conditioning | undefined): Conditioning => {
  if (!negative) throw new SaidError(say('noNegative'))
  const [[, tokens, width], [, others, otherWidth]] = [positive.shape, negative.shape]
  if (tokens !== others || width !== otherWidth)
    throw new SaidError(say('promptsDiffer', { tokens, width, others, otherWidth }))
  return negative
}

const joined = (first: Float32Array, second: Float32Array): Float32Array => {
  const both = new Float32Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
