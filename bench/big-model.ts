import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildNetwork, refuseLeftovers } from '../onnx/build-network.ts'
import { openPart } from '../server/checkpoint/part.ts'
import { findRoot } from '../server/find-root.ts'
import { configurationOf } from '../server/make-checkpoint/configurations.ts'
import { makeCheckpoint } from '../server/make-checkpoint/make-checkpoint.ts'
import type { MadeType } from '../server/make-checkpoint/random-weights.ts'
import { refuseNonFiniteWeights } from '../server/worker/check-weights.ts'
import { openDevice } from '../server/worker/device.ts'
import { familyOf, loadFamilies } from '../server/worker/families.ts'
import { type Ids, type Numbers, openSession } from '../server/worker/open-session.ts'
import { alone } from './alone.ts'
import { quantile, table } from './table.ts'

interface Part {
  readonly folder: string
  readonly part: 'text_encoder' | 'unet' | 'vae'
  readonly network: string
  readonly device: string
  readonly runs: number
}

/** Opens one network of a checkpoint and calls it, in this process: what each takes. */
export const measureNetwork = async ({ folder, part, network, device: wanted, runs }: Part) => {
  const families = await loadFamilies()
  const files = await openPart(join(folder, part), { name: part })
  const family = familyOf(families, files)
  const device = await openDevice(wanted)
  const half = device.half && [...files.tensors.values()].some(({ type }) => type === 'F16')
  const start = performance.now()
  refuseLeftovers(family, files)
  const graph = buildNetwork(family, network, files, half ? 'float16' : 'float32')
  const graphMs = performance.now() - start
  const checking = performance.now()
  await refuseNonFiniteWeights(files, family.leftovers)
  const checkMs = performance.now() - checking
  const before = process.memoryUsage.rss()
  const opening = performance.now()
  const session = await openSession(network, graph, files.folder, device)
  const openMs = performance.now() - opening
  const openBytes = process.resourceUsage().maxRSS * 1024 - before
  const [clock, processor]: [number[], number[]] = [[], []]
  for (let run = 0; run < runs; run++) {
    const [from, used] = [performance.now(), process.cpuUsage()]
    await session.run(inputsOf(network, files.config))
    const { user, system } = process.cpuUsage(used)
    clock.push((performance.now() - from) / 1000)
    processor.push((user + system) / 1e6)
  }
  await session.close()
  return {
    weightBytes: graph.weightBytes,
    graphMs,
    checkMs,
    openMs,
    openBytes,
    seconds: quantile(clock, 0),
    processorSeconds: quantile(processor, 0),
  }
}

/** What a network is called with for 16 frames of 256 × 256 under guidance; one frame for the decoder. */
const inputsOf = (network: string, config: Readonly<Record<string, unknown>>): Record<string, Numbers | Ids> => {
  const noise = (...shape: number[]): Numbers => ({
    data: Float32Array.from({ length: shape.reduce((all, size) => all * size, 1) }, (_, i) => Math.sin(i * 1.37)),
    shape,
  })
  if (network === 'text')
    return { input_ids: { data: BigInt64Array.from({ length: 2 * 77 }, (_, i) => BigInt(1 + i)), shape: [2, 77] } }
  if (network === 'decoder') return { latents: noise(1, 4, 32, 32) }
  return {
    sample: noise(2, 4, 16, 32, 32),
    timestep: { data: Float32Array.of(481), shape: [1] },
    encoder_hidden_states: noise(2, 77, config.cross_attention_dim as number),
  }
}

/**
 * What the 1.7 b configuration takes at a part of its widths: graphs, opening and calls, each network in a process of its
 * own. At scale 1 it needs 4 GB of disk and 6 GB of memory (fp16) for many minutes.
 */
export const benchBigModel = async (
  device = 'cpu',
  scale = 1 / 8,
  type: MadeType = 'F16',
  runs = 2,
): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'reelgraph-big-'))
  try {
    await makeCheckpoint({
      folder,
      configuration: configurationOf('modelscope-1.7b', scale),
      families: await loadFamilies(),
      vocabulary: join(findRoot(), 'test', 'golden'),
      type,
    })
    const rows = [
      ['network', 'weights', 'graph', 'check', 'opening', 'growth', 'of weights', 'call', 'processor', 'peak'],
    ]
    for (const [part, network] of [
      ['text_encoder', 'text'],
      ['unet', 'unet'],
      ['vae', 'decoder'],
    ] as const) {
      const { answer, peakBytes } = await alone<Awaited<ReturnType<typeof measureNetwork>>>(
        import.meta.url,
        'measureNetwork',
        { folder, part, network, device, runs } satisfies Part,
      )
      rows.push([
        network,
        `${(answer.weightBytes / 1e9).toFixed(3)} GB`,
        `${(answer.graphMs / 1000).toFixed(2)} s`,
        `${(answer.checkMs / 1000).toFixed(2)} s`,
        `${(answer.openMs / 1000).toFixed(2)} s`,
        `${(answer.openBytes / 1e9).toFixed(3)} GB`,
        `${(answer.openBytes / answer.weightBytes).toFixed(2)}`,
        `${answer.seconds.toFixed(2)} s`,
        `${answer.processorSeconds.toFixed(2)} s`,
        `${(peakBytes / 1e9).toFixed(2)} GB`,
      ])
    }
    return [
      `The 1.7 b configuration at ${scale} of its widths, ${type === 'F16' ? 'fp16' : 'fp32'} weights, on ${device}`,
      '',
      table(rows),
      '',
      'growth: of the resident set at its highest while the network opens. call: a step of 16 frames of 256 × 256 under guidance',
      '(batch 2); both prompts; one frame of 256 × 256. processor: of all threads together. peak: of the whole process.',
    ].join('\n')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
