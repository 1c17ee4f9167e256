import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { documentRects } from '../../../app/canvas/document-rects.ts'
import { overlaps } from '../../../app/canvas/rects.ts'
import { inOneRun } from '../../../app/details/use-steps.ts'
import type { Preview } from '../../../app/state/app-context.ts'
import type { StepsOfRun } from '../../../app/state/recall-steps.ts'
import { forkPlace } from '../../../app/timeline/fork-place.ts'
import { createLiveChains } from '../../../app/timeline/live-chains.ts'
import { madeFrom } from '../../../app/timeline/made-from.ts'
import { isAt, shownOf } from '../../../app/timeline/marks.ts'
import { chainsOf, shownChain } from '../../../app/timeline/step-nodes.ts'
import { loadCatalogue } from '../../../server/catalogue.ts'
import { markNodes } from '../../../workflow/card-edits.ts'
import type { Definitions } from '../../../workflow/definition.ts'
import { nodeOf, readWorkflow, type Workflow } from '../../../workflow/document.ts'
import { addNode, connect, moveNodes, placedNode, setValue } from '../../../workflow/edits.ts'
import { fileTexts } from '../../../workflow/file-texts.ts'
import { forkSteps } from '../../../workflow/fork.ts'
import type { NodeState } from '../../../workflow/job-state.ts'

let definitions: Definitions
let demo: Workflow
const fork = (workflow: Workflow, id: string, step: number, fresh: string, at: readonly [number, number] = [0, 900]) =>
  forkSteps(definitions, id, { step, steps: 25, fresh, at })(workflow)

beforeAll(async () => {
  definitions = await (await loadCatalogue()).definitions({ list: async () => [] })
  demo = readWorkflow(
    readFileSync(join(import.meta.dirname, '../../../examples/text-to-video.json'), 'utf8'),
    fileTexts,
  )
})

test('an edit of values and places leaves the list of chains as it is and looks at no other node', () => {
  let asked = 0
  const counted = new Proxy(definitions, {
    getOwnPropertyDescriptor(of, name) {
      asked++
      return Reflect.getOwnPropertyDescriptor(of, name)
    },
  })
  const chainsIn = createLiveChains(counted)
  const two = fork(demo, 'steps', 8, 'b')
  const chains = chainsIn(two)
  expect(chains).toEqual([['steps', 'b']])
  expect(asked).toBeGreaterThan(0)
  asked = 0
  const moved = setValue('b', 'guidance', 3)(moveNodes(new Map([['steps', [5, 5]]]))(two))
  expect(chainsIn(moved)).toBe(chains)
  expect(asked).toBe(0)
  // What is wired otherwise, or left out, is looked at, and where the chains are the same they stay that list.
  expect(chainsIn(addNode('n', placedNode(definitions.noise!, [0, 0]))(moved))).toBe(chains)
  expect(asked).toBeGreaterThan(0)
  expect(chainsIn(markNodes(['b'], 'mode', 'bypass')(moved))).toEqual([['steps'], ['b']])
})

test('nodes that take the steps of one latent are one chain, through bends and bypasses too; where it goes on in two ways it ends', () => {
  expect(chainsOf(demo, definitions)).toEqual([['steps']])
  const two = fork(fork(demo, 'steps', 8, 'b'), 'b', 12, 'c')
  expect(chainsOf(two, definitions)).toEqual([['steps', 'b', 'c']])
  expect(chainsOf(markNodes(['b'], 'mode', 'bypass')(two), definitions)).toContainEqual(['steps', 'c'])
  const bent = connect({ from: 'bend', output: 'out', to: 'b', input: 'latent' })(
    connect({ from: 'steps', output: 'latent', to: 'bend', input: 'in' })(
      addNode('bend', placedNode(definitions.reroute!, [0, 0]))(two),
    ),
  )
  expect(chainsOf(bent, definitions)).toEqual([['steps', 'b', 'c']])
  const parted = connect({ from: 'steps', output: 'latent', to: 'd', input: 'latent' })(
    addNode('d', placedNode(definitions['unet3d-steps']!, [0, 0]))(two),
  )
  expect(chainsOf(parted, definitions)).toEqual([['steps'], ['b', 'c'], ['d']])
})

