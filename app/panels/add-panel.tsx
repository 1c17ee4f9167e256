'use client'
import { Star } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { categories, type Definition } from '../../workflow/definition.ts'
import { missingFeature } from '../canvas/missing-features.ts'
import { createRanking, groupNodes } from '../canvas/search-ranking.ts'
import { NodeIcon } from '../cards/node-icon.tsx'
import { Empty } from '../parts/empty.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { SearchField } from '../parts/search-field.tsx'
import { useApp } from '../state/app-context.ts'
import { problemText } from '../state/server-words.ts'
import { OwnNodeMenu } from '../subgraphs/own-node-menu.tsx'
import { isOwnNode } from '../subgraphs/own-nodes.ts'
import { useOfferedNodes, useOwnLines } from '../subgraphs/use-offered-nodes.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './panel.module.css'
import { PanelFrame } from './panel.tsx'

/**
 * The palette: a click places a node in the middle of the view, a drag where it is dropped. Favourites stand first, then
 * what was placed last before the panel was opened: a list that changes with every click could not be clicked twice.
 */
export const AddPanel = () => {
  const { marks } = useApp()
  const definitions = useOfferedNodes()
  const texts = useTexts()
  const [words, setWords] = useState('')
  const find = useMemo(() => createRanking(definitions), [definitions])
  const found = useMemo(() => find(words), [find, words])
  const missing = missingFeature(words)
  const favourites = useStore(marks.store, (state) => state.favourites)
  const [{ recent }] = useState(() => marks.store.getState())
  const groups = useMemo(() => groupNodes(found, { favourites, recent }), [found, favourites, recent])
  const rest = groups.find(({ kind }) => kind === 'rest')?.nodes ?? []
  const broken = useOwnLines().filter(({ problem }) => problem !== undefined)
  return (
    <PanelFrame
      title={texts.panels.add}
      count={texts.amounts.nodes(Object.values(definitions).filter((each) => !each.unlisted).length)}
      tools={<SearchField value={words} change={setWords} placeholder={texts.panels.addSearch} />}
    >
      <div className={style.scroll}>
        {missing && (
          <p className={style.missing} role="status">
            {texts.search.missing[missing.id]}
          </p>
        )}
        {found.length === 0 && !missing && <Empty>{texts.panels.noNode(words)}</Empty>}
        {words.trim() === '' ? (
          <>
            {groups.map(({ kind, nodes }) =>
              kind === 'rest' ? null : (
                <section key={kind} aria-label={texts.search.groups[kind]}>
                  <h3 className={style.section}>{texts.search.groups[kind]}</h3>
                  <Entries definitions={nodes} />
                </section>
              ),
            )}
            {categories.map((category) => {
              const all = rest.filter((definition) => definition.category === category)
              return all.length === 0 ? null : (
                <section key={category} aria-label={texts.panels.categories[category]}>
                  <h3 className={style.section}>{texts.panels.categories[category]}</h3>
                  <Entries definitions={all} />
                </section>
              )
            })}
          </>
        ) : (
          <Entries definitions={found} />
        )}
        {broken.map((line) => (
          <p key={line.id} className={style.wrong} role="alert">
            {texts.subgraphs.unreadable(line.id, problemText(line, texts.saving) ?? '')}
          </p>
        ))}
      </div>
    </PanelFrame>
  )
}

const Entries = ({ definitions }: { readonly definitions: readonly Definition[] }) => (
  <ul className={style.list}>
    {definitions.map((definition) => (
      <li key={definition.id} className={style.entry} data-own={isOwnNode(definition.id) || undefined}>
        <Entry definition={definition} />
        {isOwnNode(definition.id) && <OwnNodeMenu definition={definition} />}
        <StarButton definition={definition} />
      </li>
    ))}
  </ul>
)

const Entry = ({ definition }: { readonly definition: Definition }) => {
  const { canvas } = useApp()
  return (
    <button
      type="button"
      className={style.row}
      draggable
      title={definition.about}
      onClick={() => canvas.current?.place(definition.id)}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', definition.title)
        event.dataTransfer.effectAllowed = 'copy'
      }}
      onDragEnd={(event) => {
        const at = { x: event.clientX, y: event.clientY }
        if (document.elementFromPoint(at.x, at.y)?.closest('[data-canvas]')) canvas.current?.place(definition.id, at)
      }}
    >
      <span className={style.icon}>
        <NodeIcon name={definition.icon} size={15} />
      </span>
      <span className={style.words}>
        <span className={style.title}>{definition.title}</span>
        <span className={style.about}>{definition.about}</span>
      </span>
    </button>
  )
}

const StarButton = ({ definition: { id, title } }: { readonly definition: Definition }) => {
  const { marks } = useApp()
  const texts = useTexts()
  const on = useStore(marks.store, (state) => state.favourites.includes(id))
  return (
    <IconButton
      size="small"
      className={style.star}
      label={(on ? texts.search.removeStar : texts.search.addStar)(title)}
      data-on={on || undefined}
      onClick={() => marks.toggle(id)}
    >
      <Star size={14} strokeWidth={1.75} fill={on ? 'currentColor' : 'none'} aria-hidden />
    </IconButton>
  )
}
