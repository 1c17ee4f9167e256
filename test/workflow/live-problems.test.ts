import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markNodes } from '../../workflow/card-edits.ts'
import type { Definition, Definitions } from '../../workflow/definition.ts'
import { emptyWorkflow, type PlacedNode, type Workflow } from '../../workflow/document.ts'
import { connect, moveNodes, placedNode, removeNodes, retitle, setValue } from '../../workflow/edits.ts'
import { createLiveEffective } from '../../workflow/live-effective.ts'
import { createLiveProblems } from '../../workflow/live-problems.ts'
import { effective } from '../../workflow/modes.ts'
import { ruleTexts } from '../../workflow/rule-texts.ts'
import { type Problem, problemsOf } from '../../workflow/rules.ts'
import { createDefinitionsIn } from '../../workflow/subgraphs/definitions-in.ts'
import { subgraphTexts } from '../../workflow/subgraphs/subgraph-texts.ts'
import { palette } from '../fakes/palette.ts'
import { gesture, subgraphGesture } from './arbitrary.ts'

const byNode = (problems: readonly Problem[]) => {
  const found = new Map<string, Problem[]>()
  for (const each of problems) found.set(each.node, [...(found.get(each.node) ?? []), each])
  return found
}

const place = (kind: string, inputs: PlacedNode['inputs'] = {}): PlacedNode => {
  const node = placedNode(palette[kind]!, [0, 0])
  return { ...node, inputs: { ...node.inputs, ...inputs } }
}

describe('problems of one document after the other', () => {
  test('after any edits they are what a look at the whole document finds, and so is the workflow as it runs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 5, arbitrary: gesture(palette) }, subgraphGesture(palette)), { maxLength: 60 }),
        fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
        (gestures, asked) => {
          const known: Record<string, Definition> = {}
          const definitionsIn = createDefinitionsIn(palette, subgraphTexts)
          const runs = createLiveEffective(known)
          const problems = createLiveProblems(known, runs)
          let workflow: Workflow = emptyWorkflow('drawn')
          gestures.forEach((each, index) => {
            workflow = each(workflow)(workflow)
            const now = definitionsIn(workflow)
            for (const id of Object.keys(known)) if (!Object.hasOwn(now, id)) delete known[id]
            Object.assign(known, now)
            // Whoever asks for one of the two may not have asked for the other.
            const { wires: _, ...live } = runs(workflow)
            expect(live).toEqual(effective(workflow, known))
            if (asked[index])
              expect(problems(workflow, ruleTexts)).toEqual(byNode(problemsOf(workflow, known, ruleTexts)))
          })
        },
      ),
      { numRuns: 150 },
    )
  })

  test('a node that is called otherwise from now on is so in what was said of it, also in the very same document', () => {
    let name = 'Part › Decode'
    const problems = createLiveProblems(palette, createLiveEffective(palette), () => name)
    const bypassed: Workflow = {
      ...emptyWorkflow('x'),
      nodes: {
        c: { ...place('decode'), mode: 'bypass' },
        d: place('show', { picture: { from: 'c', output: 'frames' } }),
      },
    }
    const said = (workflow: Workflow) =>
      problems(workflow, ruleTexts)
        .get('d')!
        .map(({ message }) => message)
    expect(said(bypassed)).toEqual([ruleTexts.readsBypassed('frames', name)])
    const before = problems(bypassed, ruleTexts)
    expect(problems(bypassed, ruleTexts)).toBe(before)
    name = 'Other › Decode'
    expect(said(bypassed)).toEqual([ruleTexts.readsBypassed('frames', name)])
    name = 'Third › Decode'
    expect(said(moveNodes(new Map([['c', [5, 5]]]))(bypassed))).toEqual([ruleTexts.readsBypassed('frames', name)])
  })

  test('a cycle is told to its nodes as long as it is there, also while values change', () => {
    const problems = createLiveProblems(palette, createLiveEffective(palette))
    const loop: Workflow = {
      ...emptyWorkflow('x'),
      nodes: {
        a: place('through', { latent: { from: 'b', output: 'latent' } }),
        b: place('through', { latent: { from: 'a', output: 'latent' } }),
      },
    }
    expect([...problems(loop, ruleTexts).keys()].sort()).toEqual(['a', 'b'])
    const named = retitle('a', 'First')(loop)
    expect(problems(named, ruleTexts).get('b')![0]!.message).toMatch(/A cycle: .*First/)
    expect(problems(setValue('a', 'odd', 1)(named), ruleTexts).size).toBe(2)
    expect(problems(removeNodes(new Set(['a']), palette)(named), ruleTexts).get('b')![0]!.message).toMatch(
      /not connected/,
    )
  })
})

