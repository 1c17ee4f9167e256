import type { ConfigReader } from './config.ts'
import type { Graph } from './graph.ts'

/** What a network is asked for beside its configuration. */
export interface NetworkOptions {
  /** Layers of a text encoder left out at the end ("clip skip"). */
  readonly skipLayers?: number
}

/** Adds a whole network to an empty graph: its inputs, its operators and its outputs. */
export type Network = (graph: Graph, config: ConfigReader, options: NetworkOptions) => void

/**
 * An architecture: the default export of a file in `families/`, which has the name of the class that a checkpoint's
 * config.json or model_index.json gives.
 */
export interface Family {
  /** The part of a pipeline that it can be. */
  readonly part: 'text-encoder' | 'unet3d' | 'vae'
  /** Its networks by name: most have one, an autoencoder has two. */
  readonly networks: Readonly<Record<string, Network>>
  /**
   * Keys of config.json that change nothing in what the networks compute, beside those that the networks ask for. What is
   * neither is refused: it may belong to a variation that would be computed otherwise.
   */
  readonly harmless: readonly string[]
  /** Its networks compute long with few weights, as those over whole pictures do: weights that are kept ready are worth their memory. */
  readonly fewWeights?: true
  /** Weight paths that published checkpoints hold though no network here reads them, for example the heads of other tasks. */
  readonly leftovers?: RegExp
}
