import type { CardLayout } from './geometry.ts'
import type { Point } from './rects.ts'

/** True where two cards look the same but for what their fields say: an edit of a value leaves all wires where they are. */
export const sameLayout = (a: CardLayout, b: CardLayout): boolean =>
  a.width === b.width &&
  a.height === b.height &&
  a.shape === b.shape &&
  a.view?.y === b.view?.y &&
  a.view?.height === b.view?.height &&
  samePoints(a.inputs, b.inputs) &&
  samePoints(a.outputs, b.outputs) &&
  sameList(
    a.ports,
    b.ports,
    (one, other) => one.y === other.y && one.input === other.input && one.output === other.output,
  ) &&
  sameList(
    a.fields,
    b.fields,
    (one, other) =>
      one.y === other.y &&
      one.height === other.height &&
      one.kind === other.kind &&
      sameList(one.names, other.names, (name, there) => name === there),
  )

const sameList = <T>(a: readonly T[], b: readonly T[], same: (one: T, other: T) => boolean): boolean =>
  a.length === b.length && a.every((each, index) => same(each, b[index]!))

/** In the same order too: it is the order in which the sockets stand. */
const samePoints = (a: ReadonlyMap<string, Point>, b: ReadonlyMap<string, Point>): boolean =>
  sameList([...a], [...b], ([name, from], [there, to]) => name === there && from.x === to.x && from.y === to.y)
