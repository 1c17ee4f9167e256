'use client'
import { Columns2, ExternalLink, History, RotateCcw, X } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { writes } from '../keys/may-press.ts'
import { Button } from '../parts/button.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { useStudio } from '../shell/studio.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './history.module.css'
import type { Looking } from './looking.ts'

/** Says over the canvas that an earlier revision is looked at, and what can be done with it. */
export const RevisionBar = () => {
  const { looking } = useStudio()
  const shown = useStore(looking.store)
  return shown && <OpenBar shown={shown} />
}

/** The keyboard goes to the canvas that takes the place of the one that was looked at. */
const focusCanvas = () =>
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-canvas]')?.focus({ preventScroll: true }))

const OpenBar = ({ shown }: { readonly shown: Looking }) => {
  const { looking } = useStudio()
  const texts = useTexts().history
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      const open = document.querySelector('[role="dialog"], [role="menu"], [cmdk-root]')
      if (event.key !== 'Escape' || event.defaultPrevented || open || writes(event.target as Element)) return
      // It would cancel the run of the workflow that is not even shown.
      event.preventDefault()
      event.stopPropagation()
      looking.close()
      focusCanvas()
    }
    window.addEventListener('keydown', leave, true)
    return () => window.removeEventListener('keydown', leave, true)
  }, [looking])
  const { revision, changes } = shown
  const when = texts.when(revision.savedAt, Date.now())
  const called = revision.name === undefined ? when : `${when}, ${revision.name}`
  const act = (what: () => void) => () => {
    what()
    focusCanvas()
  }
  return (
    <section className={style.bar} aria-label={texts.bar} data-revision-bar>
      <History size={15} aria-hidden />
      <span className={style.said} role="status">
        {changes ? texts.comparing(called) : texts.youLookAt(called)}
      </span>
      <div className={style.choices}>
        <Button onClick={() => looking.compare(!changes)} aria-pressed={changes !== undefined}>
          <Columns2 size={14} aria-hidden /> {changes ? texts.showAlone : texts.compare}
        </Button>
        <Button look="primary" onClick={act(() => void looking.restore())}>
          <RotateCcw size={14} aria-hidden /> {texts.restore}
        </Button>
        <IconButton label={texts.openTab} side="bottom" onClick={act(looking.openTab)}>
          <ExternalLink size={15} aria-hidden />
        </IconButton>
        <IconButton label={texts.close} side="bottom" keys="Esc" onClick={act(looking.close)}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
    </section>
  )
}
