import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nothingToRun, planRun } from '../../server/worker/run-plan.ts'
import { markNodes } from '../../workflow/card-edits.ts'
import type { Definitions } from '../../workflow/definition.ts'
import { emptyWorkflow, isLink, linksOf, type PlacedNode, type Workflow } from '../../workflow/document.ts'
import { placedNode } from '../../workflow/edits.ts'
import { effective, modeOf } from '../../workflow/modes.ts'
import { ruleTexts } from '../../workflow/rule-texts.ts'
import { problemsOf } from '../../workflow/rules.ts'
import { inEnglish } from '../../workflow/said/said.ts'
import { palette } from '../fakes/palette.ts'
import { builtWorkflow } from './arbitrary.ts'

const definitions: Definitions = { ...palette, show: { ...palette.show!, result: true } }
const place = (kind: string, inputs: PlacedNode['inputs'] = {}, mode?: string): PlacedNode => {
  const node = placedNode(palette[kind]!, [0, 0])
  return { ...node, ...(mode ? { mode } : {}), inputs: { ...node.inputs, ...inputs } }
}
const link = (from: string, output = 'latent') => ({ from, output })
const chain = (modes: Record<string, string> = {}): Workflow => ({
  ...emptyWorkflow('x'),
  nodes: {
    a: place('source', {}, modes.a),
    b: place('through', { latent: link('a'), extra: link('e') }, modes.b),
    e: place('source', {}, modes.e),
    c: place('decode', { latent: link('b') }, modes.c),
    d: place('show', { picture: link('c', 'frames') }, modes.d),
  },
})
const ids = (workflow: Workflow) => Object.keys(effective(workflow, definitions).workflow.nodes)

describe('a workflow as it runs', () => {
  test('is the very workflow where nothing is muted, bypassed or bent, and an unknown mode counts as none', () => {
    const plain = chain()
    expect(effective(plain, definitions).workflow).toBe(plain)
    const odd = chain({ b: 'sideways' })
    expect(effective(odd, definitions).workflow).toBe(odd)
  })

  test('a muted node takes with it all that needs it, and an optional port is left empty', () => {
    expect(ids(chain({ a: 'mute' }))).toEqual(['e'])
    expect(ids(chain({ c: 'mute' }))).toEqual(['a', 'b', 'e'])
    const spared = effective(chain({ e: 'mute' }), definitions)
    expect(Object.keys(spared.workflow.nodes)).toEqual(['a', 'b', 'c', 'd'])
    expect(spared.workflow.nodes.b!.inputs).toEqual({ latent: link('a') })
    expect(problemsOf(chain({ a: 'mute' }), definitions, ruleTexts)).toEqual([])
    const plan = planRun(chain({ a: 'mute' }), definitions)
    expect(plan).toMatchObject({ wanted: [], silenced: ['d'] })
    expect(inEnglish(nothingToRun(plan))).toMatch(/is muted/)
  })

  test('a bypassed node hands on what it reads of the type that it gives, through any number of them', () => {
    const bypassed = effective(chain({ b: 'bypass' }), definitions).workflow
    expect(bypassed.nodes.c!.inputs.latent).toEqual(link('a'))
    const twice: Workflow = {
      ...chain({ b: 'bypass' }),
      nodes: { ...chain({ b: 'bypass' }).nodes, c: place('through', { latent: link('b') }, 'bypass') },
    }
    const reader = { ...twice, nodes: { ...twice.nodes, d: place('show', { picture: link('c') }) } }
    expect(effective(reader, definitions).workflow.nodes.d!.inputs.picture).toEqual(link('a'))
    expect(problemsOf(reader, definitions, ruleTexts)).toEqual([])
  })

  test('who reads a bypassed node that has nothing of the kind to hand on is told so, and does not run', () => {
    const workflow = chain({ c: 'bypass' })
    expect(problemsOf(workflow, definitions, ruleTexts)).toEqual([
      { node: 'd', input: 'picture', message: expect.stringMatching(/The decode, which is bypassed/) },
    ])
    const plan = planRun(workflow, definitions)
    expect([...plan.problems.keys()]).toEqual(['d'])
    expect(plan.order).toEqual(['d'])
  })

  test('a literal in a field is handed on to a field', () => {
    const workflow: Workflow = {
      ...emptyWorkflow('x'),
      nodes: {
        t: place('text', { text: { value: 'a cat' } }, 'bypass'),
        e: place('encode', { words: link('t', 'text') }),
      },
    }
    expect(effective(workflow, definitions).workflow.nodes).toEqual({
      e: place('encode', { words: { value: 'a cat' } }),
    })
  })

  test('a bend takes no part: its reader reads what it reads, and one that reads nothing is a gap', () => {
    const through: Workflow = {
      ...emptyWorkflow('x'),
      nodes: {
        a: place('source'),
        r: place('bend', { in: link('a') }),
        q: place('bend', { in: link('r', 'out') }),
        d: place('show', { picture: link('q', 'out') }),
      },
    }
    const plan = planRun(through, definitions)
    expect(plan.order).toEqual(['a', 'd'])
    expect(plan.document.nodes.d!.inputs.picture).toEqual(link('a'))
    expect(plan.problems.size).toBe(0)
    const loose = { ...through, nodes: { ...through.nodes, r: place('bend') } }
    expect(problemsOf(loose, definitions, ruleTexts)).toEqual([
      { node: 'd', input: 'picture', message: expect.stringMatching(/comes from nowhere/) },
    ])
  })

  test('what nothing reads is not looked at, and bends in a circle end', () => {
    const circle: Workflow = {
      ...emptyWorkflow('x'),
      nodes: {
        r: place('bend', { in: link('q', 'out') }),
        q: place('bend', { in: link('r', 'out') }),
        d: place('show', { picture: link('q', 'out') }),
      },
    }
    expect(ids(circle)).toEqual(['d'])
    expect(problemsOf(circle, definitions, ruleTexts).some(({ message }) => /cycle/i.test(message))).toBe(true)
  })
})

