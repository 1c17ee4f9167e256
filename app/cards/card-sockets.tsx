import type { Definition } from '../../workflow/definition.ts'
import type { NodeId } from '../../workflow/document.ts'
import type { SocketType } from '../../workflow/values.ts'
import type { CardLayout } from '../canvas/geometry.ts'
import type { Neighbours } from './card-hooks.ts'
import { SocketButton } from './socket-button.tsx'

interface CardSocketsProps {
  readonly id: NodeId
  readonly definition: Definition | undefined
  readonly layout: CardLayout
  readonly neighbours: Neighbours
  /** What a relay's sockets carry, whose definition does not say it. */
  readonly carries?: SocketType
}

/** All sockets of a card, where its layout has them. */
export const CardSockets = ({ id, definition, layout, neighbours, carries }: CardSocketsProps) =>
  (['input', 'output'] as const).flatMap((side) =>
    [...(side === 'input' ? layout.inputs : layout.outputs)].map(([name, at]) => (
      <SocketButton
        key={`${side} ${name}`}
        id={id}
        side={side}
        name={name}
        definition={definition}
        carries={carries}
        at={at}
        linked={[(side === 'input' ? neighbours.inputs : neighbours.outputs)[name] ?? []].flat()}
      />
    )),
  )
