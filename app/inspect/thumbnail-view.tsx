'use client'
import { useEffect, useRef } from 'react'
import type { Thumbnail } from '../../workflow/thumbnail.ts'

interface ThumbnailProps {
  readonly thumbnail: Thumbnail
  /** What a screen reader says of it. */
  readonly label: string
  readonly className?: string
}

/** A small picture out of an event. Its size is its container's choice. */
export const ThumbnailView = ({ thumbnail, label, className }: ThumbnailProps) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { width, height, rgb } = thumbnail
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const picture = context.createImageData(width, height)
    const bytes = atob(rgb)
    for (let at = 0; at < width * height; at++) {
      for (let channel = 0; channel < 3; channel++)
        picture.data[at * 4 + channel] = bytes.charCodeAt(at * 3 + channel) || 0
      picture.data[at * 4 + 3] = 255
    }
    context.putImageData(picture, 0, 0)
  }, [width, height, rgb])
  return <canvas ref={canvas} className={className} width={width} height={height} role="img" aria-label={label} />
}
