'use client'
import { useEffect, useState } from 'react'
import style from './frame.module.css'
import { useStudio } from './studio.ts'

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

/** Takes workflow files that are dropped anywhere on the window, each into a tab of its own. */
export const DropTarget = () => {
  const { documents, tell } = useStudio()
  const [over, setOver] = useState(false)
  useEffect(() => {
    const hover = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = async (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setOver(false)
      for (const file of event.dataTransfer?.files ?? []) {
        if (/^(video|image|audio)\//.test(file.type))
          tell(
            `${file.name}: only workflows (.json) can be opened. The graph of a clip is opened in the gallery.`,
            'refused',
          )
        else documents.importText(await file.text(), file.name)
      }
    }
    window.addEventListener('dragenter', hover)
    window.addEventListener('dragover', hover)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', hover)
      window.removeEventListener('dragover', hover)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [documents, tell])
  return over ? <div className={style.drop}>Drop a workflow to open it in a new tab</div> : null
}
