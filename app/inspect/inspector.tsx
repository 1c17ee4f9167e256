'use client'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { definitionOf } from '../../workflow/definition.ts'
import { nodeOf } from '../../workflow/document.ts'
import { titleOf } from '../../workflow/rules.ts'
import { socketTyping } from '../../workflow/socket-types.ts'
import { flatOutput } from '../../workflow/subgraphs/flat-output.ts'
import type { SocketType } from '../../workflow/values.ts'
import type { MountedCanvas } from '../canvas/mount-canvas.ts'
import { ClipPlayer } from '../parts/clip-player.tsx'
import { LatentCanvas } from '../parts/latent-canvas.tsx'
import { useApp } from '../state/app-context.ts'
import type { Texts } from '../texts/texts.ts'
import { useTexts } from '../texts/use-texts.ts'
import { flowLines } from './flow-lines.ts'
import style from './inspector.module.css'
import { type Flow, lastFlow } from './last-flow.ts'
import { sourceOf, type Target } from './target-at.ts'
import { ThumbnailView } from './thumbnail-view.tsx'
import { type Hovered, watchHover } from './watch-hover.ts'

interface InspectorProps {
  readonly canvas: MountedCanvas
  /** The canvas' element: what hovers, and what the panel stays in. */
  readonly root: RefObject<HTMLElement | null>
}

const id = 'flow-inspector'

/** What flowed last at the socket or wire that the pointer rests on or the keyboard came to. */
export const Inspector = ({ canvas, root }: InspectorProps) => {
  const [hovered, setHovered] = useState<Hovered | null>(null)
  useEffect(() => (root.current ? watchHover(root.current, canvas, setHovered) : undefined), [canvas, root])
  useEffect(() => {
    const button = hovered?.focused
    button?.setAttribute('aria-describedby', id)
    return () => button?.removeAttribute('aria-describedby')
  }, [hovered])
  return hovered && <Panel hovered={hovered} />
}

/** From the point to the panel, and from the panel to the edge of the canvas. */
const [aside, edge] = [14, 8]

const Panel = ({ hovered }: { readonly hovered: Hovered }) => {
  const panel = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = panel.current
    const around = element?.offsetParent
    if (!element || !around) return
    const { offsetWidth: width, offsetHeight: height } = element
    const { x, y } = hovered.at
    const right = x + aside + width + edge <= around.clientWidth
    const left = right ? x + aside : Math.max(edge, x - aside - width)
    const top = Math.max(edge, Math.min(y + aside, around.clientHeight - height - edge))
    element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`
  })
  return (
    <div ref={panel} id={id} className={style.panel} role="tooltip">
      <What target={hovered.target} />
    </div>
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
        <Last flow={flow} node={source?.node ?? ''} />
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

const Last = ({ flow, node }: { readonly flow: Flow; readonly node: string }) => {
  const texts = useTexts()
  const { summary, node: state, job, newest } = flow
  const took =
    state.status === 'cached'
      ? texts.inspect.cached
      : state.ms === undefined
        ? undefined
        : texts.inspect.took(texts.amounts.took(state.ms))
  const when = newest ? undefined : texts.inspect.inRun(texts.amounts.ago(job.endedAt ?? job.queuedAt, Date.now()))
  return (
    <div className={style.body}>
      <Picture flow={flow} node={node} />
      {summary.type === 'text' && <p className={style.text}>{summary.text || texts.inspect.emptyText}</p>}
      <dl className={style.lines}>
        {flowLines(summary, texts).map(({ title, text, wrong }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd data-wrong={wrong || undefined}>{text}</dd>
          </div>
        ))}
      </dl>
      <p className={style.foot}>{[took, when].filter(Boolean).join(' · ')}</p>
    </div>
  )
}

const Picture = ({ flow: { summary, job }, node }: { readonly flow: Flow; readonly node: string }) => {
  const texts = useTexts()
  const { previews, editor } = useApp()
  if (summary.type === 'clip')
    return <ClipPlayer clip={summary} title={texts.inspect.clip} controls={false} className={style.picture} />
  if (summary.type !== 'latent' && summary.type !== 'frames') return null
  // The preview of the same run has the true colours, and moves.
  if (summary.type === 'latent' && previews.latest(editor.id, node)?.header.job === job.job)
    return <LatentCanvas workflow={editor.id} node={node} className={style.picture} label={texts.inspect.latent} />
  return (
    summary.thumbnail && (
      <figure className={style.figure}>
        <ThumbnailView thumbnail={summary.thumbnail} className={style.picture} label={texts.inspect.middle} />
        {summary.type === 'latent' && <figcaption>{texts.inspect.channels}</figcaption>}
      </figure>
    )
  )
}
