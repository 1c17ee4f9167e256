import { expect, test } from 'vitest'
import { createModelTerms } from '../../../app/state/model-terms.ts'
import type { Definitions } from '../../../workflow/definition.ts'
import { usedCheckpoints } from '../../../workflow/used-checkpoints.ts'
import type { CheckpointInfo } from '../../../workflow/wire.ts'

const checkpoint = (name: string, terms?: string): CheckpointInfo => ({
  name,
  title: name,
  class: 'TextToVideoSDPipeline',
  licence: 'cc-by-nc-4.0',
  bytes: 1,
  variants: [''],
  ...(terms === undefined ? {} : { terms }),
})

const storage = (full = false) => {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (full) throw new Error('QuotaExceededError')
      kept.set(key, value)
    },
  }
}
const asked = (terms: ReturnType<typeof createModelTerms>) => terms.store.getState().asked?.name

test('what has no terms runs at once; terms are asked about once, also in the next visit', async () => {
  const place = storage()
  const terms = createModelTerms(place)
  expect(await terms.allow([checkpoint('demo')])).toBe(true)
  const both = [checkpoint('demo'), checkpoint('a', '1'), checkpoint('b', '2')]
  const allowed = terms.allow(both)
  expect(asked(terms)).toBe('a')
  terms.answer(true)
  await Promise.resolve()
  await Promise.resolve()
  expect(asked(terms)).toBe('b')
  terms.answer(true)
  expect(await allowed).toBe(true)
  expect(asked(terms)).toBeUndefined()
  expect(await terms.allow(both)).toBe(true)
  expect(await createModelTerms(place).allow(both)).toBe(true)
})

test('who turns away is asked again; changed terms are asked about again; a second run meanwhile waits for nothing', async () => {
  const terms = createModelTerms(storage())
  const first = terms.allow([checkpoint('a', '1')])
  expect(await terms.allow([checkpoint('a', '1')])).toBe(false)
  terms.answer(false)
  expect(await first).toBe(false)
  const again = terms.allow([checkpoint('a', '1')])
  expect(asked(terms)).toBe('a')
  terms.answer(true)
  expect(await again).toBe(true)
  void terms.allow([checkpoint('a', '2')])
  expect(asked(terms)).toBe('a')
})

test('a storage that is full or holds something else only forgets', async () => {
  const terms = createModelTerms(storage(true))
  const run = terms.allow([checkpoint('a', '1')])
  terms.answer(true)
  expect(await run).toBe(true)
  expect(await terms.allow([checkpoint('a', '1')])).toBe(true)
  const strange = createModelTerms({ getItem: () => '[1', setItem: () => {} })
  void strange.allow([checkpoint('constructor', '1')])
  expect(asked(strange)).toBe('constructor')
})

test('the checkpoints that a workflow uses: chosen ones and defaults, each once', () => {
  const definitions = {
    load: {
      inputs: { checkpoint: { kind: 'choice', source: 'checkpoints', default: 'demo', options: [] } },
    },
    text: { inputs: { text: { kind: 'text', default: 'a' } } },
  } as unknown as Definitions
  const node = (kind: string, inputs = {}) => ({ node: kind, version: 1, at: [0, 0] as [number, number], inputs })
  const workflow = {
    format: 'reelgraph' as const,
    version: 1,
    nodes: {
      a: node('load'),
      b: node('load', { checkpoint: { value: 'a' } }),
      c: node('load', { checkpoint: { value: 'gone' } }),
      d: node('text', { text: { value: 'b' } }),
      e: node('load'),
      f: node('unknown'),
    },
  }
  const there = [checkpoint('a'), checkpoint('b'), checkpoint('demo')]
  expect(usedCheckpoints(workflow, definitions, there).map(({ name }) => name)).toEqual(['demo', 'a'])
})
