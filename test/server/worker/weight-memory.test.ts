import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { buildNetwork } from '../../../onnx/build-network.ts'
import { openPart } from '../../../server/checkpoint/part.ts'
import { findRoot } from '../../../server/find-root.ts'
import { relativeError } from '../../../server/parity/outcome.ts'
import { familyOf } from '../../../server/worker/families.ts'
import { openSession, type Session } from '../../../server/worker/open-session.ts'
import { convertedAtOnceBytes, staysStored, weightMemory } from '../../../server/worker/weight-memory.ts'
import { parityTools, referenceFolder } from '../../onnx/reference.ts'

const sessions: Session[] = []
afterAll(() => Promise.all(sessions.map((session) => session.close())))

describe('half-precision weights on the CPU', () => {
  test('that stay as they are stored compute what converted ones compute, and are not converted at opening', async () => {
    const files = await openPart(join(findRoot(), 'models/demo/unet'))
    const graph = buildNetwork(familyOf(parityTools.families, files), 'unet', files, 'float32')
    expect(graph.convertedBytes).toBe(2 * graph.weightBytes)
    const large = { ...graph, convertedBytes: convertedAtOnceBytes(graph) + 1 }
    expect(staysStored('cpu', graph)).toBe(false)
    expect(staysStored('cpu', large)).toBe(true)
    const width = Number(files.config.cross_attention_dim)
    const inputs = {
      sample: { data: Float32Array.from({ length: 4 * 3 * 16 }, (_, i) => Math.sin(i)), shape: [1, 4, 3, 4, 4] },
      timestep: { data: Float32Array.of(500), shape: [1] },
      encoder_hidden_states: {
        data: Float32Array.from({ length: 2 * width }, (_, i) => Math.cos(i)),
        shape: [1, 2, width],
      },
    }
    const casts: number[] = []
    const answers: Float32Array[] = []
    for (const each of [graph, large]) {
      const session = await openSession('unet', each, files.folder, parityTools.device, (nodes) =>
        casts.push(nodes.filter(({ operator }) => operator === 'Cast').length),
      )
      sessions.push(session)
      answers.push((await session.run(inputs)).out_sample?.data ?? new Float32Array())
    }
    expect(relativeError(answers[1] ?? [], answers[0] ?? [])).toBeLessThan(1e-5)
    expect(casts[0]).toBe(0)
    expect(casts[1]).toBe(files.tensors.size)
  })

  test('are kept in float32 of a VAE rather than of a UNet of the same size: there it makes calls faster', async () => {
    const graphs = await Promise.all(
      [
        ['vae-a', 'decoder'],
        ['unet3d-a', 'unet'],
      ].map(async ([name = '', network = '']) => {
        const files = await openPart(referenceFolder(name))
        return buildNetwork(familyOf(parityTools.families, files), network, files, 'float32')
      }),
    )
    const bytes = 100 * 2 ** 20
    const kept = graphs.map((graph) => !staysStored('cpu', { ...graph, weightBytes: bytes / 2, convertedBytes: bytes }))
    expect(kept).toEqual([true, false])
  })

  test('take the memory of their file where they stay, and of their float32 copies too where they do not', () => {
    const weights = { weightBytes: 100, convertedBytes: 200 }
    expect(weightMemory('cpu', weights)).toBe(300)
    const most = convertedAtOnceBytes({})
    const large = { weightBytes: most, convertedBytes: 2 * most }
    expect(weightMemory('cpu', large)).toBe(most)
    expect(weightMemory('cpu', { ...large, fewWeights: true })).toBe(3 * most)
    expect(weightMemory('cpu', { weightBytes: 4 * most, convertedBytes: 8 * most + 1, fewWeights: true })).toBe(
      4 * most,
    )
    expect(weightMemory('cuda', { weightBytes: 100, convertedBytes: 0 })).toBe(100)
  })
})
