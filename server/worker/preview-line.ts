import { type Quantised, quantise } from '../../diffusion/latent-colour.ts'
import { reasonOf } from '../../workflow/said/reason.ts'
import { SaidError, say, type Words } from '../../workflow/said/said.ts'
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
  const value = String(clean[wrong])
  throw new SaidError(say('previewOverflow', { step, steps, value, at: wrong, count: clean.length }))
}

type LatentShape = readonly [frames: number, channels: number, height: number, width: number]
type Moment = Pick<PreviewHeader, 'job' | 'workflow' | 'node' | 'address' | 'step' | 'steps' | 'at'>

/** The previews of one node. */
export interface PreviewLine {
  /** Gets the colours of this UNet's checkpoint ready, so that the first preview need not wait for them. */
  prepare(of: PartRef): void
  send(moment: Moment, clean: Float32Array, shape: LatentShape, of: PartRef): void
  /** Resolves when all that wait are sent, or cannot be; undefined where none waits. */
  readonly settled: Promise<void> | undefined
}

/** What may wait for its colours, in bytes; beyond it the oldest go. */
const waitingBytes = 64 * 1024 ** 2

/**
 * Sends previews of one node in order. While colours are being fitted to one, those that follow wait, and share what is then
 * fitted to the latest of them; where they cannot be had, that is remarked once.
 */
export const createPreviewLine = (
  { checkpoints, colours }: { readonly checkpoints: Pick<Checkpoints, 'of'>; readonly colours: LatentColours },
  listener: Pick<EngineListener, 'preview'>,
  remark: (words: Words) => void,
): PreviewLine => {
  let follower: Promise<ColourFollower> | undefined
  let waiting: { readonly moment: Moment; readonly shape: LatentShape; readonly quantised: Quantised }[] = []
  let bytes = 0
  let latest: Float32Array = new Float32Array()
  let pumping: Promise<void> | undefined

  const trouble = (error: unknown) => {
    waiting = []
    bytes = 0
    remark(say('noPreview', { why: reasonOf(error) }))
  }

  const prepare = (of: PartRef): Promise<ColourFollower> => {
    if (!follower) {
      follower = checkpoints.of(of).then(({ parts }) => colours.follow(parts.vae))
      // What is wrong is told where it is waited for.
      follower.catch(() => undefined)
    }
    return follower
  }

  const pump = async (of: PartRef) => {
    try {
      const colourOf = await prepare(of)
      for (let last = waiting.at(-1); last; last = waiting.at(-1)) {
        const { moment, shape } = last
        const colour = await colourOf(latest, shape, moment.step, moment.steps)
        const ready = waiting.slice(0, waiting.indexOf(last) + 1)
        for (const { moment, shape, quantised } of ready) {
          const [frames, channels, height, width] = shape
          const { data, scale, zero } = quantised
          listener.preview({ ...moment, frames, channels, height, width, scale, zero, colour }, data)
          bytes -= data.length
        }
        waiting = waiting.slice(ready.length)
      }
    } catch (error) {
      trouble(error)
    } finally {
      pumping = undefined
    }
  }

  return {
    prepare: (of) => void prepare(of),
    send: (moment, clean, shape, of) => {
      try {
        waiting.push({ moment, shape, quantised: quantise(clean, shape) })
      } catch (error) {
        trouble(error)
        return
      }
      latest = clean
      bytes += clean.length
      while (bytes > waitingBytes && waiting.length > 1) bytes -= waiting.shift()!.quantised.data.length
      pumping ??= pump(of)
    },
    get settled() {
      return pumping
    },
  }
}
