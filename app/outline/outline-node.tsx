'use client'
import { ChevronRight, CopyPlus, Crosshair, Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { memo, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import { retitle } from '../../workflow/edits.ts'
import { modeOf } from '../../workflow/modes.ts'
import { actionLines } from '../canvas/action-list.tsx'
import type { CanvasAction } from '../canvas/selection-actions.ts'
import { useDefinition, useNodeState, useProblems } from '../cards/card-hooks.ts'
import { NodeIcon } from '../cards/node-icon.tsx'
import { useKeyText } from '../keys/use-keys.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { Menu, type MenuItem } from '../parts/menu.tsx'
import { useApp } from '../state/app-context.ts'
import style from './outline.module.css'
import { OutlineFields } from './outline-fields.tsx'
import { OutlineSockets } from './outline-sockets.tsx'
import { stateWords } from './state-words.ts'

interface OutlineNodeProps {
  readonly id: NodeId
  /** A name that no other node has. */
  readonly name: string
  readonly open: boolean
  readonly unfold: (id: NodeId, on: boolean) => void
  readonly remove: (id: NodeId) => void
}

/** One node of the outline: its name and state, and unfolded all that its card has. */
export const OutlineNode = memo(({ id, name, open, unfold, remove }: OutlineNodeProps) => {
  const { editor } = useApp()
  const kind = useStore(editor.store, (state) => nodeOf(state.history.present, id)?.node)
  const mode = useStore(editor.store, (state) => {
    const node = nodeOf(state.history.present, id)
    return node && modeOf(node)
  })
  const definition = useDefinition(kind)
  const selected = useStore(editor.store, (state) => state.selection.has(id))
  const problems = useProblems(id)
  const state = useNodeState(id, (each) => stateWords(each, problems, mode))
  const [naming, setNaming] = useState(false)
  return (
    <li className={style.node} data-selected={selected || undefined}>
      {naming ? (
        <NameField id={id} close={() => setNaming(false)} />
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
          <span className={style.name}>{name}</span>
          {state !== '' && <span className={style.spoken}>, </span>}
          <span className={style.state} data-state={state.replace(/ .*/, '')}>
            {state}
          </span>
          {selected && <span className={style.spoken}>, selected</span>}
        </button>
      )}
      {open && (
        <div className={style.body}>
          <Messages id={id} />
          <OutlineSockets id={id} side="input" />
          <OutlineFields id={id} />
          <OutlineSockets id={id} side="output" />
          <Acts id={id} name={name} rename={() => setNaming(true)} remove={remove} />
        </div>
      )}
    </li>
  )
})
OutlineNode.displayName = 'OutlineNode'

const Messages = ({ id }: { readonly id: NodeId }) => {
  const problems = useProblems(id)
  const failure = useNodeState(id, (state) => (state?.status === 'failed' ? state.error?.message : undefined))
  const messages = [...problems.map((problem) => problem.message), ...(failure ? [failure] : [])]
  if (messages.length === 0) return null
  return (
    <ul className={style.messages} aria-label="What is wrong">
      {messages.map((message) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  )
}

interface ActsProps {
  readonly id: NodeId
  readonly name: string
  readonly rename: () => void
  readonly remove: (id: NodeId) => void
}

/** What the canvas can do to a node beside what has a button here. */
const moreActions = ['mute', 'bypass', 'collapse', 'frame', 'removeKeeping'] as const satisfies readonly CanvasAction[]

const Acts = ({ id, name, rename, remove }: ActsProps) => {
  const { canvas, editor } = useApp()
  const keyText = useKeyText()
  /** What is done to the selection is done to this node, with the others where it is one of them. */
  const here = (act: () => void) => () => {
    if (!editor.store.getState().selection.has(id)) editor.select([id])
    act()
  }
  const more: MenuItem[] = [
    {
      title: 'Duplicate',
      icon: <CopyPlus size={15} strokeWidth={1.75} aria-hidden />,
      keys: keyText('duplicate'),
      act: here(() => canvas.current?.duplicate()),
    },
    ...moreActions.map((action) => ({
      title: actionLines[action].title,
      icon: actionLines[action].icon,
      keys: keyText(action),
      act: here(() => canvas.current?.act(action)),
    })),
  ]
  return (
    <div className={style.acts} role="toolbar" aria-label={name}>
      <IconButton size="small" label="Go to the card" onClick={() => canvas.current?.focus(id)}>
        <Crosshair size={13} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <IconButton size="small" label="Rename" keys="F2" onClick={rename}>
        <Pencil size={13} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <IconButton size="small" label="Delete" keys="Del" onClick={() => remove(id)}>
        <Trash2 size={13} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <Menu items={more}>
        <IconButton size="small" label="More">
          <Ellipsis size={13} strokeWidth={1.75} aria-hidden />
        </IconButton>
      </Menu>
    </div>
  )
}

const NameField = ({ id, close }: { readonly id: NodeId; readonly close: () => void }) => {
  const { editor } = useApp()
  const input = useRef<HTMLInputElement>(null)
  const done = useRef(false)
  useEffect(() => input.current?.select(), [])
  const end = (title?: string, back = false) => {
    if (done.current) return
    done.current = true
    const item = input.current?.closest('li')
    if (title !== undefined) editor.commit('Rename node', retitle(id, title.trim()))
    close()
    if (back) requestAnimationFrame(() => item?.querySelector<HTMLElement>('[data-outline-head]')?.focus())
  }
  return (
    <input
      ref={input}
      className={style.naming}
      // biome-ignore lint/a11y/noAutofocus: it was asked for, to be written in
      autoFocus
      aria-label="Name of this node"
      defaultValue={nodeOf(editor.workflow(), id)?.title ?? ''}
      placeholder="A name of its own"
      spellCheck={false}
      onBlur={(event) => end(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') end(event.currentTarget.value, true)
        if (event.key === 'Escape') end(undefined, true)
      }}
    />
  )
}
