'use client'
import { useEffect, useRef } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { useTexts } from '../texts/use-texts.ts'

interface WhereProps {
  readonly step: number
  /** Tells which frame it is just now. */
  readonly playhead: StoreApi<{ readonly frame: number }>
}

/** "step 17 · frame 5": the frame goes on past React while it plays. */
export const Where = ({ step, playhead }: WhereProps) => {
  const texts = useTexts()
  const text = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const write = ({ frame }: { readonly frame: number }) => {
      text.current!.textContent = texts.timeline.cell(step, frame + 1)
    }
    write(playhead.getState())
    return playhead.subscribe(write)
  }, [step, playhead, texts])
  return <span ref={text} />
}
