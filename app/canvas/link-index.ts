import {
  isLink,
  type NodeId,
  nodeOf,
  type PlacedLink,
  type PlacedNode,
  type Workflow,
} from '../../workflow/document.ts'
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

/**
 * A function that gives the links of a document of which both ends are there. For the next document it reads again only the
 * nodes whose inputs changed: the links of the others are the same objects.
 */
export const createLinkIndex = (): ((workflow: Workflow) => readonly PlacedLink[]) => {
  let known: ReadonlyMap<NodeId, { readonly inputs: PlacedNode['inputs']; readonly links: readonly PlacedLink[] }> =
    new Map()
  return rememberLast((workflow: Workflow) => {
    const next = new Map<NodeId, { inputs: PlacedNode['inputs']; links: readonly PlacedLink[] }>()
    const all: PlacedLink[] = []
    for (const [to, { inputs }] of Object.entries(workflow.nodes)) {
      const before = known.get(to)
      const links =
        before?.inputs === inputs
          ? before.links
          : Object.entries(inputs).flatMap(([input, filled]) =>
              isLink(filled) ? [{ from: filled.from, output: filled.output, to, input }] : [],
            )
      next.set(to, { inputs, links })
      for (const link of links) if (nodeOf(workflow, link.from)) all.push(link)
    }
    known = next
    return all
  })
}
