'use client'
import { type CSSProperties, memo, useLayoutEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { inputOf, type NodeId, nodeOf, type PlacedNode } from '../../workflow/document.ts'
import { modeOf } from '../../workflow/modes.ts'
import { subgraphIdOf } from '../../workflow/subgraphs/subgraph.ts'
import { tintOf } from '../../workflow/tints.ts'
import { useCanvas } from '../canvas/canvas-context.ts'
import type { CardLayout } from '../canvas/geometry.ts'
import { InstanceView } from '../subgraphs/instance-view.tsx'
import { useTexts } from '../texts/use-texts.ts'
import style from './card.module.css'
import { CardHeader } from './card-header.tsx'
import { useDefinition, useFailure, useNeighbours, useNodeState, useProblems } from './card-hooks.ts'
import { CardMessages } from './card-messages.tsx'
import { CardSockets } from './card-sockets.tsx'
import { ClipView } from './clip-view.tsx'
import { CurveView } from './curve-view.tsx'
import { FieldLine } from './field-line.tsx'
import { LatentView } from './latent-view.tsx'
import { RelayCard } from './relay-card.tsx'
import { useGiven } from './use-given.ts'

/** One node on the canvas. It renders again for what it shows and for nothing else; where it stands is Rete's. */
export const Card = memo(({ id }: { readonly id: NodeId }) => {
  const { editor, scene } = useCanvas()
  const kind = useStore(editor.store, (state) => nodeOf(state.history.present, id)?.node)
  const title = useStore(editor.store, (state) => nodeOf(state.history.present, id)?.title)
  const inputs = useStore(editor.store, (state) => nodeOf(state.history.present, id)?.inputs)
  const mode = useStore(editor.store, (state) => nodeOf(state.history.present, id)?.mode)
  const collapsed = useStore(editor.store, (state) => nodeOf(state.history.present, id)?.collapsed)
  const colour = useStore(editor.store, (state) => nodeOf(state.history.present, id)?.colour)
  // The rows of a subgraph change while its node stays as it is.
  useDefinition(kind)

  useLayoutEffect(() => {
    scene.cardReady(id, true)
    return () => scene.cardReady(id, false)
  }, [scene, id])

  const node = useMemo<PlacedNode | undefined>(
    () =>
      kind === undefined || !inputs
        ? undefined
        : { node: kind, version: 0, at: [0, 0], title, mode, collapsed, colour, inputs },
    [kind, title, mode, collapsed, colour, inputs],
  )
  const layout = node && scene.layoutOf(id)
  if (!node || !layout) return null
  return layout.shape === 'relay' ? (
    <RelayCard id={id} node={node} layout={layout} />
  ) : (
    <CardBody id={id} node={node} layout={layout} />
  )
})
Card.displayName = 'Card'

const CardBody = ({ id, node, layout }: { id: NodeId; node: PlacedNode; layout: CardLayout }) => {
  const texts = useTexts()
  const { editor, silent, naming: named, namingMade, namingPort, ports } = useCanvas()
  const left = useStore(editor.store, (state) => silent(state.history.present).has(id))
  const mode = modeOf(node)
  const tint = tintOf(node)
  const definition = useDefinition(node.node)
  const selected = useStore(editor.store, (state) => state.selection.has(id))
  const running = useNodeState(id, (state) => state?.status === 'running')
  const problems = useProblems(id)
  const failedInput = useNodeState(id, (state) => (state?.status === 'failed' ? state.error?.input : undefined))
  const failure = useFailure(id)
  const neighbours = useNeighbours(id)
  const given = useGiven(id)
  const naming = useStore(named, (state) => state === id)
  const made = useStore(namingMade, (state) => state === id)
  const setNaming = (on: boolean) => {
    named.setState(on ? id : null, true)
    namingMade.setState(null, true)
  }
  const name = definition?.title ?? node.node
  const label = [name, node.title, mode && texts.cards.modes[mode]].filter(Boolean).join(', ')

  return (
    // biome-ignore lint/a11y/useSemanticElements: a card groups the parts of a node; a fieldset would bring a form's looks and rules
    <div
      className={style.card}
      data-card={id}
      data-selected={selected || undefined}
      data-running={running || undefined}
      data-unknown={!definition || undefined}
      data-mode={mode}
      data-silent={left || undefined}
      data-collapsed={layout.shape === 'header' || undefined}
      data-tint={tint}
      style={
        {
          width: layout.width,
          height: layout.height,
          ...(tint ? { '--tint': `var(--tint-${tint})` } : {}),
        } as CSSProperties
      }
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a card is reached, selected, moved and deleted with the keyboard
      tabIndex={0}
      aria-label={label}
      onFocus={(event) => {
        if (event.target === event.currentTarget && event.currentTarget.matches(':focus-visible') && !selected)
          editor.select([id])
      }}
      onKeyDown={(event) => {
        if (event.key === 'F2' && event.target === event.currentTarget) setNaming(true)
      }}
    >
      <CardHeader
        id={id}
        definition={definition}
        kind={node.node}
        title={node.title}
        mode={mode ?? (left ? 'left out' : undefined)}
        height={layout.shape === 'header' ? layout.height : undefined}
        problems={problems}
        naming={made ? 'made' : naming ? 'node' : undefined}
        setNaming={setNaming}
      />
      {layout.ports.map((row) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the name is also given with F2 on the socket, and in its menu
        <div
          key={row.y}
          className={style.ports}
          style={{ top: row.y }}
          onDoubleClick={() => {
            const port = ports.portOf({ node: id, name: row.input ?? row.output ?? '' })
            if (port) namingPort.setState(port, true)
          }}
        >
          {row.input !== undefined && (
            <PortName
              title={definition?.inputs[row.input]?.title ?? row.input}
              missing={problems.some((problem) => problem.missing && problem.input === row.input)}
            />
          )}
          <span className={style.gap} />
          {row.output !== undefined && (
            <span className={style.port}>{definition?.outputs[row.output]?.title ?? row.output}</span>
          )}
        </div>
      ))}
      {definition &&
        layout.fields.map((row) => (
          <FieldLine
            key={row.names[0]}
            id={id}
            definition={definition}
            row={row}
            filled={row.names.map((each) => inputOf(node, each))}
            sources={row.names.map((each) => neighbours.inputs[each])}
            given={row.names.map((each) => given[each])}
            problem={
              problems.find(({ input }) => input !== undefined && row.names.includes(input))?.message ??
              (failedInput !== undefined && row.names.includes(failedInput) ? failure : undefined)
            }
          />
        ))}
      {layout.view && definition?.view === 'latent' && <LatentView id={id} y={layout.view.y} />}
      {layout.view &&
        definition?.view === 'clip' &&
        (subgraphIdOf(node.node) === undefined ? (
          <ClipView id={id} y={layout.view.y} />
        ) : (
          <InstanceView id={id} y={layout.view.y} />
        ))}
      {layout.view && definition?.view === 'curve' && <CurveView id={id} y={layout.view.y} />}
      <CardSockets id={id} definition={definition} layout={layout} neighbours={neighbours} />
      {!definition && layout.shape === 'card' && (
        <p className={style.unknown} style={{ top: layout.height - 28 }}>
          {texts.cards.unknown}
        </p>
      )}
      <CardMessages id={id} definition={definition} problems={problems} />
    </div>
  )
}

const PortName = ({ title, missing }: { title: string; missing: boolean }) => (
  <span className={style.port} data-missing={missing || undefined}>
    {title}
  </span>
)
