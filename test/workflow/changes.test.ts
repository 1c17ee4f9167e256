import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Changes, changesBetween, isUnchanged, unionOf } from '../../workflow/changes.ts'
import { emptyWorkflow, type PlacedNode, readWorkflow, type Workflow, writeWorkflow } from '../../workflow/document.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import { framesOf } from '../../workflow/frames.ts'
import { canonicalJson, type Json } from '../../workflow/json.ts'
import { palette } from '../fakes/palette.ts'
import { builtWorkflow, gesture } from './arbitrary.ts'

const built = builtWorkflow(palette)
/** A document and what a person made of it. */
const pair = fc
  .tuple(built, fc.array(gesture(palette), { maxLength: 12 }))
  .map(([before, gestures]) => [before, gestures.reduce((now, each) => each(now)(now), before)] as const)
const equal = (a: Workflow, b: Workflow) => canonicalJson(a as unknown as Json) === canonicalJson(b as unknown as Json)
const copy = (workflow: Workflow) => readWorkflow(writeWorkflow(workflow), fileTexts)

/** The same changes seen from the other end. */
const mirrored = (changes: Changes) => {
  const back = { added: 'removed', removed: 'added', changed: 'changed', moved: 'moved' } as const
  return {
    nodes: changes.nodes.map(({ kind, id, aspects, from }) =>
      [
        back[kind],
        id,
        from !== undefined,
        ...aspects.map((each) => JSON.stringify([each.name, each.after, each.before])).sort(),
      ].join(),
    ),
    links: changes.links.map(({ kind, link }) => JSON.stringify([back[kind], link])),
    frames: changes.frames.map(({ kind, id }) => [back[kind], id].join()),
    parts: changes.parts.map(({ kind, part, id }) => [back[kind], part, id].join()),
  }
}
const sorted = (lists: ReturnType<typeof mirrored>) =>
  Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, [...list].sort()]))
const plain = (changes: Changes) => ({
  nodes: changes.nodes.map(({ kind, id, aspects, from }) =>
    [
      kind,
      id,
      from !== undefined,
      ...aspects.map((each) => JSON.stringify([each.name, each.before, each.after])).sort(),
    ].join(),
  ),
  links: changes.links.map(({ kind, link }) => JSON.stringify([kind, link])),
  frames: changes.frames.map(({ kind, id }) => [kind, id].join()),
  parts: changes.parts.map(({ kind, part, id }) => [kind, part, id].join()),
})

describe('changes', () => {
  test('are none exactly where two documents hold the same', () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        expect(isUnchanged(changesBetween(before, copy(after)))).toBe(equal(before, after))
        expect(isUnchanged(changesBetween(after, copy(after)))).toBe(true)
      }),
      { seed: 1, numRuns: 150 },
    )
  })

  test('seen from the other end are the same changes', () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        expect(sorted(plain(changesBetween(after, before)))).toEqual(sorted(mirrored(changesBetween(before, after))))
      }),
      { seed: 2, numRuns: 100 },
    )
  })

  test('account for every node and frame that only one document has', () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const changes = changesBetween(before, after)
        const ids = (kind: string, of: 'nodes' | 'frames') =>
          changes[of].flatMap((each) => (each.kind === kind ? [each.id] : [])).sort()
        const without = (a: readonly string[], b: readonly string[]) => a.filter((id) => !b.includes(id)).sort()
        const nodes = [Object.keys(before.nodes), Object.keys(after.nodes)] as const
        expect(ids('added', 'nodes')).toEqual(without(nodes[1], nodes[0]))
        expect(ids('removed', 'nodes')).toEqual(without(nodes[0], nodes[1]))
        const frames = [before, after].map((each) => framesOf(each).map(([id]) => id)) as [string[], string[]]
        expect(ids('added', 'frames')).toEqual(without(frames[1], frames[0]))
        expect(ids('removed', 'frames')).toEqual(without(frames[0], frames[1]))
        const union = unionOf(before, after, changes)
        expect(Object.keys(union.nodes).sort()).toEqual([...new Set([...nodes[0], ...nodes[1]])].sort())
        for (const id of nodes[1]) expect(union.nodes[id]).toBe(after.nodes[id])
        expect(readWorkflow(writeWorkflow(union), fileTexts)).toEqual(union)
      }),
      { seed: 3, numRuns: 100 },
    )
  })
})

const node = (more: Partial<PlacedNode> = {}): PlacedNode => ({
  node: 'text',
  version: 1,
  at: [0, 0],
  inputs: {},
  ...more,
})
const doc = (nodes: Workflow['nodes'], more: object = {}): Workflow => ({ ...emptyWorkflow('x'), nodes, ...more })

describe('a change', () => {
  test('of a field says what it was; of a link is told by the link alone', () => {
    const before = doc({ a: node(), b: node({ inputs: { text: { value: 'cat' }, count: { value: 1 } } }) })
    const after = doc({ a: node(), b: node({ inputs: { text: { value: 'dog' }, count: { from: 'a', output: 'o' } } }) })
    expect(changesBetween(before, after)).toMatchObject({
      nodes: [{ kind: 'changed', id: 'b', aspects: [{ of: 'field', name: 'text', before: 'cat', after: 'dog' }] }],
      links: [{ kind: 'added', link: { from: 'a', output: 'o', to: 'b', input: 'count' } }],
    })
    expect(changesBetween(before, after).nodes[0]?.aspects).toHaveLength(1)
  })

  test('of a place alone is a move; the order of keys is none', () => {
    const before = doc({ a: node({ title: 'T' }) }, { frames: { f: { title: 'F', at: [0, 0], size: [200, 200] } } })
    const after = doc(
      { a: { inputs: {}, at: [5, 0], title: 'T', version: 1, node: 'text' } },
      { frames: { f: { size: [300, 200], title: 'F', at: [0, 0] } } },
    )
    expect(changesBetween(before, after)).toMatchObject({
      nodes: [{ kind: 'moved', from: [0, 0], aspects: [] }],
      frames: [{ kind: 'moved' }],
      parts: [],
    })
  })

  test('of another part is told by its entry, or by the part where it has none', () => {
    const before = doc({}, { subgraphs: { s: { title: 'Upscale' }, t: {} }, later: [1], frames: { odd: 1 } })
    const after = doc({}, { subgraphs: { s: { title: 'Sharpen' }, u: {} }, name: 'y', frames: { odd: 2 }, empty: {} })
    expect(changesBetween(before, after).parts).toEqual([
      { kind: 'changed', part: 'name' },
      { kind: 'changed', part: 'subgraphs', id: 's', title: 'Sharpen' },
      { kind: 'added', part: 'subgraphs', id: 'u' },
      { kind: 'removed', part: 'subgraphs', id: 't' },
      { kind: 'changed', part: 'frames', id: 'odd' },
      { kind: 'added', part: 'empty' },
      { kind: 'removed', part: 'later' },
    ])
  })

  test('goes by ids that objects own by birth as by any other', () => {
    const before = doc(
      JSON.parse('{"constructor":{"node":"text","version":1,"at":[0,0],"inputs":{"toString":{"value":1}}}}'),
    )
    const changes = changesBetween(before, doc({}))
    expect(changes.nodes.map(({ kind, id }) => [kind, id])).toEqual([['removed', 'constructor']])
    expect(changesBetween(doc({}), before).nodes[0]?.kind).toBe('added')
  })
})
