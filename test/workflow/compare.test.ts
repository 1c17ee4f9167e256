import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { loadCatalogue } from '../../server/catalogue.ts'
import { differencesOf, differenceTable } from '../../workflow/compare.ts'
import type { Definitions } from '../../workflow/definition.ts'
import { readWorkflow, type Workflow } from '../../workflow/document.ts'
import { setValue } from '../../workflow/edits.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import { valueTexts } from '../../workflow/value-text.ts'
import { palette } from '../fakes/palette.ts'
import { builtWorkflow } from './arbitrary.ts'

let definitions: Definitions
let demo: Workflow
const at = (kind: string) => Object.keys(demo.nodes).find((id) => demo.nodes[id]?.node === kind) ?? ''

beforeAll(async () => {
  definitions = await (await loadCatalogue()).definitions({ list: async () => [] })
  demo = readWorkflow(readFileSync(join(import.meta.dirname, '../../examples/text-to-video.json'), 'utf8'), fileTexts)
})

/** The same graph as another program would have saved it: other ids, other places. */
const renamed = (workflow: Workflow): Workflow => {
  const name = (id: string) => `other-${id}`
  const nodes = Object.entries(workflow.nodes).map(([id, node]) => [
    name(id),
    {
      ...node,
      at: [node.at[0] + 500, node.at[1]],
      inputs: Object.fromEntries(
        Object.entries(node.inputs).map(([input, filled]) => [
          input,
          'from' in filled ? { ...filled, from: name(filled.from) } : filled,
        ]),
      ),
    },
  ])
  return { ...workflow, nodes: Object.fromEntries(nodes) }
}

test('a graph does not differ from itself, whatever its nodes are called and wherever they stand', () => {
  expect(differencesOf(demo, demo, definitions, valueTexts)).toEqual([])
  expect(differencesOf(demo, renamed(demo), definitions, valueTexts)).toEqual([])
  fc.assert(
    fc.property(builtWorkflow(palette), (workflow) => {
      expect(differencesOf(workflow, renamed(workflow), palette, valueTexts)).toEqual([])
    }),
    { seed: 6, numRuns: 50 },
  )
})

test('only what differs is told, in the words of the cards, the other way round as well', () => {
  const other = setValue(at('noise'), 'seed', 11)(setValue(at('scheduler'), 'kind', 'euler')(renamedBack(demo)))
  const told = differencesOf(demo, other, definitions, valueTexts)
  expect(told).toContainEqual({ node: 'Noise', parameter: 'Seed', values: ['7', '11'] })
  expect(told.find(({ parameter }) => parameter === 'Kind')?.values[1]).toMatch(/Euler/)
  // Options that only one of the two solvers has stand beside nothing.
  for (const { node } of told) expect(['Noise', 'Scheduler']).toContain(node)
  const back = differencesOf(other, demo, definitions, valueTexts)
  expect(back.map(({ values: [a, b] }) => [b, a])).toEqual(told.map(({ values }) => values))
})

/** A copy through text, as a saved document is. */
const renamedBack = (workflow: Workflow): Workflow => JSON.parse(JSON.stringify(workflow))

test('a default that is written out is no difference; a missing node, another wire and a note are told or not', () => {
  const { seed } = demo.nodes[at('noise')]!.inputs
  const bare = { ...demo, nodes: { ...demo.nodes, [at('noise')]: { ...demo.nodes[at('noise')]!, inputs: {} } } }
  expect(seed).toEqual({ value: 7 })
  expect(differencesOf(demo, bare, definitions, valueTexts)).toEqual([])
  const { [at('note')]: _, ...noNote } = demo.nodes
  expect(differencesOf(demo, { ...demo, nodes: noNote }, definitions, valueTexts)).toEqual([])
  const { [at('export')]: __, ...rest } = demo.nodes
  expect(differencesOf(demo, { ...demo, nodes: rest }, definitions, valueTexts)).toEqual([
    { node: 'Export', parameter: null, values: ['there', null] },
  ])
  const sampler = demo.nodes[at('unet3d-steps')]!
  const swapped = {
    ...demo,
    nodes: {
      ...demo.nodes,
      [at('unet3d-steps')]: { ...sampler, inputs: { ...sampler.inputs, positive: sampler.inputs.negative! } },
    },
  }
  expect(differencesOf(demo, swapped, definitions, valueTexts)).toEqual([
    { node: 'UNet3D steps', parameter: 'positive', values: ['from Encode text, Prompt', 'from Encode text, Negative'] },
  ])
})

test('several graphs stand in one table: a value for each, also where only one of them differs', () => {
  const seed = (value: number) => setValue(at('noise'), 'seed', value)(demo)
  const far = setValue(at('unet3d-steps'), 'guidance', 9)(seed(11))
  expect(differenceTable([demo, seed(11), seed(7), far], definitions, valueTexts)).toEqual([
    { node: 'Noise', parameter: 'Seed', values: ['7', '11', '7', '11'] },
    { node: 'UNet3D steps', parameter: 'Guidance', values: ['4', '4', '4', '9'] },
  ])
  expect(differenceTable([demo], definitions, valueTexts)).toEqual([])
  expect(differenceTable([], definitions, valueTexts)).toEqual([])
})

test('a bend in a wire is no difference, a bypassed node is one', () => {
  const bent: Workflow = {
    ...demo,
    nodes: {
      ...demo.nodes,
      bend: {
        node: 'reroute',
        version: 1,
        at: [0, 0],
        inputs: { in: { from: at('vae-decode'), output: 'frames' } },
      },
      [at('export')]: {
        ...demo.nodes[at('export')]!,
        inputs: { ...demo.nodes[at('export')]!.inputs, frames: { from: 'bend', output: 'out' } },
      },
    },
  }
  expect(differencesOf(demo, bent, definitions, valueTexts)).toEqual([])
  const muted: Workflow = {
    ...demo,
    nodes: { ...demo.nodes, [at('export')]: { ...demo.nodes[at('export')]!, mode: 'mute' } },
  }
  expect(differencesOf(demo, muted, definitions, valueTexts)).toEqual([
    { node: 'Export', parameter: 'Mode', values: ['on', 'mute'] },
  ])
})
