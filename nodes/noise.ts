import { createTorchNoise } from '../diffusion/torch-noise.ts'
import { defineNode } from './contract/define.ts'
import { pictureSize } from './contract/fields.ts'

/** Channels of a latent, and pixels that one latent value covers each way, for every VAE of Stable Diffusion's kind. */
const [channels, factor] = [4, 8]

/** The noise that a clip is made from, as torch's CPU generator draws it: a seed means here what it means in diffusers. */
export default defineNode({
  version: 1,
  title: 'Noise',
  about: 'The noise that a clip begins as: its seed, length and size. The same seed gives the same clip again.',
  category: 'latent',
  icon: 'dices',
  aliases: [
    'EmptyLatentVideo',
    'EmptyLatentImage',
    'RandomNoise',
    'empty latent',
    'generator',
    'seed',
    'size',
    'width',
    'height',
    'num_frames',
    'batch size',
  ],
  inputs: {
    seed: { kind: 'seed', title: 'Seed', about: 'Draws the noise. Another seed, another clip.', default: 7 },
    frames: {
      kind: 'number',
      title: 'Frames',
      about: 'The length of the clip. A model does best at the length that it was trained on.',
      default: 16,
      min: 1,
      max: 1024,
      step: 1,
      strict: true,
      soft: [1, 64],
      measure: 'frames',
    },
    ...pictureSize,
  },
  outputs: { latent: { title: 'latent', type: 'latent' } },
  async run({ seed, frames, width, height }) {
    const shape = [1, channels, frames, height / factor, width / factor] as const
    const source = createTorchNoise(seed)
    const sample = source.normal(shape.reduce((product, side) => product * side))
    return { latent: { sample, shape, seed, draws: source.draws } }
  },
})
