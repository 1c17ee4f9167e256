'use client'
import { ChevronDown } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useStore } from 'zustand'
import { useKeys } from '../keys/use-keys.ts'
import { createNodeNames } from '../outline/node-names.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { PickButton } from '../parts/pick-button.tsx'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import type { Chain } from './step-nodes.ts'
import style from './timeline.module.css'
import { toggleByLine } from './toggle-by-line.ts'

interface TimelineHeadProps {
  readonly chains: readonly Chain[]
  readonly chain: Chain | undefined
  /** Stands before the title. */
  readonly before?: ReactNode
  /** Where A is. */
  readonly where?: ReactNode
  /** What can be done with A and B. */
  readonly acts?: ReactNode
}

/** The line over a timeline: which node it is of, where A is, and what can be done there. */
export const TimelineHead = ({ chains, chain, before, where, acts }: TimelineHeadProps) => {
  const texts = useTexts()
  const { editor, definitions } = useApp()
  const { layout } = useStudio()
  const keys = useKeys('timeline')
  const namesOf = useMemo(() => createNodeNames(definitions), [definitions])
  const names = useStore(editor.store, ({ history }) => namesOf(history.present))
  /** A long chain by its ends. */
  const named = (each: Chain) =>
    (each.length > 2 ? [each[0]!, each.at(-1)!] : each)
      .map((id) => names.get(id) ?? id)
      .join(each.length > 2 ? ' … ' : ' → ')
  return (
    <header className={style.head}>
      {before}
      <h2>{texts.timeline.title}</h2>
      {chain &&
        (chains.length > 1 ? (
          <PickButton
            label={texts.timeline.of}
            value={chain[0]!}
            choices={chains.map((each) => ({ value: each[0]!, title: named(each) }))}
            choose={(node) => editor.select([node])}
          />
        ) : (
          <span className={style.of}>{named(chain)}</span>
        ))}
      <span className={style.where}>{where}</span>
      <span className={style.acts}>{acts}</span>
      <IconButton label={texts.timeline.hide} keys={keys} side="top" aria-expanded onClick={() => toggleByLine(layout)}>
        <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </header>
  )
}
