'use client'
import { useEffect, useState } from 'react'
import type { MountedCanvas } from './mounted-canvas.ts'

/**
 * An element that moves and zooms with the cards, above them. Its `--mark` is what one pixel of the screen is there, between
 * 0.75 and 8, and it has `data-far` where the cards are too small to be read.
 */
export const useWorldHost = (canvas: MountedCanvas, className: string): HTMLElement | null => {
  const [host, setHost] = useState<HTMLElement | null>(null)
  useEffect(() => {
    const element = document.createElement('div')
    element.className = className
    canvas.frameHost.parentElement?.append(element)
    let scale = 0
    const follow = () => {
      const next = Math.round(Math.min(8, Math.max(0.75, 1 / canvas.parts.scene.transform.k)) * 20) / 20
      if (next === scale) return
      scale = next
      element.style.setProperty('--mark', String(scale))
      element.toggleAttribute('data-far', scale > 2.2)
    }
    follow()
    const stop = canvas.onChange(follow)
    setHost(element)
    return () => {
      stop()
      element.remove()
      setHost(null)
    }
  }, [canvas, className])
  return host
}
