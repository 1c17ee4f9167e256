'use client'
import { Keyboard, Languages, Monitor, Moon, Settings2, Sun } from 'lucide-react'
import { useStore } from 'zustand'
import { useKeys } from '../keys/use-keys.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { Menu, type MenuItem } from '../parts/menu.tsx'
import { languageChoices } from '../state/language.ts'
import type { ThemeChoice } from '../state/theme.ts'
import { useTexts } from '../texts/use-texts.ts'
import { useStudio } from './studio.ts'

const themes: readonly { choice: ThemeChoice; Icon: typeof Sun }[] = [
  { choice: 'dark', Icon: Moon },
  { choice: 'light', Icon: Sun },
  { choice: 'system', Icon: Monitor },
]

/** How the editor looks, its language, and its keys. */
export const SettingsMenu = () => {
  const texts = useTexts()
  const { language, store, theme } = useStudio()
  const chosen = useStore(theme.store, (state) => state.choice)
  const spoken = useStore(language.store, (state) => state.choice)
  const keys = useKeys('shortcuts')
  const items: MenuItem[] = [
    ...themes.map(({ choice, Icon }) => ({
      title: texts.shell.theme(choice),
      icon: <Icon size={14} aria-hidden />,
      checked: choice === chosen,
      act: () => theme.choose(choice),
    })),
    null,
    ...languageChoices.map((choice) => ({
      title: texts.shell.language(choice),
      icon: <Languages size={14} aria-hidden />,
      checked: choice === spoken,
      act: () => language.choose(choice),
    })),
    null,
    {
      title: texts.shell.shortcuts,
      icon: <Keyboard size={14} aria-hidden />,
      keys,
      // The menu gives the focus back first, so that the sheet can do the same later.
      act: () => requestAnimationFrame(() => store.setState({ shortcuts: true })),
    },
  ]
  return (
    <Menu items={items} align="end">
      <IconButton label={texts.shell.settings}>
        <Settings2 size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </Menu>
  )
}
