import { totalmem } from 'node:os'
import type { Posterior } from '../../nodes/contract/context.ts'
import { buildNetwork } from '../../onnx/build-network.ts'
import { readConfig } from '../../onnx/config.ts'
import type { Precision } from '../../onnx/graph.ts'
import { inEnglish, say } from '../../workflow/said/said.ts'
import type { PartRef } from '../../workflow/values.ts'
import type { OpenNetwork } from '../../workflow/wire.ts'
import type { Checkpoints } from '../checkpoint/checkpoint.ts'
import type { PartFiles } from '../checkpoint/part-files.ts'
import { inTurn } from '../in-turn.ts'
import type { CheckedWeights } from './checked-weights.ts'
import type { Device } from './device.ts'
import { inChunks } from './in-chunks.ts'
import type { Networks } from './networks.ts'
import { createOpenList } from './open-list.ts'
import { type Ids, isOutOfMemory, NetworkError, type Numbers, openSession as openSessionOf } from './open-session.ts'
import { createOpenedParts, partKey } from './opened-parts.ts'
import { cpuProvider, type PlacedNode } from './placements.ts'
import { createSessionPool } from './session-pool.ts'
import { unetCallBytes } from './unet-memory.ts'
import { pixelsAtOnce } from './vae-memory.ts'
import { weightMemory } from './weight-memory.ts'

export interface OpenNetworksOptions {
  readonly checkpoints: Pick<Checkpoints, 'of'>
  readonly device: Device
  /** Remembers which weights were read for NaN; without it each part is read when it is first opened. */
  readonly checked?: CheckedWeights
  /** How much the weights of open sessions may take together; by default {@link weightBudget}. */
  readonly budgetBytes?: number
  /** Hears once for each network that is opened on another device than the CPU which of its nodes ran on the CPU. */
  readonly fellBack?: (network: string, nodes: readonly PlacedNode[]) => void
  /** Hears of all open networks whenever one was opened or closed, or told where its nodes ran. */
  readonly changed?: (open: readonly OpenNetwork[]) => void
  /** Opens a session; by default one of ONNX Runtime. */
  readonly openSession?: typeof openSessionOf
}

/**
 * Networks on a device: a session is opened when its network is first called, kept, and closed when room is needed for
 * another. Calls are made one after the other: each has all threads.
 */
