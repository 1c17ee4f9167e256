import { expect, test } from 'vitest'
import { namedApart, sameTitle, sameWorkflow, severalOf, tellApart } from '../../../app/panels/tell-apart.ts'
import { emptyWorkflow, type Workflow } from '../../../workflow/document.ts'
import { addNode, placedNode, setValue } from '../../../workflow/edits.ts'
import type { JobState } from '../../../workflow/job-state.ts'
import { valueTexts } from '../../../workflow/value-text.ts'
import { palette } from '../../fakes/palette.ts'

const base = ['one', 'two'].reduce<Workflow>(
  (workflow, id) => addNode(id, { ...placedNode(palette.source!, [0, 0]), title: id })(workflow),
  emptyWorkflow('x'),
)
const graph = (...values: readonly (readonly [node: string, input: string, value: string | number])[]) =>
  values.reduce<Workflow>((workflow, [node, input, value]) => setValue(node, input, value)(workflow), base)
const told = (...runs: readonly (readonly [of: string, graph: Workflow, title?: string])[]) => {
  const queued = runs.map(([of, graph, title = ''], index) => ({ job: `j${index}`, of, title, graph }))
  const words = tellApart(queued, palette, valueTexts)
  return runs.map((_, index) => words.get(`j${index}`))
}

test('runs of one workflow are told apart by what differs in them, and by nothing else', () => {
  expect(
    told(['a', base], ['a', graph(['one', 'seed', 8])], ['a', graph(['one', 'seed', 9], ['one', 'words', 'a ball'])]),
  ).toEqual(['Seed 7 · Words –', 'Seed 8 · Words –', 'Seed 9 · Words a ball'])
})

test('a parameter that two nodes have is named with its node', () => {
  expect(told(['a', base], ['a', graph(['one', 'seed', 8], ['two', 'seed', 9])])).toEqual([
    'The source, one, Seed 7 · The source, two, Seed 7',
    'The source, one, Seed 8 · The source, two, Seed 9',
  ])
})

test('a node that one of them lacks is named', () => {
  const more = addNode('three', placedNode(palette.decode!, [0, 0]))(base)
  expect(told(['a', base], ['a', more])).toEqual(['The decode –', 'The decode there'])
})

test('runs that are alike, and those of different workflows, are not told apart', () => {
  expect(told(['a', base], ['a', base])).toEqual([undefined, undefined])
  expect(told(['a', base], ['b', graph(['one', 'seed', 8])])).toEqual([undefined, undefined])
})

test('what a run is called is not said of it again', () => {
  const ball = graph(['one', 'words', 'a ball'], ['one', 'seed', 8])
  expect(told(['a', ball, 'a ball'], ['a', graph(['one', 'words', 'a star'], ['one', 'seed', 8]), 'my clip'])).toEqual([
    undefined,
    'Words a star',
  ])
  expect(told(['a', ball, 'a ball'], ['a', base])).toEqual(['Seed 8', 'Words – · Seed 7'])
})

test('only runs that share what they are compared by are several, and a title alone makes none', () => {
  const run = (job: string, workflow: string, title: string): JobState => {
    return { job, workflow, title, status: 'finished', queuedAt: 0, nodes: {}, clips: [], seq: 1 }
  }
  const runs = [run('1', 'a', 'a ball'), run('2', 'a', 'a star'), run('3', 'a', 'a ball'), run('4', 'b', 'a ball')]
  expect([...severalOf(runs, sameTitle).keys()]).toEqual(['1', '3'])
  expect([...severalOf(runs, sameWorkflow).keys()]).toEqual(['1', '2', '3'])
})

test('a run is named with what tells it apart, where something does', () => {
  expect(namedApart('a red ball', 'Seed 7')).toBe('a red ball, Seed 7')
  expect(namedApart('a red ball', undefined)).toBe('a red ball')
})
