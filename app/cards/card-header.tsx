'use client'
import { Check, TriangleAlert } from 'lucide-react'
import { useRef } from 'react'
import type { Definition } from '../../workflow/definition.ts'
import type { NodeId } from '../../workflow/document.ts'
import { retitle } from '../../workflow/edits.ts'
import type { NodeMode } from '../../workflow/modes.ts'
import { retitleSubgraph } from '../../workflow/subgraphs/ports.ts'
import { subgraphIdOf } from '../../workflow/subgraphs/subgraph.ts'
import { useCanvas } from '../canvas/canvas-context.ts'
import { shortened } from '../canvas/edit-names.ts'
import { NameField } from '../parts/name-field.tsx'
import { ProgressRing } from '../parts/progress-ring.tsx'
import { shownName } from '../parts/shown-name.ts'
import { makingOf } from '../subgraphs/subgraph-actions.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './card.module.css'
import { useAtWorkWithin, useFailure, useNodeState } from './card-hooks.ts'
import { NodeIcon } from './node-icon.tsx'
import { type CardProblem, shareOf, signOf } from './node-sign.ts'

interface HeaderProps {
  readonly id: NodeId
  readonly definition: Definition | undefined
  readonly kind: string
  readonly title: string | undefined
  /** Why the node does not compute. */
  readonly mode: NodeMode | 'left out' | undefined
  /** The height of a card that is collapsed to its header. */
  readonly height: number | undefined
  readonly problems: readonly CardProblem[]
  /** Whose name is being written: the node's own, or that of the subgraph that was just made and for which it stands. */
  readonly naming: 'node' | 'made' | undefined
  readonly setNaming: (naming: boolean) => void
}

/**
 * Icon, title and state. A double click on the title, or F2 on the card, gives the node a name of its own; a double click on
 * a subgraph opens it.
 */
export const CardHeader = ({ id, definition, kind, title, mode, height, problems, naming, setNaming }: HeaderProps) => {
  const texts = useTexts()
  const { editor } = useCanvas()
  const atWork = useAtWorkWithin(id)
  const subgraph = definition && subgraphIdOf(kind)
  const header = useRef<HTMLElement>(null)
  const shown = definition?.title ?? kind
  const rename = (name: string) => {
    if (naming === 'made' && subgraph !== undefined) {
      if (name !== '') editor.commit(texts.subgraphs.renameEdit(shown), retitleSubgraph(subgraph, name), makingOf(id))
    } else editor.commit(texts.cards.renameEdit(shortened(title || shown)), retitle(id, name))
  }
  return (
    <header
      ref={header}
      className={style.header}
      style={height === undefined ? undefined : { height }}
      title={definition?.about}
    >
      <span className={style.icon}>
        <NodeIcon name={definition?.icon ?? 'circle-question-mark'} />
      </span>
      {naming ? (
        <NameField
          className={style.naming}
          label={naming === 'made' ? texts.subgraphs.subgraphName : texts.cards.nodeName}
          value={naming === 'made' ? shown : (title ?? '')}
          placeholder={shown}
          close={(name, byKey) => {
            if (name !== undefined) rename(name)
            editor.endGesture()
            setNaming(false)
            if (byKey) header.current?.closest<HTMLElement>('[data-card]')?.focus({ preventScroll: true })
          }}
        />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: the name is also given with F2 on the card
        <span
          className={style.titles}
          onDoubleClick={() => (subgraph !== undefined ? editor.open([...(editor.path ?? []), id]) : setNaming(true))}
        >
          <b>{shownName(shown)}</b>
          {(atWork ?? title) && <span className={style.own}>{shownName(atWork ?? title ?? '')}</span>}
        </span>
      )}
      {mode && (
        <span className={style.mode} title={texts.cards.modeAbouts[mode]}>
          {texts.cards.modes[mode]}
        </span>
      )}
      <CardSign id={id} problems={problems} />
    </header>
  )
}

const CardSign = ({ id, problems }: { id: NodeId; problems: readonly CardProblem[] }) => {
  const texts = useTexts()
  const kind = useNodeState(id, (state) => signOf(state, problems))
  const share = useNodeState(id, shareOf)
  const failure = useFailure(id)
  if (kind === 'none') return null
  const messages = [...problems.map((problem) => problem.message), ...(failure ? [failure] : [])]
  const label =
    kind === 'running' && share > 0 ? texts.cards.runningDone(Math.round(share * 100)) : texts.cards.signs[kind]
  return (
    <span
      className={style.sign}
      data-kind={kind}
      role="img"
      aria-label={label}
      title={kind === 'wrong' || kind === 'incomplete' ? messages.join('\n') : label}
    >
      {(kind === 'done' || kind === 'cached') && <Check size={14} strokeWidth={2} aria-hidden />}
      {kind === 'wrong' && <TriangleAlert size={14} strokeWidth={2} aria-hidden />}
      {kind === 'running' && <ProgressRing share={share} />}
      {kind === 'waiting' && <i />}
      {kind === 'incomplete' && <i />}
    </span>
  )
}
