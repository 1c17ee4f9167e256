'use client'
import {
  ClipboardPaste,
  Copy,
  CopyPlus,
  Download,
  Focus,
  Link2Off,
  Maximize,
  Palette,
  PanelRight,
  Pencil,
  Plus,
  Redo2,
  Scissors,
  Search,
  Spline,
  SquareDashed,
  Trash2,
  Undo2,
} from 'lucide-react'
import { type RefObject, useEffect, useState } from 'react'
import { definitionOf } from '../../workflow/definition.ts'
import type { FrameId, NodeId, PlacedLink } from '../../workflow/document.ts'
import { nodeOf } from '../../workflow/document.ts'
import { changeFrame, frameOf, removeFrame } from '../../workflow/frames.ts'
import { modeOf } from '../../workflow/modes.ts'
import { subgraphOfNode } from '../../workflow/subgraphs/subgraph.ts'
import { tintOf } from '../../workflow/tints.ts'
import { nodesBetween } from '../../workflow/wire-edits.ts'
import { targetAt } from '../inspect/target-at.ts'
import type { CommandId } from '../keys/bindings.ts'
import { writes } from '../keys/may-press.ts'
import { useKeyText } from '../keys/use-keys.ts'
import { type MenuItem, PointMenu } from '../parts/menu.tsx'
import { downloadWorkflow } from '../shell/download-workflow.ts'
import { useApp } from '../state/app-context.ts'
import { nodePromotion, portItems, socketPromotion } from '../subgraphs/port-items.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { actionLines } from './action-list.tsx'
import { alignments, distributions } from './arrange.ts'
import { carriedBy, rectOfFrame } from './frame-rects.ts'
import type { SocketRef } from './geometry.ts'
import type { MountedCanvas } from './mounted-canvas.ts'
import { frameFitted } from './nested-frames.ts'
import type { Point } from './rects.ts'
import { cardRects } from './scene.ts'
import type { CanvasAction } from './selection-actions.ts'
import { tintItems } from './tint-items.tsx'

/** What a menu was opened on, where in the window, and what has the keyboard afterwards. */
interface Opened {
  readonly at: Point
  readonly on:
    | { readonly kind: 'canvas' }
    | { readonly kind: 'nodes'; readonly id: NodeId }
    | { readonly kind: 'socket'; readonly socket: SocketRef }
    | { readonly kind: 'wire'; readonly link: PlacedLink }
    | { readonly kind: 'frame'; readonly id: FrameId }
  readonly focused: HTMLElement | null
}

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const

interface MenuProps {
  readonly canvas: MountedCanvas
  readonly root: RefObject<HTMLElement | null>
}

/** The menu of a right click, or of the menu key, on the canvas, a card, a socket, a wire or a frame. */
export const CanvasMenu = ({ canvas, root }: MenuProps) => {
  const [opened, setOpened] = useState<Opened | null>(null)
  const { editor } = useApp()
  const { parts, viewport, frameHost } = canvas

  useEffect(() => {
    const element = root.current
    if (!element) return
    const open = (event: MouseEvent) => {
      const { target } = event
      // Over what a person writes in, the browser's own menu is of more use.
      if (!(target instanceof Element) || writes(target) || target.closest('[cmdk-root], [role="menu"]')) return
      event.preventDefault()
      const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null
      const at = { x: event.clientX, y: event.clientY }
      const frame = target.closest<HTMLElement>('[data-frame]')
      const card = target.closest<HTMLElement>('[data-card]')?.dataset.card
      const world = viewport.world(event)
      const under = targetAt(parts.scene, world)
      const id = card ?? parts.scene.nodeAt(world)
      let on: Opened['on'] = { kind: 'canvas' }
      if (frame && frameHost.contains(frame)) on = { kind: 'frame', id: frame.dataset.frame! }
      else if (under?.kind === 'socket') on = under
      else if (id !== undefined) {
        if (!editor.store.getState().selection.has(id)) editor.select([id])
        on = { kind: 'nodes', id }
      } else if (under) on = under
      setOpened({ at, on, focused })
    }
    element.addEventListener('contextmenu', open)
    return () => element.removeEventListener('contextmenu', open)
  }, [root, editor, parts, viewport, frameHost])

  if (!opened) return null
  return (
    <OpenMenu
      canvas={canvas}
      opened={opened}
      close={() => {
        setOpened(null)
        if ([parts.naming, parts.namingMade, parts.namingPort, canvas.search].some((each) => each.getState() !== null))
          return
        if (opened.focused?.isConnected && root.current?.contains(opened.focused))
          opened.focused.focus({ preventScroll: true })
        else canvas.focusRoot()
      }}
    />
  )
}

