import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Definition,
  type Definitions,
  definitionOf,
  type Field,
  type Input,
} from '../../../workflow/definition.ts'
import { emptyWorkflow, type PlacedNode, type Workflow } from '../../../workflow/document.ts'
import { addNode, connect, placedNode, setValue } from '../../../workflow/edits.ts'
import { fieldApplies } from '../../../workflow/fields.ts'
import { definitionsIn } from '../../../workflow/subgraphs/definitions-in.ts'
import { inLevel, type Path } from '../../../workflow/subgraphs/level.ts'
import { makeSubgraph } from '../../../workflow/subgraphs/make.ts'
import { movePort, retitlePort } from '../../../workflow/subgraphs/ports.ts'
import { subgraphTexts } from '../../../workflow/subgraphs/subgraph-texts.ts'
import { palette as plain } from '../../fakes/palette.ts'

const side = (title: string, more: Partial<Field> = {}): Field =>
  ({ kind: 'number', title, about: '', default: 64, min: 8, max: 512, step: 8, row: 'Size', ...more }) as Field
const sized: Definition = {
  ...plain.source!,
  id: 'sized',
  title: 'Sized',
  inputs: {
    width: side('Width', { measure: 'width' } as Partial<Field>),
    height: side('Height', { join: '×', measure: 'height' } as Partial<Field>),
    depth: side('Depth', { join: '×' }),
    ...plain.source!.inputs,
  },
}
const palette: Definitions = { ...plain, sized }

interface Built {
  readonly workflow: Workflow
  readonly instance: string
  readonly subgraph: string
}
const build = (nodes: Record<string, PlacedNode>): Built => {
  const start = Object.entries(nodes).reduce<Workflow>((w, [id, node]) => addNode(id, node)(w), emptyWorkflow('x'))
  const made = makeSubgraph(start, palette, Object.keys(nodes), { title: 'Part', texts: subgraphTexts })
  if ('refusal' in made) throw new Error(made.refusal)
  return { workflow: made.edit(start), instance: made.instance, subgraph: made.subgraph }
}
const promote = (workflow: Workflow, path: Path, subgraph: string, to: string, input: string): Workflow =>
  inLevel(
    path,
    definitionsIn(palette, workflow, subgraphTexts, subgraph),
    connect({ from: 'inputs', output: '+', to, input }),
  )(workflow)
const definitionIn = (workflow: Workflow, instance: string): Definition =>
  definitionOf(definitionsIn(palette, workflow, subgraphTexts), workflow.nodes[instance]!.node)!
const shape = (inputs: Readonly<Record<string, Input>>) =>
  Object.entries(inputs).map(([name, input]) => {
    const { row, join } = input as Field
    return [name, row, join]
  })
const placed = (kind: string, title?: string): PlacedNode => ({
  ...placedNode(palette[kind]!, [0, 0]),
  ...(title ? { title } : {}),
})

test('fields of one row are promoted into one row, in its order, in whichever order they are promoted', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(['count', 'width', 'height', 'depth', 'seed'], { minLength: 1 }), (promoted) => {
      const { workflow, instance, subgraph } = build({ a: placed('sized') })
      const after = promoted.reduce((w, input) => promote(w, [instance], subgraph, 'a', input), workflow)
      const { inputs } = definitionIn(after, instance)
      expect(new Set(Object.keys(inputs))).toEqual(new Set(promoted))
      const sides = Object.keys(inputs).filter((name) => (inputs[name] as Field).row === 'Size')
      const wanted = Object.keys(sized.inputs).filter((name) => promoted.includes(name) && 'row' in sized.inputs[name]!)
      expect(sides).toEqual(wanted.length > 1 ? wanted : [])
      expect(Object.keys(inputs).join()).toContain(wanted.join())
      const joins = sides.map((name) => (inputs[name] as Field).join)
      expect(joins).toEqual(sides.map((_, index) => (index === 0 ? undefined : '×')))
    }),
    { numRuns: 100 },
  )
})

