import { expect, test } from 'vitest'
import { createTerminal } from '../../server/terminal.ts'
import { createTerminalProgress } from '../../server/terminal-progress.ts'
import { terminalText } from '../../server/terminal-text.ts'
import { fakeStream } from '../fakes/terminal-stream.ts'

const evil = 'T\u001b[2J\u001b]0;title\u0007\r\u009b31m\u202eab\u0000'

test('what a terminal would obey is shown instead; line ends and tabs stay', () => {
  expect(terminalText('a\tb\r\nc – “é” 😀 █')).toBe('a\tb\nc – “é” 😀 █')
  expect(terminalText(evil)).toBe('T␛[2J␛]0;title␇␍�31m�ab␀')
})

test('a terminal obeys nothing but its own', () => {
  const stream = fakeStream(80)
  const terminal = createTerminal(stream)
  terminal.show(`${evil}\nnext`)
  terminal.say(evil)
  expect(stream.written.replaceAll('\r\u001b[K', '')).toMatch(/^[^\p{Cc}\u202e]*\n[^\p{Cc}\u202e]*$/u)
  expect(stream.screen).toEqual(['T␛[2J␛]0;title␇␍�31m�ab␀', 'T␛[2J␛]0;title␇␍�31m�ab␀ next'])
})

test('a title is one line, cut where it is long', () => {
  const stream = fakeStream()
  const title = `a\nDone in 1.0 s\n${'x'.repeat(1000)}`
  const progress = createTerminalProgress(createTerminal(stream), () => title)
  progress.happened({ type: 'node-failed', node: 'n', message: 'broke.' })
  expect(stream.screen).toEqual([`a Done in 1.0 s ${'x'.repeat(43)}…: broke.`, ''])
})
