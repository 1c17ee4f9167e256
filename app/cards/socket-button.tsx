'use client'
import { type CSSProperties, memo, useCallback } from 'react'
import { acceptedTypes, type Definition } from '../../workflow/definition.ts'
import type { NodeId } from '../../workflow/document.ts'
import { type SocketType, socketTypes } from '../../workflow/values.ts'
import { useCanvas } from '../canvas/canvas-context.ts'
import type { Side } from '../canvas/geometry.ts'
import type { Point } from '../canvas/rects.ts'
import { socketType } from '../canvas/socket-type.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './socket.module.css'

interface SocketProps {
  readonly id: NodeId
  readonly side: Side
  readonly name: string
  readonly definition: Definition | undefined
  readonly at: Point
  /** What a relay's socket carries, whose definition does not say it. */
  readonly carries?: SocketType
  /** Titles of the nodes at the other ends. */
  readonly linked: readonly string[]
}

/** A socket: its colour and shape say its type, filled says linked. Wires are drawn from and to it. */
export const SocketButton = memo((props: SocketProps) => {
  const { id, side, name, definition, at, linked } = props
  const texts = useTexts()
  const { addSocket, offerAt, unlink, ports, namingPort } = useCanvas()
  const type = socketType(definition, side, name, props.carries)
  const input = side === 'input' ? definition?.inputs[name] : undefined
  const field = input !== undefined && input.kind !== 'port'
  const title = input?.title ?? definition?.outputs[name]?.title ?? name
  const element = useCallback(
    (button: HTMLButtonElement | null) => (button ? addSocket({ node: id, side, name }, button) : undefined),
    [addSocket, id, side, name],
  )
  const ends = linked.length === 0 ? texts.cards.notConnected : texts.cards.connectedTo(linked)
  const accepts = input ? acceptedTypes(input) : []
  const about = input?.about
  return (
    <button
      ref={element}
      type="button"
      className={style.socket}
      data-nodrag
      data-socket={name}
      data-side={side}
      data-field={field || undefined}
      data-shape={field || !type ? 'dot' : socketTypes[type].shape}
      data-linked={linked.length > 0 || undefined}
      style={{ left: at.x, top: at.y, '--type': type ? `var(--type-${type})` : 'var(--faint)' } as CSSProperties}
      onKeyDown={(event) => {
        const socket = { node: id, side, name }
        if (event.key === 'Enter') offerAt(socket)
        else if (event.key === 'Delete' || event.key === 'Backspace') unlink(socket)
        else if (event.key === 'F2' && ports.portOf(socket)) namingPort.setState(ports.portOf(socket)!, true)
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
      aria-label={`${title} ${texts.cards.sides[side]}, ${ends}`}
      // What hovering shows is the inspector's.
      aria-description={`${accepts.length > 1 ? texts.cards.or(accepts.map((each) => texts.cards.types[each])) : type ? texts.cards.types[type] : name}${about ? `: ${about}` : ''}`}
    >
      <i />
    </button>
  )
}, sameSocketProps)
SocketButton.displayName = 'SocketButton'

function sameSocketProps(a: SocketProps, b: SocketProps): boolean {
  return (
    a.id === b.id &&
    a.side === b.side &&
    a.name === b.name &&
    a.definition === b.definition &&
    a.carries === b.carries &&
    a.at.x === b.at.x &&
    a.at.y === b.at.y &&
    a.linked.join('\n') === b.linked.join('\n')
  )
}
