'use client'
import { useEffect } from 'react'
import { openJobOf } from '../state/runs.ts'
import { useStudio } from './studio.ts'

/** What is open over the page and takes Escape for itself. */
const over = '[role="dialog"], [role="menu"], [role="listbox"], [cmdk-root]'

/** The shortcuts of the whole window: run, cancel, save, command search, tabs. */
export const useShortcuts = () => {
  const studio = useStudio()
  useEffect(() => {
    const cancelBy = (event: KeyboardEvent) => {
      const { target } = event
      if (target instanceof HTMLElement && target.matches('input, textarea, [contenteditable="true"]')) return
      if (document.querySelector(over)) return
      const front = studio.session.store.getState().front
      if (front === null || !openJobOf(studio.runs.getState(), front)) return
      // Whoever listens further on (the canvas, with a wire in hand) takes it first.
      setTimeout(() => {
        if (!event.defaultPrevented) void studio.cancel()
      })
    }
    const down = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        if (!event.defaultPrevented && !event.repeat) cancelBy(event)
        return
      }
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return
      const key = event.key.toLowerCase()
      const front = studio.session.front()
      if (key === 'enter') {
        event.preventDefault()
        if (event.repeat) return
        // A number that is still being typed counts.
        if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur()
        void studio.run()
      } else if (key === 's' && !event.shiftKey) {
        event.preventDefault()
        if (front)
          void studio.saving.save(front).then((saved) => {
            if (saved) studio.tell('Saved', 'done')
          })
      } else if (key === 'k') {
        event.preventDefault()
        // A dialog that is open is answered first.
        const { palette } = studio.store.getState()
        if (palette || !document.querySelector('[role="dialog"]')) studio.store.setState({ palette: !palette })
      }
    }
    window.addEventListener('keydown', down)
    return () => window.removeEventListener('keydown', down)
  }, [studio])
}
