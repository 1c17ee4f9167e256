import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lastRecord, readStepRecords, type StepRecord, stepRecord } from '../../workflow/step-records.ts'

const joined = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((each) => [...each]))

const sizes = fc.record({
  frames: fc.integer({ min: 1, max: 3 }),
  channels: fc.integer({ min: 1, max: 3 }),
  height: fc.integer({ min: 1, max: 3 }),
  width: fc.integer({ min: 1, max: 3 }),
})
const anyRecord: fc.Arbitrary<StepRecord> = fc
  .tuple(sizes, fc.string({ unit: 'grapheme' }), fc.nat(50), fc.nat())
  .map(([shape, node, step, at]) => ({
    header: {
      ...{ job: 'j', workflow: 'w', node, address: 'a'.repeat(64), step, steps: 50, colour: 'c', at },
      ...shape,
      scale: Array.from({ length: shape.channels }, (_, channel) => channel / 7),
      zero: Array.from({ length: shape.channels }, (_, channel) => channel - 0.5),
    },
    latent: Uint8Array.from(
      { length: shape.frames * shape.channels * shape.height * shape.width },
      (_, index) => at + 7 * index,
    ),
  }))
const anyFile = fc.array(anyRecord, { maxLength: 5 })

test('what was written is read again, and a file is whole only behind its last record', () => {
  fc.assert(
    fc.property(anyFile, fc.boolean(), (steps, whole) => {
      const bytes = joined([...steps.map(stepRecord), ...(whole ? [lastRecord()] : [])])
      expect(readStepRecords(bytes)).toEqual({ steps, bytes: bytes.length, whole })
    }),
  )
})

test('a torn file gives the steps before the tear, and says how far it is sound', () => {
  fc.assert(
    fc.property(anyFile, fc.nat(), (steps, cut) => {
      const parts = [...steps.map(stepRecord), lastRecord()]
      const bytes = joined(parts)
      const length = cut % bytes.length
      let sound = 0
      let count = 0
      while (sound + parts[count]!.length <= length) sound += parts[count++]!.length
      expect(readStepRecords(bytes.subarray(0, length))).toEqual({
        steps: steps.slice(0, count),
        bytes: sound,
        whole: false,
      })
    }),
  )
})

test('damage never throws and never brings a step of another shape; what stands before it is read', () => {
  fc.assert(
    fc.property(
      fc.array(anyRecord, { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (steps, where, bits) => {
        const bytes = joined([...steps.map(stepRecord), lastRecord()])
        const at = where % bytes.length
        bytes[at]! ^= bits
        const read = readStepRecords(bytes)
        let [end, before] = [0, 0]
        for (const step of steps) {
          end += stepRecord(step).length
          if (end <= at) before++
        }
        expect(read.steps.slice(0, before)).toEqual(steps.slice(0, before))
        expect(read.bytes).toBeLessThanOrEqual(bytes.length)
        for (const { header, latent } of read.steps)
          expect(header.frames * header.channels * header.height * header.width).toBe(latent.length)
      },
    ),
  )
})

test('what is no file of steps has none, also where its lengths reach out of it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(readStepRecords(bytes).steps).toEqual([])
    }),
  )
  const wide = stepRecord({ header: fc.sample(anyRecord, 1)[0]!.header, latent: new Uint8Array(0) })
  expect(readStepRecords(wide)).toEqual({ steps: [], bytes: 0, whole: false })
  new DataView(wide.buffer).setUint32(4, 0xffffffff, true)
  expect(readStepRecords(wide).steps).toEqual([])
})
