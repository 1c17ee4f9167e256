import { totalmem } from 'node:os'
import { buildNetwork, refuseLeftovers } from '../../onnx/build-network.ts'
import { readConfig } from '../../onnx/config.ts'
import type { Family } from '../../onnx/family.ts'
import type { Precision } from '../../onnx/graph.ts'
import { WeightError } from '../../onnx/tensors.ts'
import type { PartRef } from '../../workflow/values.ts'
import type { Checkpoints } from '../checkpoint/checkpoint.ts'
import type { PartFiles } from '../checkpoint/part-files.ts'
import { inTurn } from '../in-turn.ts'
import type { Device } from './device.ts'
import { type Families, familyOf, loadFamilies } from './families.ts'
import type { Networks } from './networks.ts'
import { type Ids, NetworkError, type Numbers, openSession } from './open-session.ts'
import { createSessionPool } from './session-pool.ts'

export interface OpenNetworksOptions {
  readonly checkpoints: Pick<Checkpoints, 'of'>
  readonly device: Device
  /** How much open sessions may take together, each counted as twice its weights; by default half of the memory. */
  readonly budgetBytes?: number
}

interface OpenedPart {
  readonly files: PartFiles
  readonly family: Family
}

/**
 * Networks on a device: a session is opened when its network is first called, kept, and closed when room is needed for
 * another. Calls are made one after the other: each has all threads.
 */
export const openNetworks = ({
  checkpoints,
  device,
  budgetBytes = Math.min(device.info.memoryBytes, totalmem()) / 2,
}: OpenNetworksOptions): Networks => {
  const pool = createSessionPool(budgetBytes)
  const opened = new Map<string, OpenedPart>()
  const turn = inTurn()
  const spent = { calls: 0, ms: 0, openingMs: 0 }
  let families: Families | undefined

  const open = async (part: PartRef): Promise<OpenedPart> => {
    const key = keyOf(part)
    const known = opened.get(key)
    if (known) return known
    families ??= await loadFamilies()
    const checkpoint = await checkpoints.of(part)
    const files = await checkpoint.files(part.part)
    const family = familyOf(families, files)
    if (family.part !== part.part)
      throw new WeightError(
        `${files.configName} in "${part.checkpoint}" describes the class ${files.class}, which is a ${family.part}, where a ${part.part} is needed. Check the folders of the checkpoint.`,
      )
    refuseLeftovers(family, files)
    opened.set(key, { files, family })
    return { files, family }
  }

  const call = (part: PartRef, network: string, inputs: Record<string, Numbers | Ids>, skipLayers = 0) =>
    turn('device', async () => {
      const { files, family } = await timed('openingMs', () => open(part))
      const session = await timed('openingMs', () =>
        pool.take(`${keyOf(part)}/${network}/${skipLayers}`, () => {
          const graph = buildNetwork(family, network, files, precisionOn(device, files), { skipLayers })
          const name = `the network "${network}" of ${files.configName} in "${part.checkpoint}"`
          return { bytes: 2 * graph.weightBytes, open: () => openSession(name, graph, files.folder, device) }
        }),
      )
      spent.calls++
      return timed('ms', () => session.run(inputs))
    })

  const timed = async <T>(where: 'ms' | 'openingMs', work: () => Promise<T>): Promise<T> => {
    const start = performance.now()
    try {
      return await work()
    } finally {
      spent[where] += performance.now() - start
    }
  }

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
    vaeScale: (part) =>
      turn('device', async () => {
        const { config, configName } = (await open(part)).files
        const reader = readConfig(configName, config)
        return {
          scalingFactor: reader.number('scaling_factor', 0.18215),
          shiftFactor: reader.number('shift_factor', 0),
          spatialFactor: 2 ** (reader.numbers('block_out_channels').length - 1),
        }
      }),
    async decode(part, latents, shape) {
      const { pictures } = await call(part, 'decoder', { latents: { data: latents, shape } })
      return pictures as Numbers & { shape: [number, number, number, number] }
    },
    async encode(part, pictures, shape) {
      const { mean } = await call(part, 'encoder', { pictures: { data: pictures, shape } })
      return mean as Numbers & { shape: [number, number, number, number] }
    },
    spent,
    close: () => turn('device', () => pool.close()),
  }
}

const keyOf = ({ fingerprint, variant, part }: PartRef): string => `${fingerprint}/${variant}/${part}`

/** Half precision where the weights have it and the device is made for it; a CPU computes it by way of float32. */
const precisionOn = (device: Device, { tensors }: PartFiles): Precision =>
  device.id !== 'cpu' && [...tensors.values()].some(({ type }) => type === 'F16') ? 'float16' : 'float32'

const idsOf = (rows: readonly (readonly number[])[]): Ids => {
  const tokens = rows[0]?.length ?? 0
  if (rows.some((row) => row.length !== tokens))
    throw new NetworkError('Prompts of different lengths cannot be encoded together. Pad them to the same length.')
  return { data: BigInt64Array.from(rows.flat(), BigInt), shape: [rows.length, tokens] }
}
