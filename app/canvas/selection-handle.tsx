'use client'
import { FileDown } from 'lucide-react'
import { type DragEvent, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { writeWorkflow } from '../../workflow/document.ts'
import { fileName } from '../parts/artifact-url.ts'
import { downloadWorkflow } from '../shell/download-workflow.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import type { MountedCanvas } from './mounted-canvas.ts'
import { boundsOf } from './rects.ts'
import style from './selection-handle.module.css'
import { useWorldHost } from './world-host.ts'

/** Above a selection of several nodes: drag it to a folder or another program, and it is there as a workflow file. A press saves it. */
export const SelectionHandle = ({ canvas }: { readonly canvas: MountedCanvas }) => {
  const { editor } = useApp()
  const several = useStore(editor.store, (state) => state.selection.size > 1)
  return several && !editor.refuse ? <Handle canvas={canvas} /> : null
}

/** Where the canvas stands alone there is no profile. */
const alone = createStore(() => ({ profile: false }))

const Handle = ({ canvas }: { readonly canvas: MountedCanvas }) => {
  const { editor, layout } = useApp()
  const texts = useTexts().history
  const host = useWorldHost(canvas, style.host!)
  const address = useRef<string>(undefined)
  const store: Pick<typeof alone, 'getState' | 'getInitialState' | 'subscribe'> = layout?.store ?? alone
  const profile = useStore(store, (state) => state.profile)
  const selection = useStore(editor.store, (state) => state.selection)
  const workflow = useStore(editor.store, (state) => state.history.present)
  const bounds = boundsOf(
    [...selection].flatMap((id) => {
      const at = workflow.nodes[id]?.at
      const layout = canvas.parts.scene.layoutOf(id)
      return at && layout ? [{ x: at[0], y: at[1], width: layout.width, height: layout.height }] : []
    }),
  )
  const part = () => canvas.commands.selected(texts.selectionName(workflow.name ?? texts.untitled))
  const start = ({ dataTransfer }: DragEvent) => {
    const file = part()
    if (!file) return
    const text = writeWorkflow(file)
    address.current = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
    // Chromium makes a file of it where it is let go; other browsers give the text.
    dataTransfer.setData('DownloadURL', `application/json:${fileName(file.name ?? '')}.json:${address.current}`)
    dataTransfer.setData('text/plain', text)
    dataTransfer.effectAllowed = 'copy'
  }
  const end = () => {
    const done = address.current
    // The browser needs the address until it has written the file.
    if (done !== undefined) setTimeout(() => URL.revokeObjectURL(done), 10_000)
    address.current = undefined
  }
  if (!host || !bounds) return null
  return createPortal(
    <button
      type="button"
      className={style.handle}
      style={{ left: bounds.x + bounds.width, top: bounds.y }}
      // The outline and the menu of the cards have it for the keyboard.
      tabIndex={-1}
      data-nodrag
      data-over-badge={profile || undefined}
      draggable
      title={texts.dragSelection}
      aria-label={texts.dragSelection}
      onPointerDown={(event) => event.stopPropagation()}
      onDragStart={start}
      onDragEnd={end}
      onClick={() => {
        const file = part()
        if (file) downloadWorkflow(file)
      }}
    >
      <FileDown size={15} strokeWidth={1.75} aria-hidden />
    </button>,
    host,
  )
}
