import { join } from 'node:path'
import type { Checkpoint } from '../server/checkpoint/checkpoint.ts'
import { openPart } from '../server/checkpoint/part.ts'
import { openDevice } from '../server/worker/device.ts'
import type { Networks } from '../server/worker/networks.ts'
import { openNetworks } from '../server/worker/open-networks.ts'
import type { PartRef } from '../workflow/values.ts'

const folders = { 'text-encoder': 'text_encoder', unet3d: 'unet', vae: 'vae' } as const

/** The networks of a checkpoint's folder, of which only the parts that are called need be there. */
export const openFolder = async (
  folder: string,
  device: string,
  budgetBytes?: number,
): Promise<{ networks: Networks; part(name: PartRef['part']): PartRef }> => {
  const checkpoint: Pick<Checkpoint, 'files'> = {
    files: (which: PartRef['part']) => openPart(join(folder, folders[which]), { name: folders[which] }),
  }
  const networks = openNetworks({
    checkpoints: { of: async () => checkpoint as Checkpoint },
    device: await openDevice(device),
    ...(budgetBytes === undefined ? {} : { budgetBytes }),
  })
  return { networks, part: (name) => ({ part: name, checkpoint: folder, variant: '', fingerprint: folder }) }
}
