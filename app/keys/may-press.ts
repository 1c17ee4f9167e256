import type { KeyScope } from './bindings.ts'
import { type Chord, writesNothing } from './chord.ts'

/** What is open over the page and takes keys for itself. */
const over = '[role="dialog"], [role="menu"], [role="listbox"], [cmdk-root]'

/** True where a key that is pressed on this element writes. */
export const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"], [role="combobox"]'))

/** True where the element means this key for itself: a button its Space. */
const means = (target: EventTarget | null, chord: Chord): boolean =>
  (chord === 'space' || chord === 'enter') &&
  target instanceof HTMLElement &&
  target.matches('button, a, summary, [role="button"]')

/** True where a shortcut of this scope works for a key that is pressed on `target`. */
export const mayPress = (scope: KeyScope, chord: Chord, target: EventTarget | null): boolean => {
  if (scope === 'always' && writesNothing(chord)) return true
  if (writes(target) || means(target, chord)) return false
  if (!(target instanceof Element) || target === document.body)
    return scope === 'canvas' || !document.querySelector(over)
  // The names of the outline stand for the cards.
  if (scope === 'canvas')
    return target.closest('[data-canvas], [data-outline-head]') !== null && target.closest('[cmdk-root]') === null
  return target.closest(over) === null && !document.querySelector('[role="dialog"]')
}
