'use client'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { shownName } from '../parts/shown-name.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { useRunShare } from './use-run-share.ts'

/** Writes the title of the browser's tab: the workflow, and how far its run is. */
export const PageTitle = () => {
  const { editor } = useApp()
  const { untitled } = useTexts().shell
  const name = useStore(editor.store, (state) => state.history.present.name || untitled)
  const share = useRunShare(editor)
  useEffect(() => {
    const called = shownName(name)
    document.title = share === undefined ? `${called} · Reelgraph` : `▶ ${Math.round(share * 100)} % ${called}`
  }, [name, share])
  return null
}
