import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { loadCatalogue } from '../../server/catalogue.ts'
import { markNodes } from '../../workflow/card-edits.ts'
import type { Definitions } from '../../workflow/definition.ts'
import { type Link, linksOf, nodeOf, readWorkflow, type Workflow } from '../../workflow/document.ts'
import { addNode, connect, placedNode, removeNodes, setValue } from '../../workflow/edits.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import { forkRefusal, forkSteps } from '../../workflow/fork.ts'
import { ruleTexts } from '../../workflow/rule-texts.ts'
import { problemsOf } from '../../workflow/rules.ts'
import { setSeed } from '../../workflow/seeds.ts'
import { makeSubgraph } from '../../workflow/subgraphs/make.ts'
import { subgraphTexts } from '../../workflow/subgraphs/subgraph-texts.ts'

let definitions: Definitions
let demo: Workflow
const steps = 25
const wish = (step: number) => ({ step, steps, fresh: 'fresh', at: [7, 9] as const })
const literal = (workflow: Workflow, id: string, input: string) =>
  (nodeOf(workflow, id)!.inputs[input] as { readonly value: unknown }).value
const ranged = (from: number, to: number) => setValue('steps', 'to', to)(setValue('steps', 'from', from)(demo))

beforeAll(async () => {
  definitions = await (await loadCatalogue()).definitions({ list: async () => [] })
  demo = readWorkflow(readFileSync(join(import.meta.dirname, '../../examples/text-to-video.json'), 'utf8'), fileTexts)
})

/** Where a node begins and where it ends; −1: where the latent is, and at the last step. */
const range = fc
  .tuple(fc.constantFrom(-1, 0, 3, 10), fc.constantFrom(-1, 10, 17, 25))
  .filter(([from, to]) => to === -1 || from < to)
const step = fc.integer({ min: -2, max: 30 })

test('two nodes take the steps of one: the first to the step, the second from there to where the one ended', () => {
  fc.assert(
    fc.property(range, step, ([from, to], at) => {
      const before = ranged(from, to)
      const after = forkSteps(definitions, 'steps', wish(at))(before)
      const inside = at > Math.max(0, from) && at < (to === -1 ? steps : to)
      expect(forkRefusal(before, definitions, 'steps', wish(at)) === undefined).toBe(inside)
      if (!inside) return void expect(after).toBe(before)
      expect(['steps', 'fresh'].map((id) => [literal(after, id, 'from'), literal(after, id, 'to')])).toEqual([
        [from, at],
        [at, to],
      ])
    }),
  )
})

test('the second reads the first, who read the first reads the second, and nothing else is another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: steps - 1 }), (at) => {
      // Two more that read it, one of them a further part of the chain.
      const read = (id: string, kind: string): Workflow =>
        addNode(
          id,
          placedNode(definitions[kind]!, [0, 0]),
        )(
          id === 'more'
            ? demo
            : connect({ from: 'steps', output: 'latent', to: 'more', input: 'latent' })(read('more', 'vae-decode')),
        )
      const before = connect({ from: 'steps', output: 'latent', to: 'next', input: 'latent' })(
        read('next', 'unet3d-steps'),
      )
      const after = forkSteps(definitions, 'steps', wish(at))(before)
      const [first, second] = [nodeOf(after, 'steps')!, nodeOf(after, 'fresh')!]
      expect(second.at).toEqual([7, 9])
      expect(second.inputs.latent).toEqual({ from: 'steps', output: 'latent' })
      for (const input of Object.keys(first.inputs))
        if (!['latent', 'from', 'to'].includes(input)) expect(second.inputs[input]).toEqual(first.inputs[input])
      expect(
        linksOf(after)
          .filter(({ from }) => from === 'steps')
          .map(({ to }) => to),
      ).toEqual(['fresh'])
      expect(
        linksOf(after)
          .filter(({ from }) => from === 'fresh')
          .map(({ to }) => to)
          .sort(),
      ).toEqual(['decode', 'more', 'next'])
      // Put together again they are the one that was.
      const joined = removeNodes(
        new Set(['fresh']),
        definitions,
      )(
        ['decode', 'more', 'next'].reduce(
          (each, to) => connect({ from: 'steps', output: 'latent', to, input: 'latent' })(each),
          setValue('steps', 'to', literal(before, 'steps', 'to') as number)(after),
        ),
      )
      expect(joined).toEqual(before)
      expect(Object.keys(after.nodes).indexOf('fresh')).toBe(Object.keys(after.nodes).indexOf('steps') + 1)
    }),
    { numRuns: 10 },
  )
})