test('shown is the chain of the selected node, else the one at work, else the last that took steps, else the first', () => {
  const chains = [['a', 'b'], ['c'], ['d']]
  const shown = (selection: string[], states: Record<string, NodeState['status']>) =>
    shownChain(chains, new Set(selection), (id) => (states[id] ? { status: states[id] } : undefined))
  expect(shown(['b'], { c: 'running' })).toBe(chains[0])
  expect(shown(['other'], { c: 'running', d: 'done' })).toBe(chains[1])
  expect(shown(['a', 'd'], { b: 'running', d: 'done' })).toBe(chains[0])
  expect(shown([], { a: 'cached', c: 'done', d: 'waiting' })).toBe(chains[1])
  expect(shown([], { d: 'skipped' })).toBe(chains[0])
  expect(shownChain([], new Set(), () => undefined)).toBeUndefined()
})

test('of a chain in the middle of a run no step of the run before is shown beside those of this one', () => {
  const its = (job: string): StepsOfRun[] => [{ workflow: 'w', node: 'n', job, address: job, settled: true }]
  expect(inOneRun([its('new'), its('old')])).toEqual([its('new'), undefined])
  expect(inOneRun([its('one'), its('one')])).toEqual([its('one'), its('one')])
  expect(inOneRun([[], its('one')])).toEqual([[], its('one')])
})

const preview = (job: string, step: number, frames = 16): Preview =>
  ({ header: { job, node: 'n', step, frames }, latent: new Uint8Array(), factors: {} }) as unknown as Preview

test('A goes on to the newest step until one is chosen, and again in the next run', () => {
  const steps = [1, 2, 3].map((step) => preview('one', step))
  expect(shownOf({ a: null, frame: 4 }, steps)).toEqual({ preview: steps[2], frame: 4, follows: true })
  const a = { job: 'one', node: 'n', step: 2 }
  expect(shownOf({ a, frame: 4 }, steps)).toEqual({ preview: steps[1], frame: 4, follows: false })
  const next = [preview('two', 1), preview('two', 2, 3)]
  expect(shownOf({ a, frame: 4 }, next)).toEqual({ preview: next[1], frame: 2, follows: true })
  expect(shownOf({ a, frame: 4 }, [])).toBeUndefined()
  expect(isAt(next[0]!.header, { job: 'two', node: 'm', step: 1 })).toBe(false)
})

test('what made a step is what its node reads, and no more, with what was asked for first and the model last', () => {
  const forked = fork(demo, 'steps', 8, 'second')
  const kinds = (flat: string) => Object.values(madeFrom(forked, definitions, flat).nodes).map(({ node }) => node)
  const first = ['encode-text', 'encode-text', 'noise', 'scheduler', 'unet3d-steps', 'load-checkpoint']
  expect(kinds('steps')).toEqual(first)
  expect(kinds('second')).toEqual([...first.slice(0, 5), 'unet3d-steps', 'load-checkpoint'])
})

test('the second part stands at the right of the first and covers no card: its readers make room, or it stands further down', () => {
  const apart = (workflow: Workflow) => {
    const rects = [...documentRects(workflow, definitions).values()]
    return rects.every((one, index) => rects.slice(index + 1).every((other) => !overlaps(one, other)))
  }
  const forkedAt = (workflow: Workflow) => {
    const { at, moved } = forkPlace(workflow, definitions, 'steps')
    return { moved, after: fork(moveNodes(moved)(workflow), 'steps', 8, 'second', at) }
  }
  expect(apart(demo)).toBe(true)
  const { moved, after } = forkedAt(demo)
  expect([...moved.keys()].sort()).toEqual(['decode', 'export'])
  expect(nodeOf(after, 'second')!.at[1]).toBe(nodeOf(after, 'steps')!.at[1])
  expect(apart(after)).toBe(true)
  // Where there is room nothing moves.
  const far = moveNodes(
    new Map([
      ['decode', [3000, 0]],
      ['export', [3400, 0]],
    ]),
  )(demo)
  expect(forkedAt(far).moved.size).toBe(0)
  // A card that reads nothing of it stays where it is, and so do then all.
  const blocked = addNode('blocks', placedNode(definitions.note!, [940, 300]))(demo)
  const below = forkedAt(blocked)
  expect(below.moved.size).toBe(0)
  expect(apart(blocked)).toBe(true)
  expect(apart(below.after)).toBe(true)
})
