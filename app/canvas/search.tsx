'use client'
import { Command } from 'cmdk'
import { Search as SearchIcon } from 'lucide-react'
import { type CSSProperties, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Definition, Definitions } from '../../workflow/definition.ts'
import type { Wish } from '../../workflow/rules.ts'
import { socketTypes } from '../../workflow/values.ts'
import { NodeIcon } from '../cards/node-icon.tsx'
import style from './search.module.css'
import { createRanking } from './search-ranking.ts'
import { socketsThatTake } from './wire-fit.ts'
import type { WireUnderWay } from './wiring.ts'

/** An open search-to-add: where it opened in the window, and the wire that asks for a node. */
export interface SearchRequest {
  readonly at: { readonly x: number; readonly y: number }
  readonly wire?: WireUnderWay
  /** The place between an output and an input that the node is for. */
  readonly between?: SearchBetween
}

/** A node is wanted between two sockets: in the wire that joins them, or because they cannot be joined without one. */
export interface SearchBetween {
  readonly wish: Wish
  /** The nodes that fit there. */
  readonly offered: readonly Definition[]
  /** Why they cannot be joined as they are. */
  readonly reason?: string
}

interface SearchProps {
  readonly request: SearchRequest
  readonly definitions: Definitions
  readonly choose: (definition: Definition) => void
  readonly close: () => void
}

/** Finds a node by its words and places it; with a wire, only what the wire can be connected to. */
export const Search = ({ request, definitions, choose, close }: SearchProps) => {
  const { at, wire, between } = request
  const [words, setWords] = useState('')
  const menu = useRef<HTMLDivElement>(null)
  const offered = useMemo(() => {
    if (between) return Object.fromEntries(between.offered.map((definition) => [definition.id, definition]))
    if (!wire) return definitions
    const { origin, types } = wire
    return Object.fromEntries(
      Object.entries(definitions).filter(
        ([, definition]) => socketsThatTake(definition, origin.side, types).length > 0,
      ),
    )
  }, [definitions, wire, between])
  const find = useMemo(() => createRanking(offered), [offered])
  const found = useMemo(() => find(words), [find, words])

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
    const outside = (event: PointerEvent) => {
      if (!menu.current?.contains(event.target as Node)) close()
    }
    window.addEventListener('pointerdown', outside, true)
    return () => window.removeEventListener('pointerdown', outside, true)
  }, [close])

  const type = wire?.types[0]
  return (
    <Command
      ref={menu}
      className={style.menu}
      label="Add a node"
      shouldFilter={false}
      loop
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape' || event.key === 'Tab') {
          event.preventDefault()
          close()
        }
      }}
    >
      <div className={style.query}>
        <SearchIcon size={14} aria-hidden />
        <Command.Input autoFocus value={words} onValueChange={setWords} placeholder="Add a node" />
        {type && (
          <span className={style.wire} style={{ '--type': `var(--type-${type})` } as CSSProperties}>
            <i />
            {wire.origin.side === 'output' ? 'takes' : 'gives'} {socketTypes[type].title}
          </span>
        )}
      </div>
      {between?.reason && (
        <p className={style.reason} role="status">
          {between.reason}. What can stand between:
        </p>
      )}
      <Command.List className={style.list}>
        {found.length === 0 && (
          <div className={style.empty}>
            {Object.keys(offered).length === 0 ? 'No node fits this wire' : `No node matches “${words}”`}
          </div>
        )}
        {found.map((definition) => (
          <Command.Item
            key={definition.id}
            value={definition.id}
            className={style.item}
            onSelect={() => choose(definition)}
          >
            <span className={style.icon}>
              <NodeIcon name={definition.icon} />
            </span>
            <span className={style.title}>{definition.title}</span>
            <span className={style.category}>{definition.category}</span>
            <span className={style.about} title={definition.about}>
              {definition.about}
            </span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  )
}
