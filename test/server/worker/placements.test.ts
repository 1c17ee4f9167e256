import { expect, test } from 'vitest'
import { buildNetwork } from '../../../onnx/build-network.ts'
import { openPart } from '../../../server/checkpoint/part.ts'
import { familyOf } from '../../../server/worker/families.ts'
import { openSession } from '../../../server/worker/open-session.ts'
import { fallbackLine, type PlacedNode, readPlacements } from '../../../server/worker/placements.ts'
import { parityTools, referenceFolder } from '../../onnx/reference.ts'

const event = (name: string, op_name: string, provider: string, type = 'float') => ({
  cat: 'Node',
  name: `${name}_kernel_time`,
  dur: 5,
  args: { op_name, provider, output_type_shape: [{ [type]: [1, 2] }] },
})

test('a profile is read for the nodes that compute floats, each once', () => {
  const profile = JSON.stringify([
    { cat: 'Session', name: 'model_run', args: {} },
    event('/conv_in/Conv', 'Conv', 'CUDAExecutionProvider'),
    event('/conv_in/Conv', 'Conv', 'CUDAExecutionProvider'),
    event('/up/Resize', 'Resize', 'CPUExecutionProvider', 'float16'),
    event('shapes/Shape', 'Shape', 'CPUExecutionProvider', 'int64'),
    { cat: 'Node', name: '/conv_in/Conv_fence_before', args: { op_name: 'Conv' } },
  ])
  const nodes = readPlacements(profile)
  expect(nodes.map(({ node, provider }) => [node, provider])).toEqual([
    ['/conv_in/Conv', 'CUDAExecutionProvider'],
    ['/up/Resize', 'CPUExecutionProvider'],
  ])
  expect(nodes.map(({ microseconds }) => microseconds)).toEqual([10, 5])
  expect(fallbackLine(nodes)).toBe('1 of 2 nodes fell back to the CPU: /up/Resize (Resize)')
  expect(fallbackLine(nodes.slice(0, 1))).toBe('all 1 nodes ran on the device')
  expect(
    fallbackLine(
      Array.from({ length: 10 }, () => nodes[1] as PlacedNode),
      2,
    ),
  ).toMatch(/and 8 more$/)
  expect(() => readPlacements('{}')).toThrow(/no profile/)
})

test('a session tells after its first call where its nodes ran, by their weight paths', async () => {
  const files = await openPart(referenceFolder('clip-b'))
  const graph = buildNetwork(familyOf(parityTools.families, files), 'text', files, 'float32')
  const told: (readonly PlacedNode[])[] = []
  const session = await openSession('text', graph, files.folder, parityTools.device, (nodes) => told.push(nodes))
  const input = { input_ids: { data: BigInt64Array.of(1n, 2n), shape: [1, 2] } }
  await session.run(input)
  await session.run(input)
  await session.close()
  expect(told).toHaveLength(1)
  expect(new Set(told[0]?.map(({ provider }) => provider))).toEqual(new Set(['CPUExecutionProvider']))
  expect(told[0]?.some(({ node, operator }) => operator === 'Gemm' && /layers\.0\/self_attn/.test(node))).toBe(true)
})
