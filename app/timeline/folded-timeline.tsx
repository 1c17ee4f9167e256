'use client'
import { ChevronUp, Rows3 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import { nodeOf } from '../../workflow/document.ts'
import { titleOf } from '../../workflow/rules.ts'
import { useKeys } from '../keys/use-keys.ts'
import { Keys } from '../parts/keys.tsx'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import type { Marks } from './marks.ts'
import type { Chain } from './step-nodes.ts'
import style from './timeline.module.css'
import { toggleByLine } from './toggle-by-line.ts'
import { useChains, useShownChain } from './use-chains.ts'

/** The timeline as one line, which opens it. Nothing is painted, and no preview renders it. */
export const FoldedTimeline = ({ marks }: { readonly marks: StoreApi<Marks> }) => {
  const texts = useTexts()
  const { layout } = useStudio()
  const keys = useKeys('timeline')
  const chain = useShownChain(useChains())
  return (
    <div className={style.folded} data-place="dock">
      <button type="button" aria-expanded={false} onClick={() => toggleByLine(layout)}>
        <Rows3 size={14} strokeWidth={1.75} aria-hidden />
        <b>{texts.timeline.title}</b>
        {chain && <Place chain={chain} marks={marks} />}
        {keys && <Keys keys={keys} silent />}
        <ChevronUp size={15} strokeWidth={1.75} aria-hidden />
      </button>
    </div>
  )
}

/** Which node it is of, and how far that is: written past React. */
const Place = ({ chain, marks }: { readonly chain: Chain; readonly marks: StoreApi<Marks> }) => {
  const texts = useTexts()
  const { editor, previews, definitions } = useApp()
  const text = useRef<HTMLSpanElement>(null)
  const title = useStore(editor.store, ({ history }) => {
    const node = nodeOf(history.present, chain.at(-1)!)
    return node ? titleOf(definitions, node) : ''
  })
  useEffect(() => {
    let written: string | undefined
    const write = () => {
      const newest = chain.flatMap((id) => previews.latest(editor.id, id) ?? [])
      const header = newest.sort((a, b) => b.header.at - a.header.at)[0]?.header
      const { a, frame } = marks.getState()
      const now = !header
        ? ''
        : a && a.job === header.job
          ? texts.timeline.cell(a.step, frame + 1)
          : texts.timeline.step(header.step, header.steps)
      if (now !== written) text.current!.textContent = now
      written = now
    }
    write()
    const ends = chain.map((id) => previews.watch(editor.id, id, write))
    return () => {
      for (const end of ends) end()
    }
  }, [chain, editor.id, previews, marks, texts])
  return (
    <>
      <span className={style.of}>{title}</span>
      <span ref={text} className={style.where} />
    </>
  )
}
