'use client'
import { useEffect, useState } from 'react'
import { carriesFiles, takerOf } from '../cards/use-file-drop.ts'
import { listen } from '../parts/listen.ts'
import { useTexts } from '../texts/use-texts.ts'
import { clipNode } from './drop-clip.ts'
import style from './frame.module.css'
import { useStudio } from './studio.ts'

/**
 * Takes what is dropped anywhere on the window: each workflow into a tab of its own, with Alt into the one in front, each video
 * into a node that reads it.
 */
export const DropTarget = () => {
  const { api, canvas, documents, store, tell } = useStudio()
  const texts = useTexts().templates.file
  // The field under what is held, by its title; empty elsewhere.
  const [over, setOver] = useState<string | null>(null)
  useEffect(() => {
    const hover = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
      setOver(takerOf(event)?.dataset.takesFile ?? '')
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(null)
    }
    const takeClip = async (file: File, at: { x: number; y: number }) => {
      const { definitions } = store.getState()
      if (!definitions || !canvas.current) return tell(texts.noCanvas(file.name), 'refused')
      try {
        const workflow = clipNode(definitions, await api.keepAsset(file))
        if (workflow) canvas.current?.insert(workflow, at)
      } catch (error) {
        tell((error as Error).message, 'failed')
      }
    }
    const drop = async (event: DragEvent) => {
      if (!carriesFiles(event)) return
      setOver(null)
      // A field took the file.
      if (event.defaultPrevented) return
      event.preventDefault()
      const at = { x: event.clientX, y: event.clientY }
      const { altKey } = event
      for (const file of event.dataTransfer?.files ?? []) {
        if (/^audio\//.test(file.type)) tell(texts.audio(file.name), 'refused')
        else if (/^(video|image)\//.test(file.type)) await takeClip(file, at)
        else if (altKey && canvas.current) {
          const workflow = await documents.readFile(file)
          if (workflow) canvas.current?.insert(workflow, at)
        } else await documents.importFile(file)
      }
    }
    return listen(window, { dragenter: hover, dragover: hover, dragleave: leave, drop: (event) => void drop(event) })
  }, [api, canvas, documents, store, tell, texts])
  return over === null ? null : (
    <div className={style.drop} data-into={over || undefined}>
      <span>{over ? texts.dropInto(over) : texts.drop}</span>
    </div>
  )
}