test('a promoted field that was named, or moved out of the order of its row, stands alone', () => {
  const { workflow, instance, subgraph } = build({ a: placed('sized') })
  const both = ['width', 'height'].reduce((w, input) => promote(w, [instance], subgraph, 'a', input), workflow)
  expect(shape(definitionIn(both, instance).inputs)).toEqual([
    ['width', 'Size', undefined],
    ['height', 'Size', '×'],
  ])
  const named = retitlePort(subgraph, 'inputs', 'width', 'Across')(both)
  expect(shape(definitionIn(named, instance).inputs)).toEqual([
    ['width', undefined, undefined],
    ['height', undefined, undefined],
  ])
  const moved = movePort(subgraph, 'inputs', 'height', -1)(both)
  expect(shape(definitionIn(moved, instance).inputs)).toEqual([
    ['height', undefined, undefined],
    ['width', undefined, undefined],
  ])
})

test('rows and fields of two nodes that are called the same are told apart by their nodes, also one level further up', () => {
  const inner = build({ a: placed('sized', 'Left'), b: placed('sized', 'Right') })
  const promoted = ['width', 'height', 'seed'].flatMap((input) => [['a', input] as const, ['b', input] as const])
  const once = promoted.reduce(
    (w, [to, input]) => promote(w, [inner.instance], inner.subgraph, to, input),
    inner.workflow,
  )
  const { inputs } = definitionIn(once, inner.instance)
  const seen = Object.values(inputs).map((input) => [input.title, (input as Field).row])
  expect(seen).toEqual([
    ['Left: Width', 'Left: Size'],
    ['Left: Height', 'Left: Size'],
    ['Right: Width', 'Right: Size'],
    ['Right: Height', 'Right: Size'],
    ['Left: Seed', undefined],
    ['Right: Seed', undefined],
  ])

  const made = makeSubgraph(once, definitionsIn(palette, once, subgraphTexts), [inner.instance], {
    title: 'Whole',
    texts: subgraphTexts,
  })
  if ('refusal' in made) throw new Error(made.refusal)
  const path = [made.instance]
  const outer = made.edit(once)
  const names = Object.keys(inputs).slice(0, 4)
  const twice = names.reduce((w, input) => promote(w, path, made.subgraph, inner.instance, input), outer)
  const top = definitionIn(twice, made.instance)
  expect(Object.values(top.inputs).map((input) => [input.title, (input as Field).row])).toEqual(seen.slice(0, 4))
})

test('two outputs that are called the same are told apart by their nodes', () => {
  const { workflow, instance, subgraph } = build({ a: placed('sized', 'Left'), b: placed('sized', 'Right') })
  const out = (w: Workflow, from: string) =>
    inLevel(
      [instance],
      definitionsIn(palette, w, subgraphTexts, subgraph),
      connect({ from, output: 'latent', to: 'outputs', input: '+' }),
    )(w)
  expect(Object.values(definitionIn(out(workflow, 'a'), instance).outputs)).toEqual([
    { title: 'latent', type: 'latent' },
  ])
  expect(Object.values(definitionIn(out(out(workflow, 'a'), 'b'), instance).outputs)).toEqual([
    { title: 'Left: latent', type: 'latent' },
    { title: 'Right: latent', type: 'latent' },
  ])
})

test('a promoted field counts as the promoted choice beside it says, and without that choice always', () => {
  const { workflow, instance, subgraph } = build({ a: placed('source') })
  const alone = promote(workflow, [instance], subgraph, 'a', 'curl')
  expect((definitionIn(alone, instance).inputs.curl as Field).only).toBeUndefined()
  const both = promote(alone, [instance], subgraph, 'a', 'kind')
  const definition = definitionIn(both, instance)
  const counts = (w: Workflow) => fieldApplies(definition, w.nodes[instance]!, definition.inputs.curl as Field)
  expect(counts(both)).toBe(false)
  expect(counts(setValue(instance, 'kind', 'fancy')(both))).toBe(true)
})
