'use client'
import {
  Boxes,
  ClipboardPaste,
  Copy,
  CopyPlus,
  Download,
  Film,
  FolderOpen,
  ListVideo,
  Maximize,
  Play,
  Plus,
  Redo2,
  Save,
  Scissors,
  Square,
  SquareDashed,
  Trash2,
  Undo2,
  Upload,
  X,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { useApp } from '../state/app-context.ts'
import { openJobOf } from '../state/runs.ts'
import { downloadWorkflow } from './download-workflow.ts'
import { pickFiles } from './pick-files.ts'
import { useStudio } from './studio.ts'

/** Something that can be done now. */
export interface ShellCommand {
  readonly title: string
  readonly icon: ReactNode
  readonly keys?: string
  /** Further words by which it is found. */
  readonly words?: readonly string[]
  readonly disabled?: boolean
  readonly act: () => void
}

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const

/** Everything that the editor can be told to do with the workflow in front, its selection and its panels. */
export const useCommands = (): ShellCommand[] => {
  const { editor, run, cancel } = useApp()
  const { canvas, documents, layout, runs, saving, session, tell } = useStudio()
  const running = useStore(runs, (state) => openJobOf(state, editor.id) !== undefined)
  const undo = useStore(editor.store, ({ history }) => history.past[history.past.length - 1]?.label)
  const redo = useStore(editor.store, ({ history }) => history.future[0]?.label)
  const selected = useStore(editor.store, (state) => state.selection.size)
  const saved = useStore(editor.store, (state) => state.rev !== null)
  const panel = (title: string, id: Parameters<typeof layout.open>[0], glyph: ReactNode): ShellCommand => ({
    title: `Show ${title}`,
    icon: glyph,
    words: ['panel'],
    act: () => layout.open(id),
  })
  const save = async () => {
    if (await saving.save(editor)) tell('Saved', 'done')
  }
  return [
    { title: 'Run', icon: <Play {...icon} />, keys: 'Ctrl ⏎', words: ['render', 'queue', 'generate'], act: run },
    {
      title: 'Cancel the run',
      icon: <Square {...icon} />,
      keys: 'Esc',
      words: ['stop'],
      disabled: !running,
      act: cancel,
    },
    {
      title: undo === undefined ? 'Undo' : `Undo: ${undo.toLowerCase()}`,
      icon: <Undo2 {...icon} />,
      keys: 'Ctrl Z',
      disabled: undo === undefined,
      act: editor.undo,
    },
    {
      title: redo === undefined ? 'Redo' : `Redo: ${redo.toLowerCase()}`,
      icon: <Redo2 {...icon} />,
      keys: 'Ctrl Shift Z',
      disabled: redo === undefined,
      act: editor.redo,
    },
    {
      title: 'Fit all into the view',
      icon: <Maximize {...icon} />,
      keys: 'F',
      words: ['zoom'],
      act: () => canvas.current?.fit(),
    },
    {
      title: 'Fit the selection into the view',
      icon: <Maximize {...icon} />,
      words: ['zoom'],
      disabled: selected === 0,
      act: () => canvas.current?.fit([...editor.store.getState().selection]),
    },
    { title: 'Zoom to 100 %', icon: <Maximize {...icon} />, keys: 'Ctrl 0', act: () => canvas.current?.zoomTo(1) },
    { title: 'Select all', icon: <SquareDashed {...icon} />, keys: 'Ctrl A', act: () => canvas.current?.selectAll() },
    {
      title: 'Copy',
      icon: <Copy {...icon} />,
      keys: 'Ctrl C',
      disabled: selected === 0,
      act: () => canvas.current?.copy(),
    },
    {
      title: 'Cut',
      icon: <Scissors {...icon} />,
      keys: 'Ctrl X',
      disabled: selected === 0,
      act: () => canvas.current?.cut(),
    },
    { title: 'Paste', icon: <ClipboardPaste {...icon} />, keys: 'Ctrl V', act: () => canvas.current?.paste() },
    {
      title: 'Duplicate the selection',
      icon: <CopyPlus {...icon} />,
      keys: 'Ctrl D',
      disabled: selected === 0,
      act: () => canvas.current?.duplicate(),
    },
    {
      title: 'Delete the selection',
      icon: <Trash2 {...icon} />,
      keys: 'Del',
      disabled: selected === 0,
      act: () => canvas.current?.removeSelected(),
    },
    { title: 'Save now', icon: <Save {...icon} />, keys: 'Ctrl S', act: () => void save() },
    { title: 'New workflow', icon: <Plus {...icon} />, act: () => documents.create() },
    { title: 'Duplicate this workflow', icon: <CopyPlus {...icon} />, act: () => documents.duplicate(editor) },
    {
      title: 'Download this workflow as JSON',
      icon: <Download {...icon} />,
      words: ['export', 'save as'],
      act: () => downloadWorkflow(editor.workflow()),
    },
    {
      title: 'Import a workflow file',
      icon: <Upload {...icon} />,
      words: ['open', 'upload', 'json'],
      act: () => pickFiles(documents.importText),
    },
    { title: 'Close this tab', icon: <X {...icon} />, act: () => void documents.close(editor) },
    { title: 'Next tab', icon: <FolderOpen {...icon} />, act: () => session.step(1) },
    { title: 'Previous tab', icon: <FolderOpen {...icon} />, act: () => session.step(-1) },
    {
      title: 'Move this workflow to the trash',
      icon: <Trash2 {...icon} />,
      words: ['delete', 'remove'],
      disabled: !saved,
      act: () => void documents.remove(editor.id, editor.workflow().name ?? editor.id, null),
    },
    panel('nodes to add', 'add', <Plus {...icon} />),
    panel('workflows', 'workflows', <FolderOpen {...icon} />),
    panel('models', 'models', <Boxes {...icon} />),
    panel('gallery', 'gallery', <Film {...icon} />),
    panel('queue', 'queue', <ListVideo {...icon} />),
  ]
}
