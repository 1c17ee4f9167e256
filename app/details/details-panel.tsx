'use client'
import { PanelRight, X } from 'lucide-react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { definitionOf } from '../../workflow/definition.ts'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import { titleOf } from '../../workflow/rules.ts'
import { NodeIcon } from '../cards/node-icon.tsx'
import { useKeyText } from '../keys/use-keys.ts'
import panel from '../panels/panel.module.css'
import { Empty } from '../parts/empty.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './details.module.css'
import { NodeDetails } from './node-details.tsx'

/** All of the selected node: its values, its picture, what left it, how long it took and its log. */
export const DetailsPanel = ({ close }: { readonly close: () => void }) => {
  const texts = useTexts()
  const { editor } = useApp()
  const keyText = useKeyText()
  const chosen = useStore(
    editor.store,
    useShallow(({ selection, history }) => [...selection].filter((id) => nodeOf(history.present, id))),
  )
  const only = chosen.length === 1 ? chosen[0] : undefined
  return (
    <section className={panel.panel} aria-label={texts.details.title}>
      <header className={style.top}>
        <h2>{texts.details.title}</h2>
        <IconButton size="small" label={texts.parts.close} keys={keyText('details')} onClick={close}>
          <X size={15} strokeWidth={1.75} aria-hidden />
        </IconButton>
      </header>
      <div className={panel.scroll}>
        {only !== undefined ? (
          <NodeDetails key={only} id={only} />
        ) : chosen.length === 0 ? (
          <Empty icon={<PanelRight size={22} strokeWidth={1.5} aria-hidden />}>{texts.details.none}</Empty>
        ) : (
          <Several ids={chosen} />
        )}
      </div>
    </section>
  )
}

/** Of many selected nodes so many are named. */
const named = 40

const Several = ({ ids }: { readonly ids: readonly NodeId[] }) => {
  const texts = useTexts()
  const { editor, definitions } = useApp()
  const workflow = editor.workflow()
  return (
    <>
      <p className={style.quiet}>{texts.details.several(ids.length)}</p>
      <ul className={panel.list}>
        {ids.slice(0, named).map((id) => {
          const node = nodeOf(workflow, id)
          return (
            node && (
              <li key={id}>
                <button type="button" className={style.choose} onClick={() => editor.select([id])}>
                  <NodeIcon name={definitionOf(definitions, node.node)?.icon ?? 'circle-question-mark'} />
                  <span>{titleOf(definitions, node)}</span>
                </button>
              </li>
            )
          )
        })}
      </ul>
      {ids.length > named && <p className={style.quiet}>{texts.details.more(ids.length - named)}</p>}
    </>
  )
}
