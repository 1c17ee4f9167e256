import { SaidError, say } from '../workflow/said/said.ts'
import { defineNode } from './contract/define.ts'

/** Lets a UNet3D look at a clip through overlapping windows: how a clip gets longer than its network was trained for. */
export default defineNode({
  version: 1,
  title: 'Frame windows',
  about:
    'Lets the UNet3D see a long clip some frames at a time, and blends where the windows overlap. Can close a loop.',
  category: 'model',
  icon: 'gallery-horizontal-end',
  aliases: [
    'context window',
    'context options',
    'StandardStaticContextOptions',
    'sliding window',
    'long video',
    'chunks',
    'MultiDiffusion',
    'Gen-L-Video',
    'AnimateDiff',
    'loop',
    'seamless',
    'temporal tiling',
  ],
  inputs: {
    unet3d: { kind: 'port', title: 'UNet3D', about: 'The network, from Load checkpoint.', type: 'unet3d' },
    length: {
      kind: 'number',
      title: 'Frames in a window',
      about: 'How many frames the UNet3D sees at once. A model does best with as many as it was trained on.',
      default: 16,
      min: 2,
      max: 1024,
      step: 1,
      strict: true,
      soft: [2, 64],
    },
    overlap: {
      kind: 'number',
      title: 'Overlap',
      about: 'Frames that neighbouring windows share, at least. More holds the clip together better and takes longer.',
      default: 8,
      min: 0,
      max: 1023,
      step: 1,
      strict: true,
      soft: [0, 32],
    },
    loop: {
      kind: 'toggle',
      title: 'Loop',
      about: 'The last frame leads into the first, so that the clip plays on without a seam.',
      default: false,
    },
  },
  outputs: { unet3d: { title: 'UNet3D', type: 'unet3d' } },
  async run({ unet3d, length, overlap, loop }) {
    if (overlap >= length) throw new SaidError(say('overlapTooLong', { length, overlap }))
    return { unet3d: { ...unet3d, windows: { length, overlap, loop } } }
  },
})