export const openNetworks = ({
  checkpoints,
  device,
  checked,
  budgetBytes = weightBudget(device),
  fellBack,
  changed,
  openSession = openSessionOf,
}: OpenNetworksOptions): Networks => {
  const pool = createSessionPool(budgetBytes)
  const parts = createOpenedParts({ checkpoints, checked, changed: (key) => pool.close(`${key}/`) })
  const open = createOpenList(changed)
  const turn = inTurn()
  const spent = { calls: 0, ms: 0, openingMs: 0 }

  const call = (part: PartRef, network: string, inputs: Record<string, Numbers | Ids>, skipLayers = 0) =>
    turn('device', async () => {
      const { files, family } = await timed('openingMs', () => parts.of(part))
      await parts.requireSame(part)
      const key = `${partKey(part)}/${network}/${skipLayers}`
      const session = await timed('openingMs', () =>
        pool.take(key, () => {
          const precision = precisionOn(device, files)
          const graph = buildNetwork(family, network, files, precision, { skipLayers })
          const name = say('theNetwork', { network, config: files.configName, checkpoint: part.checkpoint })
          const bytes = weightMemory(device.id, graph)
          const tell = (nodes: readonly PlacedNode[]) => {
            open.place(key, nodes)
            if (nodes.some(({ provider }) => provider === cpuProvider)) fellBack?.(inEnglish(name), nodes)
          }
          const listed = {
            checkpoint: part.checkpoint,
            variant: part.variant,
            part: part.part,
            network,
            precision,
            bytes,
          }
          return {
            bytes,
            open: async () =>
              open.add(
                key,
                listed,
                await openSession(name, graph, files.folder, device, device.id === 'cpu' ? undefined : tell),
              ),
          }
        }),
      )
      spent.calls++
      const answer = await timed('ms', () => session.run(inputs))
      // What a file held while it was being written is in the answer.
      await parts.requireSame(part)
      return answer
    })

  const timed = async <T>(where: 'ms' | 'openingMs', work: () => Promise<T>): Promise<T> => {
    const start = performance.now()
    try {
      return await work()
    } finally {
      spent[where] += performance.now() - start
    }
  }

  const vaeScale: Networks['vaeScale'] = (part) =>
    turn('device', async () => {
      const { files } = await parts.of(part)
      const reader = readConfig(files.configName, files.config)
      const widths = reader.numbers('block_out_channels')
      return {
        scalingFactor: reader.number('scaling_factor', 0.18215),
        shiftFactor: reader.number('shift_factor', 0),
        spatialFactor: 2 ** (widths.length - 1),
        pixelsAtOnce: pixelsAtOnce(widths, device.info.memoryBytes, precisionOn(device, files)),
      }
    })

  return {
    async encodeText(part, ids, skip) {
      const { last_hidden_state } = await call(part, 'text', { input_ids: idsOf(ids) }, skip)
      return last_hidden_state as Numbers & { shape: [number, number, number] }
    },
    async predict(part, { sample, shape, timestep, conditioning, conditioningShape }) {
      const { out_sample } = await call(part, 'unet', {
        sample: { data: sample, shape },
        timestep: { data: Float32Array.of(timestep), shape: [1] },
        encoder_hidden_states: { data: conditioning, shape: conditioningShape },
      })
      return (out_sample as Numbers).data
    },
    predictMemory: (part, shape) =>
      turn('device', async () => {
        const { files } = await parts.of(part)
        const widths = readConfig(files.configName, files.config).numbers('block_out_channels')
        const weights = [...files.tensors.values()].reduce((sum, { length }) => sum + length, 0)
        return {
          bytes: unetCallBytes(widths, shape, precisionOn(device, files)),
          available: Math.max(0, device.info.memoryBytes - weights),
        }
      }),
    vaeScale,
    async decode(part, latents, shape) {
      const { pictures } = await call(part, 'decoder', { latents: { data: latents, shape } })
      return pictures as Numbers & { shape: [number, number, number, number] }
    },
    async encode(part, pictures, shape) {
      const [, , height, width] = shape
      const { pixelsAtOnce: most } = await vaeScale(part)
      const logvars: Float32Array[] = []
      const encoded = await inChunks(
        pictures,
        shape,
        most / (height * width),
        async (data, size) => {
          const { mean, logvar } = await call(part, 'encoder', { pictures: { data, shape: size } })
          logvars.push((logvar as Numbers).data)
          return mean as Numbers
        },
        isOutOfMemory,
      )
      return {
        mean: encoded.data,
        logvar: joined(logvars),
        shape: encoded.shape as unknown as Posterior['shape'],
      }
    },
    spent,
    close: () => turn('device', () => pool.close()),
  }
}

const joined = (parts: readonly Float32Array[]): Float32Array => {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** How many bytes the weights of open networks may take together where nobody says: half of the device's memory. */
export const weightBudget = (device: Pick<Device, 'info'>): number => Math.min(device.info.memoryBytes, totalmem()) / 2

/** Half precision where the weights have it and the device is made for it. */
const precisionOn = (device: Device, { tensors }: PartFiles): Precision =>
  device.half && [...tensors.values()].some(({ type }) => type === 'F16') ? 'float16' : 'float32'

const idsOf = (rows: readonly (readonly number[])[]): Ids => {
  const tokens = rows[0]?.length ?? 0
  if (rows.some((row) => row.length !== tokens)) throw new NetworkError(say('promptsOfOtherLengths'))
  return { data: BigInt64Array.from(rows.flat(), BigInt), shape: [rows.length, tokens] }
}
