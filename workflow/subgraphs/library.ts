import {
  checkWorkflow,
  type NodeId,
  newNodeId,
  nodeOf,
  type Subgraph,
  type SubgraphId,
  type Workflow,
  WorkflowError,
} from '../document.ts'
import type { Edit } from '../edits.ts'
import type { FileTexts } from '../file-texts.ts'
import { canonicalJson, isObject, type Json } from '../json.ts'
import type { TextsOf } from '../said/coded-texts.ts'
import { say, type Words } from '../said/said.ts'
import { nestingOf } from './nesting.ts'
import { freeName, subgraphIdOf, subgraphKind, subgraphOf, subgraphsWithin } from './subgraph.ts'

/** A subgraph on its own, with all that stands in it: what a library keeps. */
export interface LibraryItem {
  readonly format: 'reelgraph-subgraph'
  readonly version: number
  /** Which of the subgraphs it is; the others stand in it. */
  readonly main: SubgraphId
  readonly subgraphs: Readonly<Record<SubgraphId, Subgraph>>
}

/** A subgraph with all that stands in it, or undefined where there is none of this id. */
export const libraryItemOf = (workflow: Workflow, id: SubgraphId): LibraryItem | undefined => {
  const subgraph = subgraphOf(workflow, id)
  if (!subgraph) return undefined
  const needed = new Set([id, ...subgraphsWithin(workflow, subgraph.nodes)])
  return {
    format: 'reelgraph-subgraph',
    version: workflow.version,
    main: id,
    subgraphs: Object.fromEntries(Object.entries(workflow.subgraphs ?? {}).filter(([each]) => needed.has(each))),
  }
}

/** JSON as an item of a library, after the check that a workflow's subgraphs get. @throws WorkflowError where it is none */
export const checkLibraryItem = <T extends Words>(parsed: unknown, texts: TextsOf<FileTexts, T>): LibraryItem => {
  if (!isObject(parsed) || parsed.format !== 'reelgraph-subgraph') throw new WorkflowError(say('nodeOtherFormat'))
  const { version, main, subgraphs } = parsed
  const workflow = checkWorkflow({ format: 'reelgraph', version, nodes: {}, subgraphs }, texts)
  if (typeof main !== 'string' || !subgraphOf(workflow, main)) throw new WorkflowError(say('nodeWithoutMain'))
  return parsed as unknown as LibraryItem
}

/** Subgraphs of one document as they go into another: ids that were changed, and what is new there. */
interface Adopted {
  readonly ids: ReadonlyMap<SubgraphId, SubgraphId>
  readonly fresh: Readonly<Record<SubgraphId, Subgraph>>
}

/**
 * Takes subgraphs in: one that is there already is used again, one whose id is taken gets another. One whose title another
 * has there gets a number to it; under that it is found when it comes again.
 */
export const adoptSubgraphs = (workflow: Workflow, subgraphs: Workflow['subgraphs'] = {}): Adopted => {
  const { order, endless } = nestingOf({ subgraphs })
  const there = Object.entries(workflow.subgraphs ?? {})
  const equal = new Map(there.map(([id, each]) => [textOf(each), id]))
  const titles = new Set(there.map(([, { title }]) => title))
  const numbered = new Map(there.map(([id, each]) => [textOf(unnumbered(each)), id]))
  const ids = new Map<SubgraphId, SubgraphId>()
  const fresh: Record<SubgraphId, Subgraph> = {}
  const free = (id: SubgraphId) => !subgraphOf(workflow, id) && !Object.hasOwn(fresh, id)
  // Those in a circle name each other: they get their ids first.
  for (const id of endless) ids.set(id, free(id) ? id : newNodeId())
  for (const id of [...order, ...endless]) {
    const subgraph: Subgraph = { ...subgraphs[id]!, nodes: withKinds(subgraphs[id]!.nodes, ids) }
    const same = subgraphOf(workflow, id)
    const text = textOf(subgraph)
    const again = same && !endless.has(id) ? numbered.get(textOf(unnumbered(subgraph))) : undefined
    const known = same && textOf(same) === text ? id : (equal.get(text) ?? again)
    if (known !== undefined && !ids.has(id)) {
      ids.set(id, known)
      continue
    }
    const taken = ids.get(id) ?? (free(id) ? id : newNodeId())
    ids.set(id, taken)
    const clashes = titles.has(subgraph.title)
    const kept = clashes ? numberedApart(subgraph, titles) : subgraph
    if (clashes) titles.add(kept.title)
    fresh[taken] = kept
    equal.set(text, taken)
  }
  return { ids, fresh }
}

/** A subgraph without the number that its title may end with. */
const unnumbered = (subgraph: Subgraph): Subgraph => ({ ...subgraph, title: subgraph.title.replace(/ \d+$/, '') })

/** A subgraph with a number to its title that none of these has. */
const numberedApart = (subgraph: Subgraph, titles: ReadonlySet<string>): Subgraph => {
  const { title } = unnumbered(subgraph)
  return { ...subgraph, title: freeName(`${title} `, (each) => each === `${title} ` || titles.has(each)) }
}

const textOf = (subgraph: Subgraph): string => canonicalJson(subgraph as unknown as Json)

/** Nodes that stand for subgraphs under other ids. */
const withKinds = (nodes: Workflow['nodes'], ids: ReadonlyMap<SubgraphId, SubgraphId>): Workflow['nodes'] => {
  const renamed = Object.entries(nodes).map(([key, node]) => {
    const id = subgraphIdOf(node.node)
    const now = id === undefined ? undefined : ids.get(id)
    return [key, now === undefined || now === id ? node : { ...node, node: subgraphKind(now) }] as const
  })
  return renamed.some(([key, node]) => node !== nodes[key]) ? Object.fromEntries(renamed) : nodes
}

/** Takes an item's subgraphs into a document; nothing stands for them yet. @returns the id that it has there */
export const takeIn = (workflow: Workflow, item: LibraryItem): { readonly edit: Edit; readonly id: SubgraphId } => {
  const { ids, fresh } = adoptSubgraphs(workflow, item.subgraphs)
  return {
    id: ids.get(item.main)!,
    edit: (before) =>
      Object.keys(fresh).length === 0 ? before : { ...before, subgraphs: { ...before.subgraphs, ...fresh } },
  }
}

/** Gives an instance a copy of its subgraph of its own, so that an edit of it changes no other. */
export const makeUnique =
  (instance: NodeId): Edit =>
  (workflow) => {
    const node = nodeOf(workflow, instance)
    const id = node && subgraphIdOf(node.node)
    const subgraph = id === undefined ? undefined : subgraphOf(workflow, id)
    if (!node || !subgraph) return workflow
    const copy = newNodeId()
    const titles = new Set(Object.values(workflow.subgraphs ?? {}).map((each) => each.title))
    return {
      ...workflow,
      nodes: { ...workflow.nodes, [instance]: { ...node, node: subgraphKind(copy) } },
      subgraphs: { ...workflow.subgraphs, [copy]: numberedApart(subgraph, titles) },
    }
  }
