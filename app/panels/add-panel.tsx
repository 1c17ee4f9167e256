'use client'
import { useMemo, useState } from 'react'
import { categories, type Definition } from '../../workflow/definition.ts'
import { createRanking } from '../canvas/search-ranking.ts'
import { NodeIcon } from '../cards/node-icon.tsx'
import { Empty } from '../parts/empty.tsx'
import { plural } from '../parts/quantities.ts'
import { SearchField } from '../parts/search-field.tsx'
import { useApp } from '../state/app-context.ts'
import style from './panel.module.css'
import { PanelFrame } from './panel.tsx'

const titles: Readonly<Record<(typeof categories)[number], string>> = {
  model: 'Model',
  text: 'Text',
  latent: 'Latent',
  sampling: 'Sampling',
  decode: 'Decode',
  output: 'Output',
  value: 'Values',
  note: 'Notes',
}

/** The palette: a click places a node in the middle of the view, a drag where it is dropped. */
export const AddPanel = () => {
  const { definitions } = useApp()
  const [words, setWords] = useState('')
  const find = useMemo(() => createRanking(definitions), [definitions])
  const found = useMemo(() => find(words), [find, words])
  return (
    <PanelFrame
      title="Add a node"
      count={plural(Object.keys(definitions).length, 'node')}
      tools={<SearchField value={words} change={setWords} placeholder="prompt, sampler, decode…" />}
    >
      <div className={style.scroll}>
        {found.length === 0 && (
          <Empty>No node matches “{words}”. Try what it takes or gives: “latent”, “frames”.</Empty>
        )}
        {words.trim() === '' ? (
          categories.map((category) => {
            const all = found.filter((definition) => definition.category === category)
            return all.length === 0 ? null : (
              <section key={category} aria-label={titles[category]}>
                <h3 className={style.section}>{titles[category]}</h3>
                <Entries definitions={all} />
              </section>
            )
          })
        ) : (
          <Entries definitions={found} />
        )}
      </div>
    </PanelFrame>
  )
}

const Entries = ({ definitions }: { readonly definitions: readonly Definition[] }) => (
  <ul className={style.list}>
    {definitions.map((definition) => (
      <li key={definition.id}>
        <Entry definition={definition} />
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
