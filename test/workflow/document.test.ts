import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  emptyWorkflow,
  linksOf,
  newNodeId,
  readWorkflow,
  WorkflowError,
  writeWorkflow,
} from '../../workflow/document.ts'
import { palette } from '../fakes/palette.ts'
import { builtWorkflow } from './arbitrary.ts'

const node = { node: 'source', version: 1, at: [0, 0], inputs: {} }
const file = (more: object) => JSON.stringify({ format: 'reelgraph', version: 1, nodes: {}, ...more })

describe('a workflow file', () => {
  test('is byte-stable through load and save, whatever was built', () => {
    fc.assert(
      fc.property(builtWorkflow(palette), (workflow) => {
        const text = writeWorkflow(workflow)
        expect(writeWorkflow(readWorkflow(text))).toBe(text)
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
    expect(writeWorkflow(readWorkflow(text))).toBe(text)
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
  ])('refuses %j and says why', (text, why) => {
    expect(() => readWorkflow(text)).toThrow(WorkflowError)
    expect(() => readWorkflow(text)).toThrow(why)
  })

  test('pollutes no prototype', () => {
    expect(() =>
      readWorkflow('{"format":"reelgraph","version":1,"nodes":{},"__proto__":{"polluted":true}}'),
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
