import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkSize, mostBytes, readWorkflow, WorkflowError, writeWorkflow } from '../../workflow/document.ts'
import { fileText } from '../../workflow/file-text.ts'
import { fileTexts } from '../../workflow/file-texts.ts'

const reasonOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    expect(error).toBeInstanceOf(WorkflowError)
    return (error as Error).message
  }
  return 'opened'
}
const open = (json: unknown) => reasonOf(() => readWorkflow(JSON.stringify(json), fileTexts))
const utf16 = (text: string, bigEndian: boolean) => {
  const bytes = new Uint8Array(2 + text.length * 2)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0xfeff, !bigEndian)
  for (let at = 0; at < text.length; at++) view.setUint16(2 + at * 2, text.charCodeAt(at), !bigEndian)
  return bytes
}

describe('the bytes of a file', () => {
  test('are the same text in every encoding that says what it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        fc.pre(text.trim() !== '' && !text.includes('\0') && !text.startsWith('\ufeff'))
        const utf8 = new TextEncoder().encode(text)
        expect(fileText(new Uint8Array([0xef, 0xbb, 0xbf, ...utf8]), fileTexts)).toBe(text)
        for (const bigEndian of [false, true]) expect(fileText(utf16(text, bigEndian), fileTexts)).toBe(text)
      }),
      { seed: 1 },
    )
  })

  test.each([
    ['an empty file', [], 'is empty'],
    ['one of spaces', [0x20, 0x0a], 'is empty'],
    ['a picture', [0x89, 0x50, 0x4e, 0x47, 0x0d], 'is a PNG picture'],
    ['an archive', [0x50, 0x4b, 0x03, 0x04, 0], 'is a ZIP archive'],
    ['a video', [0, 0, 0, 0x20, 0x66, 0x74, 0x79, 0x70, 0x69, 0x73, 0x6f, 0x6d], 'is an MP4 video'],
    ['another video', [0x1a, 0x45, 0xdf, 0xa3, 0], 'is a WebM video'],
    ['UTF-16 that does not say so', [0x7b, 0, 0x7d, 0], 'is no text'],
    ['zeroes', [0x7b, 0, 0, 0], 'is no text'],
    ['bytes of no encoding', [0x7b, 0xc3, 0x28], 'is no text'],
  ])('of %s are refused by what they are', (_, bytes, reason) => {
    expect(reasonOf(() => fileText(new Uint8Array(bytes), fileTexts))).toContain(reason)
  })

  test('are refused by their number before they are read', () => {
    expect(reasonOf(() => checkSize(50e6, fileTexts))).toContain('50 MB')
    expect(reasonOf(() => checkSize(1e6, fileTexts))).toBe('opened')
  })
})

test('what opens can be saved, also where lines would make it too large; else it is refused at once', () => {
  const file = (count: number, number: string) =>
    `{"format":"reelgraph","version":1,"nodes":{},"kept":[${Array(count).fill(number).join(',')}]}`
  const deep = '['.repeat(40)
  const compact = file(250, `${deep}${Array(1000).fill('1').join(',')}${deep.replaceAll('[', ']')}`)
  const written = writeWorkflow(readWorkflow(compact, fileTexts))
  expect(written.length).toBeLessThanOrEqual(mostBytes)
  expect(written === `${compact}\n`).toBe(true)
  expect(reasonOf(() => readWorkflow(file(1_000_000, '1e20'), fileTexts))).toContain('would have 22 MB as it is saved')
})

