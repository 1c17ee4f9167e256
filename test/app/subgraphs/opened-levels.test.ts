import { expect, test } from 'vitest'
import { createEditor, type Editor } from '../../../app/state/editor.ts'
import { createOpenedLevels } from '../../../app/subgraphs/opened-levels.ts'
import { en } from '../../../app/texts/en.ts'
import { emptyWorkflow, type Workflow } from '../../../workflow/document.ts'
import { addNode, moveNodes, placedNode, retitle } from '../../../workflow/edits.ts'
import { makeSubgraph } from '../../../workflow/subgraphs/make.ts'
import { collectGarbage } from '../../fakes/collect-garbage.ts'
import { palette } from '../../fakes/palette.ts'

/** Three nodes, each of which needs a latent that it does not get. */
const start = ['a', 'b', 'c'].reduce<Workflow>(
  (workflow, id) => addNode(id, placedNode(palette.decode!, [0, 0]))(workflow),
  emptyWorkflow('x'),
)

/** Levels that tell how often a node was judged. */
const counted = () => {
  let judged = 0
  const needs: typeof en.wires.needs = (...about) => {
    judged++
    return en.wires.needs(...about)
  }
  const levels = createOpenedLevels(palette, { ...en, wires: { ...en.wires, needs } })
  return { levels, judged: () => judged }
}

/** What the canvas, the outline and the details do after an edit. */
const ask = ({ at }: ReturnType<typeof createOpenedLevels>, whole: Editor) => {
  const { editor, parts } = at(whole, whole.store.getState().path)
  return parts.problems(editor.workflow())
}

test('an edit is judged once, however many look at the document, and a move not at all', () => {
  const { levels, judged } = counted()
  const whole = createEditor('w', start, null)
  for (let looks = 0; looks < 3; looks++) expect([...ask(levels, whole).keys()]).toEqual(['a', 'b', 'c'])
  expect(judged()).toBe(3)
  whole.commit('move', moveNodes(new Map([['b', [10, 10]]])))
  for (let looks = 0; looks < 3; looks++) ask(levels, whole)
  expect(judged()).toBe(3)
  whole.commit('rename', retitle('b', 'Decoded'))
  for (let looks = 0; looks < 3; looks++) ask(levels, whole)
  expect(judged()).toBe(4)
})

test('a level is one object until another one is opened, and each workflow has its own', () => {
  const levels = createOpenedLevels(palette, en)
  const whole = createEditor('w', start, null)
  const made = makeSubgraph(start, palette, ['a'], { title: 'Part', texts: en.subgraphs })
  if ('refusal' in made) throw new Error(made.refusal)
  whole.commit('make', made.edit)
  const top = levels.at(whole, whole.store.getState().path)
  whole.commit('move', moveNodes(new Map([['b', [10, 10]]])))
  expect(levels.at(whole, whole.store.getState().path)).toBe(top)
  expect(levels.at(createEditor('v', start, null), [])).not.toBe(top)
  whole.open([made.instance])
  const inside = levels.at(whole, whole.store.getState().path)
  expect(inside.editor.workflow().nodes).toHaveProperty('a')
  expect([...inside.parts.problems(inside.editor.workflow()).keys()]).toEqual(['a'])
})

test('a workflow that is closed is let go', async () => {
  const levels = createOpenedLevels(palette, en)
  const open = () => {
    const whole = createEditor('w', start, null)
    ask(levels, whole)
    return new WeakRef(whole)
  }
  const closed = open()
  await collectGarbage()
  expect(closed.deref()).toBeUndefined()
  expect(levels).toBeDefined()
})
