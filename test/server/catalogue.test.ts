import { expect, test } from 'vitest'
import { nodeIcons } from '../../app/cards/node-icons.ts'
import { loadCatalogue } from '../../server/catalogue.ts'
import { withSchedulers } from '../../server/scheduler-fields.ts'
import { type Definition, type Field, fieldProblem } from '../../workflow/definition.ts'
import type { PlacedNode } from '../../workflow/document.ts'
import { placedNode } from '../../workflow/edits.ts'
import { fieldTexts } from '../../workflow/field-texts.ts'
import { fieldApplies } from '../../workflow/rules.ts'
import { socketTypes } from '../../workflow/values.ts'
import type { CheckpointInfo } from '../../workflow/wire.ts'
import { allSchedulers } from '../diffusion/all-schedulers.ts'

const checkpoint: CheckpointInfo = {
  name: 'demo',
  title: 'Demo',
  class: 'TextToVideoSDPipeline',
  licence: 'CC0',
  bytes: 1,
  variants: [''],
}
const catalogue = await loadCatalogue()
const definitions = await catalogue.definitions({
  list: async () => [checkpoint, { ...checkpoint, name: 'broken', title: 'Broken', problem: 'It has no weights.' }],
})
const fieldsOf = (definition: Definition): [string, Field][] =>
  Object.entries(definition.inputs).filter((entry): entry is [string, Field] => entry[1].kind !== 'port')

test('every node and every scheduler of the folders is there', () => {
  for (const [id, scheduler] of catalogue.schedulers) expect(scheduler.id).toBe(id)
  expect([...catalogue.schedulers.keys()].sort()).toEqual([...allSchedulers.keys()].sort())
  for (const id of ['load-checkpoint', 'encode-text', 'noise', 'scheduler', 'unet3d-steps', 'vae-decode', 'export'])
    expect(catalogue.nodes.has(id), id).toBe(true)
  for (const id of ['preview', 'text', 'number', 'seed', 'note']) expect(catalogue.nodes.has(id), id).toBe(true)
})

test('definitions survive JSON, without the functions', () => {
  const sent = JSON.parse(JSON.stringify(definitions))
  expect(sent).toEqual(definitions)
  expect(Object.keys(definitions).sort()).toEqual([...catalogue.nodes.keys()].sort())
  for (const definition of Object.values(definitions)) expect(definition).not.toHaveProperty('run')
})

test.each(Object.values(definitions).map((each) => [each.id, each] as const))(
  '%s: its words are there, its types exist, its defaults fit',
  (id, definition) => {
    expect(definition.id).toBe(id)
    for (const words of [definition.title, definition.about, definition.icon]) expect(words).not.toBe('')
    expect(new Set(definition.aliases).size).toBe(definition.aliases.length)
    for (const input of Object.values(definition.inputs)) {
      expect(input.title).not.toBe('')
      if (input.kind === 'port') expect(socketTypes).toHaveProperty(input.type)
      // No file can be there before a person gives one.
      else if (input.kind === 'asset')
        expect(fieldProblem(input, input.default, fieldTexts)).toContain('has no file yet')
      else expect(fieldProblem(input, input.default, fieldTexts), `${id} ${input.title}`).toBeUndefined()
    }
    for (const output of Object.values(definition.outputs)) expect(socketTypes).toHaveProperty(output.type)
  },
)

test('icons are lucide’s', async () => {
  const lucide: Record<string, unknown> = await import('lucide-react')
  for (const { id, icon } of Object.values(definitions)) {
    const name = icon.replace(/(^|-)(.)/g, (_, __, letter: string) => letter.toUpperCase())
    expect(lucide[name], `${id}: ${icon}`).toBeDefined()
  }
})

test('the icon of every node is in the page: none has all of lucide fetched', () => {
  for (const { id, icon } of Object.values(definitions)) expect(Object.keys(nodeIcons), id).toContain(icon)
})

test('checkpoints can be chosen, one that cannot be used is shown with the reason', () => {
  const field = definitions['load-checkpoint']!.inputs.checkpoint as Field
  expect(fieldProblem(field, 'demo', fieldTexts)).toBeUndefined()
  expect(fieldProblem(field, 'broken', fieldTexts)).toBe('cannot be used. It has no weights')
  expect(fieldProblem(field, 'other', fieldTexts)).toMatch(/which is not here.* choose one that is: demo$/)
})

test('schedulers can be chosen: those of the first issue first, then by title', () => {
  const kind = definitions.scheduler!.inputs.kind
  if (kind?.kind !== 'choice') throw new Error('The scheduler has no choice of kinds.')
  const titles = kind.options.map((option) => option.title)
  expect(titles.slice(0, 4)).toEqual(['DPM-Solver++ 2M', 'DDIM', 'Euler', 'Euler ancestral'])
  expect(titles.slice(4)).toEqual([...titles.slice(4)].sort())
  expect(kind.options).toHaveLength(allSchedulers.size)
})

test.each([...allSchedulers])(
  'scheduler %s: its card shows its options once they are to be set, and no others',
  (id, solver) => {
    const definition = definitions.scheduler!
    const placed = placedNode(definition, [0, 0])
    const shown = (node: PlacedNode) =>
      fieldsOf(definition)
        .filter(([, field]) => fieldApplies(definition, node, field))
        .map(([name]) => name)
    const kind = { ...placed.inputs, kind: { value: id } }
    expect(shown({ ...placed, inputs: kind })).toEqual(['kind', 'steps', 'settings'])
    const open = shown({ ...placed, inputs: { ...kind, settings: { value: 'own' } } })
    expect(open.slice(3).sort()).toEqual(solver.options.map((option) => option.name).sort())
    // What any of these options may be, the field lets a person choose.
    for (const option of solver.options)
      for (const choice of option.choices ?? [])
        expect(fieldProblem(definition.inputs[option.name] as Field, String(choice.value), fieldTexts)).toBeUndefined()
  },
)

test('a scheduler’s option and an input cannot share a name', () => {
  const { kind, steps } = catalogue.nodes.get('scheduler')!.inputs
  expect(() => withSchedulers({ kind: kind!, eta: steps! }, allSchedulers)).toThrow(/"eta".*Rename the input/)
})

test('the variants of weights are the node’s own and those that checkpoints have, with who has them', async () => {
  const found = await catalogue.definitions({
    list: async () => [
      { ...checkpoint, variants: ['', 'fp16'] },
      ...['b', 'c', 'd'].map((name) => ({ ...checkpoint, name, variants: ['bf16', 'fp16'] })),
    ],
  })
  const field = found['load-checkpoint']?.inputs.variant
  if (field?.kind !== 'choice') throw new Error('Load checkpoint has no choice of weights.')
  expect(field.options.map(({ value }) => value)).toEqual(['', 'fp16', 'bf16'])
  expect(field.options.map(({ checkpoints }) => checkpoints)).toEqual([
    undefined,
    ['demo', 'b', 'c', 'd'],
    ['b', 'c', 'd'],
  ])
  const bare = definitions['load-checkpoint']?.inputs.variant
  expect(bare?.kind === 'choice' && bare.options[1]?.checkpoints).toEqual([])
})
