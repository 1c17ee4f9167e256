import { SaidError, say } from '../workflow/said/said.ts'
import { defineNode } from './contract/define.ts'
import { pictureSize } from './contract/fields.ts'

/** Reads frames from a video that the person gave: the beginning of everything that changes a clip. */
export default defineNode({
  version: 1,
  title: 'Load clip',
  about:
    'Frames of a video of yours, brought to the size that the model takes. Drop a video on the canvas to make one.',
  category: 'frames',
  icon: 'film',
  aliases: [
    'VHS_LoadVideo',
    'LoadVideo',
    'LoadImage',
    'load_video',
    'import',
    'upload',
    'video to video',
    'mp4',
    'gif',
    'input',
    'resize',
  ],
  inputs: {
    file: {
      kind: 'asset',
      title: 'File',
      about: 'A video or picture: MP4, MOV, WebM, MKV, AVI, GIF, PNG or JPEG. It stays on this machine.',
      default: null,
    },
    frames: {
      kind: 'number',
      title: 'Frames',
      about: 'How many frames are read. A model does best with as many as it was trained on.',
      default: 16,
      min: 1,
      max: 1024,
      step: 1,
      strict: true,
      soft: [1, 64],
    },
    first: {
      kind: 'number',
      title: 'From frame',
      about: 'Where to begin; 0 is the first frame.',
      default: 0,
      min: 0,
      max: 1_000_000,
      step: 1,
      strict: true,
      soft: [0, 200],
    },
    framesPerSecond: {
      kind: 'number',
      title: 'Frames / s',
      about: 'How many frames of a second are taken. "all" takes every frame of the file.',
      default: 0,
      min: 0,
      max: 120,
      step: 1,
      soft: [0, 30],
      words: { '0': 'all' },
    },
    ...pictureSize,
    fit: {
      kind: 'choice',
      title: 'Fit',
      about: 'What happens where the proportions differ.',
      default: 'crop',
      options: [
        { value: 'crop', title: 'crop', about: 'Fills the frame and cuts off what stands over.' },
        { value: 'pad', title: 'pad', about: 'Shows all of it, with black bars.' },
        { value: 'stretch', title: 'stretch', about: 'Fills the frame and changes the proportions.' },
      ],
    },
  },
  outputs: { frames: { title: 'frames', type: 'frames' } },
  async run({ file, frames: count, first, framesPerSecond, width, height, fit }, context) {
    if (fit !== 'crop' && fit !== 'pad' && fit !== 'stretch') throw new SaidError(say('noFit', { fit }))
    const frames = await context.readVideo(file, { framesPerSecond, first, count, width, height, fit })
    if (frames.count < count) context.warn(say('fewerFrames', { file: file.name, there: frames.count, wanted: count }))
    return { frames }
  },
})
