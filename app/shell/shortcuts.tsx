'use client'
import { useEffect, useRef } from 'react'
import { bindings } from '../keys/bindings.ts'
import { chordOf } from '../keys/chord.ts'
import { mayPress, writes } from '../keys/may-press.ts'
import { openJobOf } from '../state/runs.ts'
import { stepPlace } from './places.ts'
import { useStudio } from './studio.ts'
import { useCommands } from './use-commands.tsx'

/** What is open over the page and takes Escape for itself. */
const over = '[role="dialog"], [role="menu"], [role="listbox"], [cmdk-root]'

/** Listens for the shortcuts of the window: Escape, the places of the window, and every command that names its id. */
export const Shortcuts = () => {
  const studio = useStudio()
  const commands = useCommands()
  const latest = useRef(commands)
  latest.current = commands
  useEffect(() => {
    const cancelBy = (event: KeyboardEvent) => {
      if (writes(event.target) || document.querySelector(over)) return
      const front = studio.session.store.getState().front
      if (front === null || !openJobOf(studio.runs.getState(), front)) return
      // Whoever listens further on (the canvas, with a wire in hand) takes it first.
      setTimeout(() => {
        if (!event.defaultPrevented) void studio.cancel()
      })
    }
    const down = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      if (event.key === 'Escape') {
        if (!event.repeat) cancelBy(event)
        return
      }
      const chord = chordOf(event)
      const id = chord === undefined ? undefined : studio.keys.commandOf(chord)
      if (chord === undefined || id === undefined) return
      const { scope, fixed } = bindings[id]
      if (fixed || !mayPress(scope, chord, event.target)) return
      if (id === 'palette') {
        event.preventDefault()
        // A dialog that is open is answered first.
        const { palette } = studio.store.getState()
        if (palette || !document.querySelector('[role="dialog"]')) studio.store.setState({ palette: !palette })
        return
      }
      if (id === 'nextPlace' || id === 'previousPlace') {
        if (stepPlace(document, id === 'nextPlace' ? 1 : -1)) event.preventDefault()
        return
      }
      const command = latest.current.find((each) => each.id === id)
      if (!command) return
      event.preventDefault()
      const repeats = id === 'undo' || id === 'redo' || id === 'nextTab' || id === 'previousTab'
      if (command.disabled || (event.repeat && !repeats)) return
      // A number that is still being typed counts.
      if (id === 'run' && document.activeElement instanceof HTMLInputElement) document.activeElement.blur()
      command.act()
    }
    window.addEventListener('keydown', down)
    return () => window.removeEventListener('keydown', down)
  }, [studio])
  return null
}
