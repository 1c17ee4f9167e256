'use client'
import { ChevronRight, CornerLeftUp, Pencil } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { subgraphAt } from '../../workflow/subgraphs/level.ts'
import { retitleSubgraph } from '../../workflow/subgraphs/ports.ts'
import { countInstances, subgraphOf } from '../../workflow/subgraphs/subgraph.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { NameDialog } from '../parts/name-dialog.tsx'
import { shownName } from '../parts/shown-name.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './breadcrumbs.module.css'

/** The way from the workflow to the subgraph that is open, each step a button; nothing at the workflow itself. */
export const Breadcrumbs = () => {
  const { editor: whole } = useApp()
  const texts = useTexts()
  const path = useStore(whole.store, (state) => state.path)
  const workflow = useStore(whole.store, (state) => state.history.present)
  const [naming, setNaming] = useState(false)
  if (path.length === 0) return null
  const steps = path.map((step, index) => {
    const here = path.slice(0, index + 1)
    return { path: here, title: subgraphOf(workflow, subgraphAt(workflow, here) ?? '')?.title || step }
  })
  const id = subgraphAt(workflow, path)
  const title = (id !== undefined && subgraphOf(workflow, id)?.title) || ''
  const uses = id === undefined ? 0 : countInstances(workflow, id)
  const up = () => whole.open(path.slice(0, -1), path.slice(-1))
  return (
    <nav className={style.bar} aria-label={texts.subgraphs.way}>
      <IconButton label={texts.subgraphs.up} onClick={up}>
        <CornerLeftUp size={15} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <ol className={style.steps}>
        {[{ path: [], title: workflow.name || texts.shell.untitled }, ...steps].map((step, index, all) => (
          <li key={step.path.join('/')}>
            {index > 0 && <ChevronRight size={13} aria-hidden />}
            <button
              type="button"
              className={style.step}
              aria-current={index === all.length - 1 ? 'page' : undefined}
              onClick={() => whole.open(step.path, path.slice(step.path.length, step.path.length + 1))}
            >
              {shownName(step.title)}
            </button>
          </li>
        ))}
      </ol>
      {id !== undefined && (
        <>
          <IconButton size="small" label={texts.subgraphs.renameSubgraph} onClick={() => setNaming(true)}>
            <Pencil size={13} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <NameDialog
            open={naming}
            close={() => setNaming(false)}
            title={texts.subgraphs.subgraphName}
            value={title}
            take={(name) => name !== '' && whole.commit(texts.subgraphs.renameEdit(title), retitleSubgraph(id, name))}
          />
        </>
      )}
      {uses > 1 && <span className={style.uses}>{texts.subgraphs.usedTimes(uses)}</span>}
    </nav>
  )
}
