import { createStore, type StoreApi } from 'zustand/vanilla'
import type { keys as english } from '../texts/en/keys.ts'
import { bindings, type CommandId, commandIds } from './bindings.ts'
import { type Chord, isChord } from './chord.ts'

/** The keys that a person chose, by command; what is not in it has the keys of the table. */
export type OwnKeys = Readonly<Partial<Record<CommandId, readonly Chord[]>>>

/** Who has which keys now. */
export interface KeyMap {
  readonly store: StoreApi<{ readonly own: OwnKeys }>
  chordsOf(id: CommandId): readonly Chord[]
  /** What these keys do. Where two commands share keys (a socket's Delete, the selection's), the ones that can be changed come first. */
  commandOf(chord: Chord): CommandId | undefined
  /** Why these keys cannot be given to a command, or undefined where they can. */
  refusal(id: CommandId, chord: Chord): string | undefined
  /** Gives a command other keys; a command that had them loses them. Keys that `refusal` names are left as they are. */
  assign(id: CommandId, chords: readonly Chord[]): void
  /** Gives a command the keys of the table back; from another that took them they are taken. */
  reset(id: CommandId): void
  resetAll(): void
}

const key = 'reelgraph.keys'

/** Browsers keep these for themselves and do not tell the page. */
const browsers = new Set(['mod+n', 'mod+t', 'mod+w', 'mod+shift+n', 'mod+shift+t', 'mod+shift+w', 'mod+q', 'f11'])
/** Everything else is reached with these. */
const needed = new Set(['tab', 'shift+tab', 'enter', 'escape'])

/** The keys of a command under a person's own choices. */
export const chordsUnder = (own: OwnKeys, id: CommandId): readonly Chord[] => own[id] ?? bindings[id].chords

/** The shortcuts of this browser, remembered in its storage. */
export const createKeyMap = (storage: Pick<Storage, 'getItem' | 'setItem'>, texts: () => typeof english): KeyMap => {
  const store = createStore<{ own: OwnKeys }>(() => ({ own: read(storage) }))
  store.subscribe(({ own }) => {
    try {
      storage.setItem(key, JSON.stringify(own))
    } catch {
      // Without room the keys hold until the page is closed.
    }
  })
  let known: { own: OwnKeys; byChord: ReadonlyMap<Chord, CommandId> } | undefined
  const byChord = () => {
    const { own } = store.getState()
    if (known?.own !== own) known = { own, byChord: owners(own) }
    return known.byChord
  }
  const give = (id: CommandId, chords: readonly Chord[]) =>
    store.setState(({ own }) => {
      const next: Partial<Record<CommandId, readonly Chord[]>> = { ...own }
      for (const other of commandIds) {
        if (other === id || bindings[other].fixed) continue
        const left = chordsUnder(own, other).filter((chord) => !chords.includes(chord))
        if (left.length < chordsUnder(own, other).length) next[other] = left
      }
      if (sameChords(chords, bindings[id].chords)) delete next[id]
      else next[id] = chords
      return { own: next }
    })
  return {
    store,
    chordsOf: (id) => chordsUnder(store.getState().own, id),
    commandOf: (chord) => byChord().get(chord),
    refusal(id, chord) {
      if (bindings[id].fixed) return texts().notChanged(texts().commands[id])
      if (browsers.has(chord)) return texts().browsers
      if (needed.has(chord)) return texts().needed
      const owner = commandIds.find((each) => bindings[each].fixed && bindings[each].chords.includes(chord))
      // Delete on a socket takes its wire, and elsewhere the selection: they do not meet.
      if (owner && !bindings[id].chords.includes(chord)) return texts().belong(texts().commands[owner])
      return undefined
    },
    assign(id, chords) {
      if (chords.every((chord) => this.refusal(id, chord) === undefined)) give(id, [...new Set(chords)])
    },
    reset: (id) => give(id, bindings[id].chords),
    resetAll: () => store.setState({ own: {} }),
  }
}

const owners = (own: OwnKeys): ReadonlyMap<Chord, CommandId> => {
  const found = new Map<Chord, CommandId>()
  for (const fixed of [true, false])
    for (const id of commandIds)
      if ((bindings[id].fixed ?? false) === fixed) for (const chord of chordsUnder(own, id)) found.set(chord, id)
  return found
}

const sameChords = (a: readonly Chord[], b: readonly Chord[]) => a.length === b.length && a.every((c, i) => c === b[i])

const read = (storage: Pick<Storage, 'getItem'>): OwnKeys => {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? '{}') as Record<string, unknown> | null
    const own: Partial<Record<CommandId, readonly Chord[]>> = {}
    for (const id of commandIds) {
      const chords = kept && Object.hasOwn(kept, id) ? kept[id] : undefined
      if (!bindings[id].fixed && Array.isArray(chords) && chords.every(isChord)) own[id] = chords
    }
    return own
  } catch {
    return {}
  }
}