describe('whatever was built', () => {
  test('runs without muted, bypassed or bent nodes, reads none of them, and is run again as itself', () => {
    fc.assert(
      fc.property(builtWorkflow(palette), (workflow) => {
        const { workflow: runs, silent } = effective(workflow, definitions)
        for (const [id, node] of Object.entries(runs.nodes)) {
          expect(modeOf(node)).toBeUndefined()
          expect(palette[node.node]!.relay).toBeUndefined()
          expect(silent.has(id)).toBe(false)
        }
        for (const { from, to } of linksOf(runs)) {
          expect(runs.nodes[from], `${to} reads ${from}`).toBeDefined()
        }
        expect(effective(runs, definitions).workflow).toBe(runs)
        // Nothing but links is changed, and those who do not read what is left out are the very same.
        for (const [id, node] of Object.entries(runs.nodes))
          for (const [name, filled] of Object.entries(node.inputs))
            if (!isLink(filled) && !isLink(workflow.nodes[id]!.inputs[name]))
              expect(filled).toBe(workflow.nodes[id]!.inputs[name])
      }),
      { seed: 4, numRuns: 150 },
    )
  })

  test('a mute of everything runs nothing, and taking the mute away gives the document back', () => {
    fc.assert(
      fc.property(builtWorkflow(palette), (workflow) => {
        const all = Object.keys(workflow.nodes)
        const plain = markNodes(all, 'mode', undefined)(workflow)
        const muted = markNodes(all, 'mode', 'mute')(plain)
        expect(Object.keys(effective(muted, definitions).workflow.nodes)).toEqual([])
        expect(markNodes(all, 'mode', undefined)(muted)).toEqual(plain)
      }),
      { seed: 5, numRuns: 60 },
    )
  })
})
