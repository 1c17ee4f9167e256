'use client'
import {
  Boxes,
  ClipboardPaste,
  Copy,
  CopyPlus,
  Download,
  Film,
  FolderOpen,
  Gauge,
  Keyboard,
  ListTree,
  ListVideo,
  Maximize,
  Monitor,
  Moon,
  Play,
  Plus,
  Redo2,
  Save,
  Scissors,
  Square,
  SquareDashed,
  Sun,
  Trash2,
  Undo2,
  Upload,
  X,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { actionLines, canvasActions } from '../canvas/action-list.tsx'
import { lowerFirst } from '../canvas/edit-names.ts'
import type { CanvasAction } from '../canvas/selection-actions.ts'
import type { CommandId } from '../keys/bindings.ts'
import { useApp } from '../state/app-context.ts'
import { openJobOf } from '../state/runs.ts'
import { downloadWorkflow } from './download-workflow.ts'
import { pickFiles } from './pick-files.ts'
import { useStudio } from './studio.ts'

/** Something that can be done now. */
export interface ShellCommand {
  /** Its line in the table of shortcuts (keys/bindings.ts): its keys are shown beside it, and do it. */
  readonly id?: CommandId
  readonly title: string
  readonly icon: ReactNode
  readonly keys?: string
  /** Further words by which it is found. */
  readonly words?: readonly string[]
  readonly disabled?: boolean
  readonly act: () => void
}

/** Commands of the command search say what they are done to; a menu on a card need not. */
const selectionTitles: Partial<Record<CanvasAction, string>> = {
  mute: 'Mute the selection, or end that',
  bypass: 'Bypass the selection, or end that',
  collapse: 'Collapse the selection, or unfold it',
  frame: 'Put a frame around the selection',
  removeKeeping: 'Delete the selection and keep its wires',
  tidy: 'Tidy all, or the selection',
}

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const

/** Everything that the editor can be told to do with the workflow in front, its selection and its panels. */
export const useCommands = (): ShellCommand[] => {
  const { editor, run, cancel } = useApp()
  const { canvas, documents, layout, runs, saving, session, store, tell, theme } = useStudio()
  const shown = useStore(theme.store, (state) => state.shown)
  const running = useStore(runs, (state) => openJobOf(state, editor.id) !== undefined)
  const undo = useStore(editor.store, ({ history }) => history.past[history.past.length - 1]?.label)
  const redo = useStore(editor.store, ({ history }) => history.future[0]?.label)
  const selected = useStore(editor.store, (state) => state.selection.size)
  const saved = useStore(editor.store, (state) => state.rev !== null)
  const profile = useStore(layout.store, (state) => state.profile)
  const panel = (
    title: string,
    id: Parameters<typeof layout.open>[0],
    glyph: ReactNode,
    key: CommandId,
  ): ShellCommand => ({
    id: key,
    title: `Show ${title}`,
    icon: glyph,
    words: ['panel'],
    act: () => layout.open(id),
  })
  const save = async () => {
    if (await saving.save(editor)) tell('Saved', 'done')
  }
  return [
    { title: 'Run', icon: <Play {...icon} />, id: 'run', words: ['render', 'queue', 'generate'], act: run },
    {
      title: 'Cancel the run',
      icon: <Square {...icon} />,
      id: 'cancel',
      words: ['stop'],
      disabled: !running,
      act: cancel,
    },
    {
      title: undo === undefined ? 'Undo' : `Undo: ${lowerFirst(undo)}`,
      icon: <Undo2 {...icon} />,
      id: 'undo',
      disabled: undo === undefined,
      act: editor.undo,
    },
    {
      title: redo === undefined ? 'Redo' : `Redo: ${lowerFirst(redo)}`,
      icon: <Redo2 {...icon} />,
      id: 'redo',
      disabled: redo === undefined,
      act: editor.redo,
    },
    {
      title: 'Fit all into the view',
      icon: <Maximize {...icon} />,
      id: 'fit',
      words: ['zoom'],
      act: () => canvas.current?.fit(),
    },
    {
      id: 'fitSelection',
      title: 'Fit the selection into the view',
      icon: <Maximize {...icon} />,
      words: ['zoom'],
      disabled: selected === 0,
      act: () => canvas.current?.fit([...editor.store.getState().selection]),
    },
    { title: 'Zoom to 100 %', icon: <Maximize {...icon} />, id: 'zoomFull', act: () => canvas.current?.zoomTo(1) },
    { title: 'Select all', icon: <SquareDashed {...icon} />, id: 'selectAll', act: () => canvas.current?.selectAll() },
    {
      title: 'Copy',
      icon: <Copy {...icon} />,
      id: 'copy',
      disabled: selected === 0,
      act: () => canvas.current?.copy(),
    },
    {
      title: 'Cut',
      icon: <Scissors {...icon} />,
      id: 'cut',
      disabled: selected === 0,
      act: () => canvas.current?.cut(),
    },
    { title: 'Paste', icon: <ClipboardPaste {...icon} />, id: 'paste', act: () => canvas.current?.paste() },
    {
      title: 'Duplicate the selection',
      icon: <CopyPlus {...icon} />,
      id: 'duplicate',
      disabled: selected === 0,
      act: () => canvas.current?.duplicate(),
    },
    {
      title: 'Delete the selection',
      icon: <Trash2 {...icon} />,
      id: 'remove',
      disabled: selected === 0,
      act: () => canvas.current?.removeSelected(),
    },
    ...canvasActions.map(
      (id): ShellCommand => ({
        id,
        title: selectionTitles[id] ?? actionLines[id].title,
        icon: actionLines[id].icon,
        words: actionLines[id].words,
        disabled: selected < actionLines[id].least,
        act: () => canvas.current?.act(id),
      }),
    ),
    { title: 'Save now', icon: <Save {...icon} />, id: 'save', act: () => void save() },
    { id: 'newWorkflow', title: 'New workflow', icon: <Plus {...icon} />, act: () => documents.create() },
    {
      id: 'duplicateWorkflow',
      title: 'Duplicate this workflow',
      icon: <CopyPlus {...icon} />,
      act: () => documents.duplicate(editor),
    },
    {
      id: 'download',
      title: 'Download this workflow as JSON',
      icon: <Download {...icon} />,
      words: ['export', 'save as'],
      act: () => downloadWorkflow(editor.workflow()),
    },
    {
      id: 'importFile',
      title: 'Import a workflow file',
      icon: <Upload {...icon} />,
      words: ['open', 'upload', 'json'],
      act: () => pickFiles(documents.importText),
    },
    { id: 'closeTab', title: 'Close this tab', icon: <X {...icon} />, act: () => void documents.close(editor) },
    { id: 'nextTab', title: 'Next tab', icon: <FolderOpen {...icon} />, act: () => session.step(1) },
    { id: 'previousTab', title: 'Previous tab', icon: <FolderOpen {...icon} />, act: () => session.step(-1) },
    {
      title: 'Move this workflow to the trash',
      icon: <Trash2 {...icon} />,
      words: ['delete', 'remove'],
      disabled: !saved,
      act: () => void documents.remove(editor.id, editor.workflow().name ?? editor.id, null),
    },
    {
      title: profile ? 'Hide the profile of the run' : 'Show the profile of the run',
      icon: <Gauge {...icon} />,
      words: ['time', 'memory', 'heat', 'slow', 'performance'],
      act: layout.toggleProfile,
    },
    panel('nodes to add', 'add', <Plus {...icon} />, 'panelAdd'),
    panel('the outline', 'outline', <ListTree {...icon} />, 'panelOutline'),
    panel('workflows', 'workflows', <FolderOpen {...icon} />, 'panelWorkflows'),
    panel('models', 'models', <Boxes {...icon} />, 'panelModels'),
    panel('gallery', 'gallery', <Film {...icon} />, 'panelGallery'),
    panel('queue', 'queue', <ListVideo {...icon} />, 'panelQueue'),
    {
      id: 'shortcuts',
      title: 'Keyboard shortcuts',
      icon: <Keyboard {...icon} />,
      words: ['keys', 'hotkeys', 'remap', 'help'],
      act: () => store.setState({ shortcuts: true }),
    },
    {
      id: 'theme',
      title: shown === 'light' ? 'Dark theme' : 'Light theme',
      icon: shown === 'light' ? <Moon {...icon} /> : <Sun {...icon} />,
      words: ['theme', 'colours', 'look', 'appearance', 'night', 'day'],
      act: () => theme.choose(shown === 'light' ? 'dark' : 'light'),
    },
    {
      title: 'Theme of the system',
      icon: <Monitor {...icon} />,
      words: ['theme', 'colours', 'look', 'appearance', 'automatic'],
      act: () => theme.choose('system'),
    },
  ]
}