/** The palette, and how often the rules looked at the inputs of a definition. */
const counted = () => {
  let looks = 0
  const watch = (definition: Definition): Definition => ({
    ...definition,
    get inputs() {
      looks++
      return definition.inputs
    },
  })
  const definitions: Definitions = Object.fromEntries(
    Object.entries(palette).map(([id, definition]) => [id, watch(definition)]),
  )
  return {
    definitions,
    looksOf(work: () => void) {
      const before = looks
      work()
      return looks - before
    },
  }
}

/** Rows of four nodes of which each reads the one before; where `marked`, the second is left out of the run. */
const rows = (count: number, marked: boolean): Workflow => {
  const nodes: Record<string, PlacedNode> = {}
  for (let row = 0; row < count; row++) {
    nodes[`a${row}`] = place('source', { count: { value: row % 2 === 0 ? 16 : 20 } })
    nodes[`b${row}`] = place('through', { latent: { from: `a${row}`, output: 'latent' } })
    nodes[`c${row}`] = place('through', { latent: { from: `b${row}`, output: 'latent' } })
    nodes[`d${row}`] = place('decode', { latent: { from: `c${row}`, output: 'latent' } })
  }
  const workflow = { ...emptyWorkflow('rows'), nodes }
  const left = Array.from({ length: count }, (_, row) => `b${row}`)
  return marked ? markNodes(left, 'mode', 'bypass')(workflow) : workflow
}

describe.each([
  ['plain', false],
  ['with bypassed nodes', true],
] as const)('the work for one edit of a document %s', (_, marked) => {
  const workOf = (count: number) => {
    const { definitions, looksOf } = counted()
    const runs = createLiveEffective(definitions)
    const problems = createLiveProblems(definitions, runs)
    let workflow = rows(count, marked)
    const whole = looksOf(() => problems(workflow, ruleTexts))
    const before = problems(workflow, ruleTexts)
    const looksAfter = (edit: (workflow: Workflow) => Workflow) => {
      workflow = edit(workflow)
      return looksOf(() => problems(workflow, ruleTexts))
    }
    return {
      whole,
      typed: looksAfter(setValue('a0', 'count', 20)),
      moved: looksAfter(moveNodes(new Map([['c1', [40, 40] as const]]))),
      kept: before.get('a1') === problems(workflow, ruleTexts).get('a1') && problems(workflow, ruleTexts).has('a1'),
      wired: marked ? 0 : looksAfter(connect({ from: 'a1', output: 'latent', to: 'c0', input: 'extra' })),
    }
  }

  test('is that of the node and its neighbours, of 5,000 nodes as of 40', () => {
    const small = workOf(10)
    const large = workOf(1250)
    expect(large.whole).toBeGreaterThan(5000)
    expect(large.typed).toBeLessThanOrEqual(8)
    expect(large.moved).toBeLessThanOrEqual(8)
    for (const edit of ['typed', 'moved'] as const) expect(large[edit]).toBe(small[edit])
    expect(large.kept).toBe(true)
    expect(large.wired).toBeLessThanOrEqual(marked ? 0 : 24)
  })
})
