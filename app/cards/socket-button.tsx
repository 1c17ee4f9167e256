'use client'
import { type CSSProperties, memo, useCallback } from 'react'
import { acceptedTypes, type Definition } from '../../workflow/definition.ts'
import type { NodeId } from '../../workflow/document.ts'
import { type SocketType, socketTypes } from '../../workflow/values.ts'
import { useCanvas } from '../canvas/canvas-context.ts'
import type { Side } from '../canvas/geometry.ts'
import type { Point } from '../canvas/rects.ts'
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

const typeOf = ({ definition, side, name, carries }: SocketProps): SocketType | undefined => {
  if (!definition || definition.relay) return carries
  if (side === 'output') return definition.outputs[name]?.type
  const input = definition.inputs[name]
  return input && acceptedTypes(input)[0]
}

/** A socket: its colour and shape say its type, filled says linked. Wires are drawn from and to it. */
export const SocketButton = memo((props: SocketProps) => {
  const { id, side, name, definition, at, linked } = props
  const { addSocket, offerAt, unlink } = useCanvas()
  const type = typeOf(props)
  const input = side === 'input' ? definition?.inputs[name] : undefined
  const field = input !== undefined && input.kind !== 'port'
  const title = input?.title ?? definition?.outputs[name]?.title ?? name
  const element = useCallback(
    (button: HTMLButtonElement | null) => (button ? addSocket({ node: id, side, name }, button) : undefined),
    [addSocket, id, side, name],
  )
  const ends = linked.length === 0 ? 'not connected' : `connected to ${linked.join(', ')}`
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
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
      aria-label={`${title} ${side}, ${ends}`}
      // What hovering shows is the inspector's.
      aria-description={`${accepts.length > 1 ? accepts.map((each) => socketTypes[each].title).join(' or ') : type ? socketTypes[type].title : name}${about ? `: ${about}` : ''}`}
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
