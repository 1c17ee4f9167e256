import { defineNode } from './contract/define.ts'

/** A number that several nodes can read. */
export default defineNode({
  version: 1,
  title: 'Number',
  about: 'A number, for several nodes to read.',
  category: 'value',
  icon: 'hash',
  aliases: ['integer', 'float', 'PrimitiveInt', 'PrimitiveFloat', 'primitive', 'constant', 'value'],
  inputs: {
    number: {
      kind: 'number',
      title: 'Number',
      about: 'What the others read.',
      default: 1,
      min: -1_000_000_000,
      max: 1_000_000_000,
      step: 0.01,
      soft: [0, 100],
    },
  },
  outputs: { number: { title: 'number', type: 'number' } },
  run: async ({ number }) => ({ number }),
})
