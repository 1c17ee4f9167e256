import { expect, test } from 'vitest'
import { stateTone, stateWords } from '../../../app/outline/state-words.ts'
import { en } from '../../../app/texts/en.ts'

test('a node says in a word what is the matter with it: what happens before what is wrong, and that it is left out before all', () => {
  const missing = [{ message: 'latent is not connected', input: 'latent', missing: true }]
  const wrong = [{ message: 'Count is too large', input: 'count', missing: false }]
  expect(stateWords(undefined, [], undefined, en.cards.states)).toBe('')
  expect(stateWords(undefined, missing, undefined, en.cards.states)).toBe('not connected')
  expect(stateWords({ status: 'done' }, wrong, undefined, en.cards.states)).toBe('wrong')
  expect(stateWords({ status: 'running', done: 3, total: 4 }, wrong, undefined, en.cards.states)).toBe('75\u202f%')
  expect(stateWords({ status: 'failed', error: { message: 'no memory' } }, [], undefined, en.cards.states)).toBe(
    'failed',
  )
  expect(stateWords({ status: 'cached' }, [], undefined, en.cards.states)).toBe('cached')
  expect(stateWords({ status: 'done' }, wrong, 'mute', en.cards.states)).toBe('muted')
  expect(stateWords({ status: 'done' }, [], 'bypass', en.cards.states)).toBe('bypassed')
})

test('the colour of the words is that of the state, in whatever language they are', () => {
  const wrong = [{ message: 'Count is too large', input: 'count', missing: false }]
  const missing = [{ message: 'latent is not connected', input: 'latent', missing: true }]
  const tones = [
    stateTone({ status: 'done' }, [], undefined),
    stateTone({ status: 'cached' }, [], undefined),
    stateTone({ status: 'done' }, wrong, undefined),
    stateTone({ status: 'failed', error: { message: 'no memory' } }, [], undefined),
    stateTone({ status: 'running', done: 3, total: 4 }, [], undefined),
    stateTone(undefined, missing, undefined),
    stateTone({ status: 'done' }, wrong, 'mute'),
  ]
  expect(tones).toEqual(['ok', 'ok', 'wrong', 'wrong', undefined, undefined, undefined])
})
