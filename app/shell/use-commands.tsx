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
  History,
  Keyboard,
  Languages,
  LayoutTemplate,
  ListPlus,
  ListTree,
  ListVideo,
  Maximize,
  Monitor,
  Moon,
  PanelRight,
  Play,
  Plus,
  Redo2,
  Rows3,
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
import { type CanvasAction, withoutEdit } from '../canvas/selection-actions.ts'
import type { CommandId } from '../keys/bindings.ts'
import { useApp } from '../state/app-context.ts'
import { languageChoices } from '../state/language.ts'
import { openJobOf } from '../state/runs.ts'
import { useTexts } from '../texts/use-texts.ts'
import { chooseWorkflows } from './choose-workflows.ts'
import { downloadWorkflow } from './download-workflow.ts'
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
const onSelection: ReadonlySet<CanvasAction> = new Set(['mute', 'bypass', 'collapse', 'frame', 'removeKeeping'])

/** What edits the document that the canvas shows. */
const edits: ReadonlySet<CommandId> = new Set<CommandId>([
  ...(['undo', 'redo', 'cut', 'paste', 'duplicate', 'remove'] as const),
  ...canvasActions.filter((action) => !withoutEdit.has(action)),
])

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const

/** Everything that the editor can be told to do with the workflow in front, its selection and its panels. */
export const useCommands = (): ShellCommand[] => {
  const texts = useTexts()
  const { editor, run, cancel } = useApp()
  const { canvas, documents, language, layout, looking, runs, saving, session, store, tell, theme } = useStudio()
  const shown = useStore(theme.store, (state) => state.shown)
  const running = useStore(runs, (state) => openJobOf(state, editor.id) !== undefined)
  const shownEditor = useStore(looking.store, (state) => (state?.workflow === editor.id ? state.editor : editor))
  const undo = useStore(shownEditor.store, ({ history }) => history.past[history.past.length - 1]?.label)
  const redo = useStore(shownEditor.store, ({ history }) => history.future[0]?.label)
  const selected = useStore(shownEditor.store, (state) => state.selection.size)
  const saved = useStore(editor.store, (state) => state.rev !== null)
  const profile = useStore(layout.store, (state) => state.profile)
  const details = useStore(layout.store, (state) => state.details)
  const timeline = useStore(layout.store, (state) => state.timeline)
  const panel = (id: Parameters<typeof layout.open>[0], glyph: ReactNode, key: CommandId): ShellCommand => ({
    id: key,
    title: texts.shell.show(texts.shell.shown[id]),
    icon: glyph,
    words: ['panel'],
    act: () => layout.open(id),
  })
  const save = async () => {
    if (await saving.save(editor)) tell(texts.shell.saved, 'done')
  }
  const commands: ShellCommand[] = [
    {
      title: texts.keys.commands.run,
      icon: <Play {...icon} />,
      id: 'run',
      words: ['render', 'queue', 'generate'],
      act: run,
    },
    {
      title: texts.fields.runSeveral,
      icon: <ListPlus {...icon} />,
      words: ['batch', 'seeds', 'queue', 'times'],
      act: () => store.setState({ several: true }),
    },
    {
      title: texts.keys.commands.cancel,
      icon: <Square {...icon} />,
      id: 'cancel',
      words: ['stop'],
      disabled: !running,
      act: cancel,
    },
    {
      title: undo === undefined ? texts.keys.commands.undo : texts.shell.undo(undo),
      icon: <Undo2 {...icon} />,
      id: 'undo',
      disabled: undo === undefined,
      act: editor.undo,
    },
    {
      title: redo === undefined ? texts.keys.commands.redo : texts.shell.redo(redo),
      icon: <Redo2 {...icon} />,
      id: 'redo',
      disabled: redo === undefined,
      act: editor.redo,
    },
    {
      title: texts.keys.commands.fit,
      icon: <Maximize {...icon} />,
      id: 'fit',
      words: ['zoom'],
      act: () => canvas.current?.fit(),
    },
    {
      id: 'fitSelection',
      title: texts.keys.commands.fitSelection,
      icon: <Maximize {...icon} />,
      words: ['zoom'],
      disabled: selected === 0,
      act: () => canvas.current?.fit([...shownEditor.store.getState().selection]),
    },
    {
      title: texts.keys.commands.zoomFull,
      icon: <Maximize {...icon} />,
      id: 'zoomFull',
      act: () => canvas.current?.zoomTo(1),
    },
    {
      title: texts.keys.commands.selectAll,
      icon: <SquareDashed {...icon} />,
      id: 'selectAll',
      act: () => canvas.current?.selectAll(),
    },
    {
      title: texts.keys.commands.copy,
      icon: <Copy {...icon} />,
      id: 'copy',
      disabled: selected === 0,
      act: () => canvas.current?.copy(),
    },
    {
      title: texts.keys.commands.cut,
      icon: <Scissors {...icon} />,
      id: 'cut',
      disabled: selected === 0,
      act: () => canvas.current?.cut(),
    },
    {
      title: texts.keys.commands.paste,
      icon: <ClipboardPaste {...icon} />,
      id: 'paste',
      act: () => canvas.current?.paste(),
    },
    {
      title: texts.keys.commands.duplicate,
      icon: <CopyPlus {...icon} />,
      id: 'duplicate',
      disabled: selected === 0,
      act: () => canvas.current?.duplicate(),
    },
    {
      title: texts.keys.commands.remove,
      icon: <Trash2 {...icon} />,
      id: 'remove',
      disabled: selected === 0,
      act: () => canvas.current?.removeSelected(),
    },
    ...canvasActions.map(
      (id): ShellCommand => ({
        id,
        title:
          id === 'tidy' ? texts.shell.tidy : onSelection.has(id) ? texts.keys.commands[id] : texts.canvas.actions[id],
        icon: actionLines[id].icon,
        words: actionLines[id].words,
        disabled: selected < actionLines[id].least,
        act: () => canvas.current?.act(id),
      }),
    ),
    { title: texts.keys.commands.save, icon: <Save {...icon} />, id: 'save', act: () => void save() },
    {
      id: 'newWorkflow',
      title: texts.keys.commands.newWorkflow,
      icon: <Plus {...icon} />,
      act: () => documents.create(),
    },
    {
      title: texts.templates.command,
      icon: <LayoutTemplate {...icon} />,
      words: ['example', 'start', 'gallery'],
      act: () => store.setState({ templates: true }),
    },
    {
      id: 'duplicateWorkflow',
      title: texts.keys.commands.duplicateWorkflow,
      icon: <CopyPlus {...icon} />,
      act: () => documents.duplicate(editor),
    },
    {
      id: 'download',
      title: texts.keys.commands.download,
      icon: <Download {...icon} />,
      words: ['export', 'save as'],
      act: () => downloadWorkflow(editor.workflow()),
    },
    {
      id: 'importFile',
      title: texts.keys.commands.importFile,
      icon: <Upload {...icon} />,
      words: ['open', 'upload', 'json'],
      act: () => void chooseWorkflows(documents),
    },
    {
      id: 'closeTab',
      title: texts.keys.commands.closeTab,
      icon: <X {...icon} />,
      act: () => void documents.close(editor),
    },
    { id: 'nextTab', title: texts.keys.commands.nextTab, icon: <FolderOpen {...icon} />, act: () => session.step(1) },
    {
      id: 'previousTab',
      title: texts.keys.commands.previousTab,
      icon: <FolderOpen {...icon} />,
      act: () => session.step(-1),
    },
    {
      title: texts.shell.removeWorkflow,
      icon: <Trash2 {...icon} />,
      words: ['delete', 'remove'],
      disabled: !saved,
      act: () => void documents.remove(editor.id, editor.workflow().name ?? editor.id, null),
    },
    {
      title: profile ? texts.shell.hideProfile : texts.shell.showProfile,
      icon: <Gauge {...icon} />,
      words: ['time', 'memory', 'heat', 'slow', 'performance'],
      act: layout.toggleProfile,
    },
    {
      id: 'details',
      title: details ? texts.details.hide : texts.details.show,
      icon: <PanelRight {...icon} />,
      words: ['inspector', 'log', 'time', 'values', 'properties'],
      act: layout.toggleDetails,
    },
    {
      id: 'timeline',
      title: timeline ? texts.timeline.hide : texts.timeline.show,
      icon: <Rows3 {...icon} />,
      words: ['steps', 'frames', 'dock', 'fork', 'compare', 'scrub'],
      act: layout.toggleTimeline,
    },
    panel('add', <Plus {...icon} />, 'panelAdd'),
    panel('outline', <ListTree {...icon} />, 'panelOutline'),
    panel('workflows', <FolderOpen {...icon} />, 'panelWorkflows'),
    panel('models', <Boxes {...icon} />, 'panelModels'),
    panel('gallery', <Film {...icon} />, 'panelGallery'),
    panel('queue', <ListVideo {...icon} />, 'panelQueue'),
    panel('history', <History {...icon} />, 'panelHistory'),
    {
      id: 'shortcuts',
      title: texts.keys.commands.shortcuts,
      icon: <Keyboard {...icon} />,
      words: ['keys', 'hotkeys', 'remap', 'help'],
      act: () => store.setState({ shortcuts: true }),
    },
    {
      id: 'theme',
      title: shown === 'light' ? texts.shell.darkTheme : texts.shell.lightTheme,
      icon: shown === 'light' ? <Moon {...icon} /> : <Sun {...icon} />,
      words: ['theme', 'colours', 'look', 'appearance', 'night', 'day'],
      act: () => theme.choose(shown === 'light' ? 'dark' : 'light'),
    },
    {
      title: texts.shell.systemTheme,
      icon: <Monitor {...icon} />,
      words: ['theme', 'colours', 'look', 'appearance', 'automatic'],
      act: () => theme.choose('system'),
    },
    ...languageChoices.map(
      (choice): ShellCommand => ({
        title: texts.shell.language(choice),
        icon: <Languages {...icon} />,
        words: ['language', 'Sprache', 'English', 'Deutsch', 'translation'],
        act: () => language.choose(choice),
      }),
    ),
  ]
  const { refuse } = shownEditor
  // Whatever is selected, it is said why nothing happens.
  return refuse
    ? commands.map((each) => (each.id && edits.has(each.id) ? { ...each, disabled: false, act: refuse } : each))
    : commands
}
