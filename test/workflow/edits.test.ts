import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkWorkflow, emptyWorkflow, linksOf, type Workflow } from '../../workflow/document.ts'
import {
  addNode,
  connect,
  disconnect,
  fragmentOf,
  moveNodes,
  paste,
  placedNode,
  removeNodes,
  retitle,
  setValue,
} from '../../workflow/edits.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import { commit, endGesture, type History, historyDepth, redo, startHistory, undo } from '../../workflow/history.ts'
import { ruleTexts } from '../../workflow/rule-texts.ts'
import { problemsOf } from '../../workflow/rules.ts'
import { definitionsIn } from '../../workflow/subgraphs/definitions-in.ts'
import { subgraphTexts } from '../../workflow/subgraphs/subgraph-texts.ts'
import { palette } from '../fakes/palette.ts'
import { gesture, subgraphGesture } from './arbitrary.ts'

const times = (count: number, step: (history: History) => History, history: History): History =>
  Array.from({ length: count }).reduce<History>((each) => step(each), history)

const pair = (): Workflow =>
  [addNode('a', placedNode(palette.text!, [0, 0])), addNode('b', placedNode(palette.encode!, [300, 0]))].reduce(
    (workflow, edit) => edit(workflow),
    emptyWorkflow('pair'),
  )

describe('any sequence of edits', () => {
  const drawn = fc.oneof({ weight: 4, arbitrary: gesture(palette) }, { weight: 1, arbitrary: subgraphGesture(palette) })
  test('leaves a valid document without dangling links, and undo^n ∘ redo^n is the identity', () => {
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 60 }), (gestures) => {
        const start = startHistory(emptyWorkflow('law'))
        const end = gestures.reduce((history, each) => commit(history, 'edit', each(history.present)), start)
        checkWorkflow(JSON.parse(JSON.stringify(end.present)), fileTexts)
        for (const { from, to } of linksOf(end.present)) {
          expect(end.present.nodes[from]).toBeDefined()
          expect(end.present.nodes[to]).toBeDefined()
        }
        expect(
          problemsOf(end.present, definitionsIn(palette, end.present, subgraphTexts), ruleTexts).filter((each) =>
            /cycle|cannot go|not there/.test(each.message),
          ),
        ).toEqual([])
        const depth = end.past.length
        const back = times(depth, undo, end)
        expect(back.present).toBe(start.present)
        const again = times(depth, redo, back)
        expect(again.present).toBe(end.present)
        expect(again.past.map((each) => each.workflow)).toEqual(end.past.map((each) => each.workflow))
      }),
      { seed: 2, numRuns: 80 },
    )
  })
})

describe('history', () => {
  const typed = (history: History, count: number, key?: string) =>
    commit(history, 'set', setValue('a', 'text', `text ${count}`), key)

  test('an edit that changes nothing leaves no entry', () => {
    const start = startHistory(pair())
    expect(commit(start, 'same', setValue('a', 'text', ''))).toBe(start)
    expect(commit(start, 'nobody', setValue('nobody', 'text', 'x'))).toBe(start)
  })

  test('one gesture makes one entry, and ends', () => {
    let history = startHistory(pair())
    for (let i = 0; i < 5; i++) history = typed(history, i, 'drag')
    expect(history.past).toHaveLength(1)
    history = typed(endGesture(history), 9, 'drag')
    expect(history.past).toHaveLength(2)
    expect(undo(undo(history)).present).toBe(history.past[0]!.workflow)
  })

  test('keeps the newest entries up to its depth', () => {
    let history = startHistory(pair())
    for (let i = 0; i < historyDepth + 20; i++) history = typed(history, i)
    expect(history.past).toHaveLength(historyDepth)
  })

  test('undo and redo at their ends change nothing', () => {
    const start = startHistory(pair())
    expect(undo(start)).toBe(start)
    expect(redo(start)).toBe(start)
  })
})

