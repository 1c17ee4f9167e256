import { say } from '../workflow/said/said.ts'
import { type Config, type ConfigReader, readConfig } from './config.ts'
import type { Family, NetworkOptions } from './family.ts'
import { type BuiltGraph, createGraph, type Precision } from './graph.ts'
import { type TensorTable, WeightError } from './tensors.ts'

/** A part of a checkpoint, as far as graphs need it. */
export interface NetworkSource {
  readonly config: Config
  /** What errors call the configuration, for example `unet/config.json`. */
  readonly configName: string
  readonly tensors: TensorTable
}

/**
 * The ONNX graph of one network of a family over a part's tensors.
 * @throws WeightError naming the tensor or the key of the configuration
 */
export const buildNetwork = (
  family: Family,
  network: string,
  source: NetworkSource,
  precision: Precision,
  options: NetworkOptions = {},
): BuiltGraph => built(family, network, source, precision, options, readConfig(source.configName, source.config))

const built = (
  family: Family,
  network: string,
  { configName, tensors }: NetworkSource,
  precision: Precision,
  options: NetworkOptions,
  reader: ConfigReader,
): BuiltGraph => {
  const build = family.networks[network]
  if (!build)
    throw new Error(
      `There is no network "${network}" in ${configName}. Known: ${Object.keys(family.networks).join(', ')}.`,
    )
  const graph = createGraph(configName, tensors, precision)
  build(graph, reader, options)
  return { ...graph.build(), fewWeights: family.fewWeights ?? false }
}

/**
 * Refuses keys of a config.json that a family neither asks for nor knows to be harmless, unless they are null or begin with
 * "_", and weights that none of a family's networks reads: their config.json describes another network, which would be
 * computed without a part of itself. Whole numbers (transformers' old `position_ids`) and what the family knows to be
 * left over in published checkpoints are no matter.
 * @throws WeightError naming the first of them, or what building a network finds wrong
 */
export const refuseLeftovers = (family: Family, source: NetworkSource): void => {
  const reader = readConfig(source.configName, source.config)
  const used = new Set(
    Object.keys(family.networks).flatMap((network) => [...built(family, network, source, 'float32', {}, reader).used]),
  )
  const unknown = Object.entries(source.config).filter(
    ([key, value]) =>
      value !== null && !/^_|^architectures$/.test(key) && !reader.asked.has(key) && !family.harmless.includes(key),
  )
  const [first] = unknown
  if (first) {
    const at = { config: source.configName, key: first[0], value: JSON.stringify(first[1]) }
    const more = unknown.length - 1
    throw new WeightError(more > 0 ? say('unknownKeys', { ...at, more }) : say('unknownKey', at))
  }
  const left = [...source.tensors].filter(
    ([path, { type }]) => !used.has(path) && /^B?F\d/.test(type) && !family.leftovers?.test(path),
  )
  const [unread] = left
  if (unread) {
    const counts = { left: left.length, count: source.tensors.size }
    throw new WeightError(say('tensorsLeft', { config: source.configName, ...counts, tensor: unread[0] }))
  }
}
