import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyWorkflow } from '../../workflow/document.ts'
import { commit, endGesture, type History, redo, startHistory, stepBetween, undo } from '../../workflow/history.ts'

const named =
  (label: string, gesture?: string) =>
  (history: History): History =>
    commit(history, label, (workflow) => ({ ...workflow, name: `${workflow.name}${label}` }), gesture)

test('of any course of edits, each undo and redo is told, and no edit is taken for one', () => {
  const moves = { undo, redo, edit: named('e'), drag: named('d', 'drag'), end: endGesture }
  const course = fc.array(fc.constantFrom(...(Object.keys(moves) as (keyof typeof moves)[])), { maxLength: 40 })
  fc.assert(
    fc.property(course, (names) => {
      let history = startHistory(emptyWorkflow(''))
      for (const name of names) {
        const before = history
        history = moves[name](before)
        const entry = name === 'undo' ? before.past.at(-1) : name === 'redo' ? before.future[0] : undefined
        expect(stepBetween(before, history)).toEqual(
          entry && { kind: name === 'undo' ? 'undo' : 'redo', label: entry.label },
        )
      }
    }),
    { seed: 5, numRuns: 300 },
  )
})

test('an edit right after an undo is no redo of what was undone', () => {
  const undone = undo(named('mute')(startHistory(emptyWorkflow(''))))
  expect(stepBetween(undone, named('bypass')(undone))).toBeUndefined()
})
