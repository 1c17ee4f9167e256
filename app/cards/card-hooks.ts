'use client'
import { deepEqual } from 'fast-equals'
import { useMemo, useRef } from 'react'
import { type StoreApi, useStore } from 'zustand'
import { definitionOf } from '../../workflow/definition.ts'
import { isLink, type NodeId, nodeOf } from '../../workflow/document.ts'
import type { JobState, NodeState } from '../../workflow/job-state.ts'
import { titleOf } from '../../workflow/rules.ts'
import { useDocument } from '../canvas/canvas-context.ts'
import { type RunsState, useApp } from '../state/app-context.ts'
import type { Editor } from '../state/editor.ts'
import { serverWords } from '../state/server-words.ts'
import { atWorkWithin, statesWithin, stateWithin } from '../subgraphs/state-within.ts'
import { useTexts } from '../texts/use-texts.ts'
import type { CardProblem } from './node-sign.ts'

const nodesOf = (runs: RunsState, editor: Editor): JobState['nodes'] | undefined =>
  runs.jobs[runs.shown[editor.id] ?? '']?.nodes

/** What is selected of a store, the same object while it says the same. */
const useKept = <S, T>(store: StoreApi<S>, select: (state: S) => T): T => {
  const kept = useRef<T>(undefined)
  return useStore(store, (state) => {
    const now = select(state)
    if (!deepEqual(now, kept.current)) kept.current = now
    return kept.current as T
  })
}

/** A part of what the newest job says of a node; the card renders again only when that part changes. */
export const useNodeState = <T>(id: NodeId, select: (state: NodeState | undefined) => T): T => {
  const { runs, editor, definitions } = useApp()
  return useStore(runs, (state) => select(stateWithin(nodesOf(state, editor), editor, id, definitions)))
}

/** Why a node failed in the newest job; undefined where it did not. */
export const useFailure = (id: NodeId): string | undefined => {
  const { saving } = useTexts()
  return useNodeState(id, (state) =>
    state?.status === 'failed' && state.error ? serverWords(state.error, saving) : undefined,
  )
}

/** The first that is found in what the newest job says of a node or, for a subgraph's, of the nodes inside. */
export const useFoundWithin = <T>(id: NodeId, find: (state: NodeState) => T | undefined): T | undefined => {
  const { runs, editor } = useApp()
  return useStore(runs, (state) => {
    for (const [, each] of statesWithin(nodesOf(state, editor), editor, id)) {
      const found = find(each)
      if (found !== undefined) return found
    }
    return undefined
  })
}

/** The title of the node inside a subgraph's that is at work now. */
export const useAtWorkWithin = (id: NodeId): string | undefined => {
  const { runs, editor, definitions } = useApp()
  return useStore(runs, (state) => atWorkWithin(nodesOf(state, editor), editor, id, definitions))
}

const noProblems: readonly CardProblem[] = []

/** What is wrong with a node, stable while it says the same. */
export const useProblems = (id: NodeId): readonly CardProblem[] => {
  const { editor, problems } = useDocument()
  return useKept(editor.store, (state) => problems(state.history.present).get(id) ?? noProblems)
}

/** Titles of what each socket is linked to. */
export interface Neighbours {
  readonly inputs: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, readonly string[]>>
}

/** The names of the nodes around a node, stable while they are the same. */
export const useNeighbours = (id: NodeId): Neighbours => {
  const { definitions, texts } = useApp()
  const { editor, readers } = useDocument()
  // One flat list is compared faster than what is made of it.
  const around = useKept(editor.store, ({ history: { present } }) => {
    const title = (other: NodeId) => {
      const node = nodeOf(present, other)
      return node ? titleOf(definitions, node) : texts().cards.missingNode
    }
    const list: string[] = []
    for (const [name, filled] of Object.entries(nodeOf(present, id)?.inputs ?? {}))
      if (isLink(filled)) list.push('in', name, title(filled.from))
    for (const link of readers(present).get(id) ?? []) list.push('out', link.output, title(link.to))
    return list
  })
  return useMemo(() => {
    // A file may name a socket as it likes: "constructor" is none of theirs.
    const inputs: Record<string, string> = Object.create(null)
    const outputs: Record<string, string[]> = Object.create(null)
    for (let at = 0; at < around.length; at += 3) {
      const [side, name, title] = around.slice(at, at + 3) as [string, string, string]
      if (side === 'in') inputs[name] = title
      else outputs[name] = [...(outputs[name] ?? []), title]
    }
    return { inputs, outputs }
  }, [around])
}

/** The definition of a placed node, or undefined for one that is not installed. */
export const useDefinition = (node: string | undefined) => {
  const { definitions, editor } = useApp()
  // That of a subgraph changes with the document.
  return useStore(editor.store, () => (node === undefined ? undefined : definitionOf(definitions, node)))
}
