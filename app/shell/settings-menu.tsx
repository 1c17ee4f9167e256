'use client'
import { Keyboard, Monitor, Moon, Settings2, Sun } from 'lucide-react'
import { useStore } from 'zustand'
import { useKeys } from '../keys/use-keys.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { Menu, type MenuItem } from '../parts/menu.tsx'
import type { ThemeChoice } from '../state/theme.ts'
import { useStudio } from './studio.ts'

const themes: readonly { choice: ThemeChoice; title: string; Icon: typeof Sun }[] = [
  { choice: 'dark', title: 'Dark', Icon: Moon },
  { choice: 'light', title: 'Light', Icon: Sun },
  { choice: 'system', title: 'As the system', Icon: Monitor },
]

/** How the editor looks, and its keys. */
export const SettingsMenu = () => {
  const { store, theme } = useStudio()
  const chosen = useStore(theme.store, (state) => state.choice)
  const keys = useKeys('shortcuts')
  const items: MenuItem[] = [
    ...themes.map(({ choice, title, Icon }) => ({
      title: `Theme: ${title.toLowerCase()}`,
      icon: <Icon size={14} aria-hidden />,
      checked: choice === chosen,
      act: () => theme.choose(choice),
    })),
    null,
    {
      title: 'Keyboard shortcuts',
      icon: <Keyboard size={14} aria-hidden />,
      keys,
      // The menu gives the focus back first, so that the sheet can do the same later.
      act: () => requestAnimationFrame(() => store.setState({ shortcuts: true })),
    },
  ]
  return (
    <Menu items={items} align="end">
      <IconButton label="Settings">
        <Settings2 size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </Menu>
  )
}
