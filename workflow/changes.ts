import {
  type Frame,
  type FrameId,
  inputOf,
  isLink,
  type NodeId,
  nodeOf,
  type PlacedLink,
  type PlacedNode,
  type Workflow,
} from './document.ts'
import { framesOf } from './frames.ts'
import { canonicalJson, isObject, type Json } from './json.ts'

/** How something differs between two documents. What was only put elsewhere is `moved`. */
export type ChangeKind = 'added' | 'removed' | 'changed' | 'moved'

/** One thing in which a node differs. Undefined stands where it was not written down. */
export interface AspectChange {
  /** A field by its name, or another key of the node (`title`, `mode`, `node` for its kind …). */
  readonly of: 'field' | 'key'
  readonly name: string
  readonly before: Json | undefined
  readonly after: Json | undefined
}

export interface NodeChange {
  readonly kind: ChangeKind
  readonly id: NodeId
  /** As it is after, or for a removed one as it was. */
  readonly node: PlacedNode
  /** Empty but for a changed node. */
  readonly aspects: readonly AspectChange[]
  /** Where it was, if it is elsewhere now. */
  readonly from?: readonly [x: number, y: number]
}

export interface LinkChange {
  readonly kind: 'added' | 'removed'
  readonly link: PlacedLink
}

export interface FrameChange {
  readonly kind: ChangeKind
  readonly id: FrameId
  readonly frame: Frame
  /** As it was, where it is changed or moved. */
  readonly before?: Frame
}

/** Something of the document beside its nodes and frames: an entry of such a part (a subgraph), or the whole part. */
export interface PartChange {
  readonly kind: Exclude<ChangeKind, 'moved'>
  readonly part: string
  readonly id?: string
  /** The title that the entry has, where it has one. */
  readonly title?: string
}

/** Everything in which two documents differ, in the order of the later one; what was removed comes last. */
export interface Changes {
  readonly nodes: readonly NodeChange[]
  /** Links made and taken away, those of added and removed nodes too. */
  readonly links: readonly LinkChange[]
  readonly frames: readonly FrameChange[]
  readonly parts: readonly PartChange[]
}

const same = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (a === undefined || b === undefined) return false
  return canonicalJson(a as Json) === canonicalJson(b as Json)
}

