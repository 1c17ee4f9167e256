'use client'
import { useEffect } from 'react'
import { useStore } from 'zustand'
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
    document.title = share === undefined ? `${name} · Reelgraph` : `▶ ${Math.round(share * 100)} % ${name}`
  }, [name, share])
  return null
}
