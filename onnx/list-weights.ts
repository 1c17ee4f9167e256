import { type Config, readConfig } from './config.ts'
import type { Family } from './family.ts'
import { createGraph } from './graph.ts'

/**
 * The weights that a family's networks ask for under a configuration, by weight path, each with the shape it is stored in,
 * in the order in which they are read. The networks themselves are asked, over a table without tensors: names and
 * shapes stand nowhere a second time. Names are those that today's libraries save.
 * @throws WeightError naming a key of the configuration that cannot be
 */
export const listWeights = (
  family: Family,
  config: Config,
  configName: string,
): ReadonlyMap<string, readonly number[]> => {
  const shapes = new Map<string, readonly number[]>()
  for (const build of Object.values(family.networks)) {
    const graph = createGraph(configName, new Map(), 'float32')
    const recording = {
      ...graph,
      weight(path: string, shape: readonly number[], stored: readonly number[] = shape) {
        shapes.set(path, stored)
        return path
      },
    }
    build(recording, readConfig(configName, config), {})
  }
  return shapes
}
