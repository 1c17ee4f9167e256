'use client'
import { RotateCcw } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { bindings, type CommandId, commandIds, keyGroups } from '../keys/bindings.ts'
import { type Chord, chordOf, chordText } from '../keys/chord.ts'
import { chordsUnder } from '../keys/key-map.ts'
import { onApple } from '../keys/use-keys.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { Keys } from '../parts/keys.tsx'
import { SearchField } from '../parts/search-field.tsx'
import type { Texts } from '../texts/texts.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './shortcut-sheet.module.css'
import { useStudio } from './studio.ts'

/** All shortcuts, found by their words or keys; each can be given others. */
export const ShortcutSheet = () => {
  const texts = useTexts()
  const { store } = useStudio()
  const open = useStore(store, (state) => state.shortcuts)
  return (
    <Dialog
      open={open}
      close={() => store.setState({ shortcuts: false })}
      title={texts.keys.title}
      about={texts.keys.about}
      wide
    >
      <Sheet />
    </Dialog>
  )
}

/** Found by the words of its name, or by its keys: "ctrl z" is found in "Ctrl Shift Z". */
const matches = (id: CommandId, chords: readonly Chord[], query: string, texts: Texts['keys']): boolean => {
  const { group, words: more = '' } = bindings[id]
  const wanted = query
    .toLowerCase()
    .split(/[\s+]+/)
    .filter((word) => word !== '')
  const text = `${texts.commands[id]} ${texts.groups[group]} ${more}`.toLowerCase()
  const held = chords.map((chord) => [
    ...chordText(chord, false, texts.names).toLowerCase().split(' '),
    ...chord.split('+'),
  ])
  return (
    wanted.every((word) => text.includes(word)) ||
    held.some((keys) =>
      wanted.every((word) => keys.some((key) => (word.length === 1 ? key === word : key.startsWith(word)))),
    )
  )
}

const Sheet = () => {
  const texts = useTexts()
  const { keys } = useStudio()
  const own = useStore(keys.store, (state) => state.own)
  const [words, setWords] = useState('')
  const [changing, setChanging] = useState<CommandId | null>(null)
  const tools = useRef<HTMLDivElement>(null)
  // The dialog takes the focus when it opens; who opens this looks for something.
  useEffect(() => {
    const frame = requestAnimationFrame(() => tools.current?.querySelector('input')?.focus())
    return () => cancelAnimationFrame(frame)
  }, [])
  const found = commandIds.filter((id) => matches(id, chordsUnder(own, id), words, texts.keys))
  return (
    <>
      <div ref={tools} className={style.tools}>
        <SearchField value={words} change={setWords} placeholder={texts.keys.search} />
        <Button onClick={keys.resetAll} disabled={Object.keys(own).length === 0}>
          <RotateCcw size={14} strokeWidth={1.75} aria-hidden />
          {texts.keys.resetAll}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is scrolled with the keyboard too */}
      <section className={style.groups} aria-label={texts.keys.list} tabIndex={0}>
        {found.length === 0 && <p className={style.none}>{texts.keys.noMatch(words)}</p>}
        <div className={style.columns}>
          {keyGroups.map((group) => {
            const ids = found.filter((id) => bindings[id].group === group)
            return ids.length === 0 ? null : (
              <section key={group} className={style.group} aria-label={texts.keys.groups[group]}>
                <h3>{texts.keys.groups[group]}</h3>
                <ul>
                  {ids.map((id) => (
                    <Line
                      key={id}
                      id={id}
                      chords={chordsUnder(own, id)}
                      own={own[id] !== undefined}
                      changing={changing === id}
                      setChanging={(on) => setChanging(on ? id : null)}
                    />
                  ))}
                </ul>
              </section>
            )
          })}
        </div>
      </section>
    </>
  )
}

