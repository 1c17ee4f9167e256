'use client'
import { useStore } from 'zustand'
import { rateReached } from '../../workflow/clip-rate.ts'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import { titleOf } from '../../workflow/rules.ts'
import { useDocument } from '../canvas/canvas-context.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './size.module.css'

/** How long so many frames, in a field of a node, play, in words, and where that is said; undefined where they reach nothing that plays them. */
const useClipLength = (id: NodeId, input: string, frames: number): { short: string; long: string } | undefined => {
  const { definitions } = useApp()
  const { editor, opened } = useDocument()
  const { amounts, fields: texts } = useTexts()
  const found = useStore(editor.store, () => {
    const workflow = opened.workflow()
    for (const place of opened.placesOf(id, input)) {
      const reached = rateReached(workflow, definitions, opened.readers(workflow), place)
      const node = reached && nodeOf(workflow, reached.node)
      if (node) return JSON.stringify([reached.rate, titleOf(definitions, node)])
    }
    return undefined
  })
  if (found === undefined) return undefined
  const [rate, title] = JSON.parse(found) as [number, string]
  const seconds = amounts.ofField(Math.round((frames / rate) * 10) / 10, { step: 0.1 })
  return {
    short: texts.clipSeconds(seconds),
    long: texts.clipLength(frames, seconds, amounts.ofField(rate, { step: 1 }), title),
  }
}

interface ClipLengthProps {
  readonly id: NodeId
  /** The name of the field. */
  readonly input: string
  readonly frames: number
}

/** Seconds beside a number of frames. */
export const ClipLength = ({ id, input, frames }: ClipLengthProps) => {
  const length = useClipLength(id, input, frames)
  return length ? (
    <span className={style.length} title={length.long}>
      {length.short}
    </span>
  ) : null
}
