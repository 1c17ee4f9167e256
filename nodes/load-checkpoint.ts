import { defineNode } from './contract/define.ts'

/** Opens a diffusers folder and gives its three networks by reference; their weights are read when they are first used. */
export default defineNode({
  version: 1,
  title: 'Load checkpoint',
  about: 'A text-to-video model: a diffusers folder under the models folder. Gives its three networks.',
  category: 'model',
  icon: 'box',
  aliases: [
    'CheckpointLoader',
    'CheckpointLoaderSimple',
    'DiffusersLoader',
    'UNETLoader',
    'VAELoader',
    'CLIPLoader',
    'model',
    'diffusion model',
    'ModelScope',
    'from_pretrained',
    'weights',
  ],
  inputs: {
    checkpoint: {
      kind: 'choice',
      title: 'Checkpoint',
      about: 'The model to use. Put further ones into the models folder, each as a diffusers folder.',
      default: 'demo',
      options: [],
      source: 'checkpoints',
    },
    variant: {
      kind: 'choice',
      title: 'Weights',
      about: 'Which weight files to read where the folder holds several kinds.',
      default: '',
      source: 'variants',
      options: [
        { value: '', title: 'as stored', about: 'The files without a variant in their name, or the only ones there.' },
        { value: 'fp16', title: 'fp16', about: 'The files named .fp16: half the size.' },
      ],
    },
  },
  outputs: {
    textEncoder: { title: 'text encoder', type: 'text-encoder' },
    unet3d: { title: 'UNet3D', type: 'unet3d' },
    vae: { title: 'VAE', type: 'vae' },
  },
  // Weights that were changed on the disk under the same name must run again.
  async identity({ checkpoint, variant }, context) {
    const { textEncoder, unet3d, vae } = await context.openCheckpoint(checkpoint, variant)
    return [textEncoder, unet3d, vae].map((part) => part.fingerprint).join(' ')
  },
  run: ({ checkpoint, variant }, context) => context.openCheckpoint(checkpoint, variant),
})
