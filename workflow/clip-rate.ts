import { type Definitions, definitionOf } from './definition.ts'
import { inputOf, isLink, type NodeId, nodeOf, type Workflow } from './document.ts'
import { fieldApplies, literalOf } from './fields.ts'
import type { Readers } from './readers.ts'

/** How fast a clip plays, and the node that says so. */
export interface ClipRate {
  readonly node: NodeId
  /** Frames a second. */
  readonly rate: number
}

/** The rate at which what a node makes is played: of the nearest node that it reaches and that has one; undefined without one. */
export const rateReached = (
  workflow: Workflow,
  definitions: Definitions,
  readers: Readers,
  id: NodeId,
): ClipRate | undefined => {
  const seen = new Set<NodeId>([id])
  const ring: NodeId[] = [id]
  for (const at of ring) {
    const node = nodeOf(workflow, at)
    const definition = node && definitionOf(definitions, node.node)
    for (const [name, input] of Object.entries(definition?.inputs ?? {})) {
      if (!node || !definition || input.kind !== 'number' || input.measure !== 'rate') continue
      if (isLink(inputOf(node, name)) || !fieldApplies(definition, node, input)) continue
      const rate = literalOf(input, node, name)
      if (typeof rate === 'number' && rate > 0) return { node: at, rate }
    }
    for (const { to } of readers.get(at) ?? [])
      if (!seen.has(to)) {
        seen.add(to)
        ring.push(to)
      }
  }
  return undefined
}
