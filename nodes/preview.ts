import { defineNode } from './contract/define.ts'

/** Plays frames on the card: to look at a branch without choosing how to keep it. */
export default defineNode({
  version: 1,
  title: 'Preview',
  about: 'Plays frames here, to look at them in passing.',
  category: 'output',
  icon: 'eye',
  aliases: ['PreviewImage', 'PreviewVideo', 'show', 'view', 'watch', 'play'],
  inputs: {
    frames: { kind: 'port', title: 'frames', about: 'The pictures to play.', type: 'frames' },
    framesPerSecond: {
      kind: 'number',
      title: 'Frames / s',
      about: 'How fast they play.',
      default: 8,
      min: 1,
      max: 120,
      step: 1,
      soft: [1, 30],
      measure: 'rate',
    },
  },
  outputs: { clip: { title: 'clip', type: 'clip' } },
  view: 'clip',
  result: true,
  async run({ frames, framesPerSecond }, context) {
    return { clip: await context.encodeVideo(frames, { format: 'mp4', framesPerSecond, quality: 75 }) }
  },
})
