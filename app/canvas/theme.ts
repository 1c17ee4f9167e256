import { type Tint, tints } from '../../workflow/tints.ts'
import { type SocketType, socketTypes } from '../../workflow/values.ts'

const tokens = [
  'canvas',
  'panel',
  'card',
  'raised',
  'line',
  'text',
  'muted',
  'faint',
  'accent',
  'ok',
  'wrong',
  'grid',
] as const

/** The colours that the canvas paints with, as the style sheet has them now. */
export type Theme = Readonly<Record<(typeof tokens)[number] | 'font', string>> & {
  readonly types: Readonly<Record<SocketType, string>>
  readonly tints: Readonly<Record<Tint, string>>
}

const readTheme = (): Theme => {
  const style = getComputedStyle(document.documentElement)
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    ...(Object.fromEntries(tokens.map((name) => [name, read(name)])) as Record<(typeof tokens)[number], string>),
    font: getComputedStyle(document.body).fontFamily,
    types: Object.fromEntries(Object.keys(socketTypes).map((type) => [type, read(`type-${type}`)])) as Record<
      SocketType,
      string
    >,
    tints: Object.fromEntries(tints.map((tint) => [tint, read(`tint-${tint}`)])) as Record<Tint, string>,
  }
}

export interface ThemeSource {
  readonly now: Theme
  destroy(): void
}

/** The theme, read once and again whenever the root's attributes or the system's preference change. */
export const watchTheme = (changed: () => void): ThemeSource => {
  let theme = readTheme()
  const update = () => {
    theme = readTheme()
    changed()
  }
  const observer = new MutationObserver(update)
  observer.observe(document.documentElement, { attributes: true })
  const preference = window.matchMedia('(prefers-color-scheme: light)')
  preference.addEventListener('change', update)
  // Style sheets and fonts may arrive after the canvas.
  window.addEventListener('load', update)
  void document.fonts?.ready.then(update)
  return {
    get now() {
      return theme
    },
    destroy() {
      observer.disconnect()
      preference.removeEventListener('change', update)
      window.removeEventListener('load', update)
    },
  }
}
