import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Language } from '../texts/language-titles.ts'
import { catalogues, type Texts } from '../texts/texts.ts'

/** What a person can ask for: a language, or the first of the browser's that there is. */
export const languageChoices = ['system', 'en', 'de'] as const
export type LanguageChoice = (typeof languageChoices)[number]

export interface LanguageState {
  readonly choice: LanguageChoice
  /** What is shown. */
  readonly shown: Language
}

export interface LanguageStore {
  readonly store: StoreApi<LanguageState>
  /** The texts of the language that is shown now. */
  texts(): Texts
  choose(choice: LanguageChoice): void
  destroy(): void
}

const key = 'reelgraph.language'

/** What of a window the language needs. */
export type LanguageWindow = Pick<
  Window,
  'localStorage' | 'document' | 'navigator' | 'addEventListener' | 'removeEventListener'
>

/** The language of this browser: remembered, written on the root of the page, and following the browser's languages. */
export const createLanguage = (window: LanguageWindow): LanguageStore => {
  const seen = (choice: LanguageChoice): LanguageState => ({
    choice,
    shown: choice === 'system' ? preferred(window.navigator.languages) : choice,
  })
  const store = createStore<LanguageState>(() => seen(read(window)))
  const show = ({ shown }: LanguageState) => {
    window.document.documentElement.lang = shown
  }
  const follow = () => store.setState(seen(store.getState().choice))
  const heard = (event: StorageEvent) => {
    if (event.key === key) store.setState(seen(read(window)))
  }
  const stop = store.subscribe(show)
  show(store.getState())
  window.addEventListener('languagechange', follow)
  window.addEventListener('storage', heard)
  return {
    store,
    texts: () => catalogues[store.getState().shown],
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
      window.removeEventListener('languagechange', follow)
      window.removeEventListener('storage', heard)
    },
  }
}

/** The first of a browser's languages that there is; English where there is none. */
export const preferred = (wanted: readonly string[]): Language => {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0]!
    if (Object.hasOwn(catalogues, language)) return language as Language
  }
  return 'en'
}

const read = (window: Pick<Window, 'localStorage'>): LanguageChoice => {
  try {
    const kept = window.localStorage.getItem(key)
    return languageChoices.find((choice) => choice === kept) ?? 'system'
  } catch {
    return 'system'
  }
}
