import { expect, test } from 'vitest'
import { createLanguage, type LanguageWindow, preferred } from '../../../app/state/language.ts'

const fakeWindow = (languages: string[], kept?: string) => {
  const stored = new Map(kept === undefined ? [] : [['reelgraph.language', kept]])
  const listeners = new Map<string, (event: unknown) => void>()
  const document = { documentElement: { lang: '' } }
  const window = {
    document,
    navigator: { languages },
    localStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, text: string) => stored.set(key, text),
    },
    addEventListener: (name: string, listen: (event: unknown) => void) => listeners.set(name, listen),
    removeEventListener: (name: string) => listeners.delete(name),
  }
  return { window: window as unknown as LanguageWindow, document, stored, listeners, navigator: window.navigator }
}

test('the first language of the browser that there is; English where there is none', () => {
  expect(preferred(['de-AT', 'en'])).toBe('de')
  expect(preferred(['fr', 'de'])).toBe('de')
  expect(preferred(['fr', 'constructor', '__proto__'])).toBe('en')
  expect(preferred([])).toBe('en')
})

test('a choice is shown at once, kept, and written on the page', () => {
  const { window, document, stored } = fakeWindow(['en-GB'])
  const language = createLanguage(window)
  expect(language.store.getState()).toEqual({ choice: 'system', shown: 'en' })
  expect(document.documentElement.lang).toBe('en')
  language.choose('de')
  expect(language.texts().shell.cancel).toBe('Abbrechen')
  expect(document.documentElement.lang).toBe('de')
  expect(stored.get('reelgraph.language')).toBe('de')
  expect(createLanguage(window).store.getState().shown).toBe('de')
})

test('what is kept and no language is as if nothing was kept; the system is followed', () => {
  const { window, listeners, navigator } = fakeWindow(['en'], 'klingon')
  const language = createLanguage(window)
  expect(language.store.getState()).toEqual({ choice: 'system', shown: 'en' })
  navigator.languages = ['de-CH']
  listeners.get('languagechange')?.({})
  expect(language.store.getState().shown).toBe('de')
  language.destroy()
  expect(listeners.size).toBe(0)
})
