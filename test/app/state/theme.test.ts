import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { createTheme, type ThemeWindow, themeScript } from '../../../app/state/theme.ts'

/** A window as far as the theme knows it. */
const createWindow = (kept: string | null, light: boolean, storageWorks = true) => {
  const listeners = new Map<string, (event: never) => void>()
  const media = { matches: light, change: () => {} }
  const root = { dataset: {} as Record<string, string | undefined> }
  const meta = { content: '' }
  let value = kept
  const window = {
    localStorage: {
      getItem() {
        if (!storageWorks) throw new Error('denied')
        return value
      },
      setItem(_: string, text: string) {
        if (!storageWorks) throw new Error('denied')
        value = text
      },
    },
    document: {
      documentElement: root,
      querySelector: () => ({ setAttribute: (_: string, to: string) => (meta.content = to) }),
    },
    matchMedia: () => ({
      get matches() {
        return media.matches
      },
      addEventListener: (_: string, listen: () => void) => {
        media.change = listen
      },
      removeEventListener: () => {
        media.change = () => {}
      },
    }),
    addEventListener: (type: string, listen: (event: never) => void) => listeners.set(type, listen),
    removeEventListener: (type: string) => listeners.delete(type),
  } as unknown as ThemeWindow
  return { window, media, root, meta, listeners, kept: () => value }
}

const cases = [null, 'dark', 'light', 'system', 'nonsense'].flatMap((kept) =>
  [false, true].flatMap((light) => [true, false].map((works) => ({ kept, light, works }))),
)

test.each(cases)(
  'the script in the head shows what the editor will: $kept, system light: $light, storage: $works',
  ({ kept, light, works }) => {
    const first = createWindow(kept, light, works)
    runInNewContext(themeScript, {
      localStorage: first.window.localStorage,
      document: first.window.document,
      matchMedia: first.window.matchMedia,
    })
    const then = createWindow(kept, light, works)
    const theme = createTheme(then.window)
    expect(first.root.dataset.theme).toBe(theme.store.getState().shown)
    expect(then.root.dataset.theme).toBe(first.root.dataset.theme)
    const wanted = !works || kept === null || kept === 'nonsense' ? 'dark' : kept
    expect(theme.store.getState().choice).toBe(wanted)
  },
)

test('a choice is shown at once, kept, and followed by other windows', () => {
  const { window, root, meta, listeners, kept } = createWindow(null, false)
  const theme = createTheme(window)
  theme.choose('light')
  expect(root.dataset.theme).toBe('light')
  expect(meta.content).toBe('#ffffff')
  expect(kept()).toBe('light')
  window.localStorage.setItem('reelgraph.theme', 'dark')
  listeners.get('storage')?.({ key: 'reelgraph.theme' } as never)
  expect(root.dataset.theme).toBe('dark')
})

test('under "system" the theme follows the system, and otherwise does not', () => {
  const { window, media, root } = createWindow('system', false)
  const theme = createTheme(window)
  expect(root.dataset.theme).toBe('dark')
  media.matches = true
  media.change()
  expect(root.dataset.theme).toBe('light')
  theme.choose('dark')
  media.change()
  expect(root.dataset.theme).toBe('dark')
  theme.destroy()
})
