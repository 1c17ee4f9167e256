import { deepEqual } from 'fast-equals'
import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import {
  type FrameId,
  type NodeId,
  nodeOf,
  type PlacedLink,
  type PlacedNode,
  type Workflow,
} from '../../workflow/document.ts'
import { framesOf } from '../../workflow/frames.ts'
import type { NodeState } from '../../workflow/job-state.ts'
import { modeOf } from '../../workflow/modes.ts'
import { titleOf } from '../../workflow/rules.ts'
import { carriedType } from '../../workflow/socket-types.ts'
import { tintOf } from '../../workflow/tints.ts'
import type { SocketType } from '../../workflow/values.ts'
import { type CardProblem, shareOf, signOf } from '../cards/node-sign.ts'
import { createDragPainter } from './drag-painter.ts'
import type { FarPicture } from './far-pictures.ts'
import { type Ground, prepared } from './ground.ts'
import { rememberLast, sameLink } from './link-index.ts'
import type { Hold } from './near-index.ts'
import {
  hasPicture,
  leastPictured,
  type PaintedCard,
  type PaintedCards,
  paintCard,
  paintShapes,
  shapesBelow,
} from './paint-card.ts'
import { type PaintedFrame, paintFrames } from './paint-frames.ts'
import { paintGrid } from './paint-grid.ts'
import { mayCross, type PaintedWire, paintWires } from './paint-wires.ts'
import type { PaintedSockets } from './painted-sockets.ts'
import { covers, overlaps, type Point, type Rect } from './rects.ts'
import type { Scene } from './scene.ts'
import type { Theme } from './theme.ts'
import { createTitleFit } from './title-fit.ts'
import { rectInWorld, rectOnScreen, type Transform, toScreen } from './transform.ts'
import type { DropTarget } from './wire-drop.ts'
import type { WireUnderWay } from './wiring.ts'

export interface PainterParts {
  readonly scene: Scene
  readonly definitions: Definitions
  /** Under the cards: grid, wires, cards that have no element. */
  readonly ground: Ground
  /** Above the cards: the wire that is drawn or dropped on. */
  readonly above: HTMLCanvasElement
  theme(): Theme
  size(): { width: number; height: number }
  workflow(): Workflow
  selection(): ReadonlySet<NodeId>
  nodeState(id: NodeId): NodeState | undefined
  /** Another object when the state of a node is another. */
  nodeStates(): unknown
  readonly sockets: PaintedSockets
  /** What a card shows, small. */
  picture(id: NodeId, node: PlacedNode): FarPicture | undefined
  problems(workflow: Workflow): ReadonlyMap<NodeId, readonly CardProblem[]>
  /** The nodes that a mute leaves out of the next run. */
  silent(workflow: Workflow): ReadonlySet<NodeId>
  wire(): WireUnderWay | undefined
  /** The wire that a dragged node would be put into. */
  dropTarget(): DropTarget | undefined
  /** A frame as it is seen now. */
  frameRect(id: FrameId): Rect | undefined
  /** The nodes that a gesture holds: another map when others are held. */
  held(): ReadonlyMap<NodeId, Point>
}

/**
 * How far beyond the view is painted on each side, in CSS pixels, so that a pan can begin without painting. While cards are
 * dragged only what is in view is painted.
 */
const overscan = 280
/** What was painted may be shown larger or smaller by this until it is painted anew. */
const stretch = { least: 0.55, most: 2.6 }

/** All that decides what is seen below the cards: two pictures that are equal are not painted twice. */
interface Picture extends PaintedCards {
  readonly at: Transform
  /** The part of the screen that is painted. */
  readonly part: Rect
  readonly theme: Theme
  readonly frames: readonly PaintedFrame[]
  readonly wires: readonly PaintedWire[]
}

/** The view and what is around it, as far as a number of pixels. */
const around = ({ width, height }: { width: number; height: number }, beyond: number): Rect => ({
  x: -beyond,
  y: -beyond,
  width: width + 2 * beyond,
  height: height + 2 * beyond,
})

