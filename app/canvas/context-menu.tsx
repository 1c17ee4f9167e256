'use client'
import {
  ClipboardPaste,
  Copy,
  CopyPlus,
  Focus,
  Link2Off,
  Maximize,
  Palette,
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
import { type CSSProperties, type RefObject, useEffect, useState } from 'react'
import type { FrameId, NodeId, PlacedLink } from '../../workflow/document.ts'
import { nodeOf } from '../../workflow/document.ts'
import { changeFrame, frameOf, removeFrame } from '../../workflow/frames.ts'
import { modeOf } from '../../workflow/modes.ts'
import { type Tint, tintOf, tints } from '../../workflow/tints.ts'
import { nodesBetween } from '../../workflow/wire-edits.ts'
import { targetAt } from '../inspect/target-at.ts'
import type { CommandId } from '../keys/bindings.ts'
import { writes } from '../keys/may-press.ts'
import { useKeyText } from '../keys/use-keys.ts'
import { type MenuItem, PointMenu } from '../parts/menu.tsx'
import { useApp } from '../state/app-context.ts'
import { actionLines } from './action-list.tsx'
import { alignments, distributions } from './arrange.ts'
import { lowerFirst } from './edit-names.ts'
import { carriedBy, frameAround, rectOfFrame } from './frame-rects.ts'
import type { SocketRef } from './geometry.ts'
import type { MountedCanvas } from './mount-canvas.ts'
import type { Point } from './rects.ts'
import type { CanvasAction } from './selection-actions.ts'

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
        if (parts.naming.getState() !== null || canvas.search.getState()) return
        if (opened.focused?.isConnected && root.current?.contains(opened.focused))
          opened.focused.focus({ preventScroll: true })
        else canvas.focusRoot()
      }}
    />
  )
}

const labels: Record<Opened['on']['kind'], string> = {
  canvas: 'Canvas',
  nodes: 'Nodes',
  socket: 'Socket',
  wire: 'Wire',
  frame: 'Frame',
}

const OpenMenu = ({ canvas, opened, close }: { canvas: MountedCanvas; opened: Opened; close: () => void }) => {
  const items = useItems(canvas, opened)
  return <PointMenu label={labels[opened.on.kind]} items={items} at={opened.at} close={close} />
}

const Swatch = ({ tint }: { readonly tint: Tint }) => (
  <i
    style={
      { width: 12, height: 12, borderRadius: 4, background: `var(--tint-${tint})`, display: 'block' } as CSSProperties
    }
  />
)

const tintItems = (now: Tint | undefined, choose: (tint: Tint | undefined) => void): MenuItem[] => [
  { title: 'None', checked: now === undefined, act: () => choose(undefined) },
  ...tints.map((tint) => ({
    title: `${tint[0]!.toUpperCase()}${tint.slice(1)}`,
    icon: <Swatch tint={tint} />,
    checked: tint === now,
    act: () => choose(tint),
  })),
]

