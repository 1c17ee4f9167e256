'use client'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { listen } from '../parts/listen.ts'

const takers = '[data-takes-file]'

/** True for a drag from outside of the browser. */
export const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** What takes the file of a drag: the field under it or, of a video or a picture, the first on the card under it. */
export const takerOf = ({ target, dataTransfer }: DragEvent): HTMLElement | null => {
  if (!(target instanceof Element)) return null
  const under = target.closest<HTMLElement>(takers)
  const pictures = [...(dataTransfer?.items ?? [])].some((item) => /^(video|image)\//.test(item.type))
  return under ?? (pictures ? (target.closest('[data-card]')?.querySelector<HTMLElement>(takers) ?? null) : null)
}

/**
 * Takes the first file that is dropped on an element, which bears `data-takes-file`, and what `takerOf` gives it from elsewhere
 * on its card.
 * @returns true while one is held over it
 */
export const useFileDrop = (element: RefObject<HTMLElement | null>, take: (file: File) => void): boolean => {
  const [over, setOver] = useState(false)
  const last = useRef(take)
  last.current = take
  useEffect(() => {
    const own = element.current
    if (!own) return
    const around = own.closest('[data-card]') ?? own
    const hold = (event: DragEvent) => {
      const mine = carriesFiles(event) && takerOf(event) === own
      setOver(mine)
      if (mine) event.preventDefault()
    }
    const leave = ({ relatedTarget }: DragEvent) => {
      if (!(relatedTarget instanceof Node && around.contains(relatedTarget))) setOver(false)
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (!file || takerOf(event) !== own) return
      // Says to the window that the file is taken.
      event.preventDefault()
      last.current(file)
    }
    return listen(around, { dragover: hold, dragleave: leave, drop })
  }, [element])
  return over
}
