/** The parts of the window that the keyboard goes through, in their order. */
const places = [
  '[data-place="top"]',
  '[data-place="rail"]',
  '[data-place="panel"]',
  '[data-canvas]',
  '[data-place="details"]',
  '[data-place="dock"]',
]

const tabbable = 'button:not(:disabled), input, textarea, select, a[href], [tabindex="0"]'

/** Puts the focus into the next part of the window that is there, or with −1 into the one before. @returns false where a dialog holds it */
export const stepPlace = (page: Document, by: 1 | -1): boolean => {
  if (page.querySelector('[role="dialog"]')) return false
  const there = places.flatMap((place) => page.querySelector<HTMLElement>(place) ?? [])
  if (there.length === 0) return false
  const at = there.findIndex((place) => place.contains(page.activeElement))
  const next = there[(at + by + (at < 0 && by < 0 ? 1 : 0) + there.length) % there.length]
  const target = next?.matches(tabbable) ? next : next?.querySelector<HTMLElement>(tabbable)
  target?.focus({ preventScroll: true })
  return target !== undefined && target !== null
}
