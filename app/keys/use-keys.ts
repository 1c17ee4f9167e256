'use client'
import { useStore } from 'zustand'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import type { CommandId } from './bindings.ts'
import { chordText } from './chord.ts'
import { chordsUnder } from './key-map.ts'

/** True on Apple's machines, which write the modifiers with signs. */
export const onApple = (): boolean => typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

/** The keys of a command as they are now, in the form in which they are shown; undefined where it has none. */
export const useKeys = (id: CommandId): string | undefined => useKeyText()(id)

/** A function from commands to their keys in words, for a list of commands. */
export const useKeyText = (): ((id: CommandId) => string | undefined) => {
  const { keys } = useApp()
  const { names } = useTexts().keys
  const own = useStore(keys.store, (state) => state.own)
  return (id) => {
    const [chord] = chordsUnder(own, id)
    return chord === undefined ? undefined : chordText(chord, onApple(), names)
  }
}
