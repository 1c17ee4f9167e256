'use client'
import { GitFork } from 'lucide-react'
import { useStore } from 'zustand'
import { Button } from '../parts/button.tsx'
import { useApp } from '../state/app-context.ts'
import style from './frame.module.css'
import { useStudio } from './studio.ts'

/** The same workflow was saved elsewhere: nothing is overwritten until the person has chosen, and either choice keeps both. */
export const ConflictBar = () => {
  const { editor } = useApp()
  const { documents } = useStudio()
  const conflict = useStore(editor.store, (state) => state.saving.kind === 'conflict')
  if (!conflict) return null
  return (
    <div className={style.bar} role="alert">
      <GitFork size={15} aria-hidden />
      <span>This workflow was also saved elsewhere. Your version is kept as a copy:</span>
      <Button onClick={() => void documents.saveAsCopy(editor, false)}>Go on with my copy</Button>
      <Button onClick={() => void documents.saveAsCopy(editor, true)}>Open the other too</Button>
    </div>
  )
}
