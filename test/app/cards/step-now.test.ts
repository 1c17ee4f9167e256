import { expect, test } from 'vitest'
import { stepNow } from '../../../app/cards/step-now.ts'
import type { PlacedNode } from '../../../workflow/document.ts'
import { palette } from '../../fakes/palette.ts'

const number = { kind: 'number', title: '', about: '', default: -1, min: -1, max: 1000, step: 1 } as const
const definition = { ...palette.through!, inputs: { from: { ...number, default: 0 }, to: number } }
const node = (from: number, to: number): PlacedNode => ({
  node: 'steps',
  version: 1,
  at: [0, 0],
  inputs: { from: { value: from }, to: { value: to } },
})

test('every part of a schedule says the same step, whichever of its ends are written down', () => {
  for (const steps of [1, 7, 25])
    for (let from = 0; from < steps; from++)
      for (let to = from + 1; to <= steps; to++)
        for (let done = 0; done <= to - from; done++) {
          const state = { status: 'running', done, total: to - from } as const
          const expected = { step: from + done, steps }
          expect(stepNow(definition, node(from, to), state, steps)).toEqual(expected)
          expect(stepNow(definition, node(-1, to), state, steps)).toEqual(expected)
          if (to === steps) {
            expect(stepNow(definition, node(from, -1), state, steps)).toEqual(expected)
            expect(stepNow(definition, node(from, -1), state)).toEqual(expected)
            expect(stepNow(definition, node(-1, -1), state, steps)).toEqual(expected)
          }
        }
})

test('nothing is said of a node that is not at work, nor where a schedule of unknown length would be needed', () => {
  expect(stepNow(definition, node(0, -1), { status: 'done', done: 25, total: 25 }, 25)).toBeUndefined()
  expect(stepNow(definition, node(0, -1), { status: 'running' }, 25)).toBeUndefined()
  expect(stepNow(definition, node(0, -1), undefined, 25)).toBeUndefined()
  expect(stepNow(definition, node(0, 10), { status: 'running', done: 1, total: 10 })).toBeUndefined()
  const linked: PlacedNode = { ...node(0, -1), inputs: { to: { from: 'a', output: 'number' } } }
  expect(stepNow(definition, linked, { status: 'running', done: 1, total: 10 }, 25)).toBeUndefined()
})
