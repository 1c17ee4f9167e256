import { expect, test } from 'vitest'
import { contentAddress, linkAddress, type ResultParts } from '../../../server/worker/content-address.ts'

const parts: ResultParts = {
  node: 'encode-text',
  version: 1,
  device: 'cpu',
  inputs: { text: { value: 'a' }, part: { result: 'r', output: 'x' } },
  identity: 'f1',
}

test('equal parts give one address, in whatever order they are written', () => {
  const { text, part } = parts.inputs as Required<typeof parts.inputs>
  const turned = {
    identity: 'f1',
    inputs: { part: part!, text: text! },
    device: 'cpu',
    version: 1,
    node: 'encode-text',
  }
  expect(contentAddress(turned)).toBe(contentAddress(parts))
  expect(contentAddress(parts)).toMatch(/^[0-9a-f]{64}$/)
})

test.each<[string, Partial<ResultParts>]>([
  ['another node', { node: 'text' }],
  ['another version', { version: 2 }],
  ['another device', { device: 'cuda' }],
  ['another literal', { inputs: { ...parts.inputs, text: { value: 'b' } } }],
  ['a literal of another kind', { inputs: { ...parts.inputs, text: { value: null } } }],
  ['another source', { inputs: { ...parts.inputs, part: { result: 'q', output: 'x' } } }],
  ['another output of the source', { inputs: { ...parts.inputs, part: { result: 'r', output: 'y' } } }],
  ['an input less', { inputs: { text: { value: 'a' } } }],
  ['other files behind it', { identity: 'f2' }],
  ['nothing behind it', { identity: undefined }],
])('%s is another address', (_, change) => {
  expect(contentAddress({ ...parts, ...change })).not.toBe(contentAddress(parts))
})

test('small values stand for themselves, large ones for the result that they came from', () => {
  expect(linkAddress('text', 'a', 'r', 'x')).toEqual({ value: 'a' })
  expect(linkAddress('number', 3, 'r', 'x')).toEqual({ value: 3 })
  expect(linkAddress('latent', {}, 'r', 'x')).toEqual({ result: 'r', output: 'x' })
  expect(linkAddress('frames', {}, 'r', 'x')).toEqual({ result: 'r', output: 'x' })
})
