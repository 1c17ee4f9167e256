import { expect, test } from 'vitest'
import { changesBetween, isUnchanged, unionOf } from '../../../workflow/changes.ts'
import {
  emptyWorkflow,
  type PlacedNode,
  readWorkflow,
  type Workflow,
  writeWorkflow,
} from '../../../workflow/document.ts'
import { addNode, connect, placedNode, removeNodes, setValue } from '../../../workflow/edits.ts'
import { fileTexts } from '../../../workflow/file-texts.ts'
import { definitionsIn } from '../../../workflow/subgraphs/definitions-in.ts'
import { inLevel, levelOf, type Path } from '../../../workflow/subgraphs/level.ts'
import { levelChanges } from '../../../workflow/subgraphs/level-changes.ts'
import { makeSubgraph } from '../../../workflow/subgraphs/make.ts'
import { subgraphIdOf } from '../../../workflow/subgraphs/subgraph.ts'
import { subgraphTexts } from '../../../workflow/subgraphs/subgraph-texts.ts'
import { palette } from '../../fakes/palette.ts'

const place = (kind: string, inputs: PlacedNode['inputs'] = {}): PlacedNode => {
  const node = placedNode(palette[kind]!, [0, 0])
  return { ...node, inputs: { ...node.inputs, ...inputs } }
}
const link = (from: string, output = 'latent') => ({ from, output })

/** A subgraph in a subgraph beside another one that nobody touches. */
const nested = () => {
  let workflow: Workflow = {
    ...emptyWorkflow('x'),
    nodes: {
      a: place('source'),
      b: place('through', { latent: link('a') }),
      c: place('decode', { latent: link('b') }),
      other: place('source'),
    },
  }
  const make = (ids: readonly string[], path: Path = []) => {
    const level = levelOf(workflow, path)
    const made = makeSubgraph(level, definitionsIn(palette, level, subgraphTexts), ids, {
      title: 'Part',
      texts: subgraphTexts,
    })
    if ('refusal' in made) throw new Error(made.refusal)
    workflow = inLevel(path, definitionsIn(palette, workflow, subgraphTexts), made.edit)(workflow)
    return made.instance
  }
  const outer = make(['a', 'b'])
  const inner = make(['a'], [outer])
  const apart = make(['other'])
  return { workflow, outer, inner, apart }
}

test('an edit deep inside is seen on its level, and on each level above at the node that stands for it', () => {
  const { workflow: before, outer, inner, apart } = nested()
  const edit = (path: Path, change: (workflow: Workflow) => Workflow) => inLevel(path, palette, change)
  const after = edit([outer, inner], setValue('a', 'count', 24))(before)
  const union = unionOf(before, after, changesBetween(before, after))
  const at = (path: Path) => levelChanges(before, after, union, path)
  expect(at([outer, inner]).changes.nodes).toMatchObject([{ kind: 'changed', id: 'a' }])
  expect([...at([outer]).within]).toEqual([inner])
  expect(isUnchanged(at([outer]).changes)).toBe(true)
  expect([...at([]).within]).toEqual([outer])
  expect(at([]).changes.nodes).toEqual([])
  expect(isUnchanged(at([apart]).changes)).toBe(true)
  expect(at([apart]).within.size).toBe(0)
})

test('what was removed inside is in the union, added ones too, and the wires between are told', () => {
  const { workflow: before, outer } = nested()
  const after = inLevel([outer], palette, (level) =>
    connect({ from: 'new', output: 'latent', to: 'outputs', input: Object.keys(level.nodes.outputs!.inputs)[0]! })(
      addNode('new', place('source'))(removeNodes(new Set(['b']), palette)(level)),
    ),
  )(before)
  const union = unionOf(before, after, changesBetween(before, after))
  expect(Object.keys(levelOf(union, [outer]).nodes)).toEqual(expect.arrayContaining(['b', 'new', 'inputs', 'outputs']))
  expect(readWorkflow(writeWorkflow(union), fileTexts)).toEqual(union)
  const { changes } = levelChanges(before, after, union, [outer])
  const kinds = Object.fromEntries(changes.nodes.map(({ id, kind }) => [id, kind]))
  expect(kinds).toMatchObject({ b: 'removed', new: 'added' })
  expect(changes.links).toContainEqual({
    kind: 'added',
    link: expect.objectContaining({ from: 'new', to: 'outputs' }),
  })
  expect(subgraphIdOf(union.nodes[outer]!.node)).toBeDefined()
})

test('a subgraph that came as a whole has no changes of its own', () => {
  const { workflow: after, outer } = nested()
  const before: Workflow = { ...emptyWorkflow('x'), nodes: { a: place('source') } }
  const union = unionOf(before, after, changesBetween(before, after))
  expect(isUnchanged(levelChanges(before, after, union, [outer]).changes)).toBe(true)
  expect(levelChanges(before, after, union, []).within.size).toBe(0)
})
