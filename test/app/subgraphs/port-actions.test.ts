import { expect, test } from 'vitest'
import { createEditor } from '../../../app/state/editor.ts'
import { createLevel } from '../../../app/subgraphs/level-editor.ts'
import { createPortActions } from '../../../app/subgraphs/port-actions.ts'
import { en } from '../../../app/texts/en.ts'
import { definitionOf } from '../../../workflow/definition.ts'
import { emptyWorkflow } from '../../../workflow/document.ts'
import { placedNode, setValue } from '../../../workflow/edits.ts'
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
    ports.promote(socket)
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
  },
)
