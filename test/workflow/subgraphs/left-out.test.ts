import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markNodes } from '../../../workflow/card-edits.ts'
import type { Definitions } from '../../../workflow/definition.ts'
import { emptyWorkflow, type PlacedNode, type Workflow } from '../../../workflow/document.ts'
import { placedNode } from '../../../workflow/edits.ts'
import { effective } from '../../../workflow/modes.ts'
import { ruleTexts } from '../../../workflow/rule-texts.ts'
import { problemsOf } from '../../../workflow/rules.ts'
import { definitionsIn } from '../../../workflow/subgraphs/definitions-in.ts'
import { flatTitle } from '../../../workflow/subgraphs/flat-title.ts'
import { flatten } from '../../../workflow/subgraphs/flatten.ts'
import { leftOutOn, mutesOfAll } from '../../../workflow/subgraphs/left-out.ts'
import { flatId, inLevel, levelOf, type Path } from '../../../workflow/subgraphs/level.ts'
import { makeSubgraph } from '../../../workflow/subgraphs/make.ts'
import { problemsWithin } from '../../../workflow/subgraphs/problems-within.ts'
import { subgraphTexts } from '../../../workflow/subgraphs/subgraph-texts.ts'
import { palette as plain } from '../../fakes/palette.ts'
import { builtWorkflow } from '../arbitrary.ts'

const palette: Definitions = { ...plain, show: { ...plain.show!, result: true } }
const place = (kind: string, inputs: PlacedNode['inputs'] = {}): PlacedNode => {
  const node = placedNode(palette[kind]!, [0, 0])
  return { ...node, inputs: { ...node.inputs, ...inputs } }
}
const link = (from: string, output = 'latent') => ({ from, output })
const chain: Workflow = {
  ...emptyWorkflow('x'),
  nodes: {
    a: place('source'),
    b: place('through', { latent: link('a') }),
    c: place('decode', { latent: link('b') }),
    d: place('show', { picture: link('c', 'frames') }),
  },
}
const group = (workflow: Workflow, ids: readonly string[], path: Path = []) => {
  const definitions = definitionsIn(palette, levelOf(workflow, path), subgraphTexts)
  const made = makeSubgraph(levelOf(workflow, path), definitions, ids, { title: 'Part', texts: subgraphTexts })
  if ('refusal' in made) return undefined
  return { instance: made.instance, workflow: inLevel(path, definitions, made.edit)(workflow) }
}
const edit = (workflow: Workflow, path: Path, change: (level: Workflow) => Workflow) =>
  inLevel(path, definitionsIn(palette, workflow, subgraphTexts), change)(workflow)
const look = (workflow: Workflow) => {
  const definitions = definitionsIn(palette, workflow, subgraphTexts)
  const flat = flatten(workflow, palette)
  const { silent, gaps } = effective(flat, definitions)
  const nameOf = (id: string) => flatTitle(workflow, definitions, id)
  const problems = new Map<string, { node: string; input?: string; message: string }[]>()
  for (const each of problemsOf(flat, definitions, ruleTexts, nameOf))
    problems.set(each.node, [...(problems.get(each.node) ?? []), each])
  return {
    leftOut: (path: Path) => [...leftOutOn({ workflow, flat, silent }, path, definitions)].sort(),
    mutes: () => mutesOfAll({ workflow, flat, silent }, definitions),
    wrong: (path: Path) =>
      Object.fromEntries(
        [...problemsWithin(workflow, path, definitions, problems, gaps)].map(([id, found]) => [
          id,
          found.map(({ input, message }) => (input === undefined ? message : `${input}: ${message}`)),
        ]),
      ),
  }
}

test('what a mute leaves out is left out on every level as in the document without subgraphs', () => {
  const dice = fc.array(fc.nat(9), { minLength: 40, maxLength: 40 })
  fc.assert(
    fc.property(builtWorkflow(palette), dice, dice, (drawn, grouped, muted) => {
      const pick = (odds: readonly number[], below: number) =>
        Object.keys(drawn.nodes).filter((_, index) => (odds[index] ?? 9) < below)
      const workflow = markNodes(pick(muted, 3), 'mode', 'mute')(drawn)
      const ids = pick(grouped, 5)
      const made = group(workflow, ids)
      if (!made) return
      const { silent } = effective(workflow, palette)
      const { leftOut } = look(made.workflow)
      const inside = new Set(ids)
      const above = [...silent].filter((id) => !inside.has(id)).sort()
      expect(leftOut([]).filter((id) => id !== made.instance)).toEqual(above)
      const below = [...silent].filter((id) => inside.has(id)).sort()
      expect(leftOut([made.instance]).filter((id) => id !== 'outputs')).toEqual(below)
    }),
    { numRuns: 300 },
  )
})

