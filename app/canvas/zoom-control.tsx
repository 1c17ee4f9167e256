'use client'
import { Maximize, Minus, Plus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { CommandId } from '../keys/bindings.ts'
import { useKeyText } from '../keys/use-keys.ts'
import style from './canvas.module.css'
import type { MountedCanvas } from './mount-canvas.ts'

/** Zoom out, the zoom now (a press goes to 100 %), zoom in, fit. The figure is written past React: it changes with every frame. */
export const ZoomControl = ({ canvas }: { readonly canvas: MountedCanvas }) => {
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
      figure.current.setAttribute('aria-label', `${text}: zoom to 100\u202f%`)
    }
    write()
    return canvas.onChange(write)
  }, [canvas, viewport])
  return (
    <div className={style.zoom} role="toolbar" aria-label="Zoom">
      <button
        type="button"
        aria-label="Zoom out"
        title={named('Zoom out', 'zoomOut')}
        onClick={() => commands.zoomBy(0.8)}
      >
        <Minus size={14} aria-hidden />
      </button>
      <button
        ref={figure}
        type="button"
        className={style.percent}
        title={named('Zoom to 100 %', 'zoomFull')}
        onClick={() => commands.zoomTo(1)}
      />
      <button
        type="button"
        aria-label="Zoom in"
        title={named('Zoom in', 'zoomIn')}
        onClick={() => commands.zoomBy(1.25)}
      >
        <Plus size={14} aria-hidden />
      </button>
      <button type="button" aria-label="Fit all" title={named('Fit all', 'fit')} onClick={() => commands.fit()}>
        <Maximize size={13} aria-hidden />
      </button>
    </div>
  )
}
