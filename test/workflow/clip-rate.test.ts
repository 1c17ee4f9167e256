import { expect, test } from 'vitest'
import { rateReached } from '../../workflow/clip-rate.ts'
import type { Definitions } from '../../workflow/definition.ts'
import { emptyWorkflow, type Workflow } from '../../workflow/document.ts'
import { addNode, connect, placedNode, setValue } from '../../workflow/edits.ts'
import { readersOf } from '../../workflow/readers.ts'
import { palette } from '../fakes/palette.ts'

const definitions: Definitions = {
  ...palette,
  play: {
    ...palette.show!,
    id: 'play',
    inputs: {
      ...palette.show!.inputs,
      rate: { kind: 'number', title: 'Rate', about: '', default: 8, min: 1, max: 60, step: 1, measure: 'rate' },
    },
  },
}
const placed = (
  kinds: Record<string, string>,
  links: readonly [from: string, output: string, to: string, input: string][],
) => {
  let workflow: Workflow = emptyWorkflow('')
  for (const [id, kind] of Object.entries(kinds))
    workflow = addNode(id, placedNode(definitions[kind]!, [0, 0]))(workflow)
  for (const [from, output, to, input] of links) workflow = connect({ from, output, to, input })(workflow)
  return workflow
}
const reached = (workflow: Workflow) => rateReached(workflow, definitions, readersOf(workflow), 's')

test('the rate is that of the nearest node which has one, through others', () => {
  const near = placed({ s: 'source', t: 'through', p: 'play', q: 'play' }, [
    ['s', 'latent', 't', 'latent'],
    ['t', 'latent', 'q', 'picture'],
    ['s', 'latent', 'p', 'picture'],
  ])
  expect(reached(setValue('q', 'rate', 30)(near))).toEqual({ node: 'p', rate: 8 })
  expect(reached(setValue('p', 'rate', 12)(near))).toEqual({ node: 'p', rate: 12 })
})

test('there is none where nothing plays it, where the rate comes over a wire, and none is looked for round a cycle', () => {
  expect(reached(placed({ s: 'source', p: 'play' }, []))).toBeUndefined()
  const wired = placed({ s: 'source', n: 'source', p: 'play' }, [
    ['s', 'latent', 'p', 'picture'],
    ['n', 'latent', 'p', 'rate'],
  ])
  expect(reached(wired)).toBeUndefined()
  const round = placed({ s: 'through', t: 'through' }, [
    ['s', 'latent', 't', 'latent'],
    ['t', 'latent', 's', 'latent'],
  ])
  expect(reached(round)).toBeUndefined()
})
