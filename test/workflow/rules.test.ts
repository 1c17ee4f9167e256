import { describe, expect, test } from 'vitest'
import { emptyWorkflow, type PlacedNode, type Workflow } from '../../workflow/document.ts'
import { placedNode } from '../../workflow/edits.ts'
import { planOf, withSources } from '../../workflow/plan.ts'
import { ruleTexts } from '../../workflow/rule-texts.ts'
import { fieldApplies, linkRefusal, problemsOf } from '../../workflow/rules.ts'
import { palette } from '../fakes/palette.ts'

const place = (kind: string, inputs: PlacedNode['inputs'] = {}): PlacedNode => {
  const node = placedNode(palette[kind]!, [0, 0])
  return { ...node, inputs: { ...node.inputs, ...inputs } }
}
const workflow = (nodes: Record<string, PlacedNode>): Workflow => ({ ...emptyWorkflow('x'), nodes })
const link = (from: string, output = 'latent') => ({ from, output })

const chain = workflow({
  a: place('source'),
  b: place('through', { latent: link('a') }),
  c: place('decode', { latent: link('b') }),
  d: place('show', { picture: link('c', 'frames') }),
})

describe('links', () => {
  test.each([
    [{ from: 'a', output: 'latent', to: 'd', input: 'picture' }, undefined],
    [{ from: 'c', output: 'frames', to: 'b', input: 'latent' }, /Frames cannot go into a latent input/],
    [{ from: 'b', output: 'latent', to: 'b', input: 'latent' }, /its own output/],
    [{ from: 'b', output: 'latent', to: 'a', input: 'curl' }, /set on the card/],
    [{ from: 'a', output: 'nothing', to: 'b', input: 'latent' }, /no output "nothing"/],
    [{ from: 'a', output: 'latent', to: 'b', input: 'toString' }, /no input "toString"/],
    [{ from: 'gone', output: 'latent', to: 'b', input: 'latent' }, /no longer there/],
  ])('%j', (wish, why) => {
    const refusal = linkRefusal(chain, palette, wish, ruleTexts)
    if (why === undefined) expect(refusal).toBeUndefined()
    else expect(refusal).toMatch(why)
  })

  test('a cycle is refused by name, a remedy is offered where one is known', () => {
    const loop = workflow({
      a: place('through'),
      b: place('through', { latent: link('a') }),
      t: place('text'),
      g: place('guide'),
    })
    expect(linkRefusal(loop, palette, { from: 'b', output: 'latent', to: 'a', input: 'latent' }, ruleTexts)).toMatch(
      /close a cycle: The through already depends on The through/,
    )
    expect(linkRefusal(loop, palette, { from: 't', output: 'text', to: 'g', input: 'positive' }, ruleTexts)).toBe(
      'A text cannot go into a conditioning input: encode it first with Encode text',
    )
  })
})

describe('problems', () => {
  test('a sound workflow has none', () => expect(problemsOf(chain, palette, ruleTexts)).toEqual([]))

  test.each([
    [
      'unknown node',
      { x: { ...place('source'), node: 'toString' } },
      { node: 'x', message: /There is no node "toString"/ },
    ],
    ['newer node', { x: { ...place('source'), version: 9 } }, { node: 'x', message: /newer Reelgraph/ }],
    [
      'not connected',
      { x: place('decode') },
      { node: 'x', input: 'latent', message: /not connected: it needs a latent/ },
    ],
    [
      'dangling',
      { x: place('decode', { latent: link('gone') }) },
      { node: 'x', input: 'latent', message: /not there/ },
    ],
    [
      'off the grid',
      { x: place('source', { count: { value: 20 } }) },
      { node: 'x', input: 'count', message: /multiple of 8, and is 20: take 16 or 24/ },
    ],
    [
      'too low',
      { x: place('source', { count: { value: 0 } }) },
      { node: 'x', input: 'count', message: /from 8 to 64, and is 0/ },
    ],
    [
      'no number',
      { x: place('source', { count: { value: '16' } }) },
      { node: 'x', input: 'count', message: /must be a number/ },
    ],
    [
      'no choice',
      { x: place('source', { kind: { value: 'odd' } }) },
      { node: 'x', input: 'kind', message: /one of plain, fancy, and is "odd"/ },
    ],
    [
      'seed',
      { x: place('source', { seed: { value: 0.5 } }) },
      { node: 'x', input: 'seed', message: /whole number from 0/ },
    ],
  ])('%s', (_, nodes, expected) => {
    const found = problemsOf(workflow(nodes), palette, ruleTexts)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ ...expected, message: expect.stringMatching(expected.message) })
  })

  test('a field that does not apply is not judged', () => {
    const plain = place('source', { curl: { value: 'neither' } })
    expect(fieldApplies(palette.source!, plain, palette.source!.inputs.curl as never)).toBe(false)
    expect(problemsOf(workflow({ plain }), palette, ruleTexts)).toEqual([])
    const fancy = place('source', { kind: { value: 'fancy' }, curl: { value: 'neither' } })
    expect(problemsOf(workflow({ fancy }), palette, ruleTexts)).toHaveLength(1)
  })

  test('a cycle names its nodes on each of them', () => {
    const loop = workflow({
      a: place('through', { latent: link('c') }),
      b: place('through', { latent: link('a') }),
      c: place('through', { latent: link('b') }),
      free: place('source'),
    })
    const found = problemsOf(loop, palette, ruleTexts)
    expect(found.map((each) => each.node).sort()).toEqual(['a', 'b', 'c'])
    expect(found[0]!.message).toMatch(/A cycle: The through → The through → The through → The through/)
  })
})

