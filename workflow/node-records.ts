import type { NodeId, PlacedNode, Workflow } from './document.ts'

type Nodes = Workflow['nodes']

/**
 * What was found last between two records of nodes: all that follows an edit asks for the same two. Neither is held by it: from
 * each to the one before, none would ever be let go.
 */
const found = new WeakMap<Nodes, { readonly before: WeakRef<Nodes>; readonly changed: readonly NodeId[] }>()

const known = (before: Nodes, after: Nodes): readonly NodeId[] | undefined => {
  const one = found.get(after)
  return one?.before.deref() === before ? one.changed : undefined
}

/** The ids under which two records of nodes hold another object, or only one of them holds one. */
export const changedNodes = (before: Nodes, after: Nodes): readonly NodeId[] => {
  if (before === after) return []
  // An undo goes from a document to the one that it was made of.
  const there = known(before, after) ?? known(after, before)
  if (there) return there
  const changed: NodeId[] = []
  let kept = 0
  for (const id of Object.keys(after)) {
    if (before[id] === after[id]) kept++
    else {
      changed.push(id)
      if (Object.hasOwn(before, id)) kept++
    }
  }
  const ids = Object.keys(before)
  if (ids.length > kept) for (const id of ids) if (!Object.hasOwn(after, id)) changed.push(id)
  found.set(after, { before: new WeakRef(before), changed })
  return changed
}

/** True where two nodes differ in nothing but where they stand, if at all. */
export const onlyMoved = (was: PlacedNode | undefined, is: PlacedNode | undefined): boolean => {
  if (was === is) return true
  if (!was || !is) return false
  const keys = Object.keys(is) as (keyof PlacedNode)[]
  return keys.length === Object.keys(was).length && keys.every((key) => key === 'at' || was[key] === is[key])
}

/** A record of nodes with others under some ids; ids that it lacks come last. What changed is known from then on. */
export const withNodes = (nodes: Nodes, given: ReadonlyMap<NodeId, PlacedNode>): Nodes => {
  const next: Record<NodeId, PlacedNode> = {}
  const changed: NodeId[] = []
  // Written one by one: of thousands a spread takes several times as long.
  for (const id of Object.keys(nodes)) {
    const other = given.get(id)
    if (other && other !== nodes[id]) changed.push(id)
    put(next, id, other ?? nodes[id]!)
  }
  for (const [id, node] of given)
    if (!Object.hasOwn(nodes, id)) {
      changed.push(id)
      put(next, id, node)
    }
  found.set(next, { before: new WeakRef(nodes), changed })
  return next
}

/** Also under the one name that an assignment does not take. */
const put = (nodes: Record<NodeId, PlacedNode>, id: NodeId, node: PlacedNode): void => {
  if (id === '__proto__')
    Object.defineProperty(nodes, id, { value: node, enumerable: true, configurable: true, writable: true })
  else nodes[id] = node
}
