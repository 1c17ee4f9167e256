'use client'
import { GitFork } from 'lucide-react'
import { useStore } from 'zustand'
import { Button } from '../parts/button.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './frame.module.css'
import { useStudio } from './studio.ts'

/** The same workflow was saved elsewhere: nothing is overwritten until the person has chosen, and either choice keeps both. */
export const ConflictBar = () => {
  const texts = useTexts()
  const { editor } = useApp()
  const { documents } = useStudio()
  const conflict = useStore(editor.store, (state) => state.saving.kind === 'conflict')
  if (!conflict) return null
  return (
    <div className={style.bar} role="alert">
      <GitFork size={15} aria-hidden />
      <span>{texts.shell.conflict}</span>
      <Button onClick={() => void documents.saveAsCopy(editor, false)}>{texts.shell.goOn}</Button>
      <Button onClick={() => void documents.saveAsCopy(editor, true)}>{texts.shell.openOther}</Button>
    </div>
  )
}
