import type { Definitions } from '../../workflow/definition.ts'
import {
  inputOf,
  isLink,
  type Link,
  type NodeId,
  nodeOf,
  type PlacedLink,
  type PlacedNode,
  type Workflow,
} from '../../workflow/document.ts'
import { handedOn, modeOf } from '../../workflow/modes.ts'
import { relaySockets } from '../../workflow/socket-types.ts'
import { type SocketRef, sameSocket } from '../canvas/geometry.ts'
import { bend } from '../canvas/paint-wires.ts'
import type { Point } from '../canvas/rects.ts'
import type { Scene } from '../canvas/scene.ts'

/** What can be looked into: a socket, or the wire between two. */
export type Target =
  | { readonly kind: 'socket'; readonly socket: SocketRef }
  | { readonly kind: 'wire'; readonly link: PlacedLink }

/** The picture on a card. */
export interface PictureTarget {
  readonly kind: 'picture'
  readonly node: NodeId
}

/** How near the pointer must be, in pixels of the screen. */
const reach = { socket: 10, wire: 7 }

/** The distance of a point from a wire, in the world's pixels: to within a pixel on the straightest parts of it. */
export const wireDistance = (from: Point, to: Point, point: Point): number => {
  const out = bend(from, to)
  const curve = (t: number): Point => {
    const u = 1 - t
    const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t]
    return {
      x: a * from.x + b * (from.x + out) + c * (to.x - out) + d * to.x,
      y: (a + b) * from.y + (c + d) * to.y,
    }
  }
  const pieces = Math.min(96, Math.max(16, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 16)))
  let nearest = Number.POSITIVE_INFINITY
  let start = from
  for (let piece = 1; piece <= pieces; piece++) {
    const end = curve(piece / pieces)
    nearest = Math.min(nearest, segmentDistance(start, end, point))
    start = end
  }
  return nearest
}

const segmentDistance = (a: Point, b: Point, point: Point): number => {
  const along = { x: b.x - a.x, y: b.y - a.y }
  const length = along.x ** 2 + along.y ** 2
  const share = length === 0 ? 0 : ((point.x - a.x) * along.x + (point.y - a.y) * along.y) / length
  const t = Math.min(1, Math.max(0, share))
  return Math.hypot(point.x - a.x - t * along.x, point.y - a.y - t * along.y)
}

/** What lies at a point of the world: the nearest socket first, then the nearest wire that no card covers. */
export const targetAt = (
  scene: Pick<Scene, 'cardsIn' | 'rectOf' | 'layoutOf' | 'wiresIn' | 'nodeAt' | 'transform'>,
  point: Point,
): Target | undefined => {
  const { k } = scene.transform
  let near = reach.socket / k
  let socket: SocketRef | undefined
  const within = (far: number) => ({ x: point.x - far, y: point.y - far, width: far * 2, height: far * 2 })
  for (const node of scene.cardsIn(within(near))) {
    const rect = scene.rectOf(node)
    const layout = scene.layoutOf(node)
    if (!rect || !layout) continue
    for (const side of ['input', 'output'] as const)
      for (const [name, at] of side === 'input' ? layout.inputs : layout.outputs) {
        const distance = Math.hypot(rect.x + at.x - point.x, rect.y + at.y - point.y)
        // Of two at one place the upper card's counts, which comes last.
        if (distance > near) continue
        near = distance
        socket = { node, side, name }
      }
  }
  if (socket) return { kind: 'socket', socket }
  if (scene.nodeAt(point) !== undefined) return undefined
  let nearest = reach.wire / k
  let found: PlacedLink | undefined
  for (const { link, from, to } of scene.wiresIn(within(nearest))) {
    const distance = wireDistance(from, to, point)
    if (distance > nearest) continue
    nearest = distance
    found = link
  }
  return found && { kind: 'wire', link: found }
}

/** A picture that is taller than this on the screen is seen well enough where it is. */
const tallEnough = 150

/** The card whose picture lies at a point of the world, where it is too small to be seen well. */
export const pictureAt = (
  scene: Pick<Scene, 'rectOf' | 'layoutOf' | 'nodeAt' | 'transform'>,
  point: Point,
): PictureTarget | undefined => {
  const node = scene.nodeAt(point)
  const rect = node === undefined ? undefined : scene.rectOf(node)
  const view = node === undefined ? undefined : scene.layoutOf(node)?.view
  if (node === undefined || !rect || !view) return undefined
  const within = point.y - rect.y - view.y
  const small = view.height * scene.transform.k < tallEnough
  return small && within >= 0 && within <= view.height ? { kind: 'picture', node } : undefined
}

/**
 * The output whose value a target shows: through bends in the wire and bypassed nodes, of the node that made it. Undefined
 * where nothing arrives.
 */
export const sourceOf = (
  workflow: Workflow,
  definitions: Definitions,
  target: Target,
): { readonly node: NodeId; readonly output: string } | undefined => {
  const link = linkOf(workflow, target)
  const made = link && handedOn(workflow, definitions, (_, node) => passesOn(definitions, node))(link)
  return isLink(made) ? { node: made.from, output: made.output } : undefined
}

const passesOn = (definitions: Definitions, node: PlacedNode): boolean =>
  modeOf(node) === 'bypass' || relaySockets(definitions, node.node) !== undefined

const linkOf = (workflow: Workflow, target: Target): Link | undefined => {
  if (target.kind === 'wire') return target.link
  const { node, side, name } = target.socket
  if (side === 'output') return { from: node, output: name }
  const placed = nodeOf(workflow, node)
  const filled = placed && inputOf(placed, name)
  return isLink(filled) ? filled : undefined
}

export const sameTarget = (a: Target | PictureTarget | undefined, b: Target | PictureTarget | undefined): boolean =>
  a === b ||
  (a?.kind === 'picture' && b?.kind === 'picture' && a.node === b.node) ||
  (a?.kind === 'socket' && b?.kind === 'socket' && sameSocket(a.socket, b.socket)) ||
  (a?.kind === 'wire' && b?.kind === 'wire' && a.link.to === b.link.to && a.link.input === b.link.input)
