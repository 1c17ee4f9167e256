import { describe, expect, test } from 'vitest'
import { type Body, jsonBody } from '../../server/json-body.ts'
import { type Call, Refusal } from '../../server/router.ts'

const limits: number[] = []
const call = (text: string): Call => ({
  params: {},
  query: new URLSearchParams(),
  headers: {},
  body: async (limit) => {
    limits.push(limit)
    return Buffer.from(text)
  },
  pieces: () => {
    throw new Error('JSON is read whole.')
  },
})

describe('a JSON body', () => {
  test('gives its members', async () => {
    const body = await jsonBody(call('{"a":"text","n":3,"o":{"x":[1]},"empty":""}'))
    expect(body.text('a')).toBe('text')
    expect(body.text('empty')).toBe('')
    expect(body.optionalText('a', 'else')).toBe('text')
    expect(body.optionalText('b', 'else')).toBe('else')
    expect(body.wholeNumber('n', 3, 3)).toBe(3)
    expect(body.object('o')).toEqual({ x: [1] })
    expect(body.object('b')).toEqual({})
    expect(limits.at(-1)).toBe(1024 * 1024)
  })

  test.each([[''], ['{'], ['[]'], ['null'], ['"text"'], ['1']])('%j is none', async (text) => {
    await expect(jsonBody(call(text))).rejects.toBeInstanceOf(Refusal)
    await expect(jsonBody(call(text))).rejects.toMatchObject({ status: 400, message: expect.stringMatching(/JSON/) })
  })

  test.each([
    ['missing', (body: Body) => body.text('b'), '"b" must be text, and is missing.'],
    ['no text', (body: Body) => body.text('n'), '"n" must be text, and is 3.'],
    ['null', (body: Body) => body.optionalText('z', ''), '"z" must be text, and is null.'],
    ['of birth', (body: Body) => body.text('constructor'), '"constructor" must be text, and is missing.'],
    ['of birth too', (body: Body) => body.optionalText('__proto__', 'else'), undefined],
    ['low', (body: Body) => body.wholeNumber('n', 4, 9), '"n" must be a whole number from 4 to 9, and is 3.'],
    ['high', (body: Body) => body.wholeNumber('n', 1, 2), '"n" must be a whole number from 1 to 2, and is 3.'],
    ['not whole', (body: Body) => body.wholeNumber('f', 1, 2), '"f" must be a whole number from 1 to 2, and is 1.5.'],
    ['text', (body: Body) => body.wholeNumber('a', 1, 2), '"a" must be a whole number from 1 to 2, and is "3".'],
    ['list', (body: Body) => body.object('l'), '"l" must be an object, and is [1].'],
    ['null object', (body: Body) => body.object('z'), '"z" must be an object, and is null.'],
  ])('%s is told', async (_, read, message) => {
    const body = await jsonBody(call('{"a":"3","n":3,"f":1.5,"l":[1],"z":null}'))
    if (message === undefined) expect(read(body)).toBe('else')
    else expect(() => read(body)).toThrow(expect.objectContaining({ name: 'Refusal', status: 400, message }))
  })

  test('cuts what it repeats', async () => {
    const body = await jsonBody(call(JSON.stringify({ a: Array(1000).fill(1) })))
    expect(() => body.text('a')).toThrow(/^.{0,160}$/)
  })
})