const own = (object: object, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? (object as Record<string, Json>)[key] : undefined

const keysOf = (a: object, b: object): string[] => [...new Set([...Object.keys(b), ...Object.keys(a)])]

/** What became of `before`: nodes go by their ids. Documents without a change hold the same, whatever the order of their keys. */
export const changesBetween = (before: Workflow, after: Workflow): Changes => {
  const nodes: NodeChange[] = []
  const links: LinkChange[] = []
  for (const id of keysOf(before.nodes, after.nodes)) {
    const [was, is] = [nodeOf(before, id), nodeOf(after, id)]
    if (was === is) continue
    links.push(...linkChanges(id, was, is))
    if (was && is) {
      const aspects = aspectsOf(was, is)
      const from = same(was.at, is.at) ? {} : { from: was.at }
      if (aspects.length > 0) nodes.push({ kind: 'changed', id, node: is, aspects, ...from })
      else if (from.from) nodes.push({ kind: 'moved', id, node: is, aspects, ...from })
    } else nodes.push({ kind: is ? 'added' : 'removed', id, node: (is ?? was)!, aspects: [] })
  }
  const frames = frameChanges(before, after)
  return { nodes, links, frames, parts: partChanges(before, after, frames) }
}

/** True where two documents hold the same. */
export const isUnchanged = ({ nodes, links, frames, parts }: Changes): boolean =>
  nodes.length + links.length + frames.length + parts.length === 0

const linkChanges = (to: NodeId, was: PlacedNode | undefined, is: PlacedNode | undefined): LinkChange[] => {
  const changes: LinkChange[] = []
  for (const input of keysOf(was?.inputs ?? {}, is?.inputs ?? {})) {
    const [old, now] = [was && inputOf(was, input), is && inputOf(is, input)]
    if (isLink(old) && isLink(now) && old.from === now.from && old.output === now.output) continue
    if (isLink(now)) changes.push({ kind: 'added', link: { from: now.from, output: now.output, to, input } })
    if (isLink(old)) changes.push({ kind: 'removed', link: { from: old.from, output: old.output, to, input } })
  }
  return changes
}

const aspectsOf = (was: PlacedNode, is: PlacedNode): AspectChange[] => {
  const keys = keysOf(was, is)
    .filter((key) => key !== 'inputs' && key !== 'at')
    .map((name) => ({ of: 'key' as const, name, before: own(was, name), after: own(is, name) }))
  const fields = keysOf(was.inputs, is.inputs).map((name) => {
    const [old, now] = [inputOf(was, name), inputOf(is, name)]
    const literal = (filled: typeof old): Json | undefined => (filled && !isLink(filled) ? filled.value : undefined)
    // A field that is linked now, or was, is told by its link; what else is written beside either is told here.
    const linked = isLink(old) || isLink(now)
    const rest = (filled: typeof old) => (filled && isLink(filled) ? restOf(filled) : undefined)
    return linked
      ? isLink(old) && isLink(now)
        ? { of: 'field' as const, name, before: rest(old), after: rest(now) }
        : { of: 'field' as const, name, before: undefined, after: undefined }
      : { of: 'field' as const, name, before: literal(old), after: literal(now), whole: [old, now] as const }
  })
  return [
    ...keys.filter(({ before, after }) => !same(before, after)),
    ...fields.flatMap(({ whole, ...aspect }) =>
      (whole ? same(whole[0], whole[1]) : same(aspect.before, aspect.after)) ? [] : [aspect],
    ),
  ]
}

/** What a link holds beside its ends. */
const restOf = ({
  from: _,
  output: __,
  ...rest
}: {
  readonly from: string
  readonly output: string
}): Json | undefined => (Object.keys(rest).length > 0 ? (rest as Json) : undefined)

const frameChanges = (before: Workflow, after: Workflow): FrameChange[] => {
  if (before.frames === after.frames) return []
  const [was, is] = [Object.fromEntries(framesOf(before)), Object.fromEntries(framesOf(after))]
  return keysOf(was, is).flatMap((id): FrameChange[] => {
    const old = Object.hasOwn(was, id) ? was[id] : undefined
    const frame = Object.hasOwn(is, id) ? is[id] : undefined
    if (old && frame) {
      if (same(old, frame)) return []
      const place = { at: frame.at, size: frame.size }
      return [{ kind: same({ ...old, ...place }, frame) ? 'moved' : 'changed', id, frame, before: old }]
    }
    return [{ kind: frame ? 'added' : 'removed', id, frame: (frame ?? old)! }]
  })
}

const partChanges = (before: Workflow, after: Workflow, frames: readonly FrameChange[]): PartChange[] => {
  const changes: PartChange[] = []
  const told = (part: string) => changes.some((each) => each.part === part) || (part === 'frames' && frames.length > 0)
  for (const part of keysOf(before, after)) {
    if (part === 'nodes') continue
    const [was, is] = [own(before, part), own(after, part)]
    if (same(was, is)) continue
    if (!isPart(was) || !isPart(is)) {
      changes.push({ kind: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed', part })
      continue
    }
    const known = part === 'frames' ? new Set([...framesOf(before), ...framesOf(after)].map(([id]) => id)) : undefined
    for (const id of keysOf(was ?? {}, is ?? {})) {
      const [old, now] = [own(was ?? {}, id), own(is ?? {}, id)]
      if (known?.has(id) || same(old, now)) continue
      const entry = now ?? old
      const title = isObject(entry) && typeof entry.title === 'string' ? { title: entry.title } : {}
      changes.push({
        kind: old === undefined ? 'added' : now === undefined ? 'removed' : 'changed',
        part,
        id,
        ...title,
      })
    }
    // An empty part came or went: there is no entry that says so.
    if (!told(part)) changes.push({ kind: was === undefined ? 'added' : 'removed', part })
  }
  return changes
}

/** A part of entries by id, or none at all. */
const isPart = (value: Json | undefined): value is { readonly [id: string]: Json } | undefined =>
  value === undefined || isObject(value)

/**
 * The later document with what was removed from the earlier one still in it, also in its subgraphs: both can be looked at in
 * one.
 */
export const unionOf = (before: Workflow, after: Workflow, changes: Changes): Workflow => {
  const nodes = changes.nodes.filter(({ kind }) => kind === 'removed').map(({ id, node }) => [id, node] as const)
  const frames = changes.frames.filter(({ kind }) => kind === 'removed').map(({ id, frame }) => [id, frame] as const)
  return {
    ...after,
    nodes: nodes.length === 0 ? after.nodes : { ...after.nodes, ...Object.fromEntries(nodes) },
    ...(frames.length === 0 ? {} : { frames: { ...after.frames, ...Object.fromEntries(frames) } }),
    // What only the earlier one knows (a subgraph) is needed to show its nodes.
    ...Object.fromEntries(
      Object.entries(before).flatMap(([part, was]) => {
        const is = own(after, part)
        if (part === 'nodes' || part === 'frames' || !isObject(was)) return []
        return is === undefined || isObject(is) ? [[part, { ...was, ...is }]] : []
      }),
    ),
    ...(before.subgraphs ? { subgraphs: unionOfSubgraphs(before.subgraphs, after.subgraphs ?? {}) } : {}),
  }
}

type Subgraphs = NonNullable<Workflow['subgraphs']>

const unionOfSubgraphs = (before: Subgraphs, after: Subgraphs): Subgraphs => {
  const both = Object.entries(after).flatMap(([id, is]) => {
    const was = Object.hasOwn(before, id) ? before[id] : undefined
    if (!was || was === is) return []
    const frames = was.frames || is.frames ? { frames: { ...was.frames, ...is.frames } } : {}
    return [[id, { ...is, nodes: { ...is.nodes, ...without(was.nodes, is.nodes) }, ...frames }] as const]
  })
  return { ...before, ...after, ...Object.fromEntries(both) }
}

const without = <T>(record: Readonly<Record<string, T>>, other: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([id]) => !Object.hasOwn(other, id)))