describe('a file of another program is refused by its name', () => {
  test.each([
    ['ComfyUI', { last_node_id: 1, nodes: [{ id: 1, type: 'KSampler' }], links: [], version: 0.4 }],
    ['ComfyUI (API format)', { 3: { class_type: 'KSampler', inputs: { seed: 1 } } }],
    ['ComfyUI (API format)', { client_id: 'x', prompt: { 3: { class_type: 'KSampler', inputs: {} } }, extra_data: {} }],
    ['React Flow (xyflow)', { nodes: [{ id: '1', position: { x: 0, y: 0 }, data: { label: '1' } }], edges: [] }],
    ['chaiNNer', { version: '0.24.1', content: { nodes: [], edges: [], viewport: {} }, checksum: 'x' }],
    ['InvokeAI', { name: 'w', nodes: [{ id: 'a' }], edges: [], exposedFields: [], meta: { version: '3.0.0' } }],
    ['InvokeAI', { id: 'g', nodes: { a: { type: 'noise' } }, edges: [] }],
    [
      'InvokeAI',
      {
        name: 'Text to image',
        nodes: [
          {
            id: '55705012-79b9-4aac-9f26-c0b10309785b',
            type: 'invocation',
            position: { x: 1, y: 2 },
            data: { id: '55705012-79b9-4aac-9f26-c0b10309785b', type: 'noise', version: '1.0.3', inputs: {} },
          },
        ],
        edges: [{ id: 'e', type: 'default', source: 'a', sourceHandle: 'noise', target: 'b', targetHandle: 'noise' }],
        meta: { version: '4.0.0', category: 'default' },
      },
    ],
  ])('%s', (program, json) => expect(open(json)).toContain(`is no Reelgraph workflow but a graph of ${program},`))

  test('and any other JSON for what it lacks', () => {
    for (const json of [
      {},
      { nodes: {} },
      { nodes: [], edges: [] },
      { prompt: {} },
      { prompt: 'a star' },
      { format: 'reelgraph-later' },
      { content: {} },
    ])
      expect(open(json)).toContain('is no Reelgraph workflow')
    for (const json of [[], 1, null, 'text']) expect(open(json)).toContain('holds no object')
  })
})

const node = { node: 'text', version: 1, at: [0, 0], inputs: {} }
const file = (nodes: unknown, more: object = {}) => ({ format: 'reelgraph', version: 1, nodes, ...more })

test('what is too much, too deep, from the future or cut short is refused with the reason', () => {
  const many = Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`n${index}`, node]))
  expect(open(file(many))).toContain('20001 nodes')
  expect(open({ ...file({}), version: 99 })).toContain('newer Reelgraph')
  const deep = `{"format":"reelgraph","version":1,"nodes":{},"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
  expect(reasonOf(() => readWorkflow(deep, fileTexts))).toContain('nested more than')
  const whole = writeWorkflow(readWorkflow(JSON.stringify(file({ a: node })), fileTexts))
  for (let end = 0; end < whole.length - 2; end += 7)
    expect(reasonOf(() => readWorkflow(whole.slice(0, end), fileTexts))).toContain('not JSON')
  for (const at of [['NaN', 0], [0], [null, 0], 'here']) expect(open(file({ a: { ...node, at } }))).toContain('"at"')
})

test('what could not be kept as it is written is refused at its place', () => {
  const text = JSON.stringify(file({ a: node, b: { ...node, inputs: { seed: { value: 7 } } } }))
  const refused = (from: string, to: string) => reasonOf(() => readWorkflow(text.replace(from, to), fileTexts))
  expect(refused('"b":', '"a":')).toMatch(/^"nodes" holds "a" twice, .*was not opened, and nothing was changed\.$/)
  expect(refused('"version":1', '"version":1,"version":1')).toMatch(/^The file holds "version" twice/)
  expect(refused('7', '18446744073709551615')).toMatch(
    /^"nodes" › "b" › "inputs" › "seed" › "value" holds the whole number 18446744073709551615/,
  )
  expect(refused('7', '9007199254740991')).toBe('opened')
})

test('a byte order mark is no reason to refuse a file', () => {
  expect(reasonOf(() => readWorkflow(`\ufeff${JSON.stringify(file({ a: node }))}`, fileTexts))).toBe('opened')
})

test('keys that would change every object change none, and are written back as they were', () => {
  const text = `{
  "format": "reelgraph",
  "version": 1,
  "nodes": {
    "constructor": {
      "node": "hasOwnProperty",
      "version": 1,
      "at": [
        1e+308,
        0
      ],
      "title": "<img src=x onerror=alert(1)>",
      "inputs": {
        "toString": {
          "value": "<script>"
        }
      },
      "__proto__": {
        "polluted": true
      }
    }
  },
  "__proto__": {
    "polluted": true
  }
}
`
  expect(writeWorkflow(readWorkflow(text, fileTexts))).toBe(text)
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  expect(open(JSON.parse('{"format":"reelgraph","version":1,"nodes":{"__proto__":{}}}'))).toContain('no node can have')
})
