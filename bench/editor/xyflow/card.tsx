import { Handle, type Node, type NodeProps, Position, useReactFlow } from '@xyflow/react'
import { memo, useEffect, useRef } from 'react'
import { type CardLayout, layoutCard } from '../../../app/canvas/geometry.ts'
import { NodeIcon } from '../../../app/cards/node-icon.tsx'
import type { Definition } from '../../../workflow/definition.ts'
import { inputOf, isLink, type PlacedNode } from '../../../workflow/document.ts'

export type CardNode = Node<{ placed: PlacedNode; definition: Definition; live: boolean }, 'card'>

/** The thumbnails that are on the page and get pictures. */
export const liveThumbs = new Set<HTMLCanvasElement>()

/** A card as ours in content: header, sockets, fields and picture, at the same places. */
export const Card = memo(({ id, data }: NodeProps<CardNode>) => {
  const { placed, definition, live } = data
  const { updateNodeData } = useReactFlow<CardNode>()
  const layout = layoutCard(definition, placed)
  const set = (name: string, value: string) =>
    updateNodeData(id, { placed: { ...placed, inputs: { ...placed.inputs, [name]: { value } } } })
  return (
    <div className="card" data-card={id} style={{ width: layout.width, height: layout.height }}>
      <header>
        <NodeIcon name={definition.icon} />
        <b>{definition.title}</b>
      </header>
      {layout.ports.map((row) => (
        <div key={row.y} className="ports" style={{ top: row.y, height: 28 }}>
          {row.input !== undefined && <span>{definition.inputs[row.input]?.title}</span>}
          <span className="gap" />
          {row.output !== undefined && <span>{definition.outputs[row.output]?.title}</span>}
        </div>
      ))}
      {layout.fields.map((row) => (
        <div key={row.names[0]} className="row" style={{ top: row.y, height: row.height }}>
          {row.kind === 'line' && <span className="name">{definition.inputs[row.names[0]!]?.title}</span>}
          {row.names.map((name) => (
            <FieldValue
              key={name}
              area={row.kind === 'area'}
              choice={definition.inputs[name]?.kind === 'choice'}
              text={textOf(placed, definition, name)}
              set={(value) => set(name, value)}
            />
          ))}
          {definition.inputs[row.names[0]!]?.kind === 'number' && <i className="bar" style={{ width: '40%' }} />}
        </div>
      ))}
      {layout.view && <Thumb view={layout.view} live={live} />}
      {[...layout.inputs].map(([name, { y }]) => (
        <Handle key={name} type="target" position={Position.Left} id={name} style={{ top: y }} />
      ))}
      {[...layout.outputs].map(([name, { y }]) => (
        <Handle key={name} type="source" position={Position.Right} id={name} style={{ top: y }} />
      ))}
    </div>
  )
})
Card.displayName = 'Card'

const textOf = (placed: PlacedNode, definition: Definition, name: string): string => {
  const filled = inputOf(placed, name)
  const input = definition.inputs[name]
  if (isLink(filled)) return 'linked'
  return String(filled?.value ?? (input && 'default' in input ? input.default : ''))
}

interface ValueProps {
  readonly area: boolean
  readonly choice: boolean
  readonly text: string
  set(value: string): void
}

const FieldValue = ({ area, choice, text, set }: ValueProps) =>
  area ? (
    <textarea className="nodrag" value={text} onChange={(event) => set(event.target.value)} />
  ) : choice ? (
    <button type="button" className="nodrag">
      {text}
    </button>
  ) : (
    <input className="nodrag" value={text} onChange={(event) => set(event.target.value)} />
  )

const Thumb = ({ view, live }: { view: NonNullable<CardLayout['view']>; live: boolean }) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    if (!live || !element) return
    liveThumbs.add(element)
    return () => {
      liveThumbs.delete(element)
    }
  }, [live])
  return (
    <div className="view" style={{ top: view.y, height: view.height }}>
      <canvas ref={canvas} width={64} height={64} />
    </div>
  )
}
