'use client'
import { Cable, Unlink } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useStore } from 'zustand'
import { inputOf, isLink, type NodeId, nodeOf } from '../../workflow/document.ts'
import { disconnect } from '../../workflow/edits.ts'
import { relayedType } from '../../workflow/socket-types.ts'
import { socketTypes } from '../../workflow/values.ts'
import type { Side } from '../canvas/geometry.ts'
import { socketType } from '../canvas/socket-type.ts'
import { useDefinition, useNeighbours } from '../cards/card-hooks.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './outline.module.css'

interface OutlineSocketsProps {
  readonly id: NodeId
  readonly side: Side
}

/** The ports of one side of a node: what each is connected to, and the ways to change that. */
export const OutlineSockets = ({ id, side }: OutlineSocketsProps) => {
  const texts = useTexts()
  const { editor, definitions, connectSocket, canvas } = useApp()
  const kind = useStore(editor.store, (state) => nodeOf(state.history.present, id)?.node)
  // Of a node that is not installed, what its links say.
  const linked = useStore(editor.store, (state) =>
    Object.entries(nodeOf(state.history.present, id)?.inputs ?? {})
      .filter(([, filled]) => isLink(filled))
      .map(([name]) => name)
      .join('\n'),
  )
  const definition = useDefinition(kind)
  const carried = useStore(editor.store, (state) => relayedType(state.history.present, definitions, id))
  const neighbours = useNeighbours(id)
  const names =
    side === 'input'
      ? definition
        ? Object.keys(definition.inputs).filter((name) => definition.inputs[name]!.kind === 'port')
        : linked.split('\n').filter((name) => name !== '')
      : Object.keys(definition?.outputs ?? neighbours.outputs)
  if (names.length === 0) return null
  const title = side === 'input' ? texts.outline.inputs : texts.outline.outputs
  return (
    <ul className={style.sockets} aria-label={title}>
      {names.map((name) => {
        const type = socketType(definition, side, name, carried)
        const own = (side === 'input' ? definition?.inputs : definition?.outputs)?.[name]?.title ?? name
        const ends = side === 'input' ? [neighbours.inputs[name] ?? []].flat() : (neighbours.outputs[name] ?? [])
        const where = ends.length === 0 ? texts.outline.notConnected : texts.outline.ends(side, ends.join(', '))
        const missing = side === 'input' && ends.length === 0
        const go = () => {
          const filled = inputOf(
            nodeOf(editor.workflow(), id) ?? { node: '', version: 0, at: [0, 0], inputs: {} },
            name,
          )
          if (isLink(filled)) canvas.current?.focus(filled.from)
          else canvas.current?.focus(id, { side, name })
        }
        return (
          <li key={name} className={style.socket}>
            <i
              className={style.sign}
              data-shape={type && socketTypes[type].shape}
              data-linked={ends.length > 0 || undefined}
              style={{ '--type': type ? `var(--type-${type})` : 'var(--faint)' } as CSSProperties}
            />
            <button type="button" className={style.socketName} onClick={go} title={texts.outline.show}>
              <span>
                {own}
                <span className={style.spoken}> {texts.cards.sides[side]}, </span>
              </span>
              <small data-missing={missing || undefined}>{where}</small>
            </button>
            {side === 'input' && ends.length > 0 && (
              <IconButton
                size="small"
                label={texts.outline.disconnectFrom(own, ends.join(', '))}
                onClick={() => editor.commit(texts.outline.disconnect, disconnect(id, name, definitions))}
              >
                <Unlink size={13} strokeWidth={1.75} aria-hidden />
              </IconButton>
            )}
            {definition && (
              <IconButton
                size="small"
                label={texts.outline.connectSide(own, texts.cards.sides[side])}
                onClick={() => connectSocket(id, side, name)}
              >
                <Cable size={13} strokeWidth={1.75} aria-hidden />
              </IconButton>
            )}
          </li>
        )
      })}
    </ul>
  )
}