test('what could run can run, and a divided node can be divided again on both sides', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: steps - 3 }), (at) => {
      const after = forkSteps(definitions, 'steps', wish(at))(demo)
      const again = forkSteps(definitions, 'fresh', { ...wish(at + 1), fresh: 'third' })(
        forkSteps(definitions, 'steps', { ...wish(at - 1), fresh: 'between' })(after),
      )
      const order = ['steps', 'between', 'fresh', 'third']
      expect(order.map((id) => [literal(again, id, 'from'), literal(again, id, 'to')])).toEqual([
        [0, at - 1],
        [at - 1, at],
        [at, at + 1],
        [at + 1, -1],
      ])
      expect(order.slice(1).map((id) => (nodeOf(again, id)!.inputs.latent as Link).from)).toEqual(order.slice(0, -1))
      expect(problemsOf(again, definitions, ruleTexts)).toEqual(problemsOf(demo, definitions, ruleTexts))
    }),
    { numRuns: 10 },
  )
})

test('a node whose id a file chose as "__proto__" is there afterwards', () => {
  const named = addNode('__proto__', placedNode(definitions.note!, [0, 0]))(demo)
  expect(Object.keys(forkSteps(definitions, 'steps', wish(10))(named).nodes).sort()).toEqual(
    [...Object.keys(named.nodes), 'fresh'].sort(),
  )
})

test('seeds that it reads stay for the next run, others go on being drawn', () => {
  const apart = setSeed('apart', 'seed', 5, 'random')(addNode('apart', placedNode(definitions.noise!, [0, 0]))(demo))
  const drawn = setSeed('noise', 'seed', 4815162, 'random')(apart)
  const after = forkSteps(definitions, 'steps', wish(8))(drawn)
  expect(nodeOf(after, 'noise')!.inputs.seed).toEqual({ value: 4815162 })
  expect(nodeOf(after, 'apart')).toBe(nodeOf(drawn, 'apart'))
})

test('what cannot be divided says why, and stays the very document', () => {
  const refused = (workflow: Workflow, id: string, at = 8) => {
    expect(forkSteps(definitions, id, wish(at))(workflow)).toBe(workflow)
    return forkRefusal(workflow, definitions, id, wish(at))
  }
  expect(refused(demo, 'nobody')).toBe('noSteps')
  expect(refused(demo, 'decode')).toBe('noSteps')
  expect(refused(demo, 'steps', 0)).toBe('first')
  expect(refused(demo, 'steps', steps)).toBe('last')
  for (const mode of ['mute', 'bypass'] as const)
    expect(refused(markNodes(['steps'], 'mode', mode)(demo), 'steps')).toBe('leftOut')
  const number = addNode('number', placedNode(definitions.number!, [0, 0]))(demo)
  for (const input of ['from', 'to'])
    expect(refused(connect({ from: 'number', output: 'number', to: 'steps', input })(number), 'steps')).toBe('linked')
  const made = makeSubgraph(demo, definitions, ['steps', 'decode'], { title: 'Part', texts: subgraphTexts })
  if ('refusal' in made) throw new Error(made.refusal)
  expect(refused(made.edit(demo), made.instance)).toBe('noSteps')
})
