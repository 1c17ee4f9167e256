'use client'
import {
  Copy,
  CopyPlus,
  Crosshair,
  Download,
  Ellipsis,
  Focus,
  Palette,
  PanelRight,
  Pencil,
  Scissors,
  Trash2,
} from 'lucide-react'
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { definitionOf } from '../../workflow/definition.ts'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import { modeOf } from '../../workflow/modes.ts'
import { isEdge, subgraphOfNode } from '../../workflow/subgraphs/subgraph.ts'
import { tintOf } from '../../workflow/tints.ts'
import { actionLines } from '../canvas/action-list.tsx'
import { alignments, distributions } from '../canvas/arrange.ts'
import { editedNodes } from '../canvas/edit-names.ts'
import type { CanvasAction } from '../canvas/selection-actions.ts'
import { tintItems } from '../canvas/tint-items.tsx'
import { useKeyText } from '../keys/use-keys.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { Menu, type MenuItem } from '../parts/menu.tsx'
import { NameDialog } from '../parts/name-dialog.tsx'
import { downloadWorkflow } from '../shell/download-workflow.ts'
import { useApp } from '../state/app-context.ts'
import { createPortActions, type OpenPort, type PortActions } from '../subgraphs/port-actions.ts'
import { nodePromotion, portItems } from '../subgraphs/port-items.tsx'
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

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const

/** What can be done to a node that stands for a subgraph. */
const subgraphActions = ['openSubgraph', 'ungroup', 'makeUnique', 'saveOwn'] as const satisfies readonly CanvasAction[]

/** Buttons and a menu for all that can be done to a node; to the whole selection, where it is one of several selected. */
export const OutlineActs = ({ id, name, rename, remove }: OutlineActsProps) => {
  const { canvas, definitions, editor, tell } = useApp()
  const texts = useTexts()
  const [port, setPort] = useState<OpenPort | null>(null)
  const ports = useMemo(
    () => createPortActions({ editor, definitions, texts: () => texts, refuse: (reason) => tell(reason, 'refused') }),
    [editor, definitions, texts, tell],
  )
  const more = useMoreItems(id, ports, setPort)
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
      {port && (
        <NameDialog
          open
          close={() => setPort(null)}
          title={texts.subgraphs.portName}
          value={port.own}
          placeholder={port.title}
          take={(title) => ports.retitle(port, title)}
        />
      )}
    </div>
  )
}

const useMoreItems = (id: NodeId, ports: PortActions, rename: (port: OpenPort) => void): MenuItem[] => {
  const { canvas, definitions, editor, layout } = useApp()
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
  const chosen = ids.flatMap((each) => nodeOf(workflow, each) ?? [])
  const all = (mode: string) => chosen.every((each) => modeOf(each) === mode)
  const promoting = { ports, definitions, texts }
  const details: MenuItem[] = layout
    ? [
        {
          title: texts.details.title,
          icon: <PanelRight {...icon} />,
          keys: keyText('details'),
          act: here(() => {
            if (!layout.store.getState().details) layout.toggleDetails()
          }),
        },
      ]
    : []
  // The edge of a subgraph is neither copied nor muted: what can be done is done to its ports.
  if (isEdge(node)) {
    const { inputs = {}, outputs = {} } = definitionOf(definitions, node.node) ?? {}
    return [
      ...[...Object.keys(inputs), ...Object.keys(outputs)].flatMap((name): MenuItem[] => {
        const port = ports.portOf({ node: id, name })
        return port
          ? [{ title: port.title, id: name, items: portItems(promoting, { port, rename: () => rename(port) }) }]
          : []
      }),
      null,
      action('leaveSubgraph'),
    ]
  }
  return [
    {
      title: texts.canvas.copy,
      icon: <Copy {...icon} />,
      keys: keyText('copy'),
      act: here(() => canvas.current?.copy()),
    },
    {
      title: texts.canvas.cut,
      icon: <Scissors {...icon} />,
      keys: keyText('cut'),
      act: here(() => canvas.current?.cut()),
    },
    {
      title: texts.canvas.duplicate,
      icon: <CopyPlus {...icon} />,
      keys: keyText('duplicate'),
      act: here(() => canvas.current?.duplicate()),
    },
    {
      title: texts.history.saveSelection,
      icon: <Download {...icon} />,
      act: here(() => {
        const part = canvas.current?.selected(texts.history.selectionName(workflow.name ?? texts.history.untitled))
        if (part) downloadWorkflow(part)
      }),
    },
    null,
    action('mute', all('mute') ? texts.canvas.endMute : undefined),
    action('bypass', all('bypass') ? texts.canvas.endBypass : undefined),
    action('collapse', chosen.every((each) => each.collapsed === true) ? texts.canvas.unfold : undefined),
    action('removeKeeping'),
    null,
    action('subgraph'),
    ...(subgraphOfNode(workflow, node) ? subgraphActions.map((each) => action(each)) : []),
    ...(editor.path?.length ? [action('leaveSubgraph')] : []),
    ...(ids.length === 1 ? nodePromotion(promoting, id, node, true) : []),
    null,
    {
      title: texts.canvas.colour,
      icon: <Palette {...icon} />,
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
    {
      title: texts.canvas.fitIn,
      icon: <Focus {...icon} />,
      keys: keyText('fitSelection'),
      act: here(() => canvas.current?.fit(ids)),
    },
    ...details,
  ]
}
