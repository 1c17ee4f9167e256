import { expect, test } from 'vitest'
import { logLines } from '../../../app/details/log-lines.ts'
import { de } from '../../../app/texts/de.ts'
import { en } from '../../../app/texts/en.ts'
import { say, worded } from '../../../workflow/said/said.ts'
import type { Happening, JobEvent } from '../../../workflow/wire.ts'

const told = (...happenings: Happening[]): JobEvent[] =>
  happenings.map((happening, index) => ({ ...happening, seq: 10 + index, at: 1000 * index, job: 'j', workflow: 'w' }))

const step = (node: string, done: number): Happening => ({ type: 'progress', node, done, total: 3, seconds: 0.25 })

test('of steps in a row the last is told, and what came between them parts them', () => {
  const lines = logLines(
    told(
      { type: 'node-started', node: 'n' },
      step('n', 1),
      step('n', 2),
      { type: 'warning', node: 'n', message: 'cut' },
      step('n', 3),
      { type: 'node-finished', node: 'n', cached: false, ms: 750, outputs: {} },
    ),
    'n',
    en,
  )
  expect(lines.map(({ seq, text, sign }) => [seq, text, sign])).toEqual([
    [10, 'began', undefined],
    [12, '2 of 3, 0.3 s each', undefined],
    [13, 'cut', 'warning'],
    [14, '3 of 3, 0.3 s each', undefined],
    [15, 'done in 0.8 s', undefined],
  ])
  expect(lines.map(({ at }) => at)).toEqual([0, 2000, 3000, 4000, 5000])
})

test('nodes inside of a subgraph are named, and each keeps its own last step', () => {
  const lines = logLines(
    told(step('s/a', 1), step('s/b', 1), step('s/a', 2), {
      type: 'node-failed',
      node: 's/b',
      message: 'no memory',
    }),
    's',
    en,
  )
  expect(lines.map(({ inside, text, sign }) => [inside, text, sign])).toEqual([
    ['s/a', '2 of 3, 0.3 s each', undefined],
    ['s/b', '1 of 3, 0.3 s each', undefined],
    ['s/b', 'no memory', 'wrong'],
  ])
})

test('what a node said is told in the chosen language', () => {
  const negative = worded(say('noNegative'))
  const events = told(
    { type: 'warning', node: 'n', ...worded(say('noStepToTake', { from: 3, to: 3 })) },
    { type: 'node-failed', node: 'n', ...negative },
  )
  expect(logLines(events, 'n', de).map(({ text }) => text)).toEqual([
    expect.stringMatching(/^Von 3 bis 3 ist kein Schritt zu tun/),
    expect.stringMatching(/^Guidance über 1 vergleicht/),
  ])
  expect(logLines(events, 'n', en).map(({ text }) => text)).toContain(negative.message)
})
