import { expect, test } from 'vitest'
import { chooseExport, onlyFor } from '../../../server/cli/choose-export.ts'
import { findNode } from '../../../server/cli/find-node.ts'
import { pathsIn, setValues } from '../../../server/cli/set-values.ts'
import { UsageError } from '../../../server/cli/usage-error.ts'
import { inputOf, nodeOf, type Workflow } from '../../../workflow/document.ts'
import { clipWorkflow, describe as described, fakeNodes, from, workflowOf } from '../../fakes/nodes.ts'
import { palette } from '../../fakes/palette.ts'

const titled = (workflow: Workflow, titles: Record<string, string>): Workflow => ({
  ...workflow,
  nodes: Object.fromEntries(
    Object.entries(workflow.nodes).map(([id, node]) => [id, titles[id] ? { ...node, title: titles[id] } : node]),
  ),
})
const workflow = titled(
  workflowOf({
    s1: ['source', { words: 'old' }],
    s2: ['source', {}],
    t: ['text', { text: 'a' }],
    e: ['encode', { words: from('t', 'text') }],
    dot: ['text', {}],
  }),
  { s1: 'First one', dot: 'v1.5 text' },
)
const set = (...settings: string[]) => setValues(workflow, palette, settings)
const filledIn = (changed: Workflow, id: string, input: string) => {
  const node = nodeOf(changed, id)
  return node && inputOf(node, input)
}

test('a node is found by its id, its own title, or the title or name of its kind', () => {
  for (const [name, id] of [
    ['s1', 's1'],
    ['S2', 's2'],
    ['first ONE', 's1'],
    ['encode', 'e'],
    ['The encode', 'e'],
  ] as const)
    expect(findNode(workflow, palette, name), name).toBe(id)
})

test('a name that fits several nodes, or none, is answered with a list to choose from', () => {
  expect(() => findNode(workflow, palette, 'The source')).toThrow(
    /any of 2 nodes[\s\S]*s1 \(First one\)\n {2}s2 \(The source\)/,
  )
  expect(() => findNode(workflow, palette, 'nobody')).toThrow(/no node "nobody"[\s\S]*s1 \(First one\)/)
  expect(() => findNode(workflow, palette, 'constructor')).toThrow(UsageError)
})

test('each kind of field reads its own kind of value', () => {
  const changed = set(
    's1.count=24',
    'First one.seed=9007199254740991',
    's1.kind=FANCY',
    's1.Curl=on',
    'v1.5 text.text=a = b',
  )
  expect(filledIn(changed, 's1', 'count')).toEqual({ value: 24 })
  expect(filledIn(changed, 's1', 'seed')).toEqual({ value: 9007199254740991 })
  expect(filledIn(changed, 's1', 'kind')).toEqual({ value: 'fancy' })
  expect(filledIn(changed, 's1', 'curl')).toEqual({ value: true })
  expect(filledIn(changed, 'dot', 'text')).toEqual({ value: 'a = b' })
  expect(filledIn(changed, 's1', 'words')).toEqual({ value: 'old' })
  expect(filledIn(set('e.words='), 'e', 'words')).toEqual({ value: '' })
})

test('what cannot stand in a field, and what is no field, is refused with what can', () => {
  for (const [setting, message] of [
    ['s1.count=25', /multiple of 8, and is 25: take 24 or 32/],
    ['s1.count=many', /must be a number/],
    ['s1.count=', /must be a number/],
    ['s1.seed=-1', /whole number from 0/],
    ['s1.seed=1.5', /whole number from 0/],
    ['s1.kind=green', /one of plain, fancy/],
    ['s1.curl=perhaps', /no effect|on or off/],
    ['s1.size=3', /no input "size"\. It has: count, words/],
    ['s1.toString=3', /no input "toString"/],
    ['s1=3', /must be NODE\.INPUT=VALUE/],
    ['s1.count', /must be NODE\.INPUT=VALUE/],
    ['.count=3', /must be NODE\.INPUT=VALUE/],
    ['s1.curl=on', /has no effect: Curl/],
  ] as const)
    expect(() => set(setting), setting).toThrow(message)
  const port = workflowOf({ show: ['show', {}] })
  expect(() => setValues(port, palette, ['show.picture=3'])).toThrow(/takes only a link/)
})

test('the export is the only one, or the one that is named; nothing else is computed', () => {
  const definitions = described(fakeNodes)
  const one = clipWorkflow()
  expect(chooseExport(one, definitions, undefined)).toBe('export')
  const two = {
    ...one,
    nodes: {
      ...one.nodes,
      other: { ...one.nodes.export!, title: 'Other' },
      show: workflowOf({ show: ['show'] }).nodes.show!,
    },
  }
  expect(() => chooseExport(two, definitions, undefined)).toThrow(
    /makes 2 clips[\s\S]*export \(Export\)\n {2}other \(Other\)/,
  )
  expect(chooseExport(two, definitions, 'other')).toBe('other')
  expect(() => chooseExport(two, definitions, 'decode')).toThrow(/makes no clip/)
  expect(() => chooseExport(workflowOf({ show: ['show'] }), definitions, undefined)).toThrow(/No node/)
  expect(Object.keys(onlyFor(two, 'other').nodes).sort()).toEqual(
    Object.keys(one.nodes)
      .map((id) => (id === 'export' ? 'other' : id))
      .sort(),
  )
})

test('a field for a file takes the file at a path, once it was kept', () => {
  const file = { kind: 'asset' as const, title: 'File', about: '', default: null }
  const filed = { ...palette, text: { ...palette.text!, inputs: { ...palette.text!.inputs, file } } }
  const asset = { asset: 'a'.repeat(64), extension: 'mp4', name: 'x = y.mp4' }
  const set = ['t.file=clips/x = y.mp4', 's1.count=24', 't.text=other.mp4']
  expect(pathsIn(workflow, filed, set)).toEqual(['clips/x = y.mp4'])
  const changed = setValues(workflow, filed, set, new Map([['clips/x = y.mp4', asset]]))
  expect(filledIn(changed, 't', 'file')).toEqual({ value: asset })
  expect(filledIn(changed, 't', 'text')).toEqual({ value: 'other.mp4' })
  expect(() => pathsIn(workflow, filed, ['t.file='])).toThrow(/give File the path of a file, for example t\.file=/)
  expect(() => setValues(workflow, filed, ['t.file=x'])).toThrow(/--set "t\.file=x": File has no file yet/)
})

test('a curve is given as a number, or as JSON like in a workflow file', () => {
  const guidance = { kind: 'curve' as const, title: 'G', about: '', default: 4, min: 1, max: 9, step: 1 }
  const curved = { ...palette, text: { ...palette.text!, inputs: { ...palette.text!.inputs, guidance } } }
  const given = (text: string) => filledIn(setValues(workflow, curved, [`t.guidance=${text}`]), 't', 'guidance')
  expect(given('3.5')).toEqual({ value: 3.5 })
  expect(given('{"curve": "linear", "from": 7, "to": 2}')).toEqual({ value: { curve: 'linear', from: 7, to: 2 } })
  for (const wrong of ['', 'much', '{"curve": "linear"}']) expect(() => given(wrong)).toThrow(/number or a curve/)
})
