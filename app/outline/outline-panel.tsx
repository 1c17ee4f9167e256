'use client'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { ListTree, Plus } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { type Definition, definitionOf } from '../../workflow/definition.ts'
import { type NodeId, newNodeId, nodeOf } from '../../workflow/document.ts'
import { addNode, placedNode, removeNodes } from '../../workflow/edits.ts'
import { freePlace } from '../canvas/free-place.ts'
import { layoutCard } from '../canvas/geometry.ts'
import { NodeIcon } from '../cards/node-icon.tsx'
import panel from '../panels/panel.module.css'
import { PanelFrame } from '../panels/panel.tsx'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { SearchField } from '../parts/search-field.tsx'
import { useApp } from '../state/app-context.ts'
import { isOwnNode } from '../subgraphs/own-nodes.ts'
import { takeOwn } from '../subgraphs/take-own.ts'
import { useOfferedNodes } from '../subgraphs/use-offered-nodes.ts'
import { useTexts } from '../texts/use-texts.ts'
import { ChoiceDialog } from './choice-dialog.tsx'
import { createNodeNames } from './node-names.ts'
import style from './outline.module.css'
import { OutlineFrames } from './outline-frames.tsx'
import { OutlineNode } from './outline-node.tsx'

/** The workflow as a list, in the order in which it runs: everything that the canvas can do, without a canvas. */
export const OutlinePanel = () => {
  const { editor } = useApp()
  return <Outline key={editor.id} />
}

const heads = '[data-outline-head]'
/** The height of a folded row, in pixels. */
const rowHeight = 32