const OpenMenu = ({ canvas, opened, close }: { canvas: MountedCanvas; opened: Opened; close: () => void }) => {
  const texts = useTexts()
  const items = useItems(canvas, opened)
  return <PointMenu label={texts.canvas[opened.on.kind]} items={items} at={opened.at} close={close} />
}

/** The lines of the menu on what it was opened on. */
const useItems = (canvas: MountedCanvas, { at, on }: Opened): MenuItem[] => {
  const { editor, definitions, connectSocket, layout } = useApp()
  const texts = useTexts()
  const keyText = useKeyText()
  const { commands, edits, parts, viewport, search, snap } = canvas
  const { history, selection } = editor.store.getState()
  const workflow = history.present
  const world = viewport.world({ clientX: at.x, clientY: at.y })
  const keys = (id: CommandId) => keyText(id)
  const action = (id: CanvasAction, title = texts.canvas.actions[id]): MenuItem => ({
    title,
    icon: actionLines[id].icon,
    keys: keys(id),
    disabled: selection.size < actionLines[id].least,
    act: () => commands.act(id),
  })

  const promoting = { ports: parts.ports, definitions, texts }
  const titleOfSocket = ({ node, side, name }: SocketRef): string => {
    const definition = definitionOf(definitions, nodeOf(workflow, node)?.node ?? '')
    return (side === 'input' ? definition?.inputs : definition?.outputs)?.[name]?.title ?? name
  }

  switch (on.kind) {
    case 'canvas': {
      const undo = history.past[history.past.length - 1]?.label
      const redo = history.future[0]?.label
      return [
        {
          title: texts.canvas.addNode,
          icon: <Plus {...icon} />,
          keys: keys('addNode'),
          act: () => commands.openSearch(at),
        },
        { title: texts.canvas.paste, icon: <ClipboardPaste {...icon} />, keys: keys('paste'), act: commands.paste },
        action('frame', texts.canvas.addFrame),
        null,
        {
          title: texts.canvas.selectAll,
          icon: <SquareDashed {...icon} />,
          keys: keys('selectAll'),
          act: commands.selectAll,
        },
        action('tidy', selection.size > 1 ? texts.canvas.tidyNodes(selection.size) : texts.canvas.tidyAll),
        { ...action('snap')!, checked: snap.store.getState().on },
        { title: texts.canvas.fitAll, icon: <Maximize {...icon} />, keys: keys('fit'), act: () => commands.fit() },
        null,
        {
          title: undo === undefined ? texts.keys.commands.undo : texts.shell.undo(undo),
          icon: <Undo2 {...icon} />,
          keys: keys('undo'),
          disabled: undo === undefined,
          act: editor.undo,
        },
        {
          title: redo === undefined ? texts.keys.commands.redo : texts.shell.redo(redo),
          icon: <Redo2 {...icon} />,
          keys: keys('redo'),
          disabled: redo === undefined,
          act: editor.redo,
        },
      ]
    }
    case 'nodes': {
      const chosen = [...selection].flatMap((id) => nodeOf(workflow, id) ?? [])
      const all = (mode: string) => chosen.every((node) => modeOf(node) === mode)
      const colours = new Set(chosen.map(tintOf))
      return [
        {
          title: texts.canvas.rename,
          icon: <Pencil {...icon} />,
          keys: keys('renameNode'),
          disabled: chosen.length !== 1 || parts.scene.layoutOf(on.id)?.shape === 'relay',
          act: () => canvas.rename(on.id),
        },
        action('mute', all('mute') ? texts.canvas.endMute : texts.canvas.actions.mute),
        action('bypass', all('bypass') ? texts.canvas.endBypass : texts.canvas.actions.bypass),
        action(
          'collapse',
          chosen.every((node) => node.collapsed === true) ? texts.canvas.unfold : texts.canvas.actions.collapse,
        ),
        {
          title: texts.canvas.colour,
          icon: <Palette {...icon} />,
          items: tintItems(colours.size === 1 ? [...colours][0] : undefined, commands.colour, texts.canvas),
        },
        null,
        { title: texts.canvas.copy, icon: <Copy {...icon} />, keys: keys('copy'), act: commands.copy },
        { title: texts.canvas.cut, icon: <Scissors {...icon} />, keys: keys('cut'), act: commands.cut },
        {
          title: texts.canvas.duplicate,
          icon: <CopyPlus {...icon} />,
          keys: keys('duplicate'),
          act: commands.duplicate,
        },
        {
          title: texts.history.saveSelection,
          icon: <Download {...icon} />,
          act() {
            const part = commands.selected(texts.history.selectionName(workflow.name ?? texts.history.untitled))
            if (part) downloadWorkflow(part)
          },
        },
        null,
        action('frame', texts.canvas.frameAround),
        ...(chosen.length === 1 && subgraphOfNode(workflow, chosen[0])
          ? [
              action('openSubgraph'),
              {
                title: texts.subgraphs.title,
                icon: actionLines.subgraph.icon,
                items: [action('ungroup'), action('makeUnique'), action('saveOwn'), null, action('subgraph')],
              },
            ]
          : [action('subgraph')]),
        ...(chosen.length === 1 ? nodePromotion(promoting, on.id, chosen[0]!) : []),
        {
          title: texts.canvas.align,
          icon: actionLines.alignLeft.icon,
          disabled: selection.size < 2,
          items: [
            ...alignments.slice(0, 3).map((id) => action(id)),
            null,
            ...alignments.slice(3).map((id) => action(id)),
            null,
            ...distributions.map((id) => action(id)),
          ],
        },
        action('tidy', selection.size > 1 ? texts.canvas.tidySelection : texts.canvas.tidyAll),
        {
          title: texts.canvas.fitIn,
          icon: <Focus {...icon} />,
          keys: keys('fitSelection'),
          act: () => commands.fit([...selection]),
        },
        {
          title: texts.details.title,
          icon: <PanelRight {...icon} />,
          keys: keys('details'),
          act() {
            if (!layout?.store.getState().details) layout?.toggleDetails()
          },
        },
        null,
        action('removeKeeping'),
        {
          title: texts.canvas.delete,
          icon: <Trash2 {...icon} />,
          keys: keys('remove'),
          danger: true,
          act: commands.removeSelected,
        },
      ]
    }
    case 'socket': {
      const { socket } = on
      const port = parts.ports.portOf(socket)
      const filled = socket.side === 'input' ? nodeOf(workflow, socket.node)?.inputs[socket.name] : undefined
      return [
        {
          title: texts.canvas.connectTo,
          icon: <Spline {...icon} />,
          keys: keys('connect'),
          act: () => connectSocket(socket.node, socket.side, socket.name),
        },
        {
          title: texts.canvas.addFitting,
          icon: <Plus {...icon} />,
          keys: keys('offer'),
          act: () => parts.offerAt(socket),
        },
        {
          title: texts.canvas.disconnect,
          icon: <Link2Off {...icon} />,
          keys: keys('remove'),
          danger: true,
          disabled: filled === undefined || !('from' in filled),
          act: () => parts.unlink(socket),
        },
        ...socketPromotion(promoting, socket, titleOfSocket(socket)),
        ...(port
          ? [null, ...portItems(promoting, { port, rename: () => parts.namingPort.setState(port, true), keys: 'F2' })]
          : []),
      ]
    }
    case 'wire': {
      const { link } = on
      return [
        {
          title: texts.canvas.insertNode,
          icon: <Search {...icon} />,
          act: () => search.setState({ at, between: link, offered: nodesBetween(workflow, definitions, link) }, true),
        },
        { title: texts.canvas.rerouteHere, icon: <Spline {...icon} />, act: () => edits.reroute(link, world) },
        {
          title: texts.canvas.selectEnds,
          icon: <SquareDashed {...icon} />,
          act: () => editor.select([link.from, link.to]),
        },
        null,
        {
          title: texts.canvas.disconnect,
          icon: <Link2Off {...icon} />,
          danger: true,
          act: () => parts.unlink({ node: link.to, side: 'input', name: link.input }),
        },
      ]
    }
    case 'frame': {
      const { id } = on
      const frame = frameOf(workflow, id)
      if (!frame) return []
      const cards = cardRects(parts.scene, workflow)
      const { nodes } = carriedBy(workflow, id, rectOfFrame(frame), cards)
      const around = frameFitted(workflow, id, cards)
      return [
        {
          title: texts.canvas.rename,
          icon: <Pencil {...icon} />,
          keys: keys('renameNode'),
          act: () => parts.naming.setState(id, true),
        },
        {
          title: texts.canvas.colour,
          icon: <Palette {...icon} />,
          items: tintItems(
            tintOf(frame),
            (colour) => editor.commit(texts.canvas.colourEdit(frame.title), changeFrame(id, { colour })),
            texts.canvas,
          ),
        },
        null,
        {
          title: texts.canvas.selectIts(nodes.length),
          icon: <SquareDashed {...icon} />,
          disabled: nodes.length === 0,
          act: () => editor.select(nodes),
        },
        {
          title: texts.canvas.fitFrame,
          icon: <Maximize {...icon} />,
          disabled: !around,
          act: () => around && editor.commit(texts.canvas.resizeEdit(frame.title), changeFrame(id, around)),
        },
        null,
        {
          title: texts.canvas.deleteFrame,
          icon: <Trash2 {...icon} />,
          danger: true,
          act: () => editor.commit(texts.canvas.deleteFrameEdit(frame.title), removeFrame(id)),
        },
      ]
    }
  }
}
