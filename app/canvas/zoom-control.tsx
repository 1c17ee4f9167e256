'use client'
import { Maximize, Minus, Plus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { CommandId } from '../keys/bindings.ts'
import { useKeyText } from '../keys/use-keys.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './canvas.module.css'
import type { MountedCanvas } from './mounted-canvas.ts'

/** Zoom out, the zoom now (a press goes to 100 %), zoom in, fit. The figure is written past React: it changes with every frame. */
export const ZoomControl = ({ canvas }: { readonly canvas: MountedCanvas }) => {
  const texts = useTexts()
  const figure = useRef<HTMLButtonElement>(null)
  const { commands, viewport } = canvas
  const keyText = useKeyText()
  const named = (title: string, id: CommandId) => {
    const keys = keyText(id)
    return keys ? `${title} (${keys})` : title
  }
  useEffect(() => {
    const write = () => {
      const text = `${Math.round(viewport.now.k * 100)}\u202f%`
      if (!figure.current || figure.current.textContent === text) return
      figure.current.textContent = text
      figure.current.setAttribute('aria-label', texts.canvas.zoomOf(text))
    }
    write()
    return canvas.onChange(write)
  }, [canvas, viewport, texts])
  return (
    <div className={style.zoom} role="toolbar" aria-label={texts.canvas.zoom}>
      <button
        type="button"
        aria-label={texts.canvas.zoomOut}
        title={named(texts.canvas.zoomOut, 'zoomOut')}
        onClick={() => commands.zoomBy(0.8)}
      >
        <Minus size={14} aria-hidden />
      </button>
      <button
        ref={figure}
        type="button"
        className={style.percent}
        title={named(texts.canvas.zoomFull, 'zoomFull')}
        onClick={() => commands.zoomTo(1)}
      />
      <button
        type="button"
        aria-label={texts.canvas.zoomIn}
        title={named(texts.canvas.zoomIn, 'zoomIn')}
        onClick={() => commands.zoomBy(1.25)}
      >
        <Plus size={14} aria-hidden />
      </button>
      <button
        type="button"
        aria-label={texts.canvas.fitAll}
        title={named(texts.canvas.fitAll, 'fit')}
        onClick={() => commands.fit()}
      >
        <Maximize size={13} aria-hidden />
      </button>
    </div>
  )
}