describe('a large workflow', () => {
  test('whose 10,000 nodes make one cycle tells it in few words on each', () => {
    const size = 10_000
    const nodes = Object.fromEntries(
      Array.from({ length: size }, (_, index) => [
        `n${index}`,
        {
          ...place('through', { latent: link(`n${(index + size - 1) % size}`) }),
          title: `T${index} ${'x'.repeat(1000)}`,
        },
      ]),
    )
    const found = problemsOf(workflow(nodes), palette, ruleTexts)
    expect(found).toHaveLength(size)
    expect(new Set(found.map((each) => each.node)).size).toBe(size)
    expect(found[0]!.message).toMatch(/^A cycle: T\d+ x+ → .* → … \(9992 more\) → T\d+ x+\. Remove one of its links\.$/)
    expect(found[0]!.message.length).toBeLessThan(1000)
  })

  test('with one node of 150,000 links, more than a call takes arguments, is planned', () => {
    const source = place('source')
    const ids = Array.from({ length: 150_000 }, (_, index) => index)
    const inputs = Object.fromEntries(ids.map((id) => [id, link(`${id}`)]))
    const sources = Object.fromEntries(ids.map((id) => [id, source]))
    const wide = workflow({ ...sources, all: { ...place('decode'), inputs } })
    expect(withSources(wide, ['all']).size).toBe(150_001)
    const plan = planOf(wide, ['all'])
    expect('order' in plan && plan.order.length).toBe(150_001)
  })

  test('with names that every object has by birth has no problem of its own', () => {
    const odd = workflow(
      Object.fromEntries([
        ['constructor', place('source')],
        ['toString', place('decode', { latent: link('constructor') })],
        ['valueOf', place('decode', { latent: link('hasOwnProperty') })],
      ]),
    )
    expect(problemsOf(odd, palette, ruleTexts).map((each) => [each.node, each.input])).toEqual([['valueOf', 'latent']])
    expect(planOf(odd)).toEqual({ order: ['constructor', 'toString', 'valueOf'] })
    expect(
      linkRefusal(odd, palette, { from: 'constructor', output: 'valueOf', to: 'toString', input: 'latent' }, ruleTexts),
    ).toMatch(/no output "valueOf"/)
  })
})

describe('the plan', () => {
  test('puts every node after what it reads, and takes only what is wanted', () => {
    const plan = planOf(chain)
    expect(plan).toEqual({ order: ['a', 'b', 'c', 'd'] })
    expect(planOf(chain, ['b'])).toEqual({ order: ['a', 'b'] })
    expect(withSources(chain, ['c'])).toEqual(new Set(['c', 'b', 'a']))
  })

  test('a chain of 100,000 nodes needs no call stack and touches each link once', () => {
    let reads = 0
    const nodes: Record<string, PlacedNode> = { n0: place('source') }
    for (let i = 1; i < 100_000; i++) {
      const from = `n${i - 1}`
      const latent = {
        get from() {
          reads++
          return from
        },
        output: 'latent',
      }
      nodes[`n${i}`] = { node: 'through', version: 1, at: [0, 0], inputs: { latent } }
    }
    const plan = planOf(workflow(nodes))
    expect('order' in plan && plan.order.length).toBe(100_000)
    expect(reads).toBeLessThan(500_000)
  })
})

test('what is said stays short, however long the names in a file are', () => {
  const long = 'A'.repeat(1e6)
  const evil = workflow({
    unknown: { node: long, version: 1, at: [0, 0], inputs: {} },
    source: { ...place('source'), title: long },
    through: { ...place('through', { latent: link('source', long) }), title: long },
    loop: { ...place('through', { latent: link('loop') }), title: long },
  })
  const problems = problemsOf(evil, palette, ruleTexts)
  expect(new Set(problems.map(({ node }) => node))).toEqual(new Set(['unknown', 'through', 'loop']))
  for (const { message } of problems) expect(message.length).toBeLessThan(600)
  const wish = { from: 'source', output: long, to: 'through', input: 'latent' }
  expect(linkRefusal(evil, palette, wish, ruleTexts)!.length).toBeLessThan(600)
})
