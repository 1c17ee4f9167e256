import { join } from 'node:path'
import { buildNetwork } from '../onnx/build-network.ts'
import { openPart } from '../server/checkpoint/part.ts'
import { openDevice } from '../server/worker/device.ts'
import { familyOf, loadFamilies } from '../server/worker/families.ts'
import { openSession } from '../server/worker/open-session.ts'
import type { PlacedNode } from '../server/worker/placements.ts'

/** The projections of the text in the attention of pictures to it; attention over frames has none. */
const textKeys = /\/attentions\.\d+\/.*\/attn2\/to_[kv]\//

/**
 * The share of a UNet's step (0 to 1) that the text's keys and values take: all that a cache of them over steps could save.
 * They are computed once for each prompt and step as it is, not for each frame.
 * @param folder of the checkpoint
 * @param size height and width of the latents
 */
export const textKeysShare = async (folder: string, size: number, wanted = 'cpu'): Promise<number> => {
  const files = await openPart(join(folder, 'unet'), { name: 'unet' })
  const device = await openDevice(wanted)
  const graph = buildNetwork(familyOf(await loadFamilies(), files), 'unet', files, 'float32')
  let nodes: readonly PlacedNode[] = []
  const session = await openSession('unet', graph, files.folder, device, (told) => {
    nodes = told
  })
  const noise = (...shape: number[]) => ({
    data: Float32Array.from({ length: shape.reduce((all, each) => all * each, 1) }, (_, i) => Math.sin(i * 1.37)),
    shape,
  })
  await session.run({
    sample: noise(2, 4, 16, size, size),
    timestep: { data: Float32Array.of(481), shape: [1] },
    encoder_hidden_states: noise(2, 77, files.config.cross_attention_dim as number),
  })
  await session.close()
  const sum = (some: readonly PlacedNode[]) => some.reduce((total, { microseconds }) => total + microseconds, 0)
  const projections = nodes.filter(({ node }) => textKeys.test(node))
  if (projections.length === 0) throw new Error(`No projection of the text was found in the profile of ${folder}.`)
  return sum(projections) / sum(nodes)
}
