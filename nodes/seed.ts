import { defineNode } from './contract/define.ts'

/** A seed that several nodes can read, so that they draw the same noise. */
export default defineNode({
  version: 1,
  title: 'Seed',
  about: 'A seed with a die, for several nodes to read.',
  category: 'value',
  icon: 'dice-5',
  aliases: ['noise_seed', 'random seed', 'SeedGenerator', 'primitive', 'value'],
  inputs: { seed: { kind: 'seed', title: 'Seed', about: 'What the others read.', default: 7 } },
  outputs: { seed: { title: 'seed', type: 'number' } },
  run: async ({ seed }) => ({ seed }),
})
