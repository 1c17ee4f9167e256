import { expect, test } from 'vitest'
import { createEditor } from '../../../app/state/editor.ts'
import { createLevel } from '../../../app/subgraphs/level-editor.ts'
import { createPortActions } from '../../../app/subgraphs/port-actions.ts'
import { en } from '../../../app/texts/en.ts'
import { definitionOf } from '../../../workflow/definition.ts'
import { emptyWorkflow } from '../../../workflow/document.ts'
import { connect, placedNode, setValue } from '../../../workflow/edits.ts'
import { definitionsIn } from '../../../workflow/subgraphs/definitions-in.ts'
import { flatten } from '../../../workflow/subgraphs/flatten.ts'
import { makeSubgraph } from '../../../workflow/subgraphs/make.ts'
import { subgraphTexts } from '../../../workflow/subgraphs/subgraph-texts.ts'
import { palette } from '../../fakes/palette.ts'

test.each(['count', 'words', 'seed', 'kind', 'curl'])(
  'the field %s inside is shown on the node outside, as the field that it is, and is set from there',
  (name) => {
    const plain = { ...emptyWorkflow('x'), nodes: { a: placedNode(palette.source!, [0, 0]) } }
    const made = makeSubgraph(plain, palette, ['a'], { title: 'Part', texts: subgraphTexts })
    if ('refusal' in made) throw new Error(made.refusal)
    const whole = createEditor('w', made.edit(plain), null)
    const { editor, definitions } = createLevel(whole, [made.instance], palette, subgraphTexts)
    const refused: string[] = []
    const ports = createPortActions({ editor, definitions, texts: () => en, refuse: (why) => refused.push(why) })
    const socket = { node: 'a', side: 'input', name } as const
    expect(ports.promotes(socket)).toBe(true)
    ports.promote([socket], 'it')
    expect(refused).toEqual([])
    const workflow = whole.workflow()
    const inputs = definitionOf(
      definitionsIn(palette, workflow, subgraphTexts),
      workflow.nodes[made.instance]!.node,
    )!.inputs
    const [port] = Object.keys(inputs)
    expect(inputs[port!]!.kind).toBe(palette.source!.inputs[name]!.kind)
    const value = { count: 24, words: 'cat', seed: 9, kind: 'fancy', curl: true }[name]!
    const flat = flatten(setValue(made.instance, port!, value)(workflow), palette)
    expect(Object.values(flat.nodes)[0]!.inputs[name]).toEqual({ value })

    // Taken back, the field inside has what it was set to outside; all that is one edit, and undone as one.
    whole.commit('set', setValue(made.instance, port!, value))
    expect(ports.shownAs(socket)).toMatchObject({ side: 'inputs', name: port })
    ports.takeBack([socket], 'it')
    expect(ports.shownAs(socket)).toBeUndefined()
    expect(editor.workflow().nodes.a!.inputs[name]).toEqual({ value })
    expect(whole.workflow().nodes[made.instance]!.inputs).toEqual({})
    whole.undo()
    expect(whole.workflow()).toEqual(setValue(made.instance, port!, value)(workflow))
  },
)

test('the fields of a row are shown and taken back together; a port that another field reads stays', () => {
  const plain = {
    ...emptyWorkflow('x'),
    nodes: { a: placedNode(palette.source!, [0, 0]), b: placedNode(palette.source!, [400, 0]) },
  }
  const made = makeSubgraph(plain, palette, ['a', 'b'], { title: 'Part', texts: subgraphTexts })
  if ('refusal' in made) throw new Error(made.refusal)
  const whole = createEditor('w', made.edit(plain), null)
  const { editor, definitions } = createLevel(whole, [made.instance], palette, subgraphTexts)
  const ports = createPortActions({ editor, definitions, texts: () => en, refuse: () => {} })
  const of = (node: string, ...names: string[]) => names.map((name) => ({ node, side: 'input' as const, name }))
  const before = whole.workflow()
  const edits = () => whole.store.getState().history.past.map(({ label }) => label)
  ports.promote(of('a', 'count', 'words'), 'Both')
  expect(edits()).toEqual([en.subgraphs.promoteEdit('Both')])
  expect(Object.keys(whole.workflow().nodes[made.instance]!.inputs)).toEqual(['count', 'words'])
  editor.commit('join', connect({ from: 'inputs', output: 'count', to: 'b', input: 'count' }))
  whole.commit('set', setValue(made.instance, 'count', 32))
  ports.takeBack(of('a', 'count', 'words'), 'Both')
  expect(editor.workflow().nodes.a!.inputs).toMatchObject({ count: { value: 32 }, words: { value: '' } })
  expect(editor.workflow().nodes.b!.inputs.count).toEqual({ from: 'inputs', output: 'count' })
  expect(whole.workflow().nodes[made.instance]!.inputs).toEqual({ count: { value: 32 } })
  ports.takeBack(of('b', 'count'), 'Count')
  expect(whole.workflow().nodes[made.instance]!.inputs).toEqual({})
  for (let left = edits().length; left > 0; left--) whole.undo()
  expect(whole.workflow()).toEqual(before)
})

test('an output is shown and taken back as well', () => {
  const plain = { ...emptyWorkflow('x'), nodes: { a: placedNode(palette.source!, [0, 0]) } }
  const made = makeSubgraph(plain, palette, ['a'], { title: 'Part', texts: subgraphTexts })
  if ('refusal' in made) throw new Error(made.refusal)
  const whole = createEditor('w', made.edit(plain), null)
  const { editor, definitions } = createLevel(whole, [made.instance], palette, subgraphTexts)
  const ports = createPortActions({ editor, definitions, texts: () => en, refuse: () => {} })
  const socket = { node: 'a', side: 'output', name: 'latent' } as const
  ports.promote([socket], 'latent')
  const [port] = Object.values(whole.workflow().subgraphs!)[0]!.outputs
  expect(ports.shownAs(socket)).toMatchObject({ side: 'outputs', name: port!.name })
  ports.takeBack([socket], 'latent')
  expect(Object.values(whole.workflow().subgraphs!)[0]!.outputs).toEqual([])
  expect(ports.shownAs(socket)).toBeUndefined()
})
