import type { NodeId, PlacedLink } from '../../workflow/document.ts'
import type { Readers } from '../../workflow/readers.ts'

export { type Readers, readersOf } from '../../workflow/readers.ts'

export const sameLink = (a: PlacedLink | undefined, b: PlacedLink | undefined): boolean =>
  a === b || (!!a && !!b && a.to === b.to && a.input === b.input && a.from === b.from && a.output === b.output)

/** The names of the outputs of a node that others read, each once. */
export const outputsRead = (readers: Readers, id: NodeId): string[] => [
  ...new Set(readers.get(id)?.map((link) => link.output)),
]

/** A function that computes once for each argument and remembers the last: for what every card asks of one document. */
export const rememberLast = <A extends object, B>(compute: (argument: A) => B): ((argument: A) => B) => {
  let last: { argument: A; result: B } | undefined
  return (argument) => {
    if (last?.argument !== argument) last = { argument, result: compute(argument) }
    return last.result
  }
}