describe('a node that is left out', () => {
  const outer = group(chain, ['b', 'c'])!
  const inner = group(outer.workflow, ['b'], [outer.instance])!
  const deep: Path = [outer.instance, inner.instance]

  test('inside leaves out the instances around it and what reads them, and is named where nothing runs', () => {
    const muted = edit(inner.workflow, deep, markNodes(['b'], 'mode', 'mute'))
    const { leftOut, mutes } = look(muted)
    expect(leftOut([])).toEqual(['d', outer.instance].sort())
    expect(leftOut([outer.instance])).toEqual(['c', inner.instance, 'outputs'].sort())
    expect(leftOut(deep)).toEqual(['b', 'outputs'])
    expect(mutes()).toEqual([flatId(deep, 'b')])
    // A muted instance is muted as a whole: it is what a person ends.
    const whole = edit(inner.workflow, [], markNodes([outer.instance], 'mode', 'mute'))
    expect(look(whole).mutes()).toEqual([outer.instance])
    expect(look(whole).leftOut([outer.instance])).toEqual(['c', inner.instance, 'outputs'].sort())
    expect(look(inner.workflow).mutes()).toEqual([])
    // A bypassed result makes none.
    const beside = edit(muted, [], (level) => ({
      ...level,
      nodes: { ...level.nodes, z: { ...place('show'), mode: 'bypass' } },
    }))
    expect(look(beside).mutes()).toEqual([flatId(deep, 'b')])
    expect(look(inner.workflow).leftOut([])).toEqual([])
  })

  test('leaves out no instance that gives something else, and no result beside it', () => {
    const two = group(chain, ['c', 'd'])!
    const before = edit(two.workflow, [], (level) => ({
      ...level,
      nodes: { ...level.nodes, e: place('decode', { latent: link('b') }) },
    }))
    const muted = edit(before, [two.instance], markNodes(['c'], 'mode', 'mute'))
    expect(look(muted).leftOut([])).toEqual([two.instance])
    const another = edit(muted, [two.instance], (level) => ({
      ...level,
      nodes: {
        ...level.nodes,
        s: place('show', { picture: link('inputs', Object.keys(two.workflow.nodes[two.instance]!.inputs)[0]) }),
      },
    }))
    expect(look(another).leftOut([])).toEqual([])
    expect(look(another).mutes()).toEqual([])
  })

  test('inside leaves out the instance also where a bypassed node hands it on', () => {
    const first = group(chain, ['a', 'b'])!
    const muted = edit(first.workflow, [first.instance], markNodes(['a'], 'mode', 'mute'))
    const passed = edit(muted, [first.instance], markNodes(['b'], 'mode', 'bypass'))
    expect(look(passed).leftOut([])).toEqual(['c', 'd', first.instance].sort())
    expect(look(passed).leftOut([first.instance])).toEqual(['a', 'outputs'])
    const alone = edit(first.workflow, [first.instance], markNodes(['b'], 'mode', 'bypass'))
    expect(look(alone).leftOut([])).toEqual([])
  })

  test('and hands on nothing is said at what reads it on another level, by the way to it', () => {
    const bypassed = edit(inner.workflow, [outer.instance], markNodes(['c'], 'mode', 'bypass'))
    const message = ruleTexts.readsBypassed('frames', 'Part › The decode')
    expect(look(bypassed).wrong([])).toEqual({ d: [`picture: ${message}`] })
    expect(look(bypassed).wrong([outer.instance])).toEqual({})
  })
})

test('what is wrong inside stands on the instance with the name of the node, what the level decides does not', () => {
  const outer = group(chain, ['b', 'c'])!
  const inner = group(outer.workflow, ['b'], [outer.instance])!
  expect(look(inner.workflow).wrong([])).toEqual({})
  // The wire into the inner instance is cut, and another at the instance on the document itself.
  const cut = edit(inner.workflow, [outer.instance], (level) => ({
    ...level,
    nodes: { ...level.nodes, [inner.instance]: { ...level.nodes[inner.instance]!, inputs: {} } },
  }))
  const { wrong } = look(cut)
  expect(wrong([])).toEqual({ [outer.instance]: [`Part › The through: ${ruleTexts.needs('latent', 'latent')}`] })
  expect(wrong([outer.instance])).toEqual({})
  const open = edit(inner.workflow, [], (level) => ({
    ...level,
    nodes: { ...level.nodes, [outer.instance]: { ...level.nodes[outer.instance]!, inputs: {} } },
  }))
  expect(look(open).wrong([])).toEqual({})
})
