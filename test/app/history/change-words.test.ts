import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { layoutCard } from '../../../app/canvas/geometry.ts'
import { cardMarks, wireMarks } from '../../../app/history/change-marks.ts'
import { changeLines } from '../../../app/history/change-words.ts'
import { de } from '../../../app/texts/de.ts'
import { en } from '../../../app/texts/en.ts'
import { loadCatalogue } from '../../../server/catalogue.ts'
import { changesBetween, unionOf } from '../../../workflow/changes.ts'
import { type Definitions, definitionOf } from '../../../workflow/definition.ts'
import { emptyWorkflow, type Workflow } from '../../../workflow/document.ts'
import {
  addNode,
  connect,
  disconnect,
  moveNodes,
  placedNode,
  removeNodes,
  retitle,
  setValue,
} from '../../../workflow/edits.ts'
import { addFrame } from '../../../workflow/frames.ts'
import { palette } from '../../fakes/palette.ts'
import { builtWorkflow, gesture } from '../../workflow/arbitrary.ts'

let definitions: Definitions
beforeAll(async () => {
  definitions = await (await loadCatalogue()).definitions({ list: async () => [] })
})

const play = (workflow: Workflow, ...edits: ((workflow: Workflow) => Workflow)[]) =>
  edits.reduce((now, edit) => edit(now), workflow)
const base = () =>
  play(
    emptyWorkflow('film'),
    addNode('noise', placedNode(definitions.noise!, [0, 0])),
    addNode('steps', placedNode(definitions['unet3d-steps']!, [300, 0])),
    addNode('scheduler', placedNode(definitions.scheduler!, [0, 300])),
    connect({ from: 'noise', output: 'latent', to: 'steps', input: 'latent' }),
  )
const told = (before: Workflow, after: Workflow, texts = en) => {
  const changes = changesBetween(before, after)
  return changeLines(changes, unionOf(before, after, changes), definitions, texts).map(({ words }) => words)
}

test('changes are told in the words of the cards', () => {
  const after = play(
    base(),
    setValue('noise', 'seed', 11),
    setValue('scheduler', 'kind', 'euler'),
    retitle('scheduler', 'Mine'),
    disconnect('steps', 'latent', definitions),
    addFrame('f', { title: 'Group', at: [0, 0], size: [200, 200] }),
    addNode('export', placedNode(definitions.export!, [600, 0])),
  )
  const lines = told(base(), { ...after, name: 'clip' })
  expect(lines).toContain('Noise: Seed 7 → 11')
  expect(lines.find((line) => line.startsWith('Scheduler, Mine: Kind'))).toMatch(/→ Euler$/)
  expect(lines).toContain('Scheduler, Mine: title nothing → Mine')
  expect(lines).toContain('Export added')
  expect(lines).toContain('Noise latent no longer connected to UNet3D steps latent')
  expect(lines).toContain('Frame Group added')
  expect(lines).toContain('Name of the workflow changed')
  expect(told({ ...after, name: 'clip' }, base())).toContain('Export removed')
  expect(told(base(), after, de)).toContain('Export hinzugefügt')
})

test('the wires of what came or went are not told beside it; cards that only moved are told in one line', () => {
  const removed = removeNodes(new Set(['noise']), definitions)(base())
  expect(told(base(), removed)).toEqual(['Noise removed'])
  const many = play(base(), ...['a', 'b', 'c', 'd'].map((id) => addNode(id, placedNode(definitions.noise!, [0, 0]))))
  const places = new Map(Object.keys(many.nodes).map((id) => [id, [9, 9] as const]))
  expect(told(many, moveNodes(places)(many))).toEqual(['7 nodes moved'])
})

test('long texts are told from where they begin to differ', () => {
  const prompt = (end: string) => ({ value: `a very long prompt about ${'snow and '.repeat(20)}${end}` })
  const node = (end: string) => ({ ...placedNode(definitions['encode-text']!, [0, 0]), inputs: { text: prompt(end) } })
  const [line] = told(addNode('t', node('a fox'))(emptyWorkflow('x')), addNode('t', node('a hare'))(emptyWorkflow('x')))
  expect(line).toMatch(/a fox → …/)
  expect(line!.length).toBeLessThan(160)
})

test('every change has words in both languages and, where it is on the canvas, a mark', () => {
  fc.assert(
    fc.property(builtWorkflow(palette), fc.array(gesture(palette), { maxLength: 10 }), (before, gestures) => {
      const after = gestures.reduce((now, each) => each(now)(now), before)
      const changes = changesBetween(before, after)
      const union = unionOf(before, after, changes)
      for (const texts of [en, de])
        for (const { words, nodes } of changeLines(changes, union, palette, texts)) {
          expect(words).not.toMatch(/undefined|\[object/)
          for (const id of nodes) expect([id, id in union.nodes]).toEqual([id, true])
        }
      const layoutOf = (id: string) => {
        const node = union.nodes[id]
        return node && layoutCard(definitionOf(palette, node.node), node)
      }
      expect(cardMarks({ changes, within: new Set() }, union, layoutOf)).toHaveLength(
        changes.nodes.length + changes.frames.length,
      )
      for (const { path } of wireMarks(changes, union, layoutOf)) expect(path).not.toContain('NaN')
    }),
    { seed: 7, numRuns: 80 },
  )
})
