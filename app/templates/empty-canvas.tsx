'use client'
import { useStore } from 'zustand'
import { Button } from '../parts/button.tsx'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './templates.module.css'

/** What stands on a canvas without nodes: how to begin. */
export const EmptyCanvas = () => {
  const texts = useTexts().templates
  const { editor } = useApp()
  const { store } = useStudio()
  const empty = useStore(editor.store, ({ history }) => !hasSome(history.present.nodes))
  if (!empty) return null
  return (
    <div className={style.empty}>
      <p>{texts.emptyHint}</p>
      <Button onClick={() => store.setState({ templates: true })}>{texts.command}</Button>
    </div>
  )
}

/** Without a list of all the keys. */
const hasSome = (record: object): boolean => {
  for (const _ in record) return true
  return false
}
