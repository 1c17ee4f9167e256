import { expect, test } from 'vitest'
import { bindings, commandIds } from '../../../app/keys/bindings.ts'
import { isChord } from '../../../app/keys/chord.ts'
import { createKeyMap } from '../../../app/keys/key-map.ts'
import { keys as texts } from '../../../app/texts/en/keys.ts'
import { en } from '../../../app/texts/en.ts'

const createStorage = (start?: string) => {
  let kept: string | null = start ?? null
  return {
    getItem: () => kept,
    setItem(_: string, text: string) {
      kept = text
    },
  }
}

test('in the table no two commands that can be changed have the same keys', () => {
  const owners = new Map<string, string>()
  for (const id of commandIds) {
    const { chords, fixed } = bindings[id]
    expect(texts.commands[id]).not.toBe('')
    for (const chord of chords) {
      expect(isChord(chord), `${id}: ${chord}`).toBe(true)
      if (fixed) continue
      expect(owners.get(chord), `${chord} belongs to ${id} and`).toBeUndefined()
      owners.set(chord, id)
    }
  }
})

test('keys that are given to one command are taken from the other, and are kept', () => {
  const storage = createStorage()
  const keys = createKeyMap(storage, () => en.keys)
  expect(keys.commandOf('mod+enter')).toBe('run')
  expect(keys.commandOf('mod+s')).toBe('save')
  keys.assign('run', ['mod+s'])
  expect(keys.commandOf('mod+s')).toBe('run')
  expect(keys.commandOf('mod+enter')).toBeUndefined()
  expect(keys.chordsOf('save')).toEqual([])
  const later = createKeyMap(storage, () => en.keys)
  expect(later.chordsOf('run')).toEqual(['mod+s'])
  expect(later.commandOf('mod+s')).toBe('run')
  // Giving them back gives the other its own back only where it asks for them.
  later.reset('run')
  expect(later.chordsOf('run')).toEqual(['mod+enter'])
  expect(later.chordsOf('save')).toEqual([])
  later.reset('save')
  expect(later.store.getState().own).toEqual({})
  later.assign('run', [])
  later.resetAll()
  expect(later.chordsOf('run')).toEqual(['mod+enter'])
})

test('one of several keys can be taken, and the others stay', () => {
  const keys = createKeyMap(createStorage(), () => en.keys)
  keys.assign('save', ['mod+y'])
  expect(keys.chordsOf('redo')).toEqual(['mod+shift+z'])
  keys.reset('redo')
  expect(keys.chordsOf('redo')).toEqual(['mod+shift+z', 'mod+y'])
  expect(keys.chordsOf('save')).toEqual([])
})

test('what cannot be given is refused with a reason, and left', () => {
  const keys = createKeyMap(createStorage(), () => en.keys)
  expect(keys.refusal('run', 'mod+w')).toMatch(/browser/)
  expect(keys.refusal('run', 'tab')).toMatch(/get around/)
  expect(keys.refusal('run', 'mod+c')).toMatch(/belong to "Copy"/)
  expect(keys.refusal('copy', 'alt+c')).toMatch(/cannot be changed/)
  // Delete takes the wire of a socket and else the selection: the selection keeps it.
  expect(keys.refusal('remove', 'delete')).toBeUndefined()
  expect(keys.refusal('run', 'alt+r')).toBeUndefined()
  keys.assign('run', ['mod+c'])
  expect(keys.chordsOf('run')).toEqual(['mod+enter'])
})

test.each([
  ['nothing', undefined],
  ['no JSON', '{'],
  ['null', 'null'],
  ['a command that is not there', '{"fly":["f"]}'],
  ['something that is no list of keys', '{"run":"f","save":[3],"undo":["ctrl z"]}'],
  ['keys for what cannot be changed', '{"copy":["alt+c"]}'],
  ['keys that poison prototypes', '{"__proto__":{"run":["f"]},"constructor":["f"]}'],
])('a storage with %s leaves the keys of the table', (_, text) => {
  const keys = createKeyMap(createStorage(text), () => en.keys)
  expect(keys.store.getState().own).toEqual({})
  for (const id of commandIds) expect(keys.chordsOf(id)).toEqual(bindings[id].chords)
})

test('a storage that refuses loses only what was changed', () => {
  const keys = createKeyMap(
    {
      getItem: () => {
        throw new Error('no storage')
      },
      setItem: () => {
        throw new Error('no room')
      },
    },
    () => en.keys,
  )
  keys.assign('run', ['alt+r'])
  expect(keys.commandOf('alt+r')).toBe('run')
})
