import { type Config, readConfig } from './config.ts'
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
  { config, configName, tensors }: NetworkSource,
  precision: Precision,
  options: NetworkOptions = {},
): BuiltGraph => {
  const build = family.networks[network]
  if (!build)
    throw new Error(
      `There is no network "${network}" in ${configName}. Known: ${Object.keys(family.networks).join(', ')}.`,
    )
  const graph = createGraph(configName, tensors, precision)
  build(graph, readConfig(configName, config), options)
  return graph.build()
}

/**
 * Refuses weights that none of a family's networks reads: their config.json describes another network, which would be
 * computed without a part of itself. Whole numbers (transformers' old `position_ids`) and what the family knows to be
 * left over in published checkpoints are no matter.
 * @throws WeightError naming the first of them
 */
export const refuseLeftovers = (family: Family, source: NetworkSource): void => {
  const used = new Set(
    Object.keys(family.networks).flatMap((network) => [...buildNetwork(family, network, source, 'float32').used]),
  )
  const left = [...source.tensors].filter(
    ([path, { type }]) => !used.has(path) && /^B?F\d/.test(type) && !family.leftovers?.test(path),
  )
  if (left.length > 0)
    throw new WeightError(
      `${source.configName}: the network that it describes does not read ${left.length} of the ${source.tensors.size} tensors, the first "${left[0]?.[0]}". The weights do not belong to this config.json, or to a variation of the network that is not supported.`,
    )
}
