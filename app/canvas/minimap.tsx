'use client'
import { type PointerEvent, useEffect, useRef } from 'react'
import { framesOf } from '../../workflow/frames.ts'
import { tintOf } from '../../workflow/tints.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './canvas.module.css'
import { rectOfFrame } from './frame-rects.ts'
import type { MountedCanvas } from './mount-canvas.ts'
import { boundsOf, type Rect } from './rects.ts'

/** Milliseconds between two paintings: the map follows, it need not keep pace. */
const pace = 80

/** The whole workflow in small, with the part in view; a press or drag goes there. */
export const Minimap = ({ canvas }: { readonly canvas: MountedCanvas }) => {
  const texts = useTexts()
  const element = useRef<HTMLCanvasElement>(null)
  const shown = useRef({ scale: 1, left: 0, top: 0 })
  const { viewport, parts } = canvas

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const paint = () => {
      timer = undefined
      if (element.current) shown.current = paintMap(element.current, canvas)
    }
    const ask = () => {
      timer ??= setTimeout(paint, pace)
    }
    paint()
    const stop = canvas.onChange(ask)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [canvas])

  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons === 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const box = event.currentTarget.getBoundingClientRect()
    const { scale, left, top } = shown.current
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

/** Paints the map. @returns how the world lies on it */
const paintMap = (element: HTMLCanvasElement, { viewport, parts }: MountedCanvas) => {
  const { clientWidth: width, clientHeight: height } = element
  const density = window.devicePixelRatio || 1
  const wide = Math.round(width * density)
  const tall = Math.round(height * density)
  if (element.width !== wide || element.height !== tall) {
    element.width = wide
    element.height = tall
  }
  const { x, y, k } = viewport.now
  const size = viewport.size()
  const view: Rect = { x: -x / k, y: -y / k, width: size.width / k, height: size.height / k }
  const { editor, scene } = parts
  const cards = Object.keys(editor.workflow().nodes).flatMap((id) => {
    const rect = scene.rectOf(id)
    return rect ? [{ id, rect }] : []
  })
  const frames = framesOf(editor.workflow()).map(([, frame]) => ({ rect: rectOfFrame(frame), tint: tintOf(frame) }))
  const bounds = boundsOf([view, ...frames.map(({ rect }) => rect), ...cards.map(({ rect }) => rect)])!
  const air = 6
  const scale = Math.min((width - 2 * air) / bounds.width, (height - 2 * air) / bounds.height)
  const left = bounds.x - (width / scale - bounds.width) / 2
  const top = bounds.y - (height / scale - bounds.height) / 2
  const context = element.getContext('2d')
  if (context) {
    const colour = (name: string) => getComputedStyle(element).getPropertyValue(name)
    context.setTransform(density, 0, 0, density, 0, 0)
    context.clearRect(0, 0, width, height)
    const selection = editor.store.getState().selection
    const [plain, chosen] = [colour('--line'), colour('--faint')]
    context.globalAlpha = 0.3
    for (const { rect, tint } of frames) {
      context.fillStyle = colour(`--tint-${tint ?? 'slate'}`)
      context.fillRect((rect.x - left) * scale, (rect.y - top) * scale, rect.width * scale, rect.height * scale)
    }
    context.globalAlpha = 1
    // One path for all of a colour: thousands of fills would take longer than a frame.
    for (const marked of [false, true]) {
      context.beginPath()
      for (const { id, rect } of cards)
        if (selection.has(id) === marked)
          context.rect(
            (rect.x - left) * scale,
            (rect.y - top) * scale,
            Math.max(2, rect.width * scale),
            Math.max(2, rect.height * scale),
          )
      context.fillStyle = marked ? chosen : plain
      context.fill()
    }
    context.strokeStyle = colour('--accent')
    context.lineWidth = 1
    context.beginPath()
    context.roundRect((view.x - left) * scale, (view.y - top) * scale, view.width * scale, view.height * scale, 3)
    context.stroke()
  }
  return { scale, left, top }
}
