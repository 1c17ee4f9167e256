'use client'
import type { CSSProperties } from 'react'
import { useStore } from 'zustand'
import type { NodeId, PlacedNode } from '../../workflow/document.ts'
import { relayedType } from '../../workflow/socket-types.ts'
import { useCanvas } from '../canvas/canvas-context.ts'
import type { CardLayout } from '../canvas/geometry.ts'
import { useApp } from '../state/app-context.ts'
import style from './card.module.css'
import { useDefinition, useNeighbours } from './card-hooks.ts'
import { CardSockets } from './card-sockets.tsx'

/** A bend in a wire: a grip between two sockets, in the colour of what it carries. */
export const RelayCard = ({ id, node, layout }: { id: NodeId; node: PlacedNode; layout: CardLayout }) => {
  const { editor } = useCanvas()
  const { definitions } = useApp()
  const definition = useDefinition(node.node)
  const selected = useStore(editor.store, (state) => state.selection.has(id))
  const type = useStore(editor.store, (state) => relayedType(state.history.present, definitions, id))
  const neighbours = useNeighbours(id)
  const name = definition?.title ?? node.node
  return (
    // biome-ignore lint/a11y/useSemanticElements: as a card, it groups the parts of a node
    <div
      className={`${style.card} ${style.relay}`}
      data-card={id}
      data-selected={selected || undefined}
      style={
        {
          width: layout.width,
          height: layout.height,
          ...(type ? { '--type': `var(--type-${type})` } : {}),
        } as CSSProperties
      }
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is reached, moved and deleted with the keyboard as any card
      tabIndex={0}
      aria-label={node.title ? `${name}, ${node.title}` : name}
      title={node.title}
      onFocus={(event) => {
        if (event.target === event.currentTarget && event.currentTarget.matches(':focus-visible') && !selected)
          editor.select([id])
      }}
    >
      <CardSockets id={id} definition={definition} layout={layout} neighbours={neighbours} carries={type} />
    </div>
  )
}
