import { say } from '../workflow/said/said.ts'
import { defineNode } from './contract/define.ts'

/** Encodes a prompt with CLIP: what the UNet3D reads while it takes the noise away. */
export default defineNode({
  version: 1,
  title: 'Encode text',
  about: 'Turns a prompt into numbers that the UNet3D follows, or keeps away from when it is the negative one.',
  category: 'text',
  icon: 'type',
  aliases: ['CLIPTextEncode', 'prompt', 'conditioning', 'negative prompt', 'clip skip', 'CLIPSetLastLayer', 'caption'],
  inputs: {
    textEncoder: {
      kind: 'port',
      title: 'text encoder',
      about: 'The text encoder of the same checkpoint as the UNet3D.',
      type: 'text-encoder',
    },
    text: {
      kind: 'text',
      title: 'Text',
      about: 'What the clip should show; or, for the negative, what it should not.',
      default: '',
      lines: 3,
      placeholder: 'What to show, or to keep out',
      tokens: true,
    },
    skip: {
      kind: 'number',
      title: 'Skip layers',
      about: 'Takes the text as it is this many layers before the last ("clip skip"). 0 for most checkpoints.',
      default: 0,
      min: 0,
      max: 24,
      step: 1,
      strict: true,
      soft: [0, 4],
    },
  },
  outputs: { conditioning: { title: 'conditioning', type: 'conditioning' } },
  async run({ textEncoder, text, skip }, context) {
    const { ids, tokens, limit, lost } = await context.tokenize(textEncoder, text)
    if (lost !== '') context.warn(say('textTooLong', { limit, lost }))
    const { data, shape } = await context.encodeText(textEncoder, [ids], skip)
    return { conditioning: { text, data, shape, tokens, limit, lost } }
  },
})
