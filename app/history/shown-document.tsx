'use client'
import { type ReactNode, useMemo } from 'react'
import { useStore } from 'zustand'
import { useStudio } from '../shell/studio.ts'
import { AppProvider, useApp } from '../state/app-context.ts'

/** Gives the canvas the document that it shows: the one in front, or an earlier revision of it that is looked at. */
export const ShownDocument = ({ children }: { readonly children: ReactNode }) => {
  const app = useApp()
  const { looking } = useStudio()
  const editor = useStore(looking.store, (state) => (state?.workflow === app.editor.id ? state.editor : app.editor))
  const shown = useMemo(() => (editor === app.editor ? app : { ...app, editor }), [app, editor])
  return <AppProvider value={shown}>{children}</AppProvider>
}
