import { useMemo } from 'react'
import { useStore } from 'zustand'
import { type Definition, definitionOf } from '../../workflow/definition.ts'
import { inputOf, isLink, type NodeId, nodeOf, type PlacedNode } from '../../workflow/document.ts'
import type { NodeState } from '../../workflow/job-state.ts'
import { literalOf } from '../../workflow/rules.ts'
import { useApp } from '../state/app-context.ts'
import { stateWithin } from '../subgraphs/state-within.ts'

/** How many steps of a schedule are behind a latent, and how many the schedule has. */
export interface StepNow {
  readonly step: number
  readonly steps: number
}

/**
 * Where a node that takes the steps `from` – `to` (−1: auto, and the last) of a schedule is; undefined while it is not at
 * work, and where that cannot be said. `known` is the length of the schedule, where it is known.
 */
export const stepNow = (
  definition: Definition,
  node: PlacedNode,
  state: NodeState | undefined,
  known?: number,
): StepNow | undefined => {
  if (state?.status !== 'running' || !state.total) return undefined
  const literal = (name: string): number | undefined => {
    const input = definition.inputs[name]
    if (input?.kind !== 'number' || isLink(inputOf(node, name))) return undefined
    const value = literalOf(input, node, name)
    return typeof value === 'number' ? value : undefined
  }
  const [from, to] = [literal('from'), literal('to')]
  const steps = known ?? (to === -1 && from !== undefined && from >= 0 ? from + state.total : undefined)
  if (steps === undefined || to === undefined) return undefined
  const start = from !== undefined && from >= 0 ? from : (to === -1 ? steps : to) - state.total
  return { step: start + (state.done ?? 0), steps }
}

/** The same for the first of these nodes that is at work. */
export const useStepNow = (ids: readonly NodeId[], known?: number): StepNow | undefined => {
  const { runs, editor, definitions, previews } = useApp()
  const text = useStore(runs, ({ jobs, shown }) => {
    const nodes = jobs[shown[editor.id] ?? '']?.nodes
    for (const id of nodes ? ids : []) {
      const node = nodeOf(editor.workflow(), id)
      const definition = node && definitionOf(definitions, node.node)
      const state = definition && stateWithin(nodes, editor, id, definitions)
      const now = state && stepNow(definition, node, state, known ?? previews.latest(editor.id, id)?.header.steps)
      if (now) return JSON.stringify(now)
    }
    return undefined
  })
  return useMemo(() => (text === undefined ? undefined : (JSON.parse(text) as StepNow)), [text])
}
