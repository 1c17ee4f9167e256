'use client'
import { ChevronDown, Copy, Download, LayoutTemplate, Pencil, Plus, Trash2, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { IconButton } from '../parts/icon-button.tsx'
import { Menu, type MenuItem, RightClickMenu } from '../parts/menu.tsx'
import { NameField } from '../parts/name-field.tsx'
import { shownName } from '../parts/shown-name.ts'
import type { Editor } from '../state/editor.ts'
import { isUnsaved } from '../state/editor-marks.ts'
import { openJobOf } from '../state/runs.ts'
import { useTexts } from '../texts/use-texts.ts'
import { downloadWorkflow } from './download-workflow.ts'
import { useStudio } from './studio.ts'
import style from './top-bar.module.css'
import { useOverflow } from './use-overflow.ts'

/** The open workflows. */
export const Tabs = () => {
  const texts = useTexts()
  const { session } = useStudio()
  const editors = useStore(session.store, (state) => state.editors)
  const front = useStore(session.store, (state) => state.front)
  const strip = useRef<HTMLDivElement>(null)
  const { before, after } = useOverflow(strip)
  useEffect(() => {
    const element = strip.current!
    const resized = new ResizeObserver(() =>
      element.querySelector('[data-front]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' }),
    )
    resized.observe(element)
    return () => resized.disconnect()
  }, [])
  return (
    <div className={style.tabs}>
      <div
        ref={strip}
        className={style.strip}
        data-before={before || undefined}
        data-after={after || undefined}
        role="tablist"
        aria-label={texts.shell.openWorkflows}
        onKeyDown={(event) => {
          const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
          if (by === undefined || !(event.target as HTMLElement).matches('[role="tab"]')) return
          event.preventDefault()
          event.stopPropagation()
          session.step(by as 1 | -1)
          const strip = event.currentTarget
          requestAnimationFrame(() => strip.querySelector<HTMLElement>('[aria-selected="true"]')?.focus())
        }}
        onWheel={(event) => {
          if (event.deltaX === 0) event.currentTarget.scrollLeft += event.deltaY
        }}
      >
        {editors.map((editor) => (
          <Tab key={editor.id} editor={editor} front={editor.id === front} />
        ))}
      </div>
      {(before || after) && <AllTabs editors={editors} front={front} />}
      <NewButtons />
    </div>
  )
}

/** The open workflows as a list, for where the tabs of some are out of sight. */
const AllTabs = ({ editors, front }: { readonly editors: readonly Editor[]; readonly front: string | null }) => {
  const texts = useTexts()
  const { session, runs } = useStudio()
  const jobs = useStore(runs)
  const items = editors.map((editor) => ({
    id: editor.id,
    title: editor.workflow().name || texts.shell.untitled,
    icon: openJobOf(jobs, editor.id) && <i className={style.dot} />,
    checked: editor.id === front,
    act: () => session.show(editor.id),
  }))
  return (
    <Menu items={items} align="end">
      <IconButton className={style.all} label={texts.shell.openWorkflows}>
        <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </Menu>
  )
}

/** An empty workflow, or one from a template. */
export const NewButtons = () => {
  const texts = useTexts()
  const { documents, store } = useStudio()
  return (
    <>
      <IconButton className={style.plus} label={texts.shell.newWorkflow} onClick={() => documents.create()}>
        <Plus size={16} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <IconButton
        className={style.plus}
        label={texts.templates.command}
        onClick={() => store.setState({ templates: true })}
      >
        <LayoutTemplate size={15} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </>
  )
}

const Tab = ({ editor, front }: { readonly editor: Editor; readonly front: boolean }) => {
  const texts = useTexts()
  const { session, documents, runs } = useStudio()
  const name = useStore(editor.store, (state) => state.history.present.name || texts.shell.untitled)
  const saved = useStore(editor.store, (state) => state.rev !== null)
  const unsaved = useStore(editor.store, isUnsaved)
  const wrong = useStore(editor.store, ({ saving }) => saving.kind === 'failed' || saving.kind === 'conflict')
  const running = useStore(runs, (state) => openJobOf(state, editor.id) !== undefined)
  const [naming, setNaming] = useState(false)
  const tab = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (front) tab.current?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  }, [front])
  const items: MenuItem[] = [
    { title: texts.shell.rename, icon: <Pencil size={14} />, act: () => setNaming(true) },
    { title: texts.shell.duplicate, icon: <Copy size={14} />, act: () => documents.duplicate(editor) },
    { title: texts.shell.downloadJson, icon: <Download size={14} />, act: () => downloadWorkflow(editor.workflow()) },
    null,
    { title: texts.shell.close, icon: <X size={14} />, act: () => void documents.close(editor) },
    {
      title: texts.shell.trash,
      icon: <Trash2 size={14} />,
      danger: true,
      disabled: !saved,
      act: () => void documents.remove(editor.id, name, null),
    },
  ]
  return (
    <RightClickMenu items={items}>
      <div
        ref={tab}
        className={style.tab}
        data-front={front || undefined}
        onAuxClick={(event) => {
          if (event.button === 1) void documents.close(editor)
        }}
      >
        {naming ? (
          <NameField
            className={style.naming}
            label={texts.shell.workflowName}
            value={name}
            close={(next, byKey) => {
              setNaming(false)
              if (next !== undefined) documents.rename(editor, next)
              if (byKey) requestAnimationFrame(() => tab.current?.querySelector<HTMLElement>('[role="tab"]')?.focus())
            }}
          />
        ) : (
          <button
            type="button"
            role="tab"
            aria-selected={front}
            aria-keyshortcuts="Delete F2"
            tabIndex={front ? 0 : -1}
            className={style.choose}
            title={shownName(name)}
            onClick={() => session.show(editor.id)}
            onDoubleClick={() => setNaming(true)}
            onKeyDown={(event) => {
              if (event.key === 'F2') setNaming(true)
              if (event.key === 'Delete') void documents.close(editor)
            }}
          >
            {running && <i className={style.dot} />}
            <span className={style.name}>{shownName(name)}</span>
            {running && <span className={style.spoken}>{texts.shell.running}</span>}
            {unsaved && <span className={style.spoken}>{wrong ? texts.shell.notSaved : texts.shell.beingSaved}</span>}
          </button>
        )}
        <span className={style.end}>
          {unsaved && <i className={style.mark} data-wrong={wrong || undefined} />}
          <button
            type="button"
            className={style.close}
            // For the pointer alone: with the keyboard a tab is closed with Delete, as its menu and the commands do.
            aria-hidden
            tabIndex={-1}
            title={texts.shell.close}
            onClick={() => void documents.close(editor)}
          >
            <X size={13} strokeWidth={2} aria-hidden />
          </button>
        </span>
      </div>
    </RightClickMenu>
  )
}
