import { expect, test } from 'vitest'
import { createEditor } from '../../../app/state/editor.ts'
import { createLevel } from '../../../app/subgraphs/level-editor.ts'
import { emptyWorkflow } from '../../../workflow/document.ts'
import { addNode, placedNode } from '../../../workflow/edits.ts'
import { makeSubgraph } from '../../../workflow/subgraphs/make.ts'
import { subgraphIdOf, subgraphKind } from '../../../workflow/subgraphs/subgraph.ts'
import { subgraphTexts } from '../../../workflow/subgraphs/subgraph-texts.ts'
import { palette } from '../../fakes/palette.ts'

test('a level knows, in one record, the subgraphs that its document has at the moment', () => {
  const whole = createEditor('w', addNode('a', placedNode(palette.source!, [0, 0]))(emptyWorkflow('x')), null)
  const { editor, definitions } = createLevel(whole, [], palette, subgraphTexts)
  expect(definitions).toEqual(palette)
  const seen: boolean[] = []
  editor.store.subscribe(({ history }) => {
    const ids = Object.keys(history.present.subgraphs ?? {})
    seen.push(ids.every((id) => Object.hasOwn(definitions, subgraphKind(id))))
  })
  const made = makeSubgraph(editor.workflow(), definitions, ['a'], { title: 'Part', texts: subgraphTexts })
  if ('refusal' in made) throw new Error(made.refusal)
  editor.commit('make', made.edit)
  const kind = editor.workflow().nodes[made.instance]!.node
  expect(definitions[kind]?.title).toBe('Part')
  const inside = createLevel(whole, [made.instance], palette, subgraphTexts)
  expect(inside.definitions['subgraph-inputs']).toBeDefined()
  expect(inside.definitions[kind]?.unlisted).toBe(true)
  expect(subgraphIdOf(kind)).toBeDefined()
  inside.editor.commit('add', addNode('b', placedNode(palette.show!, [0, 0])))
  expect(whole.workflow().subgraphs![subgraphIdOf(kind)!]!.nodes).toHaveProperty('b')
  whole.undo()
  whole.undo()
  expect(editor.workflow()).not.toHaveProperty('subgraphs')
  expect(definitions).toEqual(palette)
  expect(seen).toEqual([true, true, true, true])
})
