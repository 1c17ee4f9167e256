import type { NodeId } from '../../workflow/document.ts'
import { boundsOf, type Rect } from './rects.ts'

export const alignments = ['alignLeft', 'alignCentre', 'alignRight', 'alignTop', 'alignMiddle', 'alignBottom'] as const
export type Alignment = (typeof alignments)[number]
export const distributions = ['distributeAcross', 'distributeDown'] as const
export type Distribution = (typeof distributions)[number]

/** New places of upper left corners, by node. */
export type Places = ReadonlyMap<NodeId, readonly [x: number, y: number]>

/** The places at which cards stand with one edge, or their middles, on one line: that of the rectangle around them all. */
export const aligned = (rects: ReadonlyMap<NodeId, Rect>, how: Alignment): Places => {
  const bounds = boundsOf(rects.values())
  if (!bounds) return new Map()
  const place = ({ x, y, width, height }: Rect): readonly [number, number] => {
    switch (how) {
      case 'alignLeft':
        return [bounds.x, y]
      case 'alignCentre':
        return [bounds.x + (bounds.width - width) / 2, y]
      case 'alignRight':
        return [bounds.x + bounds.width - width, y]
      case 'alignTop':
        return [x, bounds.y]
      case 'alignMiddle':
        return [x, bounds.y + (bounds.height - height) / 2]
      case 'alignBottom':
        return [x, bounds.y + bounds.height - height]
    }
  }
  return new Map([...rects].map(([id, rect]) => [id, place(rect)]))
}

/** The places at which the gaps between neighbours are equal; the first and the last stay. Fewer than three stay as they are. */
export const distributed = (rects: ReadonlyMap<NodeId, Rect>, how: Distribution): Places => {
  const across = how === 'distributeAcross'
  const start = (rect: Rect) => (across ? rect.x : rect.y)
  const length = (rect: Rect) => (across ? rect.width : rect.height)
  const middle = (rect: Rect) => start(rect) + length(rect) / 2
  const row = [...rects].sort(([, a], [, b]) => middle(a) - middle(b))
  const first = row[0]?.[1]
  const last = row[row.length - 1]?.[1]
  if (row.length < 3 || !first || !last) return new Map()
  const taken = row.reduce((sum, [, rect]) => sum + length(rect), 0)
  const gap = (start(last) + length(last) - start(first) - taken) / (row.length - 1)
  let at = start(first)
  return new Map(
    row.map(([id, rect]) => {
      const place = across ? ([at, rect.y] as const) : ([rect.x, at] as const)
      at += length(rect) + gap
      return [id, place]
    }),
  )
}
