import { expect, test } from 'vitest'
import { readersOf } from '../../../app/canvas/link-index.ts'
import { checkpointFor } from '../../../app/cards/upstream.ts'
import { createEditor } from '../../../app/state/editor.ts'
import { createLevel } from '../../../app/subgraphs/level-editor.ts'
import { createOpenedDocument } from '../../../app/subgraphs/opened-document.ts'
import { rateReached } from '../../../workflow/clip-rate.ts'
import type { Definitions } from '../../../workflow/definition.ts'
import { emptyWorkflow, type PlacedNode, type Workflow } from '../../../workflow/document.ts'
import { connect, placedNode, setValue } from '../../../workflow/edits.ts'
import { makeSubgraph } from '../../../workflow/subgraphs/make.ts'
import { subgraphTexts } from '../../../workflow/subgraphs/subgraph-texts.ts'
import { palette as plain } from '../../fakes/palette.ts'

const palette: Definitions = {
  ...plain,
  load: {
    ...plain.source!,
    id: 'load',
    inputs: {
      checkpoint: { kind: 'choice', title: '', about: '', default: 'demo', source: 'checkpoints', options: [] },
    },
  },
  play: {
    ...plain.show!,
    id: 'play',
    inputs: {
      ...plain.show!.inputs,
      rate: { kind: 'number', title: 'Rate', about: '', default: 8, min: 1, max: 60, step: 1, measure: 'rate' },
    },
  },
  denoise: {
    ...plain.through!,
    id: 'denoise',
    inputs: {
      ...plain.through!.inputs,
      count: { kind: 'number', title: 'Count', about: '', default: 16, min: 1, max: 64, step: 1, measure: 'frames' },
    },
  },
}
const place = (kind: string, inputs: PlacedNode['inputs'] = {}): PlacedNode => {
  const node = placedNode(palette[kind]!, [0, 0])
  return { ...node, inputs: { ...node.inputs, ...inputs } }
}
const from = (id: string) => ({ from: id, output: 'latent' })
const start: Workflow = {
  ...emptyWorkflow('x'),
  nodes: {
    other: place('load', { checkpoint: { value: 'other' } }),
    load: place('load', { checkpoint: { value: 'right' } }),
    steps: place('denoise', { latent: from('load') }),
    play: place('play', { picture: from('steps') }),
  },
}

/** A document whose middle node stands two subgraphs deep, with its field promoted to the top. */
const nested = () => {
  const whole = createEditor('w', start, null)
  const group = (path: readonly string[], id: string) => {
    const { editor, definitions } = createLevel(whole, path, palette, subgraphTexts)
    const made = makeSubgraph(editor.workflow(), definitions, [id], { title: 'Part', texts: subgraphTexts })
    if ('refusal' in made) throw new Error(made.refusal)
    editor.commit('make', made.edit)
    return made.instance
  }
  const outer = group([], 'steps')
  const inner = group([outer], 'steps')
  createLevel(whole, [outer, inner], palette, subgraphTexts).editor.commit(
    'show',
    connect({ from: 'inputs', output: '+', to: 'steps', input: 'count' }),
  )
  createLevel(whole, [outer], palette, subgraphTexts).editor.commit(
    'show',
    connect({ from: 'inputs', output: '+', to: inner, input: 'count' }),
  )
  return { whole, outer, inner }
}

test('a field finds its checkpoint and its rate on every level, promoted or inside', () => {
  const { whole, outer, inner } = nested()
  for (const [path, id] of [
    [[], outer],
    [[outer], inner],
    [[outer, inner], 'steps'],
  ] as const) {
    const { editor, definitions } = createLevel(whole, path, palette, subgraphTexts)
    const opened = createOpenedDocument(editor, definitions, readersOf)
    const [at, ...more] = opened.placesOf(id, 'count')
    expect(more).toEqual([])
    const workflow = opened.workflow()
    expect(workflow.nodes[at!]!.node).toBe('denoise')
    expect(checkpointFor(workflow, definitions, at!, opened.readers)).toBe('right')
    expect(rateReached(workflow, definitions, opened.readers(workflow), at!)).toEqual({ node: 'play', rate: 8 })
    whole.commit('rate', setValue('play', 'rate', 12))
    const now = opened.workflow()
    expect(rateReached(now, definitions, opened.readers(now), at!)?.rate).toBe(12)
    whole.undo()
  }
})

test('a field that nothing inside reads, and an instance without one, are nowhere', () => {
  const { whole, outer } = nested()
  const { editor, definitions } = createLevel(whole, [], palette, subgraphTexts)
  const opened = createOpenedDocument(editor, definitions, readersOf)
  expect(opened.placesOf(outer)).toEqual([])
  expect(opened.placesOf(outer, 'none')).toEqual([])
  expect(opened.placesOf('load')).toEqual(['load'])
})