/** The lines of the menu on what it was opened on. */
const useItems = (canvas: MountedCanvas, { at, on }: Opened): MenuItem[] => {
  const { editor, definitions, connectSocket } = useApp()
  const keyText = useKeyText()
  const { commands, edits, parts, viewport, search, snap } = canvas
  const { history, selection } = editor.store.getState()
  const workflow = history.present
  const world = viewport.world({ clientX: at.x, clientY: at.y })
  const keys = (id: CommandId) => keyText(id)
  const action = (id: CanvasAction, title = actionLines[id].title): MenuItem => ({
    title,
    icon: actionLines[id].icon,
    keys: keys(id),
    disabled: selection.size < actionLines[id].least,
    act: () => commands.act(id),
  })

  switch (on.kind) {
    case 'canvas': {
      const undo = history.past[history.past.length - 1]?.label
      const redo = history.future[0]?.label
      return [
        { title: 'Add a node', icon: <Plus {...icon} />, keys: keys('addNode'), act: () => commands.openSearch(at) },
        { title: 'Paste', icon: <ClipboardPaste {...icon} />, keys: keys('paste'), act: commands.paste },
        action('frame', 'Add a frame'),
        null,
        { title: 'Select all', icon: <SquareDashed {...icon} />, keys: keys('selectAll'), act: commands.selectAll },
        action('tidy', selection.size > 1 ? `Tidy ${selection.size} nodes` : 'Tidy all'),
        { ...action('snap')!, checked: snap.store.getState().on },
        { title: 'Fit all', icon: <Maximize {...icon} />, keys: keys('fit'), act: () => commands.fit() },
        null,
        {
          title: undo === undefined ? 'Undo' : `Undo: ${lowerFirst(undo)}`,
          icon: <Undo2 {...icon} />,
          keys: keys('undo'),
          disabled: undo === undefined,
          act: editor.undo,
        },
        {
          title: redo === undefined ? 'Redo' : `Redo: ${lowerFirst(redo)}`,
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
          title: 'Rename',
          icon: <Pencil {...icon} />,
          keys: keys('renameNode'),
          disabled: chosen.length !== 1 || parts.scene.layoutOf(on.id)?.shape === 'relay',
          act: () => parts.naming.setState(on.id, true),
        },
        action('mute', all('mute') ? 'End mute' : 'Mute'),
        action('bypass', all('bypass') ? 'End bypass' : 'Bypass'),
        action('collapse', chosen.every((node) => node.collapsed === true) ? 'Unfold' : 'Collapse'),
        {
          title: 'Colour',
          icon: <Palette {...icon} />,
          items: tintItems(colours.size === 1 ? [...colours][0] : undefined, commands.colour),
        },
        null,
        { title: 'Copy', icon: <Copy {...icon} />, keys: keys('copy'), act: commands.copy },
        { title: 'Cut', icon: <Scissors {...icon} />, keys: keys('cut'), act: commands.cut },
        { title: 'Duplicate', icon: <CopyPlus {...icon} />, keys: keys('duplicate'), act: commands.duplicate },
        null,
        action('frame', 'Put a frame around'),
        {
          title: 'Align',
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
        action('tidy', selection.size > 1 ? 'Tidy the selection' : 'Tidy all'),
        {
          title: 'Fit into the view',
          icon: <Focus {...icon} />,
          keys: keys('fitSelection'),
          act: () => commands.fit([...selection]),
        },
        null,
        action('removeKeeping'),
        {
          title: 'Delete',
          icon: <Trash2 {...icon} />,
          keys: keys('remove'),
          danger: true,
          act: commands.removeSelected,
        },
      ]
    }
    case 'socket': {
      const { socket } = on
      const filled = socket.side === 'input' ? nodeOf(workflow, socket.node)?.inputs[socket.name] : undefined
      return [
        {
          title: 'Connect to …',
          icon: <Spline {...icon} />,
          keys: keys('connect'),
          act: () => connectSocket(socket.node, socket.side, socket.name),
        },
        {
          title: 'Add a node that fits',
          icon: <Plus {...icon} />,
          keys: keys('offer'),
          act: () => parts.offerAt(socket),
        },
        {
          title: 'Disconnect',
          icon: <Link2Off {...icon} />,
          keys: keys('remove'),
          danger: true,
          disabled: filled === undefined || !('from' in filled),
          act: () => parts.unlink(socket),
        },
      ]
    }
    case 'wire': {
      const { link } = on
      return [
        {
          title: 'Insert a node …',
          icon: <Search {...icon} />,
          act: () =>
            search.setState({ at, between: { wish: link, offered: nodesBetween(workflow, definitions, link) } }, true),
        },
        { title: 'Reroute here', icon: <Spline {...icon} />, act: () => edits.reroute(link, world) },
        {
          title: 'Select both ends',
          icon: <SquareDashed {...icon} />,
          act: () => editor.select([link.from, link.to]),
        },
        null,
        {
          title: 'Disconnect',
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
      const cards = Object.keys(workflow.nodes).flatMap((each) => {
        const rect = parts.scene.rectOf(each)
        return rect ? [[each, rect] as const] : []
      })
      const { nodes } = carriedBy(workflow, id, rectOfFrame(frame), cards)
      const around = frameAround(cards.filter(([each]) => nodes.includes(each)).map(([, rect]) => rect))
      return [
        {
          title: 'Rename',
          icon: <Pencil {...icon} />,
          keys: keys('renameNode'),
          act: () => parts.naming.setState(id, true),
        },
        {
          title: 'Colour',
          icon: <Palette {...icon} />,
          items: tintItems(tintOf(frame), (colour) =>
            editor.commit(`Colour ${frame.title}`, changeFrame(id, { colour })),
          ),
        },
        null,
        {
          title: nodes.length === 1 ? 'Select its node' : `Select its ${nodes.length} nodes`,
          icon: <SquareDashed {...icon} />,
          disabled: nodes.length === 0,
          act: () => editor.select(nodes),
        },
        {
          title: 'Fit around its nodes',
          icon: <Maximize {...icon} />,
          disabled: !around,
          act: () => around && editor.commit(`Resize ${frame.title}`, changeFrame(id, around)),
        },
        null,
        {
          title: 'Delete the frame, not its nodes',
          icon: <Trash2 {...icon} />,
          danger: true,
          act: () => editor.commit(`Delete frame ${frame.title}`, removeFrame(id)),
        },
      ]
    }
  }
}
