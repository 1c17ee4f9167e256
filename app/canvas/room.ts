import type { Definitions } from '../../workflow/definition.ts'
import type { Editor } from '../state/editor.ts'
import { freePlace } from './free-place.ts'
import { nearestPlace } from './nearest-place.ts'
import type { Point, Rect } from './rects.ts'
import { rectInWorld } from './transform.ts'
import type { Viewport } from './viewport.ts'

interface RoomParts {
  readonly editor: Editor
  readonly definitions: Definitions
  readonly viewport: Viewport
  /** What lies over the canvas now, in pixels of the view. */
  overlays(): readonly Rect[]
  /** Where every card of the document is, in the world. */
  everyRect(): readonly Rect[]
}

type Size = Pick<Rect, 'width' | 'height'>

/** How far a copy lies from its original, and a second paste in one place from the first, in pixels of the world. */
export const aside = 24

/** How far from where a person put it a card may stand so that it covers no other, in pixels of the world. */
const near = 320
/** The same for one that was put nowhere. */
const anywhere = 3000

/** Where there is room for another card: each answers with the upper left corner for it, in the world. */
export const createRoom = ({ editor, definitions, viewport, overlays, everyRect }: RoomParts) => {
  const inWorld = (rect: Rect): Rect => rectInWorld(viewport.now, rect)
  const seen = () => ({
    view: inWorld({ x: 0, y: 0, ...viewport.size() }),
    overlays: overlays().map(inWorld),
  })
  /** A corner at which the card covers no other. */
  const beside = ({ width, height }: Size, { x, y }: Point): Point => {
    const place = freePlace(editor.workflow(), definitions, { x, y, width, height })
    return { x: place[0], y: place[1] }
  }
  return {
    /** The middle of the view. */
    centre(): Point {
      const { width, height } = viewport.size()
      const { x, y, k } = viewport.now
      return { x: (width / 2 - x) / k, y: (height / 2 - y) / k }
    },
    /** A corner at which the card does not lie exactly on another. */
    freeAt(at: Point): Point {
      const taken = new Set(Object.values(editor.workflow().nodes).map((node) => node.at.join()))
      let { x, y } = { x: Math.round(at.x), y: Math.round(at.y) }
      while (taken.has(`${x},${y}`)) {
        x += aside
        y += aside
      }
      return { x, y }
    },
    /** A corner in the view near the wanted one at which the card covers no other, if there is one. */
    near: (size: Size, at: Point): Point | undefined =>
      nearestPlace({ ...at, ...size }, { cards: everyRect(), reach: near, seen: seen() }),
    /** A corner near the wanted one at which what nobody put anywhere covers no card: in the view, where there is room. */
    anywhere({ width, height }: Size, { x, y }: Point): Point {
      const cards = everyRect()
      const wanted = { x, y, width, height }
      return (
        nearestPlace(wanted, { cards, reach: anywhere, seen: seen(), unchosen: true }) ??
        nearestPlace(wanted, { cards, reach: anywhere, unchosen: true }) ??
        beside(wanted, wanted)
      )
    },
    beside,
  }
}
