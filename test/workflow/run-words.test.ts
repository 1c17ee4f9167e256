import { expect, test } from 'vitest'
import { runWords, searchWords } from '../../workflow/run-words.ts'
import { palette } from '../fakes/palette.ts'

test('a run is found by its texts, seeds, choices and titles; numbers and nodes that do not count say nothing', () => {
  const nodes = {
    a: {
      node: 'source',
      version: 1,
      at: [0, 0] as const,
      title: 'My Source',
      inputs: { seed: { value: 4711 }, kind: { value: 'fancy' } },
    },
    b: { node: 'text', version: 1, at: [0, 0] as const, inputs: { text: { value: 'A Red\n  Ball' } } },
    c: { node: 'text', version: 1, at: [0, 0] as const, inputs: { text: { value: 'not run' } } },
    d: { node: 'unknown', version: 1, at: [0, 0] as const, inputs: {} },
  }
  const words = runWords({ format: 'reelgraph', version: 1, name: 'Films', nodes } as never, ['a', 'b', 'd'], palette)
  expect(words.split('\n').sort()).toEqual(['a red ball', 'fancy', 'films', 'my source', 'seed 4711'])
  for (const word of searchWords(' RED  4711 ')) expect(words).toContain(word)
  expect(searchWords('  ')).toEqual([])
})
