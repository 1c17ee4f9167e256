/** A frame of a step: a cell of the timeline. */
export interface Cell {
  /** The step that made it, as the schedule counts. */
  readonly step: number
  /** Counted from 0. */
  readonly frame: number
}

/** The sizes of the cells of a timeline, in pixels. Rows are steps, columns are frames. */
export interface GridShape {
  readonly columns: number
  readonly cellWidth: number
  readonly cellHeight: number
  /** From one column to the next. */
  readonly across: number
  /** From one row to the next. */
  readonly down: number
}

/** Between two cells. */
const gap = 3
/** What stands around all cells: the ring of a cell at the edge needs it. */
export const edge = 3
/** The narrowest cell on which something can be seen and pressed, and the widest that leaves room for many rows. */
const narrowest = 20
const widest = 56
/** The numbers of the steps stand before the cells. */
export const headerWidth = 34
/** What a bar to scroll takes beside them. */
export const scrollbar = 12

/** Cells that fill the given width where they can: they are as wide as all frames leave them, within what can be seen. `ratio` is a frame's width for a height of one. */
export const gridShape = (columns: number, ratio: number, width: number): GridShape => {
  const even = Math.floor((width - 2 * edge + gap) / Math.max(1, columns)) - gap
  const cellWidth = Math.min(widest, Math.max(narrowest, even))
  const cellHeight = Math.max(12, Math.round(cellWidth / ratio))
  return { columns, cellWidth, cellHeight, across: cellWidth + gap, down: cellHeight + gap }
}

/** The width at which so many cells are seen well; in a high timeline less does, since there the pictures beside them have room to grow. */
export const widthFor = (columns: number, height: number): number => {
  const cell = Math.round(Math.min(26, Math.max(narrowest, 26 - (height - 220) / 40)))
  return columns * (cell + gap) + 2 * edge + scrollbar
}

/** How long a side of so many cells is. */
export const sideOf = (count: number, pitch: number): number => (count === 0 ? 0 : count * pitch - gap + 2 * edge)

/** The first of some equal pieces in a row that is in view, and the one after the last. */
export const inView = (scrolled: number, length: number, pitch: number, count: number): readonly [number, number] => {
  const first = Math.min(count, Math.max(0, Math.floor((scrolled - edge) / pitch)))
  return [first, Math.max(first, Math.min(count, Math.ceil((scrolled + length - edge) / pitch)))]
}

/** Where to scroll so that a piece is in view, moving as little as that needs. */
export const scrolledTo = (scrolled: number, length: number, pitch: number, index: number): number => {
  const [from, to] = [index * pitch, (index + 1) * pitch - gap + 2 * edge]
  return from < scrolled ? from : to > scrolled + length ? Math.max(0, to - length) : scrolled
}

/** The cell that an arrow, Home, End, Page up or Page down leads to; undefined for another key. `steps` are those of the rows, `page` is how many rows a page has. */
export const cellBeside = (
  cell: Cell,
  key: string,
  { steps, columns, page }: { readonly steps: readonly number[]; readonly columns: number; readonly page: number },
): Cell | undefined => {
  const to = (rows: number, frames: number): Cell => {
    const row = Math.min(steps.length - 1, Math.max(0, steps.indexOf(cell.step) + rows))
    return { step: steps[row]!, frame: Math.min(columns - 1, Math.max(0, cell.frame + frames)) }
  }
  switch (key) {
    case 'ArrowLeft':
      return to(0, -1)
    case 'ArrowRight':
      return to(0, 1)
    case 'ArrowUp':
      return to(-1, 0)
    case 'ArrowDown':
      return to(1, 0)
    case 'Home':
      return to(0, -columns)
    case 'End':
      return to(0, columns)
    case 'PageUp':
      return to(-page, 0)
    case 'PageDown':
      return to(page, 0)
    default:
      return undefined
  }
}
