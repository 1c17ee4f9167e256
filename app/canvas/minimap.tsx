'use client'
import { type PointerEvent, useEffect, useRef } from 'react'
import { useTexts } from '../texts/use-texts.ts'
import style from './canvas.module.css'
import type { MountedCanvas } from './mounted-canvas.ts'
import { createMapPainter, type MapPlace } from './paint-map.ts'
import { watchTheme } from './theme.ts'

/** Milliseconds between two paintings: the map follows, it need not keep pace. */
const pace = 80

/** The whole workflow in small, with the part in view; a press or drag goes there. */
export const Minimap = ({ canvas }: { readonly canvas: MountedCanvas }) => {
  const texts = useTexts()
  const element = useRef<HTMLCanvasElement>(null)
  const shown = useRef<MapPlace>({ scale: 1, left: 0, top: 0 })
  /** How the world lay on the map when it was pressed: a view that leaves the world makes the world smaller on the map. */
  const pressed = useRef<MapPlace>(shown.current)
  const { viewport, parts } = canvas

  useEffect(() => {
    const map = element.current
    if (!map) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const painter = createMapPainter(map)
    // Measured when it changes: asking while the view moves would lay out the page once more.
    let size = { width: map.clientWidth, height: map.clientHeight }
    const paint = () => {
      timer = undefined
      shown.current = painter(canvas, theme.now, size, canvas.size())
    }
    const ask = () => {
      timer ??= setTimeout(paint, pace)
    }
    const theme = watchTheme(ask)
    const resized = new ResizeObserver(() => {
      size = { width: map.clientWidth, height: map.clientHeight }
      ask()
    })
    resized.observe(map)
    paint()
    const stop = canvas.onChange(ask)
    return () => {
      clearTimeout(timer)
      stop()
      resized.disconnect()
      theme.destroy()
    }
  }, [canvas])

  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons === 0) return
    if (event.type === 'pointerdown') {
      event.currentTarget.setPointerCapture(event.pointerId)
      pressed.current = shown.current
    }
    const box = event.currentTarget.getBoundingClientRect()
    const { scale, left, top } = pressed.current
    const { width, height } = viewport.size()
    const { k } = viewport.now
    const x = (event.clientX - box.left) / scale + left
    const y = (event.clientY - box.top) / scale + top
    viewport.set({ k, x: width / 2 - x * k, y: height / 2 - y * k })
    parts.scene.invalidate()
  }

  return (
    <canvas
      ref={element}
      className={style.minimap}
      aria-label={texts.canvas.map}
      role="img"
      onPointerDown={go}
      onPointerMove={go}
    />
  )
}
