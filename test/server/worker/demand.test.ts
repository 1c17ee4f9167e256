import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDemand } from '../../../server/worker/demand.ts'

/** A random graph without cycles: node n reads some nodes before it. */
const graph = fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 20 }).map((rows) => {
  const sources = new Map<string, string[]>()
  for (const [at, row] of rows.entries())
    sources.set(`n${at}`, at === 0 ? [] : [...new Set(row.map((each) => `n${each % at}`))])
  return sources
})

test('a value is forgotten exactly when nobody is left to read it; a node is computed exactly when a result still needs it', () => {
  fc.assert(
    fc.property(graph, fc.infiniteStream(fc.boolean()), fc.infiniteStream(fc.nat(4)), (sources, isResult, luck) => {
      const ids = [...sources.keys()]
      const wanted = ids.filter((id) => isResult.next().value || !ids.some((each) => sources.get(each)!.includes(id)))
      const needed = ids
      const held = new Set<string>()
      const demand = createDemand(wanted, new Map(needed.map((id) => [id, sources.get(id)!])), (id) => held.delete(id))
      const failed = new Set<string>()
      const done = new Set<string>()
      const blocked = (id: string): boolean => failed.has(id) || sources.get(id)!.some(blocked)
      const readsIt = (id: string, source: string): boolean =>
        id === source || sources.get(id)!.some((each) => readsIt(each, source))
      for (const id of ids) {
        const needs = wanted.some((result) => !blocked(result) && !done.has(result) && readsIt(result, id))
        expect(demand.waits(id)).toBe(needs)
        if (!needs) continue
        for (const source of sources.get(id)!) expect(held.has(source)).toBe(true)
        if (luck.next().value === 0) {
          failed.add(id)
          const stopped = demand.fail(id)
          expect(new Set(stopped).size).toBe(stopped.length)
          for (const each of stopped) expect(blocked(each)).toBe(true)
        } else {
          held.add(id)
          done.add(id)
          demand.finish(id)
        }
        for (const each of held)
          expect(ids.some((reader) => sources.get(reader)!.includes(each) && demand.waits(reader))).toBe(true)
      }
      expect(held.size).toBe(0)
    }),
    { numRuns: 500 },
  )
})
