import { createStore, type StoreApi } from 'zustand/vanilla'

/** What a person can ask for: one of the two looks, or the one that the system has. */
export const themeChoices = ['system', 'dark', 'light'] as const
export type ThemeChoice = (typeof themeChoices)[number]

export interface ThemeState {
  readonly choice: ThemeChoice
  /** What is shown. */
  readonly shown: 'dark' | 'light'
}

export interface ThemeStore {
  readonly store: StoreApi<ThemeState>
  choose(choice: ThemeChoice): void
  destroy(): void
}

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
export type ThemeWindow = Pick<Window, 'matchMedia' | 'localStorage' | 'document' | 'addEventListener'> &
  Pick<Window, 'removeEventListener'>

/** The theme of this browser: remembered, written on the root of the page, and following the system where that was chosen. */
export const createTheme = (window: ThemeWindow): ThemeStore => {
  const system = window.matchMedia(preference)
  const seen = (choice: ThemeChoice): ThemeState => ({
    choice,
    shown: choice === 'system' ? (system.matches ? 'light' : 'dark') : choice,
  })
  const store = createStore<ThemeState>(() => seen(read(window)))
  const show = ({ shown }: ThemeState) => {
    const root = window.document.documentElement
    if (root.dataset.theme !== shown) root.dataset.theme = shown
    // The browser's own frame on a phone, and behind an installed page.
    window.document
      .querySelector('meta[name="theme-color"]')
      ?.setAttribute('content', shown === 'light' ? '#ffffff' : '#11141a')
  }
  const follow = () => store.setState(seen(store.getState().choice))
  const heard = (event: StorageEvent) => {
    if (event.key === key) store.setState(seen(read(window)))
  }
  const stop = store.subscribe(show)
  show(store.getState())
  system.addEventListener('change', follow)
  window.addEventListener('storage', heard)
  return {
    store,
    choose(choice) {
      store.setState(seen(choice))
      try {
        window.localStorage.setItem(key, choice)
      } catch {
        // Without room the choice holds until the page is closed.
      }
    },
    destroy() {
      stop()
      system.removeEventListener('change', follow)
      window.removeEventListener('storage', heard)
    },
  }
}

const read = (window: Pick<Window, 'localStorage'>): ThemeChoice => {
  try {
    const kept = window.localStorage.getItem(key)
    return themeChoices.find((choice) => choice === kept) ?? first
  } catch {
    return first
  }
}
