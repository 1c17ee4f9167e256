import { defineNode } from './contract/define.ts'

/** A text that several nodes can read. */
export default defineNode({
  version: 1,
  title: 'Text',
  about: 'A text, for several nodes to read.',
  category: 'value',
  icon: 'text-cursor-input',
  aliases: ['string', 'PrimitiveString', 'primitive', 'prompt', 'value'],
  inputs: {
    text: { kind: 'text', title: 'Text', about: 'What the others read.', default: '', lines: 3, placeholder: 'A text' },
  },
  outputs: { text: { title: 'text', type: 'text' } },
  run: async ({ text }) => ({ text }),
})
