import { type Definitions, definitionOf, maxSeed } from './definition.ts'
import {
  type InputValue,
  isLink,
  type Literal,
  type NodeId,
  nodeOf,
  type PlacedNode,
  type Workflow,
} from './document.ts'
import type { Edit } from './edits.ts'
import { withNodes } from './node-records.ts'
import { definitionsIn } from './subgraphs/definitions-in.ts'
import { subgraphTexts } from './subgraphs/subgraph-texts.ts'

/** What becomes of a seed when a run is queued: it stays, another is drawn, or it goes one up or one down. */
export const seedModes = ['fixed', 'random', 'up', 'down'] as const
export type SeedMode = (typeof seedModes)[number]

/** The mode of the seed in an input; `fixed` where none is written that is known here, and for a link. */
export const seedModeOf = (filled: InputValue | undefined): SeedMode => {
  const draw = filled === undefined || isLink(filled) ? undefined : filled.draw
  return seedModes.find((mode) => mode === draw) ?? 'fixed'
}

/** Draws whole numbers from 0 to 9,999,999 (short enough to read out), none twice. */
export const seedDrawer = (): (() => number) => {
  const drawn = new Set<number>()
  return () => {
    for (;;) {
      const seed = crypto.getRandomValues(new Uint32Array(1))[0]! % 10_000_000
      if (drawn.has(seed)) continue
      drawn.add(seed)
      return seed
    }
  }
}

/** Writes a seed and its mode into a field. A seed that goes up or down is the first to run as it is written. */
export const setSeed =
  (id: NodeId, input: string, value: number, mode: SeedMode): Edit =>
  (workflow) => {
    const node = nodeOf(workflow, id)
    if (!node) return workflow
    const filled: Literal = mode === 'fixed' ? { value } : { value, draw: mode }
    return {
      ...workflow,
      nodes: withNodes(workflow.nodes, new Map([[id, { ...node, inputs: { ...node.inputs, [input]: filled } }]])),
    }
  }

/**
 * The seeds of the next run: each that is not fixed is drawn with `draw`, or goes one up or down from the one of the run
 * before (round from the highest to 0); the first run of one that was typed takes it as it is. What is no seed stays.
 */
export const drawSeeds =
  (definitions: Definitions, draw: () => number): Edit =>
  (workflow) =>
    withSeeds(workflow, definitions, (filled) => {
      const mode = seedModeOf(filled)
      if (mode === 'fixed' || !Number.isSafeInteger(filled.value)) return filled
      const before = filled.value as number
      if (mode === 'random') {
        const value = draw()
        return { ...filled, value: value === before ? draw() : value }
      }
      if (filled.used !== before) return { ...filled, used: before }
      const next = before + (mode === 'up' ? 1 : -1)
      const value = next > maxSeed ? 0 : next < 0 ? maxSeed : next
      return { ...filled, value, used: value }
    })

/** The workflow as a run keeps it: every seed is the one that it has now, and stays that when the graph runs again. */
export const fixedSeeds = (workflow: Workflow, definitions: Definitions): Workflow =>
  withSeeds(workflow, definitions, (filled) => {
    if (seedModeOf(filled) === 'fixed') return filled
    const { draw: _, used: __, ...fixed } = filled
    return fixed
  })

/** True where the next run would draw, raise or lower a seed. */
export const drawsSeeds = (workflow: Workflow, definitions: Definitions): boolean => {
  let found = false
  withSeeds(workflow, definitions, (filled) => {
    found ||= seedModeOf(filled) !== 'fixed'
    return filled
  })
  return found
}

/** Another mode for every seed that is written on a card. */
export const setSeedModes =
  (definitions: Definitions, mode: SeedMode): Edit =>
  (workflow) =>
    withSeeds(workflow, definitions, (filled) => {
      if (seedModeOf(filled) === mode) return filled
      const { draw: _, used: __, ...fixed } = filled
      return mode === 'fixed' ? fixed : { ...fixed, draw: mode }
    })

/** The workflow with other literals in its seed fields, also within its subgraphs; the very same one where none changed. */
const withSeeds = (workflow: Workflow, definitions: Definitions, change: (filled: Literal) => Literal): Workflow => {
  const known = definitionsIn(definitions, workflow, subgraphTexts)
  const nodes = withSeedsIn(workflow.nodes, known, change)
  let { subgraphs } = workflow
  for (const [id, subgraph] of Object.entries(workflow.subgraphs ?? {})) {
    const inner = withSeedsIn(subgraph.nodes, known, change)
    if (inner !== subgraph.nodes) subgraphs = { ...subgraphs, [id]: { ...subgraph, nodes: inner } }
  }
  if (nodes === workflow.nodes && subgraphs === workflow.subgraphs) return workflow
  return { ...workflow, nodes, ...(subgraphs === undefined ? {} : { subgraphs }) }
}

type Nodes = Workflow['nodes']

const withSeedsIn = (nodes: Nodes, definitions: Definitions, change: (filled: Literal) => Literal): Nodes => {
  const changed = new Map<NodeId, PlacedNode>()
  for (const [id, node] of Object.entries(nodes)) {
    let inputs = node.inputs
    for (const [name, input] of Object.entries(definitionOf(definitions, node.node)?.inputs ?? {})) {
      if (input.kind !== 'seed') continue
      const filled = Object.hasOwn(inputs, name) ? inputs[name] : { value: input.default }
      if (filled === undefined || isLink(filled)) continue
      const next = change(filled)
      if (next !== filled) inputs = { ...inputs, [name]: next }
    }
    if (inputs !== node.inputs) changed.set(id, { ...node, inputs })
  }
  return changed.size === 0 ? nodes : withNodes(nodes, changed)
}
