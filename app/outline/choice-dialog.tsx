'use client'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import style from '../parts/choice-list.module.css'
import { Dialog } from '../parts/dialog.tsx'
import { useTexts } from '../texts/use-texts.ts'

/** One thing to choose. */
export interface Choice {
  readonly key: string
  readonly title: string
  readonly about?: string
  readonly icon?: ReactNode
  /** Further words by which it is found. */
  readonly words?: readonly string[]
  choose(): void
}

interface ChoiceDialogProps {
  readonly title: string
  readonly placeholder: string
  /** Groups without choices are left out. */
  readonly groups: readonly { readonly title: string; readonly choices: readonly Choice[] }[]
  /** Said where there is nothing to choose at all. */
  readonly nothing: string
  readonly close: () => void
}

/** A list to search and choose from, for what others do with the pointer. */
export const ChoiceDialog = ({ title, placeholder, groups, nothing, close }: ChoiceDialogProps) => {
  const texts = useTexts()
  const empty = groups.every((group) => group.choices.length === 0)
  return (
    <Dialog open close={close} title={title} bare>
      <Command className={style.root} label={title} loop>
        <p className={style.title} aria-hidden>
          {title}
        </p>
        <div className={style.query}>
          <Search size={16} strokeWidth={1.75} aria-hidden />
          <Command.Input autoFocus placeholder={placeholder} />
        </div>
        <Command.List label={title} className={style.list}>
          <Command.Empty className={style.empty}>{empty ? nothing : texts.outline.nothingCalled}</Command.Empty>
          {groups.map((group) =>
            group.choices.length === 0 ? null : (
              <Command.Group key={group.title} heading={group.title}>
                {group.choices.map((choice) => (
                  <Command.Item
                    key={choice.key}
                    className={style.item}
                    value={`${choice.title} ${choice.key}`}
                    keywords={choice.words ? [...choice.words] : undefined}
                    onSelect={() => {
                      close()
                      // The dialog gives the focus back when it closes; what is chosen begins after that.
                      requestAnimationFrame(choice.choose)
                    }}
                  >
                    <span className={style.icon}>{choice.icon}</span>
                    <span className={style.name}>{choice.title}</span>
                    {choice.about && <span className={style.about}>{choice.about}</span>}
                  </Command.Item>
                ))}
              </Command.Group>
            ),
          )}
        </Command.List>
      </Command>
    </Dialog>
  )
}
