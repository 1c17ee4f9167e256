import { SaidError, say } from '../workflow/said/said.ts'
import { defineNode } from './contract/define.ts'

/** Writes the frames as a video file: what a run is made for. */
export default defineNode({
  version: 1,
  title: 'Export',
  about: 'Writes the clip as a file that plays everywhere, and plays it here.',
  category: 'output',
  icon: 'clapperboard',
  aliases: [
    'VHS_VideoCombine',
    'SaveVideo',
    'SaveAnimatedWEBP',
    'CreateVideo',
    'save',
    'mp4',
    'webm',
    'gif',
    'export_to_video',
    'fps',
    'frame rate',
    'render',
  ],
  inputs: {
    frames: { kind: 'port', title: 'frames', about: 'The pictures of the clip.', type: 'frames' },
    format: {
      kind: 'choice',
      title: 'Format',
      about: 'The kind of file.',
      default: 'mp4',
      options: [
        { value: 'mp4', title: 'MP4 · H.264', about: 'Plays everywhere.' },
        { value: 'webm', title: 'WebM · VP9', about: 'Smaller; plays in every browser.' },
        { value: 'gif', title: 'GIF', about: 'For pages and chats that take no video. At most 256 colours.' },
      ],
    },
    framesPerSecond: {
      kind: 'number',
      title: 'Frames / s',
      about: 'How fast the clip plays.',
      default: 8,
      min: 1,
      max: 120,
      step: 1,
      soft: [1, 30],
      measure: 'rate',
    },
    quality: {
      kind: 'number',
      title: 'Quality',
      about: 'From the smallest file (0) to the best picture (100).',
      default: 80,
      min: 0,
      max: 100,
      step: 1,
    },
  },
  outputs: { clip: { title: 'clip', type: 'clip' } },
  view: 'clip',
  result: true,
  async run({ frames, format, framesPerSecond, quality }, context) {
    if (format !== 'mp4' && format !== 'webm' && format !== 'gif') throw new SaidError(say('noFormat', { format }))
    return { clip: await context.encodeVideo(frames, { format, framesPerSecond, quality }) }
  },
})
