'use client'
import { ListTree, Plus } from 'lucide-react'
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { type Definition, definitionOf } from '../../workflow/definition.ts'
import { type NodeId, newNodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import { addNode, placedNode, removeNodes } from '../../workflow/edits.ts'
import { CanvasPartsProvider, type DocumentParts } from '../canvas/canvas-context.ts'
import { layoutCard } from '../canvas/geometry.ts'
import { readersOf, rememberLast } from '../canvas/link-index.ts'
import { NodeIcon } from '../cards/node-icon.tsx'
import { problemsByNode } from '../cards/node-sign.ts'
import panel from '../panels/panel.module.css'
import { PanelFrame } from '../panels/panel.tsx'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { plural } from '../parts/quantities.ts'
import { SearchField } from '../parts/search-field.tsx'
import { useApp } from '../state/app-context.ts'
import { ChoiceDialog } from './choice-dialog.tsx'
import { freePlace } from './connect-choices.ts'
import { nodeNames } from './node-names.ts'
import style from './outline.module.css'
import { OutlineNode } from './outline-node.tsx'

/** The workflow as a list, in the order in which it runs: everything that the canvas can do, without a canvas. */
export const OutlinePanel = () => {
  const { definitions, editor } = useApp()
  const parts = useMemo<DocumentParts>(
    () => ({
      editor,
      readers: rememberLast(readersOf),
      problems: rememberLast((workflow: Workflow) => problemsByNode(workflow, definitions)),
    }),
    [editor, definitions],
  )
  return (
    <CanvasPartsProvider value={parts}>
      <Outline key={editor.id} />
    </CanvasPartsProvider>
  )
}

const heads = '[data-outline-head]'

const Outline = () => {
  const { definitions, editor } = useApp()
  const namesOf = useMemo(() => rememberLast((workflow: Workflow) => nodeNames(workflow, definitions)), [definitions])
  // As text, so that an edit that renames and adds nothing renders no list.
  const listed = useStore(editor.store, (state) => JSON.stringify([...namesOf(state.history.present)]))
  const nodes = useMemo(() => JSON.parse(listed) as [NodeId, string][], [listed])
  const [words, setWords] = useState('')
  const [open, setOpen] = useState<ReadonlySet<NodeId>>(new Set())
  const [adding, setAdding] = useState(false)
  const list = useRef<HTMLOListElement>(null)
  const found = nodes.filter(([, name]) => name.toLowerCase().includes(words.trim().toLowerCase()))

  const unfold = useCallback(
    (id: NodeId, on: boolean) =>
      setOpen((now) => {
        const next = new Set(now)
        if (on) next.add(id)
        else next.delete(id)
        return next
      }),
    [],
  )
  /** Goes to a node of the list as soon as it is there. */
  const visit = useCallback((id: NodeId) => {
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-outline-head="${id}"]`)?.focus())
  }, [])
  const add = (definition: Definition) => {
    const id = newNodeId()
    const node = placedNode(definition, [0, 0])
    const workflow = editor.workflow()
    const last = nodes.at(-1)
    const [x, y] = (last && nodeOf(workflow, last[0])?.at) ?? [0, 0]
    const at = freePlace(workflow, definitions, { x, y, ...layoutCard(definition, node) })
    editor.commit(`Add ${definition.title}`, addNode(id, { ...node, at }))
    editor.select([id])
    setWords('')
    unfold(id, true)
    visit(id)
  }
  const remove = (id: NodeId) => {
    const at = nodes.findIndex(([each]) => each === id)
    const chosen = editor.store.getState().selection
    const ids = chosen.has(id) ? chosen : new Set([id])
    editor.commit(ids.size === 1 ? 'Delete' : `Delete ${ids.size} nodes`, removeNodes(ids, definitions))
    const next = [...nodes.slice(at + 1), ...nodes.slice(0, at).reverse()].find(([each]) => !ids.has(each))
    if (next) visit(next[0])
    else list.current?.closest('section')?.querySelector<HTMLElement>('button')?.focus()
  }
  const walk = (event: KeyboardEvent<HTMLOListElement>) => {
    const head = event.target instanceof HTMLElement && event.target.matches(heads) ? event.target : null
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (!head) {
      // From within a node back to its name; what is open over the page has an Escape of its own.
      if (event.key !== 'Escape' || !event.currentTarget.contains(event.target as Node)) return
      event.preventDefault()
      ;(event.target as HTMLElement).closest(`.${style.node}`)?.querySelector<HTMLElement>(heads)?.focus()
      return
    }
    const all = [...(list.current?.querySelectorAll<HTMLElement>(heads) ?? [])]
    const at = all.indexOf(head)
    const id = head.dataset.outlineHead!
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (to !== undefined) {
      const next = all[to]
      next?.focus()
      const nextId = next?.dataset.outlineHead
      if (nextId !== undefined)
        editor.select(event.shiftKey ? [...editor.store.getState().selection, id, nextId] : [nextId])
    } else if (event.key === 'ArrowRight') unfold(id, true)
    else if (event.key === 'ArrowLeft') unfold(id, false)
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(id)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <PanelFrame
      title="Outline"
      count={plural(nodes.length, 'node')}
      tools={
        <>
          <SearchField value={words} change={setWords} placeholder="Find a node" />
          <IconButton label="Add a node" onClick={() => setAdding(true)}>
            <Plus size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
        </>
      }
    >
      <div className={panel.scroll}>
        {nodes.length === 0 && (
          <Empty
            icon={<ListTree size={20} strokeWidth={1.5} aria-hidden />}
            action={<Button onClick={() => setAdding(true)}>Add a node</Button>}
          >
            The nodes of this workflow are listed here, in the order in which they run.
          </Empty>
        )}
        {nodes.length > 0 && found.length === 0 && <Empty>No node is called “{words}”.</Empty>}
        <ol ref={list} className={style.list} onKeyDown={walk}>
          {found.map(([id, name]) => (
            <OutlineNode key={id} id={id} name={name} open={open.has(id)} unfold={unfold} remove={remove} />
          ))}
        </ol>
      </div>
      {adding && (
        <ChoiceDialog
          title="Add a node"
          placeholder="prompt, sampler, decode…"
          groups={[
            {
              title: 'Nodes',
              choices: Object.values(definitions).map((definition) => ({
                key: definition.id,
                title: definition.title,
                about: definition.about,
                words: definition.aliases,
                icon: <NodeIcon name={definition.icon} />,
                choose: () => add(definitionOf(definitions, definition.id) ?? definition),
              })),
            },
          ]}
          nothing="There are no nodes."
          close={() => setAdding(false)}
        />
      )}
    </PanelFrame>
  )
}
