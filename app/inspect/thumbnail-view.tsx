'use client'
import { useEffect, useRef } from 'react'
import type { Thumbnail } from '../../workflow/thumbnail.ts'
import { thumbnailPixels } from '../parts/thumbnail-pixels.ts'

interface ThumbnailProps {
  readonly thumbnail: Thumbnail
  /** What a screen reader says of it. */
  readonly label: string
  readonly className?: string
}

/** A small picture out of an event. Its size is its container's choice. */
export const ThumbnailView = ({ thumbnail, label, className }: ThumbnailProps) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { width, height } = thumbnail
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(thumbnailPixels(thumbnail), 0, 0)
  }, [thumbnail])
  return <canvas ref={canvas} className={className} width={width} height={height} role="img" aria-label={label} />
}
