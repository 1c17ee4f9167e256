import { describe, expect, test } from 'vitest'
import {
  type ChoiceField,
  definitionOf,
  fieldProblem,
  type NumberField,
  type Option,
} from '../../workflow/definition.ts'
import { fieldTexts } from '../../workflow/field-texts.ts'
import { palette } from '../fakes/palette.ts'

const number = (min: number, max: number, step: number): NumberField => ({
  kind: 'number',
  title: 'N',
  about: '',
  default: min,
  min,
  max,
  step,
  strict: true,
})

describe('a number on a grid', () => {
  test.each([
    [number(8, 64, 8), 20, 'must be a multiple of 8, and is 20: take 16 or 24'],
    [number(1, 9, 1), 2.5, 'must be a whole number, and is 2.5: take 2 or 3'],
    [number(1, 33, 4), 6, 'must be 1 and steps of 4 from there, and is 6: take 5 or 9'],
    [number(8, 60, 8), 58, 'must be a multiple of 8, and is 58: take 56'],
    [number(0, 1, 0.1), 0.25, 'must be a multiple of 0.1, and is 0.25: take 0.2 or 0.3'],
    [number(8, 64, 8), 65, 'must be from 8 to 64, and is 65'],
    [number(0, 1, 0.1), Number.NaN, 'must be a number'],
  ])('%#: what is off it is told with its neighbours', (field, value, problem) => {
    expect(fieldProblem(field, value, fieldTexts)).toBe(problem)
  })

  test('what is proposed fits', () => {
    for (const field of [number(8, 60, 8), number(0, 1, 0.1), number(-3, 3, 0.7), number(1, 33, 4)])
      for (let value = field.min; value <= field.max; value += field.step / 3) {
        const proposed = /take (.*)$/.exec(fieldProblem(field, value, fieldTexts) ?? '')?.[1]?.split(' or ') ?? []
        for (const each of proposed)
          expect(fieldProblem(field, Number(each), fieldTexts), `${each} for ${value}`).toBeUndefined()
      }
    for (let step = 0; step <= 10; step++)
      expect(fieldProblem(number(0, 1, 0.1), step * 0.1, fieldTexts)).toBeUndefined()
  })
})

test('a value that is no choice is repeated only in part', () => {
  const kind = palette.source!.inputs.kind as never
  expect(fieldProblem(kind, 'x'.repeat(1e6), fieldTexts)).toMatch(/^must be one of plain, fancy, and is "x{79}$/)
  expect(fieldProblem(kind, null, fieldTexts)).toBe('must be one of plain, fancy, and is null')
})

test('of a checkpoint that is not here it is said how to get it; only a name of the hub stands in the command', () => {
  const option = (value: string, problem?: string) => ({ value, title: value, ...(problem ? { problem } : {}) })
  const field = (...options: Option[]): ChoiceField => ({
    kind: 'choice',
    title: 'Checkpoint',
    about: '',
    default: 'demo',
    options,
    source: 'checkpoints',
  })
  const said = (value: string, ...options: Option[]) => fieldProblem(field(...options), value, fieldTexts)
  expect(said('org/name', option('demo'), option('cut', 'Cut short.'))).toBe(
    'is "org/name", which is not here. Get it with "npm run models -- get org/name", or choose one that is: demo',
  )
  expect(said('demo', option('demo'))).toBeUndefined()
  expect(said('cut', option('cut', 'Cut short.'))).toBe('cannot be used. Cut short')
  const another = '"npm run models -- get ORG/NAME"'
  for (const value of ['mine', '', '/home/me/models/x', 'a/b; rm -rf ~', '--to/x', 'a/b/c', '../x', 'x'.repeat(1e6)]) {
    expect(said(value, option('demo')), value.slice(0, 99)).toContain(another)
    expect(said(value)?.length).toBeLessThan(250)
    expect(said(value)).not.toContain('choose')
  }
})

test('a definition is found by its own id only', () => {
  expect(definitionOf(palette, 'source')).toBe(palette.source)
  for (const id of ['toString', 'constructor', '__proto__', 'nothing'])
    expect(definitionOf(palette, id)).toBeUndefined()
})
