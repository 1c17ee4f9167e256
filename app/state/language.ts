import type { Language } from '../texts/language-titles.ts'
import { catalogues, type Texts } from '../texts/texts.ts'
import { type ChoiceWindow, createWindowChoice, type WindowChoice } from './window-choice.ts'

/** What a person can ask for: a language, or the first of the browser's that there is. */
export const languageChoices = ['system', 'en', 'de'] as const
export type LanguageChoice = (typeof languageChoices)[number]

export interface LanguageStore extends WindowChoice<LanguageChoice, Language> {
  /** The texts of the language that is shown now. */
  texts(): Texts
}

/** What of a window the language needs. */
export type LanguageWindow = ChoiceWindow & Pick<Window, 'navigator'>

/** The language of this browser: remembered, written on the root of the page, and following the browser's languages. */
export const createLanguage = (window: LanguageWindow): LanguageStore => {
  const choice = createWindowChoice<LanguageChoice, Language>({
    window,
    key: 'reelgraph.language',
    choices: languageChoices,
    first: 'system',
    shownFor: (choice) => (choice === 'system' ? preferred(window.navigator.languages) : choice),
    follow(changed) {
      window.addEventListener('languagechange', changed)
      return () => window.removeEventListener('languagechange', changed)
    },
    show(shown) {
      window.document.documentElement.lang = shown
    },
  })
  return { ...choice, texts: () => catalogues[choice.store.getState().shown] }
}

/** The first of a browser's languages that there is; English where there is none. */
export const preferred = (wanted: readonly string[]): Language => {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0]!
    if (Object.hasOwn(catalogues, language)) return language as Language
  }
  return 'en'
}
