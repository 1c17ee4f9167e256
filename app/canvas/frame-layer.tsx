'use client'
import type { CSSProperties } from 'react'
import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import type { Frame, FrameId } from '../../workflow/document.ts'
import { changeFrame, framesOf, removeFrame } from '../../workflow/frames.ts'
import { tintOf } from '../../workflow/tints.ts'
import { NameField } from '../parts/name-field.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './frame.module.css'
import { frameKey } from './frame-keys.ts'
import { frameEdges, rectOfFrame } from './frame-rects.ts'
import type { MountedCanvas } from './mounted-canvas.ts'
import { cardRects } from './scene.ts'

/** The titles and corners of the frames, under the cards. Their areas are painted. */
export const FrameLayer = ({ canvas }: { readonly canvas: MountedCanvas }) => {
  const { editor } = useApp()
  const frames = useStore(editor.store, (state) => state.history.present.frames)
  if (frames === undefined) return null
  return framesOf(editor.workflow()).map(([id, frame]) =>
    createPortal(<FrameBar id={id} frame={frame} canvas={canvas} />, canvas.frameHost, id),
  )
}

const FrameBar = ({ id, frame, canvas }: { id: FrameId; frame: Frame; canvas: MountedCanvas }) => {
  const { editor } = useApp()
  const texts = useTexts()
  const naming = useStore(canvas.parts.naming, (state) => state === id)
  const { x, y, width, height } = rectOfFrame(frame)
  const tint = tintOf(frame)
  const remove = () => {
    editor.commit(texts.canvas.deleteFrameEdit(frame.title), removeFrame(id))
    canvas.focusRoot()
  }
  const arrow = (event: KeyboardEvent): boolean => {
    const workflow = editor.workflow()
    const done = frameKey(workflow, id, cardRects(canvas.parts.scene, workflow), event)
    if (done)
      editor.commit(
        (done.kind === 'move' ? texts.canvas.moveEdit : texts.canvas.resizeEdit)(frame.title || texts.canvas.aFrame),
        done.edit,
        `keys ${done.kind} ${id}`,
      )
    return done !== undefined
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: it groups cards by where they lie; a fieldset would have to contain them
    <div
      className={style.frame}
      data-frame={id}
      role="group"
      aria-label={texts.canvas.frameNamed(frame.title)}
      style={{ left: x, top: y, width, height, ...(tint ? { '--tint': `var(--tint-${tint})` } : {}) } as CSSProperties}
    >
      {naming ? (
        <NameField
          className={style.naming}
          label={texts.canvas.frameTitle}
          value={frame.title}
          close={(title, byKey) => {
            if (title) editor.commit(texts.canvas.renameFrame(frame.title), changeFrame(id, { title }))
            canvas.parts.naming.setState(null, true)
            if (byKey) canvas.focusRoot()
          }}
        />
      ) : (
        <button
          type="button"
          className={style.title}
          data-nodrag
          data-frame-grip="move"
          aria-label={texts.frames.title(frame.title)}
          onBlur={editor.endGesture}
          onDoubleClick={() => canvas.parts.naming.setState(id, true)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === 'F2') canvas.parts.naming.setState(id, true)
            else if (event.key === 'Delete' || event.key === 'Backspace') remove()
            else if (!arrow(event.nativeEvent)) return
            event.preventDefault()
            event.stopPropagation()
          }}
        >
          <span>{frame.title || texts.frames.untitled}</span>
        </button>
      )}
      {frameEdges.map((edge) => (
        <i key={edge} className={style.edge} data-nodrag data-frame-grip={edge} />
      ))}
    </div>
  )
}
