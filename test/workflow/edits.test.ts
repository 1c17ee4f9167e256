import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkWorkflow, emptyWorkflow, linksOf, type Workflow } from '../../workflow/document.ts'
import {
  addNode,
  connect,
  disconnect,
  fragmentOf,
  paste,
  placedNode,
  removeNodes,
  setValue,
} from '../../workflow/edits.ts'
import { commit, endGesture, type History, historyDepth, redo, startHistory, undo } from '../../workflow/history.ts'
import { problemsOf } from '../../workflow/rules.ts'
import { palette } from '../fakes/palette.ts'
import { gesture } from './arbitrary.ts'

const times = (count: number, step: (history: History) => History, history: History): History =>
  Array.from({ length: count }).reduce<History>((each) => step(each), history)

const pair = (): Workflow =>
  [addNode('a', placedNode(palette.text!, [0, 0])), addNode('b', placedNode(palette.encode!, [300, 0]))].reduce(
    (workflow, edit) => edit(workflow),
    emptyWorkflow('pair'),
  )

describe('any sequence of edits', () => {
  test('leaves a valid document without dangling links, and undo^n ∘ redo^n is the identity', () => {
    fc.assert(
      fc.property(fc.array(gesture(palette), { maxLength: 60 }), (gestures) => {
        const start = startHistory(emptyWorkflow('law'))
        const end = gestures.reduce((history, each) => commit(history, 'edit', each(history.present)), start)
        checkWorkflow(JSON.parse(JSON.stringify(end.present)))
        for (const { from, to } of linksOf(end.present)) {
          expect(end.present.nodes[from]).toBeDefined()
          expect(end.present.nodes[to]).toBeDefined()
        }
        expect(
          problemsOf(end.present, palette).filter((each) => /cycle|cannot go|not there/.test(each.message)),
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
