import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../onnx/config.ts'
import { configurationOf } from '../server/make-checkpoint/configurations.ts'
import { makePart } from '../server/make-checkpoint/make-checkpoint.ts'
import { loadFamilies } from '../server/worker/families.ts'
import { unetCallBytes } from '../server/worker/unet-memory.ts'
import { alone } from './alone.ts'
import { openFolder } from './made-networks.ts'
import { table } from './table.ts'

interface Call {
  readonly folder: string
  readonly frames: number
  /** Height and width of the latents. */
  readonly size: number
  readonly tokens: number
  readonly width: number
  readonly device: string
}

/** Calls a UNet3D on one frame and then on all, as guidance does, in this process. @returns the bytes held between */
export const measureUnet = async ({ folder, frames, size, tokens, width, device }: Call) => {
  const { networks, part } = await openFolder(folder, device)
  const call = (count: number, side: number) =>
    networks.predict(part('unet3d'), {
      sample: Float32Array.from({ length: 2 * 4 * count * side * side }, (_, i) => Math.sin(i * 1.37)),
      shape: [2, 4, count, side, side],
      timestep: 481,
      conditioning: Float32Array.from({ length: 2 * tokens * width }, (_, i) => Math.cos(i * 0.7)),
      conditioningShape: [2, tokens, width],
    })
  await call(1, 8)
  const before = process.memoryUsage.rss()
  const start = performance.now()
  await call(frames, size)
  const seconds = (performance.now() - start) / 1000
  await networks.close()
  return { before, seconds }
}

const sizes = [
  [8, 32],
  [16, 32],
  [32, 32],
  [16, 48],
] as const

/** By how much the peak of the process's memory grows in one call of the UNet, against what is estimated. */
export const benchUnetMemory = async (device = 'cpu', scale = 1 / 4): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'reelgraph-unet-'))
  try {
    const configuration = configurationOf('modelscope-1.7b', scale)
    await makePart('unet', { folder, configuration, families: await loadFamilies(), type: 'F16' })
    const reader = readConfig('unet/config.json', configuration.parts.unet.config)
    const [widths, width] = [reader.numbers('block_out_channels'), reader.number('cross_attention_dim')]
    const rows = [['frames', 'latents', 'growth', 'estimate', 'ratio', 'time']]
    for (const [frames, size] of sizes) {
      const { answer, peakBytes } = await alone<Awaited<ReturnType<typeof measureUnet>>>(
        import.meta.url,
        'measureUnet',
        { folder, frames, size, tokens: 77, width, device } satisfies Call,
      )
      const growth = peakBytes - answer.before
      const estimate = unetCallBytes(widths, [2, 4, frames, size, size], 'float32')
      rows.push([
        String(frames),
        `${size} × ${size}`,
        `${(growth / 1e9).toFixed(2)} GB`,
        `${(estimate / 1e9).toFixed(2)} GB`,
        (estimate / growth).toFixed(2),
        `${answer.seconds.toFixed(1)} s`,
      ])
    }
    return [
      `A call of the UNet3D of 1.7 b at ${scale} of its widths on ${device}, under guidance`,
      '',
      table(rows),
    ].join('\n')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
