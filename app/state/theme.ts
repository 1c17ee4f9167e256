import { type ChoiceWindow, createWindowChoice, type WindowChoice } from './window-choice.ts'

/** What a person can ask for: one of the two looks, or the one that the system has. */
const themeChoices = ['system', 'dark', 'light'] as const
export type ThemeChoice = (typeof themeChoices)[number]

type Shown = 'dark' | 'light'
export type ThemeStore = WindowChoice<ThemeChoice, Shown>

const key = 'reelgraph.theme'
const preference = '(prefers-color-scheme: light)'
/** Clips are judged on a dark ground, as in every program that cuts films: until a person says otherwise, it is dark. */
const first: ThemeChoice = 'dark'

/**
 * A script for the head of the page: it writes the theme on the root before anything is painted, so that nothing flashes.
 * It does what `createTheme` does first, in words that every browser knows.
 */
export const themeScript = `(function(){var c;try{c=localStorage.getItem('${key}')}catch(e){}
if(c!=='light'&&c!=='system')c='${first}';
document.documentElement.dataset.theme=c==='system'?(matchMedia('${preference}').matches?'light':'dark'):c})()`

/** What of a window the theme needs. */
export type ThemeWindow = ChoiceWindow & Pick<Window, 'matchMedia'>

/** The theme of this browser: remembered, written on the root of the page, and following the system where that was chosen. */
export const createTheme = (window: ThemeWindow): ThemeStore => {
  const system = window.matchMedia(preference)
  return createWindowChoice<ThemeChoice, Shown>({
    window,
    key,
    choices: themeChoices,
    first,
    shownFor: (choice) => (choice === 'system' ? (system.matches ? 'light' : 'dark') : choice),
    follow(changed) {
      system.addEventListener('change', changed)
      return () => system.removeEventListener('change', changed)
    },
    show(shown) {
      const root = window.document.documentElement
      if (root.dataset.theme !== shown) root.dataset.theme = shown
      // The browser's own frame on a phone, and behind an installed page.
      window.document
        .querySelector('meta[name="theme-color"]')
        ?.setAttribute('content', shown === 'light' ? '#ffffff' : '#11141a')
    },
  })
}
