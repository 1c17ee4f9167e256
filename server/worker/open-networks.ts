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
import { refuseNonFiniteWeights } from './check-weights.ts'
import type { Device } from './device.ts'
import { type Families, familyOf, loadFamilies } from './families.ts'
import { inChunks } from './in-chunks.ts'
import type { Networks } from './networks.ts'
import { type Ids, isOutOfMemory, NetworkError, type Numbers, openSession as openSessionOf } from './open-session.ts'
import { cpuProvider, type PlacedNode } from './placements.ts'
import { createSessionPool } from './session-pool.ts'
import { pixelsAtOnce } from './vae-memory.ts'
import { type WatchedFiles, watchFiles } from './watch-files.ts'
import { weightMemory } from './weight-memory.ts'

export interface OpenNetworksOptions {
  readonly checkpoints: Pick<Checkpoints, 'of'>
  readonly device: Device
  /** How much the weights of open sessions may take together; by default half of the device's memory. */
  readonly budgetBytes?: number
  /** Hears once for each network that is opened on another device than the CPU which of its nodes ran on the CPU. */
  readonly fellBack?: (network: string, nodes: readonly PlacedNode[]) => void
  /** Opens a session; by default one of ONNX Runtime. */
  readonly openSession?: typeof openSessionOf
}

interface OpenedPart {
  readonly files: PartFiles
  readonly watched: WatchedFiles
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
  fellBack,
  openSession = openSessionOf,
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
    const watched = await watchFiles(files)
    await refuseNonFiniteWeights(files, family.leftovers)
    const found = { files, family, watched }
    opened.set(key, found)
    return found
  }

  /** Forgets a part whose files are no longer those that were opened. */
  const requireSame = async (part: PartRef, { watched }: OpenedPart): Promise<void> => {
    try {
      await watched.requireSame()
    } catch (error) {
      opened.delete(keyOf(part))
      await pool.close(`${keyOf(part)}/`)
      throw error
    }
  }

  const call = (part: PartRef, network: string, inputs: Record<string, Numbers | Ids>, skipLayers = 0) =>
    turn('device', async () => {
      const known = await timed('openingMs', () => open(part))
      const { files, family } = known
      await requireSame(part, known)
      const session = await timed('openingMs', () =>
        pool.take(`${keyOf(part)}/${network}/${skipLayers}`, () => {
          const graph = buildNetwork(family, network, files, precisionOn(device, files), { skipLayers })
          const name = `the network "${network}" of ${files.configName} in "${part.checkpoint}"`
          return {
            bytes: weightMemory(device.id, graph),
            open: () => openSession(name, graph, files.folder, device, device.id === 'cpu' ? undefined : tell(name)),
          }
        }),
      )
      spent.calls++
      const answer = await timed('ms', () => session.run(inputs))
      // What a file held while it was being written is in the answer.
      await requireSame(part, known)
      return answer
    })

  const tell = (name: string) => (nodes: readonly PlacedNode[]) => {
    if (nodes.some(({ provider }) => provider === cpuProvider)) fellBack?.(name, nodes)
  }

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
      const { files } = await open(part)
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
    vaeScale,
    async decode(part, latents, shape) {
      const { pictures } = await call(part, 'decoder', { latents: { data: latents, shape } })
      return pictures as Numbers & { shape: [number, number, number, number] }
    },
    async encode(part, pictures, shape) {
      const [, , height, width] = shape
      const { pixelsAtOnce: most } = await vaeScale(part)
      const encoded = await inChunks(
        pictures,
        shape,
        most / (height * width),
        async (data, size) => (await call(part, 'encoder', { pictures: { data, shape: size } })).mean as Numbers,
        isOutOfMemory,
      )
      return encoded as Numbers & { shape: [number, number, number, number] }
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
