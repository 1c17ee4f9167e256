import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  emptyWorkflow,
  inputOf,
  linksOf,
  newNodeId,
  nodeOf,
  type PlacedNode,
  readWorkflow,
  WorkflowError,
  writeWorkflow,
} from '../../workflow/document.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import { palette } from '../fakes/palette.ts'
import { builtWorkflow } from './arbitrary.ts'

const node = { node: 'source', version: 1, at: [0, 0], inputs: {} }
const file = (more: object) => JSON.stringify({ format: 'reelgraph', version: 1, nodes: {}, ...more })

describe('a workflow file', () => {
  test('is byte-stable through load and save, whatever was built', () => {
    fc.assert(
      fc.property(builtWorkflow(palette), (workflow) => {
        const text = writeWorkflow(workflow)
        expect(writeWorkflow(readWorkflow(text, fileTexts))).toBe(text)
      }),
      { seed: 1, numRuns: 60 },
    )
  })

  test('keeps unknown keys, unknown nodes and values out of range as they are, in their order', () => {
    const text = `${JSON.stringify(
      {
        zeta: { later: true },
        format: 'reelgraph',
        version: 1,
        nodes: {
          b: { ...node, node: 'from-the-future', glow: 3, inputs: { x: { value: { deep: [1, null] }, unit: 'm' } } },
          a: { ...node, inputs: { count: { value: 1e9 }, kind: { value: 'no such kind' } } },
        },
        frames: { f1: { title: 'group' } },
      },
      null,
      2,
    )}\n`
    expect(writeWorkflow(readWorkflow(text, fileTexts))).toBe(text)
  })

  test.each([
    ['', /not JSON/],
    ['{"format":"reelgraph"', /not JSON/],
    ['[]', /holds no object/],
    ['{"nodes":[],"links":[],"version":0.4}', /no Reelgraph workflow/],
    [file({ version: 99 }), /newer Reelgraph/],
    [file({ version: 0 }), /"version" must be/],
    [file({ nodes: [] }), /"nodes" must be/],
    [file({ name: 3 }), /"name" must be text/],
    [file({ nodes: { a: null } }), /Node "a" must be an object/],
    [file({ nodes: { a: { ...node, at: [0] } } }), /Node "a": "at"/],
    [file({ nodes: { a: { ...node, at: [0, null] } } }), /Node "a": "at"/],
    [file({ nodes: { a: { ...node, inputs: { x: 3 } } } }), /input "x" must be/],
    [file({ nodes: { a: { ...node, inputs: { x: { value: 1, from: 'b', output: 'o' } } } } }), /either/],
    [file({ nodes: { a: { ...node, inputs: { x: {} } } } }), /either/],
    [file({ nodes: { a: { ...node, inputs: { x: { from: 3, output: 'o' } } } } }), /must name its link/],
    [
      '{"format":"reelgraph","version":1,"nodes":{"__proto__":{"node":"x","version":1,"at":[0,0],"inputs":{}}}}',
      /no node can have/,
    ],
    [file({ nodes: { a: { ...node, inputs: JSON.parse('{"__proto__":{"value":1}}') } } }), /no input can have/],
    // Read as infinity, these would be saved as null.
    [
      file({ nodes: { a: { ...node, inputs: { x: { value: [1e300] } } } } }).replace('1e+300', '1e999'),
      /input "x" holds a number/,
    ],
    [file({ nodes: { a: { ...node, version: 1e300 } } }).replace('1e+300', '1e999'), /Node "a" holds a number/],
    [file({ frames: { f: 1e300 } }).replace('1e+300', '-1e999'), /"frames" holds a number/],
  ])('refuses %j and says why', (text, why) => {
    expect(() => readWorkflow(text, fileTexts)).toThrow(WorkflowError)
    expect(() => readWorkflow(text, fileTexts)).toThrow(why)
  })

  test('of names that every object has by birth is read and written as any other', () => {
    const names = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__']
    const inputs = Object.fromEntries(names.map((name) => [name, { value: name }]))
    const nodes = Object.fromEntries(names.map((name) => [name, { ...node, inputs }]))
    const workflow = readWorkflow(file({ nodes }), fileTexts)
    expect(Object.keys(workflow.nodes)).toEqual(names)
    expect(nodeOf(workflow, 'toString')).toEqual(nodes.toString)
    expect(nodeOf(workflow, 'isPrototypeOf')).toBeUndefined()
    expect(inputOf(workflow.nodes.constructor as unknown as PlacedNode, 'valueOf')).toEqual({ value: 'valueOf' })
    expect(inputOf(workflow.nodes.constructor as unknown as PlacedNode, 'isPrototypeOf')).toBeUndefined()
    expect(writeWorkflow(readWorkflow(writeWorkflow(workflow), fileTexts))).toBe(writeWorkflow(workflow))
  })

  test('nested so deep that it could not be written again is refused at its place, and less deep is not', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
    const at = (place: (depth: number) => string) => (depth: number) => () => readWorkflow(place(depth), fileTexts)
    const places: [RegExp, (depth: number) => string][] = [
      [
        /Node "a": input "x" is nested more than 100 levels/,
        (depth) =>
          file({ nodes: { a: { ...node, inputs: { x: { value: 'HERE' } } } } }).replace('"HERE"', nested(depth)),
      ],
      [
        /Node "a" is nested/,
        (depth) => file({ nodes: { a: { ...node, more: 'HERE' } } }).replace('"HERE"', nested(depth)),
      ],
      [/"more" is nested/, (depth) => file({ more: 'HERE' }).replace('"HERE"', nested(depth))],
    ]
    for (const [why, place] of places) {
      expect(at(place)(50)).not.toThrow()
      for (const depth of [150, 200_000]) {
        expect(at(place)(depth)).toThrow(WorkflowError)
        expect(at(place)(depth)).toThrow(why)
      }
    }
  })

  test('of 20,000 nodes is read and written', () => {
    const nodes = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`n${index}`, node]))
    const text = `${JSON.stringify(JSON.parse(file({ nodes })), null, 2)}\n`
    expect(writeWorkflow(readWorkflow(text, fileTexts))).toBe(text)
  })

  test('is refused in few words, however long what is wrong in it is', () => {
    const long = 'x'.repeat(1e6)
    for (const text of [
      file({ format: long }),
      file({ version: long }),
      file({ nodes: { [long]: null } }),
      file({ nodes: { a: { ...node, inputs: { [long]: 3 } } } }),
    ]) {
      expect(() => readWorkflow(text, fileTexts)).toThrow(WorkflowError)
      expect(() => readWorkflow(text, fileTexts)).toThrow(/^.{30,300}$/)
    }
  })

  test('pollutes no prototype', () => {
    expect(() =>
      readWorkflow('{"format":"reelgraph","version":1,"nodes":{},"__proto__":{"polluted":true}}', fileTexts),
    ).not.toThrow()
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test('lists its links in document order', () => {
    const workflow = {
      ...emptyWorkflow('x'),
      nodes: {
        a: { node: 'source', version: 1, at: [0, 0] as const, inputs: { count: { value: 8 } } },
        b: { node: 'through', version: 1, at: [0, 0] as const, inputs: { latent: { from: 'a', output: 'latent' } } },
      },
    }
    expect(linksOf(workflow)).toEqual([{ from: 'a', output: 'latent', to: 'b', input: 'latent' }])
  })

  test('ids do not repeat', () => {
    expect(new Set(Array.from({ length: 2000 }, newNodeId)).size).toBe(2000)
  })
})
