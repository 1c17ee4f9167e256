import { expect, test } from 'vitest'
import { checkpointFor } from '../../../app/cards/upstream.ts'
import type { Definition } from '../../../workflow/definition.ts'
import { emptyWorkflow, type PlacedNode, type Workflow } from '../../../workflow/document.ts'

const port = (type: 'unet3d' | 'schedule' | 'latent') => ({ kind: 'port' as const, title: type, about: '', type })
const definition = (id: string, inputs: Definition['inputs'], outputs: Definition['outputs']): Definition => ({
  id,
  version: 1,
  title: id,
  about: '',
  category: 'value',
  icon: 'box',
  aliases: [],
  inputs,
  outputs,
})
const definitions = {
  load: definition(
    'load',
    { checkpoint: { kind: 'choice', title: '', about: '', default: 'demo', source: 'checkpoints', options: [] } },
    { unet: { title: '', type: 'unet3d' } },
  ),
  scheduler: definition('scheduler', {}, { schedule: { title: '', type: 'schedule' } }),
  steps: definition(
    'steps',
    { unet: port('unet3d'), schedule: port('schedule'), latent: port('latent') },
    { latent: { title: '', type: 'latent' } },
  ),
}
const node = (kind: string, inputs: PlacedNode['inputs'] = {}): PlacedNode => ({
  node: kind,
  version: 1,
  at: [0, 0],
  inputs,
})
const workflow = (nodes: Workflow['nodes']): Workflow => ({ ...emptyWorkflow('test'), nodes })
const link = (from: string, output: string) => ({ from, output })
const named = (name: string) => node('load', { checkpoint: { value: name } })

test('the nearest checkpoint that the node reads', () => {
  const document = workflow({
    far: named('far'),
    near: named('near'),
    first: node('steps', { unet: link('far', 'unet') }),
    second: node('steps', { latent: link('first', 'latent'), unet: link('near', 'unet') }),
  })
  expect(checkpointFor(document, definitions, 'first')).toBe('far')
  expect(checkpointFor(document, definitions, 'second')).toBe('near')
})

test('a node that reads none takes that of the node that reads it', () => {
  const document = workflow({
    other: named('other'),
    right: named('right'),
    schedule: node('scheduler'),
    steps: node('steps', { unet: link('right', 'unet'), schedule: link('schedule', 'schedule') }),
  })
  expect(checkpointFor(document, definitions, 'schedule')).toBe('right')
})

test('a node on its own takes the first on the canvas; without any there is none', () => {
  expect(checkpointFor(workflow({ s: node('scheduler'), a: named('a'), b: named('b') }), definitions, 's')).toBe('a')
  expect(checkpointFor(workflow({ s: node('scheduler') }), definitions, 's')).toBeUndefined()
})

test('a checkpoint that was never set is its default; one that is linked is not known', () => {
  expect(checkpointFor(workflow({ l: node('load') }), definitions, 'l')).toBe('demo')
  const linked = workflow({ l: node('load', { checkpoint: link('x', 'text') }) })
  expect(checkpointFor(linked, definitions, 'l')).toBeUndefined()
})

test('a cycle ends the search', () => {
  const document = workflow({
    a: node('steps', { latent: link('b', 'latent') }),
    b: node('steps', { latent: link('a', 'latent') }),
  })
  expect(checkpointFor(document, definitions, 'a')).toBeUndefined()
})
