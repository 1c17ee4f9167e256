'use client'
import { type ReactNode, useEffect, useState } from 'react'
import { io } from 'socket.io-client'
import { Toaster, toast } from 'sonner'
import { useStore } from 'zustand'
import { TooltipProvider } from '../parts/tooltip.tsx'
import type { LanguageStore } from '../state/language.ts'
import { timelineHeights } from '../state/panel-layout.ts'
import { catalogues } from '../texts/texts.ts'
import { TextsProvider, useTexts } from '../texts/use-texts.ts'
import { createStudio } from './create-studio.ts'
import { Frame } from './frame.tsx'
import style from './notices.module.css'
import { type Studio, StudioProvider, type Tell, useStudio } from './studio.ts'
import { Waiting } from './waiting.tsx'

/** How long a notice stays: what went wrong is read, not only seen. */
const staysMs = { done: 3000, refused: 5000, failed: 12_000 } as const

/** Between the timeline and the notices, in pixels. */
const noticeAir = 14

const tell: Tell = (message, kind, action) => {
  const options = {
    id: message,
    duration: kind ? staysMs[kind] : staysMs.refused,
    ...(action ? { action: { label: action.label, onClick: action.act } } : {}),
  }
  if (kind === 'failed') toast.error(message, options)
  else if (kind === 'done') toast.success(message, options)
  else toast(message, options)
  return () => void toast.dismiss(message)
}

/** The whole editor: what it is made of is built here, once for each window. */
export const Workspace = () => {
  const [studio, setStudio] = useState<Studio | null>(null)
  useEffect(() => {
    const built = createStudio(window, () => io({ transports: ['websocket', 'polling'] }), tell)
    setStudio(built)
    return () => {
      setStudio(null)
      built.destroy()
    }
  }, [])
  return (
    <TooltipProvider delayDuration={500} skipDelayDuration={200}>
      {studio ? (
        <StudioProvider value={studio}>
          <Spoken language={studio.language}>
            <Frame />
            <Notices />
          </Spoken>
        </StudioProvider>
      ) : (
        <Waiting />
      )}
    </TooltipProvider>
  )
}

/** What is told, above the timeline: neither it nor its line is covered. */
const Notices = () => {
  const texts = useTexts()
  const { layout } = useStudio()
  const dock = useStore(layout.store, (state) => (state.timeline ? state.timelineHeight : timelineHeights.folded))
  const bottom = dock + noticeAir
  return (
    <Toaster
      position="bottom-center"
      offset={{ bottom }}
      mobileOffset={{ bottom, left: 0, right: 0 }}
      gap={8}
      expand
      customAriaLabel={texts.shell.notices}
      toastOptions={{
        unstyled: true,
        classNames: { toast: style.notice, icon: style.icon, content: style.content, actionButton: style.action },
      }}
    />
  )
}

/** Gives what is in it the texts of the chosen language. */
const Spoken = ({ language, children }: { readonly language: LanguageStore; readonly children: ReactNode }) => {
  const shown = useStore(language.store, (state) => state.shown)
  return <TextsProvider value={catalogues[shown]}>{children}</TextsProvider>
}