/** Paints what has no element: the grid, the wires, and cards that are far away or not yet mounted. */
export const createPainter = (parts: PainterParts) => {
  const { scene, definitions, ground } = parts
  let aboveUsed = false
  /** What lies below the cards now, and where the view was then; of a drag no picture is kept. */
  let painted: { readonly at: Transform; readonly part: Rect; readonly picture: Picture | undefined } | undefined
  let typed: { readonly workflow: Workflow; readonly types: Map<PlacedLink, SocketType | undefined> } | undefined

  /** The type of a wire, found once for each document: all wires in sight are asked for in every frame. */
  const typeOf = (workflow: Workflow, link: PlacedLink): SocketType | undefined => {
    if (typed?.workflow !== workflow) typed = { workflow, types: new Map() }
    const { types } = typed
    if (!types.has(link)) types.set(link, carriedType(workflow, definitions, link))
    return types.get(link)
  }

  /** Fits titles, by what was measured since the theme came or fonts arrived. */
  const fitOf = rememberLast((_: Theme) => createTitleFit())

  const framesIn = (view: Rect): PaintedFrame[] => {
    return framesOf(parts.workflow()).flatMap(([id, frame]) => {
      const world = parts.frameRect(id)
      const rect = world && rectOnScreen(scene.transform, world)
      return rect && overlaps(rect, view) ? [{ rect, tint: tintOf(frame) }] : []
    })
  }

  /** A part of the screen in the world. */
  const worldOf = (part: Rect): Rect => rectInWorld(scene.transform, part)

  const wiresIn = (theme: Theme, part: Rect, hold?: Hold): PaintedWire[] => {
    const workflow = parts.workflow()
    const selection = parts.selection()
    const { transform } = scene
    const grabbed = parts.wire()?.grabbed
    const target = parts.dropTarget()
    const silent = parts.silent(workflow)
    const wires: PaintedWire[] = []
    for (const { link, from, to } of scene.wiresIn(worldOf(part), hold)) {
      if (target && sameLink(target.link, link)) continue
      if (grabbed && grabbed.to === link.to && grabbed.input === link.input) continue
      const type = typeOf(workflow, link)
      const chosen = selection.has(link.from) || selection.has(link.to)
      const still = silent.has(link.from) || silent.has(link.to)
      const live = parts.nodeState(link.to)?.status === 'running'
      wires.push({
        from: toScreen(transform, from),
        to: toScreen(transform, to),
        colour: type ? theme.types[type] : theme.faint,
        weight: chosen || live ? 'strong' : still || selection.size > 0 ? 'weak' : 'normal',
      })
    }
    return wires
  }

  const cardsIn = (part: Rect, hold?: Hold): PaintedCards => {
    const workflow = parts.workflow()
    const problems = parts.problems(workflow)
    const selection = parts.selection()
    const silent = parts.silent(workflow)
    const { transform } = scene
    const shapes: PaintedCards['shapes'][number][] = []
    const cards: PaintedCard[] = []
    const tiny = transform.k < shapesBelow
    for (const id of scene.cardsIn(worldOf(part), hold)) {
      if (scene.isShown(id)) continue
      const world = scene.rectOf(id)
      const node = nodeOf(workflow, id)
      const layout = scene.layoutOf(id)
      if (!world || !node || !layout) continue
      const rect = rectOnScreen(transform, world)
      const definition = definitionOf(definitions, node.node)
      const state = parts.nodeState(id)
      const kind = signOf(state, problems.get(id) ?? [])
      const sign = kind === 'cached' ? 'done' : kind === 'incomplete' ? 'none' : kind
      const plain = sign === 'none' && !selection.has(id) && !silent.has(id) && !modeOf(node) && !tintOf(node)
      if (tiny && plain && definition && layout.shape === 'card') {
        shapes.push({ rect, layout })
        continue
      }
      cards.push({
        id,
        rect,
        layout,
        title: titleOf(definitions, node),
        sign,
        share: shareOf(state),
        selected: selection.has(id),
        unknown: !definition,
        mode: modeOf(node),
        silent: silent.has(id),
        tint: tintOf(node),
        sockets: parts.sockets(workflow, id, layout),
        picture: rect.width < leastPictured || !hasPicture(layout) ? undefined : parts.picture(id, node),
      })
    }
    return { shapes, cards }
  }

  const look = (): Picture => {
    const theme = parts.theme()
    const part = around(parts.size(), overscan)
    return {
      at: { ...scene.transform },
      part,
      theme,
      frames: framesIn(part),
      wires: wiresIn(theme, part),
      ...cardsIn(part),
    }
  }

  const paintCards = (context: CanvasRenderingContext2D, { shapes, cards }: PaintedCards) => {
    const theme = parts.theme()
    const { k } = scene.transform
    if (shapes.length > 0) paintShapes(context, shapes, k, theme)
    const brush = { context, scale: k, theme, cut: fitOf(theme) }
    for (const each of cards) paintCard(brush, each)
  }

  const drag = createDragPainter({ ...parts, framesIn, wiresIn, cardsIn, paintCards, now: () => performance.now() })

  return {
    /**
     * Paints what the view shows and what is around it, where that is not what was painted last. In a hurry it leaves out
     * what is around. @returns false where that must be painted yet
     */
    paint(hurry: boolean): boolean {
      if (parts.held().size > 0) {
        const context = ground.begin(around(parts.size(), overscan))
        const shown = context && drag.paint(context)
        if (shown) {
          painted = { ...shown, picture: undefined }
          ground.place({ x: 0, y: 0 }, 1)
          this.paintWire()
          return true
        }
      } else drag.end()
      const picture = look()
      // A theme that was read again may say the same with fonts that have come since.
      const same = picture.theme === painted?.picture?.theme && deepEqual(picture, painted?.picture)
      const part = hurry ? around(parts.size(), 0) : picture.part
      if (!painted || !same || !covers(painted.part, part)) {
        // Always of one size: another costs the browser a frame.
        const context = ground.begin(around(parts.size(), overscan))
        if (!context) return true
        const { at, theme } = picture
        const seen = <T extends { readonly rect: Rect }>(all: readonly T[]) =>
          hurry ? all.filter(({ rect }) => overlaps(rect, part)) : all
        paintGrid(context, part, at, theme)
        paintFrames(context, seen(picture.frames), at.k, theme)
        const wires = hurry ? picture.wires.filter((wire) => mayCross(wire, part, at.k)) : picture.wires
        paintWires(context, wires, at.k, theme, picture.wires.length)
        paintCards(context, { shapes: seen(picture.shapes), cards: seen(picture.cards) })
        painted = { at, part, picture }
      }
      ground.place({ x: 0, y: 0 }, 1)
      this.paintWire()
      return covers(painted.part, picture.part)
    },
    /** Moves what was painted to where the view is now. @returns false where it does not cover the view, or would not be sharp enough */
    follow(): boolean {
      if (!painted) return false
      const { at, part } = painted
      const now = scene.transform
      const scale = now.k / at.k
      if (scale < stretch.least || scale > stretch.most) return false
      const { width, height } = parts.size()
      const shift = { x: now.x - at.x * scale, y: now.y - at.y * scale }
      const shown = {
        x: part.x * scale + shift.x,
        y: part.y * scale + shift.y,
        width: part.width * scale,
        height: part.height * scale,
      }
      if (!covers(shown, { x: 0, y: 0, width, height })) return false
      ground.place(shift, scale)
      this.paintWire()
      return true
    },
    /** What lies above the cards alone: the wire at the pointer, or the one that a dragged card would be put into. */
    paintWire() {
      const wire = parts.wire()
      const target = parts.dropTarget()
      if (!wire && !target && !aboveUsed) return
      const context = prepared(parts.above, { x: 0, y: 0, ...parts.size() })
      aboveUsed = wire !== undefined || target !== undefined
      parts.above.hidden = !aboveUsed
      const theme = parts.theme()
      const wires: PaintedWire[] = []
      const add = (from: Point | undefined, to: Point | undefined, colour: string) => {
        const { transform } = scene
        if (from && to)
          wires.push({ from: toScreen(transform, from), to: toScreen(transform, to), colour, weight: 'strong' })
      }
      // As it would be: the wire goes through the card.
      if (target) {
        const { link, node, place } = target
        add(
          scene.socketPoint({ node: link.from, side: 'output', name: link.output }),
          scene.socketPoint({ node, side: 'input', name: place.input }),
          theme.accent,
        )
        add(
          scene.socketPoint({ node, side: 'output', name: place.output }),
          scene.socketPoint({ node: link.to, side: 'input', name: link.input }),
          theme.accent,
        )
      }
      if (wire) {
        const start = scene.socketPoint(wire.origin)
        const end = (wire.target && scene.socketPoint(wire.target)) ?? wire.pointer
        const [from, to] = wire.origin.side === 'output' ? [start, end] : [end, start]
        const type = wire.types[0]
        add(from, to, wire.refusal ? theme.wrong : type ? theme.types[type] : theme.faint)
      }
      if (context) paintWires(context, wires, scene.transform.k, theme)
    },
  }
}
