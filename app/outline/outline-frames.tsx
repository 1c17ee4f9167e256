'use client'
import { Crosshair, Ellipsis, Maximize, Palette, Pencil, SquareDashed, Trash2 } from 'lucide-react'
import { type CSSProperties, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Frame, FrameId, NodeId } from '../../workflow/document.ts'
import { changeFrame, frameOf, removeFrame } from '../../workflow/frames.ts'
import { tintOf } from '../../workflow/tints.ts'
import { documentRects } from '../canvas/document-rects.ts'
import { carriedBy, rectOfFrame } from '../canvas/frame-rects.ts'
import { frameFitted } from '../canvas/nested-frames.ts'
import type { Rect } from '../canvas/rects.ts'
import { tintItems } from '../canvas/tint-items.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { Menu, type MenuItem } from '../parts/menu.tsx'
import { NameField } from '../parts/name-field.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { frameNames } from './frame-names.ts'
import style from './outline.module.css'

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const

/** The frames of the workflow, each with its name, its colour and all that can be done with it; nothing where there are none. */
export const OutlineFrames = () => {
  const { editor } = useApp()
  // What is written in a workflow without frames, as most are, renders nothing.
  const some = useStore(editor.store, (state) => state.history.present.frames !== undefined)
  return some ? <FrameList /> : null
}

const FrameList = () => {
  const { definitions, editor } = useApp()
  const texts = useTexts()
  const workflow = useStore(editor.store, (state) => state.history.present)
  const names = useMemo(() => frameNames(workflow, texts.frames.untitled), [workflow, texts])
  const rects = useMemo(() => documentRects(workflow, definitions), [workflow, definitions])
  if (names.size === 0) return null
  return (
    <section className={style.frames} aria-label={texts.frames.list}>
      <h3 className={style.heading}>{texts.frames.list}</h3>
      <ul className={style.plain}>
        {[...names].map(([id, name]) => (
          <OutlineFrame key={id} id={id} name={name} frame={frameOf(workflow, id)!} rects={rects} />
        ))}
      </ul>
      <h3 className={style.heading}>{texts.frames.nodes}</h3>
    </section>
  )
}

interface OutlineFrameProps {
  readonly id: FrameId
  /** A name that no other frame has. */
  readonly name: string
  readonly frame: Frame
  /** Where every card is. */
  readonly rects: ReadonlyMap<NodeId, Rect>
}

const OutlineFrame = ({ id, name, frame, rects }: OutlineFrameProps) => {
  const { canvas, editor } = useApp()
  const texts = useTexts()
  const [naming, setNaming] = useState(false)
  const head = useRef<HTMLButtonElement>(null)
  const { nodes } = carriedBy(editor.workflow(), id, rectOfFrame(frame), rects)
  const tint = tintOf(frame)
  const remove = () => {
    const item = head.current?.closest('li')
    const next = (item?.nextElementSibling ?? item?.previousElementSibling)?.querySelector<HTMLElement>('button')
    editor.commit(texts.canvas.deleteFrameEdit(frame.title), removeFrame(id))
    next?.focus()
  }
  const fit = () => {
    const around = frameFitted(editor.workflow(), id, [...rects])
    if (around) editor.commit(texts.canvas.resizeEdit(name), changeFrame(id, around))
  }
  const items: MenuItem[] = [
    {
      title: texts.canvas.selectIts(nodes.length),
      icon: <SquareDashed {...icon} />,
      disabled: nodes.length === 0,
      act: () => editor.select(nodes),
    },
    {
      title: texts.frames.show,
      icon: <Crosshair {...icon} />,
      disabled: nodes.length === 0,
      act: () => canvas.current?.fit(nodes),
    },
    { title: texts.canvas.fitFrame, icon: <Maximize {...icon} />, disabled: nodes.length === 0, act: fit },
    {
      title: texts.canvas.colour,
      icon: <Palette {...icon} />,
      items: tintItems(
        tint,
        (colour) => editor.commit(texts.canvas.colourEdit(name), changeFrame(id, { colour })),
        texts.canvas,
      ),
    },
    null,
    { title: texts.canvas.deleteFrame, icon: <Trash2 {...icon} />, danger: true, act: remove },
  ]
  return (
    <li className={style.frame} style={tint ? ({ '--tint': `var(--tint-${tint})` } as CSSProperties) : undefined}>
      {naming ? (
        <NameField
          className={style.naming}
          label={texts.canvas.frameTitle}
          value={frame.title}
          close={(title) => {
            setNaming(false)
            if (title) editor.commit(texts.canvas.renameFrame(frame.title), changeFrame(id, { title }))
            requestAnimationFrame(() => head.current?.focus())
          }}
        />
      ) : (
        <button
          ref={head}
          type="button"
          className={style.head}
          data-outline-frame={id}
          onClick={() => editor.select(nodes)}
          onKeyDown={(event) => {
            if (event.key === 'F2') setNaming(true)
            else if (event.key === 'Delete' || event.key === 'Backspace') remove()
            else return
            event.preventDefault()
            event.stopPropagation()
          }}
        >
          <i className={style.tint} />
          <span className={style.name}>{name}</span>
          <span className={style.spoken}>, </span>
          <span className={style.state}>{texts.frames.holds(nodes.length)}</span>
        </button>
      )}
      <IconButton size="small" label={texts.canvas.rename} keys="F2" onClick={() => setNaming(true)}>
        <Pencil size={13} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <Menu items={items} align="end">
        <IconButton size="small" label={texts.frames.more(name)}>
          <Ellipsis size={13} strokeWidth={1.75} aria-hidden />
        </IconButton>
      </Menu>
    </li>
  )
}
