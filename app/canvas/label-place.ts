import type { Point } from './rects.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** How much of the view a socket needs around its middle to be seen, in pixels. */
const clearance = 16

/**
 * Where a label at the pointer lies in a view: below to the right of it, or where it stays in the view and off the socket that
 * it speaks of. All in pixels of the view; the place is the label's upper left corner.
 */
export const labelPlace = ({ x, y }: Point, label: Size, view: Size, socket?: Point): Point => {
  const within = (at: number, length: number, most: number) => Math.max(8, Math.min(at, most - length - 8))
  const below = y + 16
  const above = y - 12 - label.height
  const right = within(x + 14, label.width, view.width)
  const left = within(x - 14 - label.width, label.width, view.width)
  const covers = (place: Point) =>
    socket !== undefined &&
    socket.x > place.x - clearance &&
    socket.x < place.x + label.width + clearance &&
    socket.y > place.y - clearance &&
    socket.y < place.y + label.height + clearance
  const places = [
    { x: right, y: below },
    { x: right, y: above },
    { x: left, y: below },
    { x: left, y: above },
  ].filter((place) => place.y >= 8 && place.y + label.height <= view.height)
  return (
    places.find((place) => !covers(place)) ?? places[0] ?? { x: right, y: within(below, label.height, view.height) }
  )
}
