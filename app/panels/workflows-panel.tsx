'use client'
import { Copy, Ellipsis, FileWarning, LayoutTemplate, Plus, Trash2, Upload, Workflow } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { readWorkflow } from '../../workflow/document.ts'
import type { SavedWorkflow } from '../../workflow/wire.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { Menu } from '../parts/menu.tsx'
import { SearchField } from '../parts/search-field.tsx'
import { shownName } from '../parts/shown-name.ts'
import { chooseWorkflows } from '../shell/choose-workflows.ts'
import { useStudio } from '../shell/studio.ts'
import { problemText } from '../state/server-words.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './panel.module.css'
import { PanelFrame } from './panel.tsx'
import { useLoaded } from './use-loaded.ts'

/** The saved workflows, and the way to the templates. */
export const WorkflowsPanel = () => {
  const texts = useTexts()
  const { api, store, documents } = useStudio()
  const files = useStore(store, (state) => state.files)
  const [words, setWords] = useState('')
  const saved = useLoaded(api.workflows, files)
  const matches = (...names: string[]) => names.some((each) => each.toLowerCase().includes(words.trim().toLowerCase()))
  const found = saved.value?.filter((each) => matches(each.name, each.id))
  const fromTemplate = () => store.setState({ templates: true })
  return (
    <PanelFrame
      title={texts.panels.workflows}
      count={saved.value && texts.amounts.workflows(saved.value.length)}
      tools={
        <>
          <SearchField value={words} change={setWords} placeholder={texts.panels.name} />
          <IconButton label={texts.panels.newWorkflow} onClick={() => documents.create()}>
            <Plus size={17} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <IconButton label={texts.templates.command} onClick={fromTemplate}>
            <LayoutTemplate size={15} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <IconButton label={texts.panels.importFile} onClick={() => void chooseWorkflows(documents)}>
            <Upload size={15} strokeWidth={1.75} aria-hidden />
          </IconButton>
        </>
      }
    >
      <div className={style.scroll}>
        {saved.problem && (
          <p className={style.wrong} role="alert">
            {saved.problem}
          </p>
        )}
        {saved.value?.length === 0 && (
          <Empty
            icon={<Workflow size={22} strokeWidth={1.5} aria-hidden />}
            action={<Button onClick={fromTemplate}>{texts.templates.command}</Button>}
          >
            {texts.panels.workflowsEmpty}
          </Empty>
        )}
        {found && found.length > 0 && (
          <ul className={style.list}>
            {found.map((workflow) => (
              <li key={workflow.id}>
                <Saved workflow={workflow} />
              </li>
            ))}
          </ul>
        )}
        {words.trim() !== '' && found?.length === 0 && saved.value?.length !== 0 && (
          <Empty>{texts.panels.noWorkflow(words.trim())}</Empty>
        )}
      </div>
    </PanelFrame>
  )
}

const Saved = ({ workflow }: { readonly workflow: SavedWorkflow }) => {
  const texts = useTexts()
  const { id, name, rev, savedAt, nodes } = workflow
  const problem = problemText(workflow, texts.saving)
  const { api, documents, tell } = useStudio()
  const copy = async () => {
    try {
      const { text } = await api.workflow(id)
      documents.openNew({ ...readWorkflow(text, texts.file), name: texts.panels.copyName(name) })
    } catch (error) {
      tell(texts.panels.cannotCopy(name, (error as Error).message), 'failed')
    }
  }
  return (
    <div className={style.row}>
      <button
        type="button"
        className={style.fill}
        aria-label={texts.panels.open(name)}
        title={problem ?? shownName(name)}
        disabled={problem !== undefined}
        onClick={() => void documents.open(id)}
      />
      <span className={style.icon}>
        {problem ? (
          <FileWarning size={15} strokeWidth={1.75} aria-hidden />
        ) : (
          <Workflow size={15} strokeWidth={1.75} aria-hidden />
        )}
      </span>
      <span className={style.words}>
        <span className={style.title}>{shownName(name)}</span>
        <span className={style.about} data-wrong={problem !== undefined || undefined}>
          {problem ?? `${texts.amounts.ago(savedAt, Date.now())} · ${texts.amounts.nodes(nodes)}`}
        </span>
      </span>
      <Menu
        align="end"
        items={[
          {
            title: texts.panels.openCopy,
            icon: <Copy size={14} />,
            disabled: problem !== undefined,
            act: () => void copy(),
          },
          {
            title: texts.panels.trash,
            icon: <Trash2 size={14} />,
            danger: true,
            act: () => void documents.remove(id, name, rev),
          },
        ]}
      >
        <button type="button" className={`${style.menu} ${style.more}`} aria-label={texts.panels.more(name)}>
          <Ellipsis size={15} aria-hidden />
        </button>
      </Menu>
    </div>
  )
}
