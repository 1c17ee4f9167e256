'use client'
import { CopyPlus, Crosshair, Ellipsis, Palette, Pencil, Trash2 } from 'lucide-react'
import { useStore } from 'zustand'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import { subgraphOfNode } from '../../workflow/subgraphs/subgraph.ts'
import { tintOf } from '../../workflow/tints.ts'
import { actionLines } from '../canvas/action-list.tsx'
import { alignments, distributions } from '../canvas/arrange.ts'
import { editedNodes } from '../canvas/edit-names.ts'
import type { CanvasAction } from '../canvas/selection-actions.ts'
import { tintItems } from '../canvas/tint-items.tsx'
import { useKeyText } from '../keys/use-keys.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { Menu, type MenuItem } from '../parts/menu.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { framesByNode, moveIntoFrame, moveOutOfFrame } from './frame-moves.ts'
import { frameNames } from './frame-names.ts'
import style from './outline.module.css'

interface OutlineActsProps {
  readonly id: NodeId
  readonly name: string
  readonly rename: () => void
  readonly remove: (id: NodeId) => void
}

/** What the canvas can do to a node beside what has a button or a menu of its own here. */
const moreActions = ['mute', 'bypass', 'collapse', 'removeKeeping'] as const satisfies readonly CanvasAction[]

/** What can be done to a node that stands for a subgraph. */
const subgraphActions = ['openSubgraph', 'ungroup', 'makeUnique', 'saveOwn'] as const satisfies readonly CanvasAction[]

/** Buttons and a menu for all that can be done to a node; to the whole selection, where it is one of several selected. */
export const OutlineActs = ({ id, name, rename, remove }: OutlineActsProps) => {
  const { canvas } = useApp()
  const texts = useTexts()
  const more = useMoreItems(id)
  return (
    <div className={style.acts} role="toolbar" aria-label={name}>
      <IconButton size="small" label={texts.outline.go} onClick={() => canvas.current?.focus(id)}>
        <Crosshair size={13} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <IconButton size="small" label={texts.canvas.rename} keys="F2" onClick={rename}>
        <Pencil size={13} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <IconButton size="small" label={texts.canvas.delete} keys="Del" onClick={() => remove(id)}>
        <Trash2 size={13} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <Menu items={more}>
        <IconButton size="small" label={texts.outline.more}>
          <Ellipsis size={13} strokeWidth={1.75} aria-hidden />
        </IconButton>
      </Menu>
    </div>
  )
}

const useMoreItems = (id: NodeId): MenuItem[] => {
  const { canvas, definitions, editor } = useApp()
  const texts = useTexts()
  const keyText = useKeyText()
  const selection = useStore(editor.store, (state) => state.selection)
  const workflow = useStore(editor.store, (state) => state.history.present)
  const ids = selection.has(id) ? [...selection] : [id]
  const here = (act: () => void) => () => {
    if (!selection.has(id)) editor.select([id])
    act()
  }
  const action = (each: CanvasAction, title = texts.canvas.actions[each]): MenuItem => ({
    title,
    icon: actionLines[each].icon,
    keys: keyText(each),
    disabled: ids.length < actionLines[each].least,
    act: here(() => canvas.current?.act(each)),
  })
  const node = nodeOf(workflow, id)
  const colours = new Set(ids.map((each) => tintOf(nodeOf(workflow, each) ?? {})))
  const frames = frameNames(workflow, texts.frames.untitled)
  const homes = framesByNode(workflow, definitions)
  const what = editedNodes(ids, workflow, definitions, texts.canvas)
  const frameItems: MenuItem[] = [
    {
      title: texts.canvas.none,
      checked: ids.every((each) => !homes.has(each)),
      act: () => editor.commit(texts.frames.moveOut(what), moveOutOfFrame(ids, definitions)),
    },
    ...[...frames].map(([frame, title]) => ({
      title,
      checked: ids.every((each) => homes.get(each) === frame),
      act: () => editor.commit(texts.frames.moveInto(what, title), moveIntoFrame(ids, frame, definitions)),
    })),
    null,
    action('frame', texts.frames.newFrame),
  ]
  if (!node) return []
  return [
    {
      title: texts.canvas.duplicate,
      icon: <CopyPlus size={15} strokeWidth={1.75} aria-hidden />,
      keys: keyText('duplicate'),
      act: here(() => canvas.current?.duplicate()),
    },
    ...moreActions.map((each) => action(each)),
    null,
    action('subgraph'),
    ...(subgraphOfNode(workflow, node) ? subgraphActions.map((each) => action(each)) : []),
    ...(editor.path?.length ? [action('leaveSubgraph')] : []),
    null,
    {
      title: texts.canvas.colour,
      icon: <Palette size={15} strokeWidth={1.75} aria-hidden />,
      items: tintItems(
        colours.size === 1 ? [...colours][0] : undefined,
        (tint) => here(() => canvas.current?.colour(tint))(),
        texts.canvas,
      ),
    },
    {
      title: texts.canvas.frame,
      icon: actionLines.frame.icon,
      items: frameItems,
    },
    {
      title: texts.canvas.align,
      icon: actionLines.alignLeft.icon,
      disabled: ids.length < 2,
      items: [...alignments, null, ...distributions].map((each) => each && action(each)),
    },
    action('tidy'),
  ]
}
