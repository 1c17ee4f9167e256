'use client'
import { Command } from 'cmdk'
import { Search as SearchIcon, Star } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Definition, Definitions } from '../../workflow/definition.ts'
import type { Wish } from '../../workflow/rules.ts'
import { NodeIcon } from '../cards/node-icon.tsx'
import { chordOf, chordText } from '../keys/chord.ts'
import { onApple } from '../keys/use-keys.ts'
import { Keys } from '../parts/keys.tsx'
import { listen } from '../parts/listen.ts'
import { useApp } from '../state/app-context.ts'
import { isOwnNode } from '../subgraphs/own-nodes.ts'
import { useTexts } from '../texts/use-texts.ts'
import { missingFeature } from './missing-features.ts'
import style from './search.module.css'
import { createRanking, groupNodes } from './search-ranking.ts'
import { socketsThatTake } from './wire-fit.ts'
import type { WireUnderWay } from './wiring.ts'

/** An open search-to-add: where it opened in the window, and the wire that asks for a node. */
export interface SearchRequest {
  readonly at: { readonly x: number; readonly y: number }
  readonly wire?: WireUnderWay
  /** The output and the input that the node is to stand between. */
  readonly between?: Wish
  /** The nodes that are offered, where they are not all or all that fit the wire. */
  readonly offered?: readonly Definition[]
  /** Why a node is needed, in a sentence that leads to the list. */
  readonly reason?: string
}

interface SearchProps {
  readonly request: SearchRequest
  readonly definitions: Definitions
  readonly choose: (definition: Definition) => void
  readonly close: () => void
}

/** So long after it opened, in milliseconds, a tap belongs to those that opened it: it places nothing, and closes nothing. */
const restless = 400

/** The key that gives the chosen node a star, or takes it away. */
const starKey = 'mod+d'

/**
 * Finds a node by its words and places it; with a wire, only what the wire can be connected to. Before a word is typed,
 * favourites come first, then what was placed last.
 */
export const Search = ({ request, definitions, choose, close }: SearchProps) => {
  const { at, wire, offered: only, reason } = request
  const [words, setWords] = useState('')
  const menu = useRef<HTMLDivElement>(null)
  const offered = useMemo(() => {
    if (only) return Object.fromEntries(only.map((definition) => [definition.id, definition]))
    if (!wire) return definitions
    const { origin, types } = wire
    return Object.fromEntries(
      Object.entries(definitions).filter(
        ([, definition]) => socketsThatTake(definition, origin.side, types).length > 0,
      ),
    )
  }, [definitions, wire, only])
  const find = useMemo(() => createRanking(offered), [offered])
  const found = useMemo(() => find(words), [find, words])
  const texts = useTexts()
  const missing = missingFeature(words)
  const { marks } = useApp()
  const favourites = useStore(marks.store, (state) => state.favourites)
  // A star that is given here moves nothing under the pointer that gave it.
  const [before] = useState(() => marks.store.getState())
  const groups = useMemo(() => (words.trim() === '' ? groupNodes(found, before) : undefined), [found, words, before])
  const [chosen, setChosen] = useState('')

  useLayoutEffect(() => {
    const element = menu.current
    const around = element?.offsetParent?.getBoundingClientRect()
    if (!element || !around) return
    const left = Math.max(8, Math.min(at.x - around.left, around.width - element.offsetWidth - 8))
    const top = Math.max(8, Math.min(at.y - around.top, around.height - element.offsetHeight - 8))
    element.style.left = `${left}px`
    element.style.top = `${top}px`
  }, [at])

  useLayoutEffect(() => {
    const opened = performance.now()
    let ignored = false
    const down = (event: PointerEvent) => {
      ignored = event.pointerType === 'touch' && event.timeStamp - opened < restless
      if (ignored) take(event)
      else if (!menu.current?.contains(event.target as Node)) close()
    }
    const click = (event: MouseEvent) => {
      if (ignored) take(event)
      ignored = false
    }
    return listen(window, { pointerdown: down, click }, true)
  }, [close])

  const type = wire?.types[0]
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape' || event.key === 'Tab') close()
    else if (chordOf(event.nativeEvent) === starKey) {
      if (Object.hasOwn(offered, chosen)) marks.toggle(chosen)
    } else return
    event.preventDefault()
  }
  const item = (definition: Definition) => (
    <Command.Item key={definition.id} value={definition.id} className={style.item} onSelect={() => choose(definition)}>
      <span className={style.icon}>
        <NodeIcon name={definition.icon} />
      </span>
      <span className={style.title}>
        {definition.title}
        {favourites.includes(definition.id) && <span className={style.spoken}>, {texts.search.favourite}</span>}
      </span>
      <span className={style.category}>
        {isOwnNode(definition.id) ? texts.search.groups.own : texts.panels.categories[definition.category]}
      </span>
      {/* The list has a key for it; a button in a choice would be out of reach for the keyboard. */}
      <span
        className={style.star}
        aria-hidden
        data-on={favourites.includes(definition.id) || undefined}
        title={(favourites.includes(definition.id) ? texts.search.removeStar : texts.search.addStar)(definition.title)}
        onClick={(event) => {
          event.stopPropagation()
          marks.toggle(definition.id)
        }}
      >
        <Star size={14} strokeWidth={1.75} aria-hidden />
      </span>
      <span className={style.about} title={definition.about}>
        {definition.about}
      </span>
    </Command.Item>
  )
  return (
    <Command
      ref={menu}
      className={style.menu}
      label={texts.canvas.addNode}
      shouldFilter={false}
      loop
      value={chosen}
      onValueChange={setChosen}
      onKeyDown={keys}
    >
      <div className={style.query}>
        <SearchIcon size={14} aria-hidden />
        <Command.Input autoFocus value={words} onValueChange={setWords} placeholder={texts.canvas.addNode} />
        {type && (
          <span className={style.wire} style={{ '--type': `var(--type-${type})` } as CSSProperties}>
            <i />
            {(wire.origin.side === 'output' ? texts.canvas.takes : texts.canvas.gives)(texts.cards.types[type])}
          </span>
        )}
      </div>
      {reason && (
        <p className={style.reason} role="status">
          {reason}
        </p>
      )}
      {missing && (
        <p className={style.reason} role="status">
          {texts.search.missing[missing.id]}
        </p>
      )}
      <Command.List label={texts.canvas.nodes} className={style.list}>
        {found.length === 0 && !missing && (
          <div className={style.empty}>
            {Object.keys(offered).length === 0 ? texts.canvas.noneFits : texts.canvas.noneMatches(words)}
          </div>
        )}
        {groups && groups.length > 1
          ? groups.map(({ kind, nodes }) => (
              <Command.Group key={kind} heading={texts.search.groups[kind]}>
                {nodes.map(item)}
              </Command.Group>
            ))
          : found.map(item)}
      </Command.List>
      {found.length > 0 && (
        <p className={style.hint}>
          <Keys keys={chordText(starKey, onApple(), texts.keys.names)} />{' '}
          {favourites.includes(chosen) ? texts.search.unstarKey : texts.search.starKey}
        </p>
      )}
    </Command>
  )
}

/** Nobody else hears of it, and the browser does nothing of its own. */
const take = (event: Event) => {
  event.preventDefault()
  event.stopPropagation()
}
