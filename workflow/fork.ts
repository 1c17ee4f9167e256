import { type Definition, type Definitions, definitionOf } from './definition.ts'
import { inputOf, isLink, type NodeId, nodeOf, type PlacedNode, type Workflow } from './document.ts'
import type { Edit } from './edits.ts'
import { literalOf } from './fields.ts'
import { modeOf } from './modes.ts'
import { withSources } from './plan.ts'
import { setSeedModes } from './seeds.ts'
import { withLinks } from './subgraphs/subgraph.ts'

/** Why a node cannot be divided at a step. */
export type ForkRefusal =
  /** It takes no steps from one number to another: a subgraph, for example. */
  | 'noSteps'
  /** It is muted or bypassed. */
  | 'leftOut'
  /** Its first or last step comes over a link. */
  | 'linked'
  /** No step lies before. */
  | 'first'
  /** No step lies behind. */
  | 'last'

export interface ForkWish {
  /** How many steps of the schedule lie before. */
  readonly step: number
  /** How many the schedule has. */
  readonly steps: number
  /** The id of the node that takes the steps behind. */
  readonly fresh: NodeId
  /** Where that stands. */
  readonly at: readonly [x: number, y: number]
}

interface Sockets {
  readonly input: string
  readonly output: string
}

/** The port and the output of a node that takes the steps `from` – `to` of a latent. */
export const latentSockets = (definition: Definition): Sockets | undefined => {
  const { from, to } = definition.inputs
  const input = Object.entries(definition.inputs).find(
    ([, each]) => each.kind === 'port' && each.type === 'latent',
  )?.[0]
  const output = Object.entries(definition.outputs).find(([, { type }]) => type === 'latent')?.[0]
  return from?.kind === 'number' && to?.kind === 'number' && input !== undefined && output !== undefined
    ? { input, output }
    : undefined
}

/** Why the steps of a node cannot be divided after the given one, or undefined where they can. */
export const forkRefusal = (
  workflow: Workflow,
  definitions: Definitions,
  id: NodeId,
  { step, steps }: Pick<ForkWish, 'step' | 'steps'>,
): ForkRefusal | undefined => {
  const node = nodeOf(workflow, id)
  const definition = node && definitionOf(definitions, node.node)
  if (!definition || !latentSockets(definition)) return 'noSteps'
  if (modeOf(node) !== undefined) return 'leftOut'
  if (isLink(inputOf(node, 'from')) || isLink(inputOf(node, 'to'))) return 'linked'
  const [from, to] = [numberIn(definition, node, 'from'), numberIn(definition, node, 'to')]
  // Of one that goes on from where its latent is, nobody knows the first step but the run.
  if (step <= Math.max(0, from)) return 'first'
  if (step >= (to === -1 ? steps : to)) return 'last'
  return undefined
}

const numberIn = (definition: Definition, node: PlacedNode, name: string): number => {
  const field = definition.inputs[name]
  return field?.kind === 'number' ? Number(literalOf(field, node, name)) : Number.NaN
}

/**
 * Divides the steps of a node in two: it goes to the given step, and a copy of it that reads it takes the rest; who read it
 * reads the copy. A latent carries its solver's state, so the two give the very bytes of the one. Seeds above it that would
 * be drawn anew for the next run stay as they are, or the first part would be another. Leaves the workflow as it is where
 * `forkRefusal` says why.
 */
export const forkSteps =
  (definitions: Definitions, id: NodeId, wish: ForkWish): Edit =>
  (workflow) => {
    if (forkRefusal(workflow, definitions, id, wish) !== undefined) return workflow
    const { step, fresh, at } = wish
    const kept = withSeedsKept(workflow, definitions, id)
    const first = nodeOf(kept, id)!
    const { input, output } = latentSockets(definitionOf(definitions, first.node)!)!
    const second: PlacedNode = {
      ...first,
      at,
      inputs: { ...first.inputs, [input]: { from: id, output }, from: { value: step } },
    }
    const readsSecond = (node: PlacedNode) =>
      withLinks(node, (link) => (link.from === id && link.output === output ? { ...link, from: fresh } : link))
    const nodes = Object.entries(kept.nodes).flatMap(([each, node]): [NodeId, PlacedNode][] =>
      each === id
        ? [
            [id, { ...first, inputs: { ...first.inputs, to: { value: step } } }],
            // It runs after the first, and comes after it in lists.
            [fresh, second],
          ]
        : [[each, readsSecond(node)]],
    )
    // Also a node under the one name that an assignment does not take.
    return { ...kept, nodes: Object.fromEntries(nodes) }
  }

/** The workflow with the seeds that a node reads, directly or through others, fixed at what they are. */
const withSeedsKept = (workflow: Workflow, definitions: Definitions, id: NodeId): Workflow => {
  const above = withSources(workflow, [id])
  const nodes = Object.fromEntries(Object.entries(workflow.nodes).filter(([each]) => above.has(each)))
  const fixed = setSeedModes(definitions, 'fixed')({ ...workflow, nodes }).nodes
  return fixed === nodes ? workflow : { ...workflow, nodes: { ...workflow.nodes, ...fixed } }
}
