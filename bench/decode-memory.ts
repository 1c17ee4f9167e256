import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Context } from '../nodes/contract/context.ts'
import vaeDecode from '../nodes/vae-decode.ts'
import { configurationOf } from '../server/make-checkpoint/configurations.ts'
import { makePart } from '../server/make-checkpoint/make-checkpoint.ts'
import { loadFamilies } from '../server/worker/families.ts'
import type { Latent } from '../workflow/values.ts'
import { alone } from './alone.ts'
import { openFolder } from './made-networks.ts'
import { table } from './table.ts'

interface Decoding {
  readonly folder: string
  readonly frames: number
  /** Height and width of the latents. */
  readonly size: number
  /** Frames at once; 0 leaves it to the node. */
  readonly chunk: number
  readonly device: string
}

/** Decodes a latent of noise with the node, in this process. @returns seconds, and the bytes that were held before */
export const measureDecode = async ({ folder, frames, size, chunk, device }: Decoding) => {
  const { networks, part } = await openFolder(folder, device)
  const calls: number[] = []
  const context: Partial<Context> = {
    check: () => {},
    progress: () => {},
    warn: () => {},
    vaeScale: networks.vaeScale,
    decode: (vae, latents, shape) => {
      calls.push(shape[0])
      return networks.decode(vae, latents, shape)
    },
  }
  const sample = Float32Array.from({ length: 4 * frames * size * size }, (_, i) => 0.18215 * Math.sin(i * 1.37))
  const latent: Latent = { sample, shape: [1, 4, frames, size, size], seed: 1, draws: 1 }
  const before = process.memoryUsage.rss()
  const start = performance.now()
  await vaeDecode.run({ latent, vae: part('vae'), chunk }, context as Context)
  const seconds = (performance.now() - start) / 1000
  await networks.close()
  return { before, seconds, atOnce: Math.max(...calls) }
}

/** The memory and time of decoding with a VAE of the 1.7 b configuration at a part of its widths. */
export const decodeWith = async (
  scale: number,
  decodings: readonly Pick<Decoding, 'frames' | 'chunk'>[],
  device: string,
): Promise<{ frames: number; atOnce: number; peakBytes: number; growthBytes: number; seconds: number }[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'reelgraph-decode-'))
  try {
    await makePart('vae', {
      folder,
      configuration: configurationOf('modelscope-1.7b', scale),
      families: await loadFamilies(),
      type: 'F16',
    })
    const rows = []
    for (const { frames, chunk } of decodings) {
      const { answer, peakBytes } = await alone<Awaited<ReturnType<typeof measureDecode>>>(
        import.meta.url,
        'measureDecode',
        { folder, frames, chunk, size: 32, device },
      )
      const { before, seconds, atOnce } = answer
      rows.push({ frames, atOnce, peakBytes, growthBytes: peakBytes - before, seconds })
    }
    return rows
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const frameCounts = [8, 16, 32, 64, 128, 200]

/** Peak memory against frames at 256 × 256, in chunks that the node chooses, and two calls with the whole VAE. */
export const benchDecodeMemory = async (device = 'cpu'): Promise<string> => {
  const part = await decodeWith(
    1 / 8,
    frameCounts.map((frames) => ({ frames, chunk: 0 })),
    device,
  )
  const whole = await decodeWith(1, [{ frames: 4, chunk: 0 }], device)
  const cells = (name: string, rows: typeof part) =>
    rows.map(({ frames, atOnce, peakBytes, growthBytes, seconds }) => [
      name,
      String(frames),
      String(atOnce),
      `${(growthBytes / 1e9).toFixed(2)} GB`,
      `${(peakBytes / 1e9).toFixed(2)} GB`,
      `${seconds.toFixed(1)} s`,
    ])
  // What grows with the frames alone is the pictures themselves, as bytes and as the chunk's floats.
  const [first] = whole
  const pictures = (200 - (first?.frames ?? 0)) * 256 * 256 * 3
  return [
    `VAE decode at 256 × 256 on ${device}: peak memory of the process against frames`,
    '',
    table([
      ['VAE of 1.7 b', 'frames', 'at once', 'growth', 'peak', 'time'],
      ...cells('1/8 of its widths', part),
      ...cells('whole', whole),
    ]),
    '',
    `Estimate for 200 frames with the whole VAE: ${(((first?.peakBytes ?? 0) + pictures) / 1e9).toFixed(2)} GB (the whole VAE's peak, and the bytes of the further pictures).`,
  ].join('\n')
}
