// @vitest-environment happy-dom

import fc from 'fast-check'
import { NodeEditor } from 'rete'
import { AreaPlugin } from 'rete-area-plugin'
import { expect, test } from 'vitest'
import { createProjection } from '../../../app/canvas/projection.ts'
import type { Scheme } from '../../../app/canvas/rete-scheme.ts'
import { createEditor } from '../../../app/state/editor.ts'
import { en } from '../../../app/texts/en.ts'
import { emptyWorkflow, linksOf } from '../../../workflow/document.ts'
import { addNode, connect, placedNode, removeNodes } from '../../../workflow/edits.ts'
import { palette } from '../../fakes/palette.ts'
import { gesture, subgraphGesture } from '../../workflow/arbitrary.ts'

const put = (id: string, kind: string, x = 0, y = 0) => addNode(id, placedNode(palette[kind]!, [x, y]))

const setUp = async () => {
  const rete = new NodeEditor<Scheme>()
  const area = new AreaPlugin<Scheme>(document.createElement('div'))
  rete.use(area)
  const editor = createEditor('w', emptyWorkflow('test'), null)
  const refusals: string[] = []
  const projection = createProjection(
    rete,
    area,
    editor,
    palette,
    (reason) => refusals.push(reason),
    () => en,
  )
  /** Every node of the document is wanted, as if all were in view. */
  const everything = { wanted: true }
  editor.store.subscribe((state, before) => {
    if (state.history.present === before.history.present) return
    projection.sync(state.history.present)
    if (everything.wanted) void projection.want(Object.keys(state.history.present.nodes))
  })
  const agrees = () => {
    const workflow = editor.workflow()
    expect(
      rete
        .getNodes()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(Object.keys(workflow.nodes).sort())
    expect(rete.getConnections()).toEqual([])
    for (const [id, node] of Object.entries(workflow.nodes)) {
      const { x, y } = area.nodeViews.get(id)!.position
      expect([x, y]).toEqual([...node.at])
      expect(projection.placeOf(id)).toEqual({ x, y })
    }
  }
  const entries = () => editor.store.getState().history.past.map(({ label }) => label)
  editor.commit('a', put('a', 'source', 10, 20))
  editor.commit('b', put('b', 'through', 300, 20))
  editor.commit('c', put('c', 'through', 600, 20))
  await projection.idle()
  return { rete, area, editor, projection, refusals, agrees, entries, everything }
}

const link = (from: string, to: string, input = 'latent') => ({ from, output: 'latent', to, input })

test('a node may have the id of what every object has', async () => {
  const { editor, projection, agrees } = await setUp()
  for (const id of ['constructor', 'toString']) editor.commit(id, put(id, 'through'))
  await projection.idle()
  agrees()
})

test('of what is wanted Rete holds what the document has, after every edit, undo and redo', async () => {
  const { editor, projection, agrees } = await setUp()
  agrees()
  editor.commit('link', connect(link('a', 'b')))
  editor.commit('link', connect(link('b', 'c')))
  await projection.idle()
  agrees()
  editor.commit('remove', removeNodes(new Set(['b']), palette))
  await projection.idle()
  agrees()
  while (editor.store.getState().history.past.length > 0) {
    editor.undo()
    await projection.idle()
    agrees()
  }
  while (editor.store.getState().history.future.length > 0) editor.redo()
  await projection.idle()
  agrees()
})

test('Rete agrees with the document after any edits, undos and redos, in any order', async () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: gesture(palette) },
    { weight: 1, arbitrary: subgraphGesture(palette) },
    { weight: 1, arbitrary: fc.constantFrom('undo' as const, 'redo' as const, 'wait' as const) },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const { editor, projection, agrees } = await setUp()
      for (const each of steps) {
        if (typeof each === 'function') editor.commit('edit', each(editor.workflow()))
        else if (each === 'wait') await projection.idle()
        else editor[each]()
      }
      await projection.idle()
      agrees()
    }),
    { seed: 3, numRuns: 40 },
  )
})

test('edits that come while Rete is being brought up to date make no edits of their own', async () => {
  const { editor, projection, agrees, entries } = await setUp()
  const before = entries().length
  editor.commit('link', connect(link('a', 'b')))
  editor.commit('cut', removeNodes(new Set(['a']), palette))
  editor.undo()
  editor.undo()
  editor.commit('link', connect(link('a', 'c')))
  await projection.idle()
  agrees()
  expect(entries()).toHaveLength(before + 1)
})

test('Rete holds the nodes that are wanted, until they are let go or leave the document', async () => {
  const { rete, editor, projection, everything } = await setUp()
  const ids = () =>
    rete
      .getNodes()
      .map(({ id }) => id)
      .sort()
  everything.wanted = false
  const before = editor.workflow()
  projection.letGo(['a', 'b'])
  await projection.idle()
  expect(ids()).toEqual(['c'])
  expect(editor.workflow()).toBe(before)
  await projection.want(['a', 'not there'])
  expect(ids()).toEqual(['a', 'c'])
  // Asked for and let go before Rete has answered, and the other way round.
  void projection.want(['b'])
  projection.letGo(['b'])
  projection.letGo(['a'])
  void projection.want(['a'])
  await projection.idle()
  expect(ids()).toEqual(['a', 'c'])
  editor.commit('move', put('a', 'source', 70, 80))
  await projection.idle()
  editor.commit('remove', removeNodes(new Set(['a']), palette))
  await projection.idle()
  expect(ids()).toEqual(['c'])
  editor.undo()
  await projection.idle()
  expect(ids()).toEqual(['c'])
  expect(projection.placeOf('a')).toEqual({ x: 70, y: 80 })
})

