import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Checkpoint } from '../../server/checkpoint/checkpoint.ts'
import { openPart } from '../../server/checkpoint/part.ts'
import { readTokenizer } from '../../server/checkpoint/tokenizer-files.ts'
import { openDevice } from '../../server/worker/device.ts'
import { openNetworks } from '../../server/worker/open-networks.ts'
import type { Json } from '../../workflow/json.ts'
import type { PartRef } from '../../workflow/values.ts'
import { createFakeContext, type FakeContext, part } from '../fakes/context.ts'

const folder = resolve(import.meta.dirname, '../../models/demo')
const folders = { 'text-encoder': 'text_encoder', unet3d: 'unet', vae: 'vae' } as const

/** Contexts whose networks and tokenizer are those of the demo checkpoint, on the CPU. */
export const openDemoWorld = async (): Promise<{ context(): FakeContext; close(): Promise<void> }> => {
  const config: Record<string, Json> = JSON.parse(
    await readFile(join(folder, 'scheduler/scheduler_config.json'), 'utf8'),
  )
  const fingerprint = 'demo'
  const parts = {
    textEncoder: part('text-encoder', fingerprint),
    unet3d: part('unet3d', fingerprint),
    vae: part('vae', fingerprint),
  }
  const checkpoint: Checkpoint = {
    name: 'demo',
    folder,
    variant: '',
    fingerprint,
    parts,
    files: (which: PartRef['part']) => openPart(join(folder, folders[which]), { name: folders[which] }),
    schedulerConfig: config,
  }
  const networks = openNetworks({ checkpoints: { of: async () => checkpoint }, device: await openDevice('cpu') })
  const tokenizer = await readTokenizer(join(folder, 'tokenizer'))
  return {
    context: () => ({
      ...createFakeContext(),
      openCheckpoint: async () => parts,
      schedulerConfig: async () => config,
      tokenize: async (_, text) => tokenizer.encode(text),
      encodeText: networks.encodeText,
      predict: networks.predict,
      predictMemory: networks.predictMemory,
      vaeScale: networks.vaeScale,
      decode: networks.decode,
      encode: networks.encode,
    }),
    close: networks.close,
  }
}
