'use client'
import { useEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import type { WorkflowId } from '../../workflow/wire.ts'
import { Card } from '../cards/card.tsx'
import { ChangeLayer } from '../history/change-layer.tsx'
import { Inspector } from '../inspect/inspector.tsx'
import { ProfileCorner, ProfileLayer } from '../inspect/profile-layer.tsx'
import { useApp } from '../state/app-context.ts'
import type { Editor } from '../state/editor.ts'
import { PortNaming } from '../subgraphs/port-naming.tsx'
import { useOfferedNodes } from '../subgraphs/use-offered-nodes.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './canvas.module.css'
import { CanvasPartsProvider, useDocument } from './canvas-context.ts'
import { CanvasMenu } from './context-menu.tsx'
import { FrameLayer } from './frame-layer.tsx'
import { Minimap } from './minimap.tsx'
import { mountCanvas } from './mount-canvas.ts'
import type { MountedCanvas } from './mounted-canvas.ts'
import { offerProbe } from './probe.ts'
import type { Scene } from './scene.ts'
import { Search } from './search.tsx'
import { SelectionHandle } from './selection-handle.tsx'
import type { Transform } from './transform.ts'
import { ZoomControl } from './zoom-control.tsx'

/** The canvas of the workflow in front. Where each workflow was looked at last is kept while the page is open. */
const Canvas = () => {
  const { editor } = useApp()
  const views = useMemo(() => new Map<string, Transform>(), [])
  return <OpenCanvas key={levelKey(editor)} views={views} />
}

export default Canvas

/** Names a level of a workflow. */
const levelKey = ({ id, path = [] }: Editor, revisionOf: WorkflowId = id): string => [revisionOf, ...path].join('/')

const OpenCanvas = ({ views }: { readonly views: Map<string, Transform> }) => {
  const texts = useTexts()
  const app = useApp()
  const parts = useDocument()
  const { editor, definitions } = app
  const viewed = levelKey(editor, editor.revisionOf)
  const latest = useRef(app)
  latest.current = app
  const root = useRef<HTMLDivElement>(null)
  const container = useRef<HTMLDivElement>(null)
  const below = useRef<HTMLCanvasElement>(null)
  const rested = useRef<HTMLCanvasElement>(null)
  const above = useRef<HTMLCanvasElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const reason = useRef<HTMLDivElement>(null)
  const [canvas, setCanvas] = useState<MountedCanvas | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the canvas is built anew for another document or palette; all else it reads from `latest`
  useEffect(() => {
    const mounted = mountCanvas(
      () => latest.current,
      parts,
      {
        root: root.current!,
        container: container.current!,
        below: below.current!,
        rested: rested.current!,
        above: above.current!,
        box: box.current!,
        reason: reason.current!,
      },
      views.get(viewed),
    )
    const withdraw = offerProbe(mounted)
    const slot = latest.current.canvas
    slot.current = mounted.commands
    setCanvas(mounted)
    return () => {
      const view = mounted.view()
      if (view) views.set(viewed, view)
      if (slot.current === mounted.commands) slot.current = null
      withdraw()
      setCanvas(null)
      mounted.destroy()
    }
  }, [editor, definitions])

  return (
    <section
      ref={root}
      className={style.root}
      data-canvas
      data-read-only={editor.refuse !== undefined || undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the canvas takes the keyboard's shortcuts
      tabIndex={0}
      aria-label={texts.canvas.canvas}
    >
      <canvas ref={below} className={style.paint} aria-hidden />
      <canvas ref={rested} className={style.paint} aria-hidden hidden />
      <div ref={container} className={style.cards} />
      <canvas ref={above} className={style.paint} aria-hidden hidden />
      <div ref={box} className={style.box} hidden />
      <div ref={reason} className={style.reason} role="status" hidden />
      {/* Its place is known before it is filled: the first view keeps clear of it. */}
      <div className={style.over} data-over-canvas>
        <div className={style.corner}>
          {canvas && (
            <>
              <ProfileCorner canvas={canvas} />
              <Minimap canvas={canvas} />
              <ZoomControl canvas={canvas} />
            </>
          )}
        </div>
      </div>
      {canvas && (
        <CanvasPartsProvider value={canvas.parts}>
          <FrameLayer canvas={canvas} />
          <CardLayer scene={canvas.parts.scene} />
          <ChangeLayer canvas={canvas} />
          <SelectionHandle canvas={canvas} />
          <ProfileLayer canvas={canvas} />
          <SearchSlot canvas={canvas} />
          <CanvasMenu canvas={canvas} root={root} />
          <PortNaming />
          <Inspector canvas={canvas} root={root} />
        </CanvasPartsProvider>
      )}
    </section>
  )
}

/** The cards in view, each in the element that Rete holds for its node: one React root for all. */
const CardLayer = ({ scene }: { readonly scene: Scene }) => {
  const ids = useStore(scene.mounted)
  return ids.map((id) => {
    const element = scene.elementOf(id)
    return element ? createPortal(<Card id={id} />, element, id) : null
  })
}

const SearchSlot = ({ canvas }: { readonly canvas: MountedCanvas }) => {
  const definitions = useOfferedNodes()
  const request = useStore(canvas.search)
  const close = useMemo(() => () => canvas.search.setState(null, true), [canvas])
  if (!request) return null
  return (
    <Search
      request={request}
      definitions={definitions}
      close={close}
      choose={(definition) => {
        close()
        canvas.place(definition, request)
      }}
    />
  )
}
