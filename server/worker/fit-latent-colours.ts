import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createColourer, createFit, type Factors } from '../../diffusion/latent-colour.ts'
import { temporaryPrefix } from '../durable-file.ts'
import type { LatentColours } from './latent-colours.ts'
import type { Networks } from './networks.ts'
import { trimFolder } from './trim-folder.ts'

type Shape = readonly [frames: number, channels: number, height: number, width: number]

/** Latent values that are decoded for a fit: four frames of the demo, a quarter of a frame of 512 × 512 pixels. */
const wantedValues = 256
const kernel = 3
/** How strongly few pairs are held to the factors of the run before. */
const ridge = 1e-3
/** Some 2,500 runs: their steps are coloured with them when they are looked at later. */
const folderBytes = 256 * 1024 ** 2

/**
 * Latent colours by least squares on real pairs: a few frames of the estimate itself, decoded by its own VAE, after steps 1,
 * 2, 4, 8 … and the last. One linear map for all that a VAE can draw shows wrong hues (12 dB on the demo); fitted to the run
 * that is looked at, it shows the right ones (22 dB). Each fit goes to a file of its own in `folder`, named by its
 * content; the last of a run, named by the VAE's fingerprint, is what the next run's first fit is held to.
 */
export const createLatentColours = ({
  folder,
  networks,
}: {
  readonly folder: string
  readonly networks: Pick<Networks, 'vaeScale' | 'decode'>
}): LatentColours => {
  mkdirSync(folder, { recursive: true })
  // What cannot be removed now is tried again at the next start.
  void trimFolder(folder, { suffix: '.json', maxBytes: folderBytes }).catch(() => undefined)

  return {
    follow: (vae) => {
      const priorFile = join(folder, `prior-${vae.fingerprint.slice(0, 32)}.json`)
      const scaling = networks.vaeScale(vae)
      scaling.catch(() => undefined)
      let fit: ReturnType<typeof createFit> | undefined
      let name: string | undefined
      let due = 0

      return async (clean, shape, step, steps) => {
        if (name !== undefined && step < due && step < steps) return name
        due = 2 * step
        const { scalingFactor, shiftFactor, spatialFactor } = await scaling
        const { latents, shape: some } = evenly(clean, shape)
        // Plain loops: this stands beside every call of the network.
        const unscaled = new Float32Array(latents.length)
        for (let i = 0; i < latents.length; i++) unscaled[i] = (latents[i] as number) / scalingFactor + shiftFactor
        const decoded = await networks.decode(vae, unscaled, some)
        const settings = { channels: shape[1], kernel, scale: scaleFor(spatialFactor), ridge } as const
        fit ??= createFit({ ...settings, prior: priorIn(priorFile, settings) })
        // Later estimates are sharper, and nearer to what will be looked at next.
        fit.fade(0.25)
        const shown = new Float32Array(decoded.data.length)
        for (let i = 0; i < shown.length; i++)
          shown[i] = Math.min(1, Math.max(0, (decoded.data[i] as number) / 2 + 0.5))
        fit.add(latents, some, shown, decoded.shape)
        const factors = fit.solve()
        const text = `${JSON.stringify({ ...factors, weights: factors.weights.map((each) => Math.round(each * 1e6) / 1e6) })}\n`
        name = `lc${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
        write(join(folder, `${name}.json`), text)
        if (step === steps) write(priorFile, text, true)
        return name
      }
    },
  }
}

/** Sub-pixels each way of one latent value: at 8 the picture is no better, and takes four times as long to colour. */
const scaleFor = (spatialFactor: number): 1 | 2 | 4 => (spatialFactor % 4 === 0 ? 4 : spatialFactor % 2 === 0 ? 2 : 1)

/** As many frames as it takes to have enough values, spread evenly over the clip. */
const evenly = (clean: Float32Array, [frames, channels, height, width]: Shape) => {
  const count = Math.min(frames, Math.max(1, Math.ceil(wantedValues / (height * width))))
  const size = channels * height * width
  const latents = new Float32Array(count * size)
  for (let each = 0; each < count; each++) {
    const frame = Math.floor(((each + 0.5) * frames) / count)
    latents.set(clean.subarray(frame * size, (frame + 1) * size), each * size)
  }
  return { latents, shape: [count, channels, height, width] as const }
}

const priorIn = (
  path: string,
  { channels, scale }: { readonly channels: number; readonly scale: number },
): Factors | undefined => {
  try {
    const factors = JSON.parse(readFileSync(path, 'utf8')) as Factors
    createColourer(factors)
    return factors.channels === channels && factors.scale === scale && factors.kernel === kernel ? factors : undefined
  } catch {
    // Not there, or damaged: then the first fit stands for itself.
    return undefined
  }
}

/** Without a wait for the disk: what a power cut takes is fitted again. */
const write = (path: string, text: string, anew = false): void => {
  if (!anew && existsSync(path)) return
  const temporary = join(path, '..', `${temporaryPrefix}${randomBytes(8).toString('hex')}`)
  writeFileSync(temporary, text)
  renameSync(temporary, path)
}