const Outline = () => {
  const { canvas, definitions, editor, marks, own, tell } = useApp()
  const offered = useOfferedNodes()
  const texts = useTexts()
  const namesOf = useMemo(() => createNodeNames(definitions), [definitions])
  const names = useStore(editor.store, (state) => namesOf(state.history.present))
  const nodes = useMemo(() => [...names], [names])
  const [words, setWords] = useState('')
  const [open, setOpen] = useState<ReadonlySet<NodeId>>(new Set())
  const [adding, setAdding] = useState(false)
  const list = useRef<HTMLOListElement>(null)
  const scroll = useRef<HTMLDivElement>(null)
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
  const { rows, visit, setVisited } = useRows(found, list, scroll)
  const add = (wanted: Definition) => {
    const found = takeOwn(editor.workflow(), definitions, wanted, own?.itemOf(wanted.id))
    if (!found) return tell(texts.subgraphs.inItself, 'refused')
    const { definition, first } = found
    const id = newNodeId()
    const node = placedNode(definition, [0, 0])
    const workflow = editor.workflow()
    const last = nodes.at(-1)
    const [x, y] = (last && nodeOf(workflow, last[0])?.at) ?? [0, 0]
    const at = freePlace(workflow, definitions, { x, y, ...layoutCard(definition, node) })
    editor.commit(texts.outline.addEdit(definition.title), (each) => addNode(id, { ...node, at })(first(each)))
    editor.select([id])
    canvas.current?.bring([id])
    marks.placed(wanted.id)
    setWords('')
    unfold(id, true)
    visit(id)
  }
  const choices = Object.values(offered)
    .filter((each) => !each.unlisted)
    .map((definition) => ({
      key: definition.id,
      title: definition.title,
      about: definition.about,
      words: definition.aliases,
      icon: <NodeIcon name={definition.icon} />,
      choose: () => add(definitionOf(definitions, definition.id) ?? definition),
    }))
  const remove = (id: NodeId) => {
    const at = nodes.findIndex(([each]) => each === id)
    const chosen = editor.store.getState().selection
    const ids = chosen.has(id) ? chosen : new Set([id])
    editor.commit(texts.outline.deleteEdit(ids.size), removeNodes(ids, definitions))
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
    const id = head.dataset.outlineHead!
    const at = found.findIndex(([each]) => each === id)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: found.length - 1 }[event.key]
    if (to !== undefined) {
      const [next] = found[to] ?? []
      if (next !== undefined) {
        visit(next)
        editor.select(event.shiftKey ? [...editor.store.getState().selection, id, next] : [next])
      }
    } else if (event.key === 'ArrowRight') unfold(id, true)
    else if (event.key === 'ArrowLeft') unfold(id, false)
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(id)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <PanelFrame
      title={texts.outline.title}
      count={texts.amounts.nodes(nodes.length)}
      tools={
        <>
          <SearchField value={words} change={setWords} placeholder={texts.outline.find} />
          <IconButton label={texts.outline.add} onClick={() => setAdding(true)}>
            <Plus size={16} strokeWidth={1.75} aria-hidden />
          </IconButton>
        </>
      }
    >
      <div ref={scroll} className={panel.scroll}>
        <OutlineFrames />
        {nodes.length === 0 && (
          <Empty
            icon={<ListTree size={20} strokeWidth={1.5} aria-hidden />}
            action={<Button onClick={() => setAdding(true)}>{texts.outline.add}</Button>}
          >
            {texts.outline.empty}
          </Empty>
        )}
        {nodes.length > 0 && found.length === 0 && <Empty>{texts.outline.noNode(words)}</Empty>}
        <ol
          ref={list}
          className={style.list}
          style={{ height: rows.getTotalSize() }}
          onKeyDown={walk}
          onFocus={(event) => setVisited(event.target.closest<HTMLElement>('[data-node]')?.dataset.node)}
        >
          {rows.getVirtualItems().map(({ index, start }) => {
            const [id, name] = found[index] ?? []
            return id === undefined ? null : (
              <OutlineNode
                key={id}
                id={id}
                name={name!}
                open={open.has(id)}
                unfold={unfold}
                remove={remove}
                index={index}
                count={found.length}
                top={start - rows.options.scrollMargin}
                measure={rows.measureElement}
              />
            )
          })}
        </ol>
      </div>
      {adding && (
        <ChoiceDialog
          title={texts.outline.add}
          placeholder={texts.outline.addSearch}
          groups={[
            { title: texts.outline.nodes, choices: choices.filter(({ key }) => !isOwnNode(key)) },
            { title: texts.search.groups.own, choices: choices.filter(({ key }) => isOwnNode(key)) },
          ]}
          nothing={texts.outline.noNodes}
          close={() => setAdding(false)}
        />
      )}
    </PanelFrame>
  )
}

/** The rows of the list that are on the page: those in sight, and the one that has, or is to have, the focus. */
const useRows = (
  found: readonly (readonly [NodeId, string])[],
  list: RefObject<HTMLElement | null>,
  scroll: RefObject<HTMLElement | null>,
) => {
  const [visited, setVisited] = useState<NodeId>()
  const wanted = useRef<NodeId>(undefined)
  const [, again] = useState(0)
  const [margin, setMargin] = useState(0)
  const kept = found.findIndex(([id]) => id === visited)
  const rows = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => found[index]?.[0] ?? index,
    overscan: 12,
    scrollMargin: margin,
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range)
      return kept < 0 || seen.includes(kept) ? seen : [...seen, kept].sort((a, b) => a - b)
    },
  })
  useLayoutEffect(() => {
    // What stands above the list grows and shrinks.
    if (list.current && scroll.current) setMargin(list.current.offsetTop - scroll.current.offsetTop)
    const id = wanted.current
    const at = found.findIndex(([each]) => each === id)
    const head = id && list.current?.querySelector<HTMLElement>(`[data-outline-head="${CSS.escape(id)}"]`)
    if (!head || at < 0) return
    wanted.current = undefined
    head.focus({ preventScroll: true })
    rows.scrollToIndex(at)
  })
  /** Goes to a node of the list as soon as it is there. */
  const visit = useCallback((id: NodeId) => {
    wanted.current = id
    setVisited(id)
    again((count) => count + 1)
  }, [])
  return { rows, visit, setVisited }
}
