'use client'
import { ChevronRight } from 'lucide-react'
import { memo, useState } from 'react'
import { useStore } from 'zustand'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import { retitle } from '../../workflow/edits.ts'
import { modeOf } from '../../workflow/modes.ts'
import { shortened } from '../canvas/edit-names.ts'
import { useDefinition, useFailure, useNodeState, useProblems } from '../cards/card-hooks.ts'
import { NodeIcon } from '../cards/node-icon.tsx'
import { NameField } from '../parts/name-field.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './outline.module.css'
import { OutlineActs } from './outline-acts.tsx'
import { OutlineFields } from './outline-fields.tsx'
import { OutlineSockets } from './outline-sockets.tsx'
import { stateTone, stateWords } from './state-words.ts'

interface OutlineNodeProps {
  readonly id: NodeId
  /** A name that no other node has. */
  readonly name: string
  readonly open: boolean
  readonly unfold: (id: NodeId, on: boolean) => void
  readonly remove: (id: NodeId) => void
  /** Which of how many it is in the list: not all are on the page. */
  readonly index: number
  readonly count: number
  /** How far down in the list it stands, in pixels. */
  readonly top: number
  /** Is told how tall it became. */
  readonly measure: (element: HTMLElement | null) => void
}

/** One node of the outline: its name and state, and unfolded all that its card has. */
export const OutlineNode = memo((props: OutlineNodeProps) => {
  const texts = useTexts()
  const { id, name, open, unfold, remove, index, count, top, measure } = props
  const { editor } = useApp()
  const kind = useStore(editor.store, (state) => nodeOf(state.history.present, id)?.node)
  const mode = useStore(editor.store, (state) => {
    const node = nodeOf(state.history.present, id)
    return node && modeOf(node)
  })
  const definition = useDefinition(kind)
  const selected = useStore(editor.store, (state) => state.selection.has(id))
  const problems = useProblems(id)
  const state = useNodeState(id, (each) => stateWords(each, problems, mode, texts.cards.states))
  const tone = useNodeState(id, (each) => stateTone(each, problems, mode))
  const titled = useStore(editor.store, ({ history }) => Boolean(nodeOf(history.present, id)?.title))
  // Where there is no room for both, the name that the node was given stays longer than what it is.
  const own = titled ? name.indexOf(' ', (definition?.title ?? kind ?? '').length) : -1
  const [naming, setNaming] = useState(false)
  return (
    <li
      ref={measure}
      className={style.node}
      data-node={id}
      data-index={index}
      data-selected={selected || undefined}
      aria-posinset={index + 1}
      aria-setsize={count}
      style={{ transform: `translateY(${top}px)` }}
    >
      {naming ? (
        <NameField
          className={style.naming}
          label={texts.cards.nodeName}
          value={nodeOf(editor.workflow(), id)?.title ?? ''}
          placeholder={texts.outline.ownName}
          close={(title, byKey) => {
            if (title !== undefined)
              editor.commit(
                texts.cards.renameEdit(
                  shortened(nodeOf(editor.workflow(), id)?.title || (definition?.title ?? kind ?? '')),
                ),
                retitle(id, title),
              )
            setNaming(false)
            if (byKey)
              requestAnimationFrame(() =>
                document.querySelector<HTMLElement>(`[data-outline-head="${CSS.escape(id)}"]`)?.focus(),
              )
          }}
        />
      ) : (
        <button
          type="button"
          className={style.head}
          data-outline-head={id}
          aria-expanded={open}
          title={definition?.about}
          onClick={() => {
            unfold(id, !open)
            editor.select([id])
          }}
          onKeyDown={(event) => {
            if (event.key !== 'F2') return
            event.preventDefault()
            setNaming(true)
          }}
        >
          <ChevronRight className={style.chevron} size={13} strokeWidth={2} aria-hidden />
          <NodeIcon name={definition?.icon ?? 'circle-question-mark'} />
          <span className={style.name}>
            {own < 0 ? (
              name
            ) : (
              <>
                <span>{name.slice(0, own)} </span>
                <span>{name.slice(own + 1)}</span>
              </>
            )}
          </span>
          {state !== '' && <span className={style.spoken}>, </span>}
          <span className={style.state} data-tone={tone}>
            {state}
          </span>
          {selected && <span className={style.spoken}>{texts.outline.selected}</span>}
        </button>
      )}
      {open && (
        <div className={style.body}>
          <Messages id={id} />
          <OutlineSockets id={id} side="input" />
          <OutlineFields id={id} />
          <OutlineSockets id={id} side="output" />
          <OutlineActs id={id} name={name} rename={() => setNaming(true)} remove={remove} />
        </div>
      )}
    </li>
  )
})
OutlineNode.displayName = 'OutlineNode'

const Messages = ({ id }: { readonly id: NodeId }) => {
  const texts = useTexts()
  const problems = useProblems(id)
  const failure = useFailure(id)
  const messages = [...problems.map((problem) => problem.message), ...(failure ? [failure] : [])]
  if (messages.length === 0) return null
  return (
    <ul className={style.messages} aria-label={texts.outline.wrong}>
      {messages.map((message) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  )
}
