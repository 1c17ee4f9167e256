import { overlaps, type Rect } from './rects.ts'

/** What lies in a grid. Its rectangle must not change while it does. */
export interface GridItem {
  readonly rect: Rect
}

/** Things that lie in the plane, found by where they lie without a look at all of them. */
export interface RectGrid<Item extends GridItem> {
  add(item: Item): void
  remove(item: Item): void
  /** The things that share a point with a rectangle, each once, in no certain order. */
  within(rect: Rect): Item[]
}

/** The width and the height of a cell, in pixels of the world. */
const cell = 1000
/** Beyond it on either side all is one cell. */
const reach = 2 ** 20
/** What would lie in more cells than this is kept beside the grid, and always looked at. */
const mostCells = 64

const along = (at: number): number => Math.min(reach, Math.max(-reach, Math.floor(at / cell)))

/** An empty grid. */
export const createRectGrid = <Item extends GridItem>(): RectGrid<Item> => {
  const cells = new Map<number, Set<Item>>()
  const items = new Set<Item>()
  const wide = new Set<Item>()

  const span = ({ x, y, width, height }: Rect) => {
    const [left, top, right, bottom] = [along(x), along(y), along(x + width), along(y + height)]
    return { left, top, right, bottom, count: (right - left + 1) * (bottom - top + 1) }
  }
  const keys = ({ left, top, right, bottom }: ReturnType<typeof span>): number[] => {
    const all: number[] = []
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) all.push((column + reach) * 4 * reach + row + reach)
    return all
  }

  return {
    add(item) {
      items.add(item)
      const over = span(item.rect)
      if (over.count > mostCells) {
        wide.add(item)
        return
      }
      for (const key of keys(over)) {
        const within = cells.get(key)
        if (within) within.add(item)
        else cells.set(key, new Set([item]))
      }
    },
    remove(item) {
      if (!items.delete(item) || wide.delete(item)) return
      for (const key of keys(span(item.rect))) {
        const within = cells.get(key)
        within?.delete(item)
        if (within?.size === 0) cells.delete(key)
      }
    },
    within(rect) {
      const over = span(rect)
      // A look at every thing is shorter than one at every cell.
      if (over.count > cells.size) return [...items].filter((item) => overlaps(item.rect, rect))
      const found = new Set<Item>()
      for (const item of wide) if (overlaps(item.rect, rect)) found.add(item)
      for (const key of keys(over))
        for (const item of cells.get(key) ?? []) if (overlaps(item.rect, rect)) found.add(item)
      return [...found]
    },
  }
}
