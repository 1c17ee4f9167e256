'use client'
import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Definition } from '../../workflow/definition.ts'
import panel from '../panels/panel.module.css'
import { Menu } from '../parts/menu.tsx'
import { NameDialog } from '../parts/name-dialog.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './own-node-menu.module.css'
import { libraryId } from './own-nodes.ts'

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const

/** What can be done with one of the person's own nodes beside placing it. */
export const OwnNodeMenu = ({ definition: { id, title } }: { readonly definition: Definition }) => {
  const { own } = useApp()
  const texts = useTexts()
  const [naming, setNaming] = useState(false)
  if (!own) return null
  return (
    <>
      <Menu
        align="end"
        items={[
          { title: texts.parts.rename, icon: <Pencil {...icon} />, act: () => setNaming(true) },
          {
            title: texts.subgraphs.remove,
            icon: <Trash2 {...icon} />,
            danger: true,
            act: () => void own.remove(libraryId(id)),
          },
        ]}
      >
        <button type="button" className={`${panel.more} ${style.more}`} aria-label={texts.subgraphs.more(title)}>
          <Ellipsis size={15} aria-hidden />
        </button>
      </Menu>
      <NameDialog
        open={naming}
        close={() => setNaming(false)}
        title={texts.subgraphs.name}
        value={title}
        take={(name) => void own.rename(libraryId(id), name)}
      />
    </>
  )
}
