import { describe, expect, test } from 'vitest'
import { atWorkWithin, statesWithin, stateWithin } from '../../../app/subgraphs/state-within.ts'
import type { PlacedNode, Subgraph, Workflow } from '../../../workflow/document.ts'
import type { NodeState } from '../../../workflow/job-state.ts'
import { say, worded } from '../../../workflow/said/said.ts'
import { palette } from '../../fakes/palette.ts'

const node = (kind: string, title?: string): PlacedNode => ({
  node: kind,
  version: 1,
  at: [0, 0],
  inputs: {},
  ...(title ? { title } : {}),
})
const part = (title: string, nodes: Record<string, PlacedNode>): Subgraph => ({
  title,
  inputs: [],
  outputs: [],
  nodes: { ...nodes, inputs: node('subgraph-inputs'), outputs: node('subgraph-outputs') },
})
const workflow: Workflow = {
  format: 'reelgraph',
  version: 1,
  nodes: { a: node('source'), p: node('subgraph:outer') },
  subgraphs: {
    outer: part('Outer', { b: node('through', 'Steps'), q: node('subgraph:inner', 'Finish') }),
    inner: part('Inner', { c: node('decode', 'Decode it') }),
  },
}
const whole = { workflow: () => workflow }
const state = (status: NodeState['status'], rest: Partial<NodeState> = {}): NodeState => ({ status, ...rest })

describe('the state of a subgraph’s node', () => {
  test('is that of the node inside that runs, which is named; done only where all are', () => {
    const running = { a: state('done'), 'p/b': state('running', { done: 3, total: 9 }), 'p/q/c': state('waiting') }
    expect(stateWithin(running, whole, 'p', palette)).toBe(running['p/b'])
    expect(atWorkWithin(running, whole, 'p', palette)).toBe('Steps')
    expect(stateWithin(running, whole, 'a', palette)).toBe(running.a)
    expect(atWorkWithin({ a: state('running') }, whole, 'a', palette)).toBeUndefined()
    const half = { 'p/b': state('done'), 'p/q/c': state('waiting') }
    expect(stateWithin(half, whole, 'p', palette)?.status).toBe('waiting')
    const all = { 'p/q/c': state('done'), 'p/b': state('done', { total: 9 }) }
    expect(stateWithin(all, whole, 'p', palette)).toBe(all['p/b'])
    const ended = { 'p/b': state('done', { total: 9, ms: 900 }), 'p/q/c': state('done', { total: 16, ms: 60 }) }
    expect(stateWithin(ended, whole, 'p', palette)).toBe(ended['p/b'])
    const quick = { 'p/q/c': state('done', { total: 16, ms: 900 }), 'p/b': state('done', { ms: 60, address: 'a' }) }
    expect(stateWithin(quick, whole, 'p', palette)).toBe(quick['p/b'])
    expect(statesWithin(all, whole, 'p')).toHaveLength(2)
    expect(stateWithin(undefined, whole, 'p', palette)).toBeUndefined()
    expect(stateWithin({}, whole, 'p', palette)).toBeUndefined()
  })

  test('names in an error the way to the node that failed, from the level that is looked at', () => {
    const failed = {
      'p/b': state('done'),
      'p/q/c': state('failed', { error: { message: 'No room.', input: 'latent' } }),
    }
    expect(stateWithin(failed, whole, 'p', palette)?.error).toEqual({ message: 'Finish › Decode it: No room.' })
    const inside = { path: ['p'], workflow: () => ({ ...workflow, nodes: workflow.subgraphs!.outer!.nodes }) }
    expect(stateWithin(failed, inside, 'q', palette)?.error).toEqual({ message: 'Decode it: No room.' })
    expect(stateWithin(failed, inside, 'b', palette)).toBe(failed['p/b'])
    const deep = { path: ['p', 'q'], workflow: () => ({ ...workflow, nodes: workflow.subgraphs!.inner!.nodes }) }
    expect(stateWithin(failed, deep, 'c', palette)).toBe(failed['p/q/c'])
    const known = { 'p/q/c': state('failed', { error: worded(say('noNegative')) }) }
    expect(stateWithin(known, whole, 'p', palette)?.error).toEqual(
      worded(say('within', { where: 'Finish › Decode it', what: say('noNegative') })),
    )
  })
})
