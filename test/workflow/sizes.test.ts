import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aspects, type Picture, presetsOf, sizeOf } from '../../workflow/sizes.ts'

const picture = fc
  .tuple(fc.constantFrom(16, 32, 64), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
  .map(([grid, columns, rows]): Picture => ({ width: columns * grid, height: rows * grid, grid }))
const aspect = fc.constantFrom(...aspects)

test('every size lies on the grid', () => {
  fc.assert(
    fc.property(picture, aspect, (own, shape) => {
      const { width, height } = sizeOf(shape, own)
      for (const side of [width, height]) {
        expect(side).toBeGreaterThan(0)
        expect(side % own.grid).toBe(0)
      }
    }),
  )
})

test('of a checkpoint of many pixels, sizes have about its number of pixels and about their aspect', () => {
  fc.assert(
    fc.property(fc.integer({ min: 6, max: 20 }), fc.integer({ min: 6, max: 20 }), aspect, (columns, rows, shape) => {
      const own = { width: columns * 64, height: rows * 64, grid: 64 }
      const { width, height } = sizeOf(shape, own)
      expect(Math.abs(Math.log((width * height) / (own.width * own.height)))).toBeLessThan(0.4)
      expect(Math.abs(Math.log(((width / height) * shape[1]) / shape[0]))).toBeLessThan(0.2)
    }),
  )
})

test('a size on its side is the size of the aspect on its side', () => {
  fc.assert(
    fc.property(picture, aspect, (own, [across, down]) => {
      const lying = sizeOf([across, down], own)
      const turned = { width: own.height, height: own.width, grid: own.grid }
      expect(sizeOf([down, across], turned)).toEqual({ width: lying.height, height: lying.width })
    }),
  )
})

test('the size that a checkpoint was trained at comes first, and no size twice', () => {
  fc.assert(
    fc.property(picture, (own) => {
      const presets = presetsOf(own)
      expect(presets[0]).toMatchObject({ width: own.width, height: own.height })
      expect(new Set(presets.map(({ width, height }) => `${width} ${height}`)).size).toBe(presets.length)
    }),
  )
})

test('the sizes of known checkpoints', () => {
  const sizes = (own: Picture) => presetsOf(own).map(({ width, height }) => `${width}×${height}`)
  expect(sizes({ width: 256, height: 256, grid: 64 })).toEqual(
    expect.arrayContaining(['256×256', '320×192', '256×192', '192×256', '192×320']),
  )
  expect(presetsOf({ width: 64, height: 64, grid: 32 })).toContainEqual({ width: 96, height: 64, aspect: [3, 2] })
  expect(sizes({ width: 576, height: 320, grid: 64 })[0]).toBe('576×320')
  expect(sizes({ width: 64, height: 64, grid: 32 })).toEqual(expect.arrayContaining(['64×64', '96×64', '64×96']))
})
