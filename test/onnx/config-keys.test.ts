import { describe, expect, test } from 'vitest'
import { refuseLeftovers } from '../../onnx/build-network.ts'
import { openPart } from '../../server/checkpoint/part.ts'
import { familyOf } from '../../server/worker/families.ts'
import { parityTools, referenceFolder } from './reference.ts'

const { families } = parityTools

/** Looks at a part of the reference whose config.json has further keys. */
const look = async (part: string, keys: Record<string, unknown>) => {
  const files = await openPart(referenceFolder(part))
  refuseLeftovers(familyOf(families, files), { ...files, config: { ...files.config, ...keys } })
}

describe('keys of config.json that are not known', () => {
  test.each([
    ['unet3d-a', 'use_linear_projection', true],
    ['unet3d-a', 'only_cross_attention', false],
    ['unet3d-a', 'class_embed_type', 'timestep'],
    ['vae-a', 'use_attention_gate', [1, 2]],
    ['clip-a', 'rope_theta', 10000],
  ])('%s refuses %s: %o', async (part, key, value) => {
    await expect(look(part, { [key]: value })).rejects.toThrow(
      `/config.json: the key "${key}" (${JSON.stringify(value)}) is not known`,
    )
  })

  test('several are counted', async () => {
    await expect(look('vae-a', { one: 1, two: 2, three: 3 })).rejects.toThrow(/"one" \(1\) is not known, nor 2 more/)
  })

  test('null, private keys, and what is known to change nothing are no matter', async () => {
    await expect(
      look('unet3d-a', { new_embedding: null, _name_or_path: 'x', sample_size: 64 }),
    ).resolves.toBeUndefined()
    await expect(look('clip-a', { projection_dim: 512, torch_dtype: 'float16', top_k: 50 })).resolves.toBeUndefined()
  })
})

describe('keys that are known and change the arithmetic are refused with another value', () => {
  test.each([
    ['unet3d-a', 'time_cond_proj_dim', 256],
    ['unet3d-a', 'act_fn', 'gelu'],
    ['unet3d-a', 'downsample_padding', 0],
    ['unet3d-a', 'mid_block_scale_factor', 2],
    ['vae-a', 'latents_mean', [0.1, 0.2, 0.3, 0.4]],
    ['vae-a', 'use_quant_conv', false],
    ['vae-a', 'mid_block_add_attention', false],
    ['clip-a', 'hidden_act', 'relu'],
    ['clip-a', 'pruned_heads', { 0: [1] }],
    ['clip-a', 'add_cross_attention', true],
  ])('%s refuses %s: %o', async (part, key, value) => {
    await expect(look(part, { [key]: value })).rejects.toThrow(`"${key}" must be`)
  })
})