describe('links and fields', () => {
  const wired = connect({ from: 'a', output: 'text', to: 'b', input: 'words' })

  test('a field that loses its link gets its default back', () => {
    const linked = wired(pair())
    expect(linked.nodes.b!.inputs.words).toEqual({ from: 'a', output: 'text' })
    expect(disconnect('b', 'words', palette)(linked).nodes.b!.inputs.words).toEqual({ value: 'a ball' })
    expect(removeNodes(new Set(['a']), palette)(linked).nodes).toEqual({ b: pair().nodes.b })
  })

  test('an input that the definition does not know loses its link whole, also under a name that every object has', () => {
    for (const name of ['unknown', 'constructor', 'toString']) {
      const linked = connect({ from: 'a', output: 'text', to: 'b', input: name })(pair())
      for (const cut of [disconnect('b', name, palette), removeNodes(new Set(['a']), palette)]) {
        expect(Object.keys(cut(linked).nodes.b!.inputs)).toEqual(['words'])
        checkWorkflow(JSON.parse(JSON.stringify(cut(linked))), fileTexts)
      }
      const alone = paste(fragmentOf(linked, new Set(['b'])), [0, 0], palette)
      checkWorkflow(JSON.parse(JSON.stringify(alone.edit(linked))), fileTexts)
    }
  })

  test('a title is given, kept where it stands and taken away; the same one again is no edit', () => {
    const before = pair()
    const titled = retitle('a', 'Mine')(before)
    expect(titled.nodes.a!.title).toBe('Mine')
    for (const [workflow, title] of [
      [before, ''],
      [titled, 'Mine'],
      [before, undefined],
    ] as const)
      if (title !== undefined) expect(retitle('a', title)(workflow)).toBe(workflow)
    expect(retitle('a', '')(titled)).toEqual(before)
    const first = { ...before, nodes: { ...before.nodes, a: { title: 'First', ...before.nodes.a! } } }
    expect(Object.keys(retitle('a', 'Second')(first).nodes.a!)).toEqual(Object.keys(first.nodes.a))
  })

  test('moves go to whole pixels, and leave out nodes that are not there and places that are none', () => {
    const before = pair()
    const moved = moveNodes(
      new Map([
        ['a', [1.4, -2.6]],
        ['b', [Number.NaN, 3]],
        ['nobody', [1, 1]],
        ['toString', [1, 1]],
      ]),
    )(before)
    expect(moved.nodes.a!.at).toEqual([1, -3])
    expect(moved.nodes.b).toBe(before.nodes.b)
    expect(Object.keys(moved.nodes)).toEqual(['a', 'b'])
    expect(moveNodes(new Map([['a', [0.2, 0]]]))(before)).toBe(before)
    expect(moveNodes(new Map([['b', [300, Number.POSITIVE_INFINITY]]]))(before)).toBe(before)
    const { edit, ids } = paste(fragmentOf(before, new Set(['a'])), [0.4, 10.5], palette)
    expect(edit(before).nodes[ids[0]!]!.at).toEqual([0, 11])
  })

  test('a move of 10,000 nodes copies the document once, not once for each', () => {
    let copies = 0
    const node = placedNode(palette.text!, [0, 0])
    const nodes = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`n${index}`, node]))
    const counted = new Proxy(nodes, {
      ownKeys: (target) => {
        copies++
        return Reflect.ownKeys(target)
      },
    })
    const places = new Map(Object.keys(nodes).map((id) => [id, [1, 2] as const]))
    const moved = moveNodes(places)({ ...emptyWorkflow('many'), nodes: counted })
    expect(Object.values(moved.nodes).every((each) => each.at[0] === 1 && each.at[1] === 2)).toBe(true)
    expect(copies).toBe(1)
  })

  test('edits share what they do not touch', () => {
    const before = pair()
    expect(wired(before).nodes.a).toBe(before.nodes.a)
    expect(wired(wired(before))).toEqual(wired(before))
  })

  test('a pasted fragment follows its own links and drops or keeps those from outside', () => {
    const linked = wired(pair())
    const both = paste(fragmentOf(linked, new Set(['a', 'b'])), [10, 20], palette)
    const pasted = both.edit(linked)
    const [a, b] = both.ids as [string, string]
    expect(pasted.nodes[b]!.inputs.words).toEqual({ from: a, output: 'text' })
    expect(pasted.nodes[b]!.at).toEqual([310, 20])
    const alone = fragmentOf(linked, new Set(['b']))
    const cut = paste(alone, [0, 0], palette)
    expect(cut.edit(linked).nodes[cut.ids[0]!]!.inputs.words).toEqual({ value: 'a ball' })
    const kept = paste(alone, [0, 0], palette, true)
    expect(kept.edit(linked).nodes[kept.ids[0]!]!.inputs.words).toEqual({ from: 'a', output: 'text' })
    expect(kept.edit(emptyWorkflow('other')).nodes[kept.ids[0]!]!.inputs.words).toEqual({ value: 'a ball' })
  })
})