interface LineProps {
  readonly id: CommandId
  readonly chords: readonly Chord[]
  /** Its keys are not those of the table. */
  readonly own: boolean
  readonly changing: boolean
  readonly setChanging: (on: boolean) => void
}

const Line = ({ id, chords, own, changing, setChanging }: LineProps) => {
  const texts = useTexts()
  const { keys } = useStudio()
  const { fixed } = bindings[id]
  const title = texts.keys.commands[id]
  const button = useRef<HTMLButtonElement>(null)
  const was = useRef(changing)
  useEffect(() => {
    if (was.current && !changing) button.current?.focus()
    was.current = changing
  }, [changing])
  return (
    <li className={style.line} data-own={own || undefined}>
      <span className={style.title}>{title}</span>
      {changing ? (
        <Recorder id={id} end={() => setChanging(false)} />
      ) : (
        <>
          <span className={style.keys}>
            {chords.length === 0 && <span className={style.no}>{texts.keys.noKeys}</span>}
            {chords.map((chord) => (
              <Keys key={chord} keys={chordText(chord, onApple(), texts.keys.names)} />
            ))}
          </span>
          {fixed ? (
            <span className={style.fixed}>{texts.keys.fixed}</span>
          ) : (
            <span className={style.acts}>
              {own && (
                <IconButton label={texts.keys.reset(title)} size="small" onClick={() => keys.reset(id)}>
                  <RotateCcw size={13} strokeWidth={1.75} aria-hidden />
                </IconButton>
              )}
              <button
                ref={button}
                type="button"
                className={style.change}
                aria-label={texts.keys.changeOf(title)}
                onClick={() => setChanging(true)}
              >
                {texts.keys.change}
              </button>
            </span>
          )}
        </>
      )}
    </li>
  )
}

/** Waits for keys. Backspace alone takes the keys away, Escape changes nothing. */
const Recorder = ({ id, end }: { readonly id: CommandId; readonly end: () => void }) => {
  const texts = useTexts()
  const { keys } = useStudio()
  const [chord, setChord] = useState<Chord | null>(null)
  const field = useRef<HTMLButtonElement>(null)
  useEffect(() => field.current?.focus(), [])
  const refusal = chord === null ? undefined : keys.refusal(id, chord)
  const owner = chord === null || refusal !== undefined ? undefined : keys.commandOf(chord)
  const taken = owner !== undefined && owner !== id ? texts.keys.commands[owner] : undefined
  const take = (next: Chord) => {
    keys.assign(id, [next])
    end()
  }
  const press = (event: KeyboardEvent) => {
    const next = chordOf(event.nativeEvent)
    // Tab goes on, so that nobody is caught here; Escape ends it, and not the sheet.
    if (next === undefined || next === 'tab' || next === 'shift+tab') return
    event.preventDefault()
    event.stopPropagation()
    event.nativeEvent.stopImmediatePropagation()
    if (next === 'escape') end()
    else if (next === 'backspace' && !bindings[id].chords.includes('backspace')) {
      keys.assign(id, [])
      end()
    } else {
      const other = keys.commandOf(next)
      if (keys.refusal(id, next) === undefined && (other === undefined || other === id)) take(next)
      else setChord(next)
    }
  }
  const words =
    chord === null
      ? texts.keys.press
      : (refusal ?? texts.keys.taken(chordText(chord, onApple(), texts.keys.names), taken ?? ''))
  return (
    <span
      className={style.recorder}
      role="alert"
      data-takes-escape
      onKeyDown={(event) => event.key === 'Escape' && press(event)}
    >
      <button
        ref={field}
        type="button"
        className={style.field}
        data-wrong={chord !== null || undefined}
        onKeyDown={press}
      >
        {words}
      </button>
      {taken !== undefined && chord !== null && (
        <button type="button" className={style.change} onClick={() => take(chord)}>
          {texts.keys.take}
        </button>
      )}
      <button type="button" className={style.change} onClick={end}>
        {texts.keys.leave}
      </button>
    </span>
  )
}
