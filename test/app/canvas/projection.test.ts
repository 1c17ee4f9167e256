// @vitest-environment happy-dom
import fc from 'fast-check'
import { NodeEditor } from 'rete'
import { AreaPlugin } from 'rete-area-plugin'
import { expect, test } from 'vitest'
import { createProjection } from '../../../app/canvas/projection.ts'
import { linkId, type Scheme, toRete } from '../../../app/canvas/rete-scheme.ts'
import { createEditor } from '../../../app/state/editor.ts'
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
  const projection = createProjection(rete, area, editor, palette, (reason) => refusals.push(reason))
  editor.store.subscribe((state, before) => {
    if (state.history.present !== before.history.present) projection.sync(state.history.present)
  })
  const agrees = () => {
    const workflow = editor.workflow()
    expect(
      rete
        .getNodes()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(Object.keys(workflow.nodes).sort())
    expect(
      rete
        .getConnections()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(linksOf(workflow).map(linkId).sort())
    for (const [id, node] of Object.entries(workflow.nodes)) {
      const { x, y } = area.nodeViews.get(id)!.position
      expect([x, y]).toEqual([...node.at])
    }
  }
  const entries = () => editor.store.getState().history.past.map(({ label }) => label)
  editor.commit('a', put('a', 'source', 10, 20))
  editor.commit('b', put('b', 'through', 300, 20))
  editor.commit('c', put('c', 'through', 600, 20))
  await projection.idle()
  return { rete, area, editor, projection, refusals, agrees, entries }
}

const link = (from: string, to: string, input = 'latent') => ({ from, output: 'latent', to, input })

test('a node may have the id of what every object has', async () => {
  const { editor, projection, agrees } = await setUp()
  for (const id of ['constructor', 'toString']) editor.commit(id, put(id, 'through'))
  await projection.idle()
  agrees()
})

test('Rete contains what the document contains, after every edit, undo and redo', async () => {
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

test('a link that a person draws becomes one edit, and comes back as a link in Rete', async () => {
  const { rete, projection, agrees, entries, editor } = await setUp()
  await rete.addConnection(toRete(link('a', 'b')))
  await projection.idle()
  agrees()
  expect(linksOf(editor.workflow())).toEqual([link('a', 'b')])
  expect(entries().at(-1)).toBe('Connect')
})

test('a link into an occupied input takes its place, in one edit', async () => {
  const { rete, projection, agrees, entries, editor } = await setUp()
  await rete.addConnection(toRete(link('a', 'c')))
  await projection.idle()
  const before = entries().length
  await rete.addConnection(toRete(link('b', 'c')))
  await projection.idle()
  agrees()
  expect(linksOf(editor.workflow())).toEqual([link('b', 'c')])
  expect(entries()).toHaveLength(before + 1)
})

test('a wire taken from one input and dropped on another is one edit', async () => {
  const { rete, projection, agrees, entries, editor } = await setUp()
  await rete.addConnection(toRete(link('a', 'c')))
  await projection.idle()
  const before = entries().length
  await rete.addConnection({ ...toRete(link('a', 'c', 'extra')), instead: link('a', 'c') })
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
  const { rete, projection, agrees, refusals, editor } = await setUp()
  editor.commit('d', put('d', 'show'))
  editor.commit('link', connect(link('a', 'b')))
  editor.commit('link', connect(link('b', 'c')))
  await projection.idle()
  const before = editor.workflow()
  await rete.addConnection(toRete({ from: 'c', output: 'latent', to: 'b', input: 'latent' }))
  await projection.idle()
  agrees()
  expect(editor.workflow()).toBe(before)
  expect(refusals).toEqual([expect.stringMatching(/cycle/)])
})

test('removing in Rete removes from the document: the link alone, or the node with its links', async () => {
  const { rete, projection, agrees, editor } = await setUp()
  editor.commit('link', connect(link('a', 'b')))
  editor.commit('link', connect(link('b', 'c')))
  await projection.idle()
  await rete.removeConnection(linkId(link('b', 'c')))
  await projection.idle()
  agrees()
  expect(linksOf(editor.workflow())).toEqual([link('a', 'b')])
  await rete.removeNode('a')
  await projection.idle()
  agrees()
  expect(Object.keys(editor.workflow().nodes)).toEqual(['b', 'c'])
  expect(linksOf(editor.workflow())).toEqual([])
})

test('Rete cannot be given a node that the document does not have', async () => {
  const { rete, agrees } = await setUp()
  await rete.addNode({ id: 'stray' })
  agrees()
})

test('a drag of several nodes is one edit of whole pixels; the document stays still until it ends', async () => {
  const { area, projection, agrees, entries, editor } = await setUp()
  const before = entries().length
  const still = editor.workflow()
  projection.hold(['a', 'b'])
  for (let step = 1; step <= 20; step++)
    for (const id of ['a', 'b']) await area.nodeViews.get(id)!.translate(step * 3.3, step * 1.7)
  expect(editor.workflow()).toBe(still)
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

test('a link to a node that is not there waits in the document until the node comes', async () => {
  const { rete, editor, projection } = await setUp()
  editor.commit('link', connect(link('late', 'b')))
  await projection.idle()
  expect(rete.getConnections()).toEqual([])
  editor.commit('late', put('late', 'source'))
  await projection.idle()
  expect(rete.getConnections().map(({ id }) => id)).toEqual([linkId(link('late', 'b'))])
})
