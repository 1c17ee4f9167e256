import { quantise } from '../../diffusion/latent-colour.ts'
import type { PartRef } from '../../workflow/values.ts'
import type { PreviewHeader } from '../../workflow/wire.ts'
import type { Checkpoints } from '../checkpoint/checkpoint.ts'
import type { EngineListener } from './engine.ts'
import type { ColourFollower, LatentColours } from './latent-colours.ts'

/** @throws where the estimate after a step holds a NaN or an infinity: it names the step */
export const requireFinite = (clean: Float32Array, step: number, steps: number) => {
  // A plain loop: this looks at every number of every step.
  let wrong = 0
  while (wrong < clean.length && Number.isFinite(clean[wrong])) wrong++
  if (wrong === clean.length) return
  throw new Error(
    `After step ${step} of ${steps} the latent holds ${clean[wrong]} (value ${wrong} of ${clean.length}): the network overflowed. Lower the guidance, choose other weights than fp16 where there are some, or check the checkpoint's files.`,
  )
}

type LatentShape = readonly [frames: number, channels: number, height: number, width: number]
type Moment = Pick<PreviewHeader, 'job' | 'workflow' | 'node' | 'step' | 'steps' | 'at'>

/** The previews of one node. */
export interface PreviewLine {
  /** Gets the colours of this UNet's checkpoint ready, so that the first preview need not wait for them. */
  prepare(of: PartRef): void
  send(moment: Moment, clean: Float32Array, shape: LatentShape, of: PartRef): void
}

/**
 * Sends previews of one node in order. While colours are being fitted to one, only the latest of those that follow is kept;
 * where they cannot be had, that is remarked once.
 */
export const createPreviewLine = (
  { checkpoints, colours }: { readonly checkpoints: Pick<Checkpoints, 'of'>; readonly colours: LatentColours },
  listener: Pick<EngineListener, 'preview'>,
  remark: (message: string) => void,
): PreviewLine => {
  let follower: Promise<ColourFollower> | undefined
  let waiting: { readonly moment: Moment; readonly clean: Float32Array; readonly shape: LatentShape } | undefined
  let busy = false

  const trouble = (error: unknown) =>
    remark(`The latent cannot be shown: ${(error as Error).message} The run goes on without its preview.`)

  const prepare = (of: PartRef): Promise<ColourFollower> => {
    if (!follower) {
      follower = checkpoints.of(of).then(({ parts }) => colours.follow(parts.vae))
      // What is wrong is told where it is waited for.
      follower.catch(() => undefined)
    }
    return follower
  }

  const pump = async (of: PartRef) => {
    busy = true
    try {
      const colourOf = await prepare(of)
      while (waiting) {
        const { moment, clean, shape } = waiting
        waiting = undefined
        const { data, scale, zero } = quantise(clean, shape)
        const colour = await colourOf(clean, shape, moment.step, moment.steps)
        const [frames, channels, height, width] = shape
        listener.preview({ ...moment, frames, channels, height, width, scale, zero, colour }, data)
      }
    } catch (error) {
      waiting = undefined
      trouble(error)
    } finally {
      busy = false
    }
  }

  return {
    prepare: (of) => void prepare(of),
    send: (moment, clean, shape, of) => {
      waiting = { moment, clean, shape }
      if (!busy) void pump(of)
    },
  }
}
