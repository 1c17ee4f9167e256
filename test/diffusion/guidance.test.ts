import { expect, test } from 'vitest'
import { guide } from '../../diffusion/guidance.ts'
import { createTorchNoise } from '../../diffusion/torch-noise.ts'

test('goes from the empty prompt through the prompt, and beyond', () => {
  const outputs = Float64Array.from(createTorchNoise(1).normal(40))
  for (const scale of [0, 1, 7.5, -2])
    guide(outputs, scale).forEach((value, i) => {
      const [empty, text] = [outputs[i] as number, outputs[i + 20] as number]
      expect(value).toBeCloseTo(empty + scale * (text - empty), 12)
    })
  expect(() => guide(new Float32Array(3), 2)).toThrow('batch of two')
})
