'use client'
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { definitionOf } from '../../workflow/definition.ts'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import { titleOf } from '../../workflow/rules.ts'
import { socketTyping } from '../../workflow/socket-types.ts'
import { flatOutput } from '../../workflow/subgraphs/flat-output.ts'
import type { SocketType } from '../../workflow/values.ts'
import type { MountedCanvas } from '../canvas/mounted-canvas.ts'
import type { Point } from '../canvas/rects.ts'
import { useFoundWithin, useNodeState } from '../cards/card-hooks.ts'
import { clipOf } from '../cards/clip-view.tsx'
import { progressText } from '../cards/progress-text.ts'
import { NodePicture, usePictured } from '../details/node-picture.tsx'
import { useApp } from '../state/app-context.ts'
import type { Texts } from '../texts/texts.ts'
import { useTexts } from '../texts/use-texts.ts'
import { FlowView } from './flow-view.tsx'
import style from './inspector.module.css'
import { lastFlow } from './last-flow.ts'
import { sourceOf, type Target } from './target-at.ts'
import { type Hovered, watchHover } from './watch-hover.ts'

interface InspectorProps {
  readonly canvas: MountedCanvas
  /** The canvas' element: what hovers, and what the panel stays in. */
  readonly root: RefObject<HTMLElement | null>
}

const id = 'flow-inspector'

/** What flowed last at the socket or wire that the pointer rests on or the keyboard came to; a picture that is small, larger. */
export const Inspector = ({ canvas, root }: InspectorProps) => {
  const [hovered, setHovered] = useState<Hovered | null>(null)
  useEffect(() => (root.current ? watchHover(root.current, canvas, setHovered) : undefined), [canvas, root])
  useEffect(() => {
    const button = hovered?.focused
    button?.setAttribute('aria-describedby', id)
    return () => button?.removeAttribute('aria-describedby')
  }, [hovered])
  if (!hovered) return null
  const { target, at } = hovered
  return target.kind === 'picture' ? (
    <PicturePeek node={target.node} at={at} />
  ) : (
    <Panel at={at}>
      <What target={target} />
    </Panel>
  )
}

/** From the point to the panel, and from the panel to the edge of the canvas. */
const [aside, edge] = [14, 8]

interface PanelProps {
  /** Where on the canvas' element. */
  readonly at: Point
  readonly picture?: boolean
  readonly children: ReactNode
}

const Panel = ({ at, picture, children }: PanelProps) => {
  const panel = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = panel.current
    const around = element?.offsetParent
    if (!element || !around) return
    const { offsetWidth: width, offsetHeight: height } = element
    const { x, y } = at
    const right = x + aside + width + edge <= around.clientWidth
    const left = right ? x + aside : Math.max(edge, x - aside - width)
    const top = Math.max(edge, Math.min(y + aside, around.clientHeight - height - edge))
    element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`
  })
  return (
    <div ref={panel} id={id} className={style.panel} data-picture={picture || undefined} role="tooltip">
      {children}
    </div>
  )
}

/** The picture of a card that is too small on the screen to be seen well; nothing while there is none. */
const PicturePeek = ({ node, at }: { readonly node: NodeId; readonly at: Point }) => {
  const texts = useTexts()
  const { editor, definitions } = useApp()
  const pictured = usePictured(node)
  const progress = useNodeState(node, (state) => progressText(state, texts))
  const clip = useFoundWithin(node, clipOf)
  const placed = useStore(editor.store, ({ history }) => nodeOf(history.present, node))
  return (
    pictured &&
    placed && (
      <Panel at={at} picture>
        <header className={style.head}>
          <b>{titleOf(definitions, placed)}</b>
          <span>
            {clip ? texts.details.shape(clip.width, clip.height, texts.amounts.frames(clip.frames)) : progress}
          </span>
        </header>
        <NodePicture id={node} controls={false} />
      </Panel>
    )
  )
}

const What = ({ target }: { readonly target: Target }) => {
  const texts = useTexts()
  const { editor, definitions, runs } = useApp()
  const workflow = useStore(editor.store, (state) => state.history.present)
  const source = sourceOf(workflow, definitions, target)
  const state = useStore(runs)
  const from = source && flatOutput((editor.whole ?? editor).workflow(), editor.path ?? [], source)
  const flow = from && lastFlow(state, editor.id, from.node, from.output)
  const name = (node: string) => {
    const placed = nodeOf(workflow, node)
    return placed ? titleOf(definitions, placed) : texts.cards.goneNode
  }
  const socket = target.kind === 'socket' ? target.socket : undefined
  const placed = nodeOf(workflow, socket?.node ?? source?.node ?? '')
  const definition = placed && definitionOf(definitions, placed.node)
  const input = socket?.side === 'input' ? definition?.inputs[socket.name] : undefined
  const typing = socketTyping(workflow, definitions)
  const types = source
    ? typing.given(source.node, source.output)
    : socket?.side === 'input'
      ? typing.accepted(socket.node, socket.name)
      : []
  const way =
    target.kind === 'wire'
      ? `${name(target.link.from)} → ${name(target.link.to)}`
      : socket?.side === 'output'
        ? texts.inspect.from(name(socket.node))
        : source
          ? texts.inspect.from(name(source.node))
          : texts.inspect.notConnected
  return (
    <>
      <header className={style.head}>
        <i style={{ background: types[0] ? `var(--type-${types[0]})` : 'var(--faint)' }} />
        <b>{nameOf(types, texts)}</b>
        <span>{way}</span>
      </header>
      {input?.about && <p className={style.about}>{input.about}</p>}
      {flow ? (
        <FlowView flow={flow} node={source?.node ?? ''} />
      ) : (
        source && <p className={style.none}>{texts.inspect.nothingYet}</p>
      )}
    </>
  )
}

/** A bend in a wire that is not connected takes anything. */
const nameOf = (types: readonly SocketType[], texts: Texts) =>
  types.length > 3
    ? texts.inspect.anything
    : texts.cards.or(types.map((type) => texts.cards.types[type])) || texts.inspect.unknown
