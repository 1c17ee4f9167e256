import type { OpenNetwork } from '../../workflow/wire.ts'

/** A network that a device runs all but two nodes of. */
export const halfNetwork: OpenNetwork = {
  checkpoint: 'demo',
  variant: 'fp16',
  part: 'unet3d',
  network: 'unet',
  precision: 'float16',
  bytes: 2_800_000_000,
  placed: { nodes: 3120, fallen: 2, share: 0.25, names: ['/conv_in/Conv', '/mid_block/Erf'] },
}
