import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  ChevronsDownUp,
  CircleOff,
  Group,
  Magnet,
  Network,
  Redo,
  Unplug,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { CanvasAction } from './selection-actions.ts'

/** How an action on the selection is offered, in menus and in the command search. */
export interface ActionLine {
  readonly title: string
  readonly icon: ReactNode
  readonly words: readonly string[]
  /** How many nodes must be selected for it. */
  readonly least: number
}

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const

/** Every action on the selection. */
export const actionLines: Readonly<Record<CanvasAction, ActionLine>> = {
  mute: { title: 'Mute', icon: <CircleOff {...icon} />, words: ['off', 'disable', 'skip'], least: 1 },
  bypass: { title: 'Bypass', icon: <Redo {...icon} />, words: ['skip', 'pass through', 'disable'], least: 1 },
  collapse: { title: 'Collapse', icon: <ChevronsDownUp {...icon} />, words: ['fold', 'minimise', 'unfold'], least: 1 },
  frame: { title: 'Frame', icon: <Group {...icon} />, words: ['group', 'box', 'comment'], least: 0 },
  removeKeeping: {
    title: 'Delete and keep the wires',
    icon: <Unplug {...icon} />,
    words: ['bridge', 'dissolve', 'remove'],
    least: 1,
  },
  tidy: { title: 'Tidy', icon: <Network {...icon} />, words: ['arrange', 'layout', 'auto', 'clean'], least: 0 },
  snap: { title: 'Snap to the grid', icon: <Magnet {...icon} />, words: ['grid'], least: 0 },
  alignLeft: { title: 'Align left', icon: <AlignStartVertical {...icon} />, words: ['arrange'], least: 2 },
  alignCentre: { title: 'Align centres', icon: <AlignCenterVertical {...icon} />, words: ['arrange'], least: 2 },
  alignRight: { title: 'Align right', icon: <AlignEndVertical {...icon} />, words: ['arrange'], least: 2 },
  alignTop: { title: 'Align tops', icon: <AlignStartHorizontal {...icon} />, words: ['arrange'], least: 2 },
  alignMiddle: { title: 'Align middles', icon: <AlignCenterHorizontal {...icon} />, words: ['arrange'], least: 2 },
  alignBottom: { title: 'Align bottoms', icon: <AlignEndHorizontal {...icon} />, words: ['arrange'], least: 2 },
  distributeAcross: {
    title: 'Distribute across',
    icon: <AlignHorizontalDistributeCenter {...icon} />,
    words: ['arrange', 'space'],
    least: 3,
  },
  distributeDown: {
    title: 'Distribute down',
    icon: <AlignVerticalDistributeCenter {...icon} />,
    words: ['arrange', 'space'],
    least: 3,
  },
}

/** All actions, in the order in which they are offered. */
export const canvasActions = Object.keys(actionLines) as CanvasAction[]
