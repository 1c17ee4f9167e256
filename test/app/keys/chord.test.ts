import { expect, test } from 'vitest'
import { type Chord, chordOf, chordText, isChord, type KeyPress, writesNothing } from '../../../app/keys/chord.ts'
import { de } from '../../../app/texts/de.ts'
import { en } from '../../../app/texts/en.ts'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

test.each<[string, KeyPress, Chord | undefined]>([
  ['a letter', press('f'), 'f'],
  ['a capital letter', press('F', { shiftKey: true }), 'shift+f'],
  ['Control', press('z', { ctrlKey: true }), 'mod+z'],
  ['Command, which is the same', press('z', { metaKey: true }), 'mod+z'],
  ['all modifiers', press('Z', { ctrlKey: true, altKey: true, shiftKey: true, code: 'KeyZ' }), 'mod+alt+shift+z'],
  ['a sign that needs Shift here', press('?', { shiftKey: true }), '?'],
  ['the same sign where it needs none', press('?'), '?'],
  ['plus', press('+', { ctrlKey: true, shiftKey: true }), 'mod++'],
  ['the space bar', press(' '), 'space'],
  ['an arrow', press('ArrowLeft', { altKey: true }), 'alt+arrowleft'],
  ['a function key', press('F6', { shiftKey: true }), 'shift+f6'],
  ['a letter of another alphabet', press('я', { ctrlKey: true, code: 'KeyZ' }), 'mod+z'],
  ["what Alt writes on Apple's keyboards", press('®', { altKey: true, code: 'KeyR' }), 'alt+r'],
  ['a modifier alone', press('Shift', { shiftKey: true }), undefined],
  ['a dead key', press('Dead'), undefined],
])('the chord of %s', (_, event, chord) => {
  expect(chordOf(event)).toBe(chord)
})

test('every chord that a key event makes can be kept and read again', () => {
  const keys = ['f', 'F', '?', '+', ' ', 'ArrowUp', 'F12', 'Enter', '0', '#']
  for (const key of keys)
    for (const ctrlKey of [false, true])
      for (const altKey of [false, true])
        for (const shiftKey of [false, true]) {
          const chord = chordOf(press(key, { ctrlKey, altKey, shiftKey }))
          expect(isChord(chord), `${key} gave ${chord}`).toBe(true)
        }
  for (const text of ['', 'mod+', 'ctrl z', 'shift+mod+z', 3, null]) expect(isChord(text)).toBe(false)
})

test('chords are shown as each system writes them', () => {
  expect(chordText('mod+shift+z', false, en.keys.names)).toBe('Ctrl Shift Z')
  expect(chordText('mod+shift+z', true, en.keys.names)).toBe('⇧⌘Z')
  expect(chordText('alt+arrowleft', false, en.keys.names)).toBe('Alt ←')
  expect(chordText('mod++', false, en.keys.names)).toBe('Ctrl +')
  expect(chordText('mod++', true, en.keys.names)).toBe('⌘+')
  expect(chordText('+', false, en.keys.names)).toBe('+')
  expect(chordText('pagedown', false, en.keys.names)).toBe('Page down')
  expect(chordText('mod+shift+delete', false, de.keys.names)).toBe('Strg Umschalt Entf')
  expect(chordText('mod+shift+space', true, de.keys.names)).toBe('⇧⌘Leertaste')
})

test('only what writes nothing works while a person is writing', () => {
  for (const chord of ['mod+enter', 'alt+r', 'f6', 'shift+f6']) expect(writesNothing(chord), chord).toBe(true)
  for (const chord of ['f', 'shift+f', '?', 'space', 'delete', 'arrowleft', 'shift+arrowleft'])
    expect(writesNothing(chord), chord).toBe(false)
})
