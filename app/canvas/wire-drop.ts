import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type PlacedLink, type Workflow } from '../../workflow/document.ts'
import type { Edit } from '../../workflow/edits.ts'
import { titleOf } from '../../workflow/rules.ts'
import { insertOnWire, placeOnWire, type WirePlace } from '../../workflow/wire-edits.ts'
import { wireDistance } from '../inspect/target-at.ts'
import type { Texts } from '../texts/texts.ts'
import { sameLink } from './link-index.ts'
import type { Scene } from './scene.ts'

/** How far a wire may be from the middle of the card that is put into it, in pixels of the world. */
const reach = 44
/** Milliseconds between two looks: every wire in sight is measured. */
const pace = 40

/** A wire, the node that would be put into it, and the sockets with which that would stand in it. */
export interface DropTarget {
  readonly link: PlacedLink
  readonly node: NodeId
  readonly place: WirePlace
}

/** Puts a node that is dragged over a wire into it. */
export interface WireDrop {
  /** The wire that the dragged node would be put into, and how. */
  readonly target: DropTarget | undefined
  /** The node was dragged on. */
  over(id: NodeId): void
  /** The node was let go: the edit that puts it into the wire under it, if there is one. */
  take(id: NodeId): { readonly label: string; readonly edit: Edit } | undefined
  clear(): void
}

export interface WireDropParts {
  readonly scene: Scene
  readonly definitions: Definitions
  workflow(): Workflow
  now(): number
  /** The texts of the chosen language. */
  texts(): Texts['canvas']
}

/** Looks for the wire under a dragged card. */
export const createWireDrop = ({ scene, definitions, workflow, now, texts }: WireDropParts): WireDrop => {
  let target: DropTarget | undefined
  let looked = 0
  let before: { link: PlacedLink; place: WirePlace | undefined } | undefined

  const nearest = (id: NodeId): PlacedLink | undefined => {
    const rect = scene.rectOf(id)
    if (!rect) return undefined
    const middle = { x: rect.x + rect.width / 2, y: rect.y + Math.min(rect.height / 2, 60) }
    const around = { x: middle.x - reach, y: middle.y - reach, width: reach * 2, height: reach * 2 }
    let near = reach
    let found: PlacedLink | undefined
    for (const { link, from, to } of scene.wiresIn(around)) {
      if (link.from === id || link.to === id) continue
      const distance = wireDistance(from, to, middle)
      if (distance >= near) continue
      near = distance
      found = link
    }
    return found
  }
  const look = (id: NodeId) => {
    const link = nearest(id)
    const node = nodeOf(workflow(), id)
    if (!link || !node) {
      target = undefined
      return
    }
    if (!before || !sameLink(before.link, link))
      before = { link, place: placeOnWire(workflow(), definitions, node, id, link) }
    target = before.place && { link, node: id, place: before.place }
  }

  return {
    get target() {
      return target
    },
    over(id) {
      if (now() - looked < pace) return
      looked = now()
      look(id)
      if (target) scene.invalidate()
    },
    take(id) {
      look(id)
      const node = nodeOf(workflow(), id)
      if (!target || !node) return undefined
      const title = definitionOf(definitions, node.node)?.title ?? titleOf(definitions, node)
      return { label: texts().insertInto(title), edit: insertOnWire(id, target.link, target.place) }
    },
    clear() {
      target = undefined
      before = undefined
      looked = 0
    },
  }
}