test('a link that a person draws becomes one edit', async () => {
  const { projection, agrees, entries, editor } = await setUp()
  projection.connect(link('a', 'b'))
  await projection.idle()
  agrees()
  expect(linksOf(editor.workflow())).toEqual([link('a', 'b')])
  expect(entries().at(-1)).toBe('Connect')
})

test('a link into an occupied input takes its place, in one edit', async () => {
  const { projection, agrees, entries, editor } = await setUp()
  projection.connect(link('a', 'c'))
  await projection.idle()
  const before = entries().length
  projection.connect(link('b', 'c'))
  await projection.idle()
  agrees()
  expect(linksOf(editor.workflow())).toEqual([link('b', 'c')])
  expect(entries()).toHaveLength(before + 1)
})

test('a wire taken from one input and dropped on another is one edit', async () => {
  const { projection, agrees, entries, editor } = await setUp()
  projection.connect(link('a', 'c'))
  await projection.idle()
  const before = entries().length
  projection.connect(link('a', 'c', 'extra'), link('a', 'c'))
  await projection.idle()
  agrees()
  expect(linksOf(editor.workflow())).toEqual([link('a', 'c', 'extra')])
  expect(entries()).toHaveLength(before + 1)
  editor.undo()
  await projection.idle()
  agrees()
  expect(linksOf(editor.workflow())).toEqual([link('a', 'c')])
})

test('a link that the rules refuse changes nothing, and the reason is told', async () => {
  const { projection, agrees, refusals, editor } = await setUp()
  editor.commit('d', put('d', 'show'))
  editor.commit('link', connect(link('a', 'b')))
  editor.commit('link', connect(link('b', 'c')))
  await projection.idle()
  const before = editor.workflow()
  projection.connect({ from: 'c', output: 'latent', to: 'b', input: 'latent' })
  await projection.idle()
  agrees()
  expect(editor.workflow()).toBe(before)
  expect(refusals).toEqual([expect.stringMatching(/cycle/)])
})

test('a wire that a person takes away, and a node removed in Rete with its links, leave the document', async () => {
  const { rete, projection, agrees, editor } = await setUp()
  editor.commit('link', connect(link('a', 'b')))
  editor.commit('link', connect(link('b', 'c')))
  await projection.idle()
  projection.disconnect(link('b', 'c'))
  await projection.idle()
  agrees()
  expect(linksOf(editor.workflow())).toEqual([link('a', 'b')])
  await rete.removeNode('a')
  await projection.idle()
  agrees()
  expect(Object.keys(editor.workflow().nodes)).toEqual(['b', 'c'])
  expect(linksOf(editor.workflow())).toEqual([])
})

test('Rete cannot be given a node that the document does not have, nor a link', async () => {
  const { rete, agrees } = await setUp()
  await rete.addNode({ id: 'stray' })
  await rete.addConnection({ id: 'x', source: 'a', sourceOutput: 'latent', target: 'b', targetInput: 'latent' })
  agrees()
})

test('a drag of several nodes is one edit of whole pixels; the document stays still until it ends', async () => {
  const { area, projection, agrees, entries, editor } = await setUp()
  const before = entries().length
  const still = editor.workflow()
  projection.hold(['a', 'b'])
  for (let step = 1; step <= 20; step++)
    for (const id of ['a', 'b']) projection.move(id, { x: step * 3.3, y: step * 1.7 })
  // One that is not held stays.
  projection.move('c', { x: 0, y: 0 })
  expect(editor.workflow()).toBe(still)
  expect(projection.placeOf('a')).toEqual({ x: 66, y: 34 })
  await new Promise((resolve) => setTimeout(resolve))
  expect(area.nodeViews.get('a')!.position).toEqual({ x: 66, y: 34 })
  projection.release()
  await projection.idle()
  await Promise.resolve()
  agrees()
  expect(editor.workflow().nodes.a!.at).toEqual([66, 34])
  expect(entries()).toHaveLength(before + 1)
})

test('a node that was only made sends no move to the document', async () => {
  const { entries } = await setUp()
  expect(entries()).toEqual(['a', 'b', 'c'])
})

test('a drag that is taken back leaves everything where it was, in the same moment', async () => {
  const { projection, agrees, editor } = await setUp()
  const before = editor.workflow()
  projection.hold(['a'])
  projection.move('a', { x: 500, y: 500 })
  projection.free()
  expect(projection.placeOf('a')).toEqual({ x: 10, y: 20 })
  await new Promise((resolve) => setTimeout(resolve))
  agrees()
  expect(editor.workflow()).toBe(before)
})
