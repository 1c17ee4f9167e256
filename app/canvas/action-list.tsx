import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  BookmarkPlus,
  Boxes,
  ChevronsDownUp,
  CircleOff,
  CopyPlus,
  CornerLeftUp,
  Group,
  Magnet,
  Network,
  Redo,
  SquareArrowOutDownRight,
  Ungroup,
  Unplug,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { CanvasAction } from './selection-actions.ts'

/** How an action on the selection is offered, in menus and in the command search. */
export interface ActionLine {
  readonly icon: ReactNode
  readonly words: readonly string[]
  /** How many nodes must be selected for it. */
  readonly least: number
}

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const

/** Every action on the selection. */
export const actionLines: Readonly<Record<CanvasAction, ActionLine>> = {
  mute: { icon: <CircleOff {...icon} />, words: ['off', 'disable', 'skip'], least: 1 },
  bypass: { icon: <Redo {...icon} />, words: ['skip', 'pass through', 'disable'], least: 1 },
  collapse: { icon: <ChevronsDownUp {...icon} />, words: ['fold', 'minimise', 'unfold'], least: 1 },
  frame: { icon: <Group {...icon} />, words: ['group', 'box', 'comment'], least: 0 },
  subgraph: { icon: <Boxes {...icon} />, words: ['group', 'component', 'collapse', 'nest'], least: 1 },
  openSubgraph: { icon: <SquareArrowOutDownRight {...icon} />, words: ['enter', 'group', 'inside'], least: 1 },
  leaveSubgraph: { icon: <CornerLeftUp {...icon} />, words: ['up', 'back', 'outside'], least: 0 },
  ungroup: { icon: <Ungroup {...icon} />, words: ['dissolve', 'expand', 'unpack'], least: 1 },
  saveOwn: { icon: <BookmarkPlus {...icon} />, words: ['library', 'keep', 'own', 'subgraph'], least: 1 },
  makeUnique: { icon: <CopyPlus {...icon} />, words: ['detach', 'copy', 'own'], least: 1 },
  removeKeeping: {
    icon: <Unplug {...icon} />,
    words: ['bridge', 'dissolve', 'remove'],
    least: 1,
  },
  tidy: { icon: <Network {...icon} />, words: ['arrange', 'layout', 'auto', 'clean'], least: 0 },
  snap: { icon: <Magnet {...icon} />, words: ['grid'], least: 0 },
  alignLeft: { icon: <AlignStartVertical {...icon} />, words: ['arrange'], least: 2 },
  alignCentre: { icon: <AlignCenterVertical {...icon} />, words: ['arrange'], least: 2 },
  alignRight: { icon: <AlignEndVertical {...icon} />, words: ['arrange'], least: 2 },
  alignTop: { icon: <AlignStartHorizontal {...icon} />, words: ['arrange'], least: 2 },
  alignMiddle: { icon: <AlignCenterHorizontal {...icon} />, words: ['arrange'], least: 2 },
  alignBottom: { icon: <AlignEndHorizontal {...icon} />, words: ['arrange'], least: 2 },
  distributeAcross: {
    icon: <AlignHorizontalDistributeCenter {...icon} />,
    words: ['arrange', 'space'],
    least: 3,
  },
  distributeDown: {
    icon: <AlignVerticalDistributeCenter {...icon} />,
    words: ['arrange', 'space'],
    least: 3,
  },
}

/** All actions, in the order in which they are offered. */
export const canvasActions = Object.keys(actionLines) as CanvasAction[]
