import type { ChangeKind, Changes, NodeChange } from '../../workflow/changes.ts'
import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import {
  type FrameId,
  type NodeId,
  nodeOf,
  type PlacedLink,
  type PlacedNode,
  type Workflow,
} from '../../workflow/document.ts'
import type { Json } from '../../workflow/json.ts'
import { valueText } from '../../workflow/value-text.ts'
import { socketTitle } from '../outline/connect-choices.ts'
import { nodeNames } from '../outline/node-names.ts'
import type { Texts } from '../texts/texts.ts'

/** The texts that changes are told with. */
export type HistoryTexts = Pick<Texts, 'history' | 'values'>

/** One thing that changed, in words, and where on the canvas it is. */
export interface ChangeLine {
  readonly kind: ChangeKind
  readonly words: string
  readonly nodes: readonly NodeId[]
  readonly frame?: FrameId
}

/** A field or another key of a node that changed: what it is called, and its values in words. */
export interface AspectWords {
  readonly name: string
  readonly before: string
  readonly after: string
}

/** Above this number of cards that only stand elsewhere, they are told in one line. */
const movedInOne = 3

/** Every change in words: what was edited first, then what came, what went, the wires, the frames and the rest. */
export const changeLines = (
  changes: Changes,
  union: Workflow,
  definitions: Definitions,
  words: HistoryTexts,
): ChangeLine[] => {
  const texts = words.history
  const names = nodeNames(union, definitions)
  const nameOf = (id: NodeId) => names.get(id) ?? texts.aMissingNode
  const of = (kind: ChangeKind) => changes.nodes.filter((each) => each.kind === kind)
  const node = (change: NodeChange): ChangeLine => ({
    kind: change.kind,
    words: texts.nodeChange(change.kind, nameOf(change.id)),
    nodes: [change.id],
  })
  const whole = new Set([...of('added'), ...of('removed')].map(({ id }) => id))
  const moved = of('moved')
  return [
    ...of('changed').flatMap((change) =>
      aspectWords(change, definitions, words).map(({ name, before, after }) => ({
        kind: 'changed' as const,
        words: texts.fieldChange(nameOf(change.id), name, before, after),
        nodes: [change.id],
      })),
    ),
    ...of('added').map(node),
    ...of('removed').map(node),
    // The wires of a node that came or went are no news of their own.
    ...changes.links.flatMap(({ kind, link }): ChangeLine[] =>
      whole.has(link.from) || whole.has(link.to)
        ? []
        : [{ kind, words: wireWords(kind, link, union, definitions, nameOf, texts), nodes: [link.from, link.to] }],
    ),
    ...changes.frames.map(({ kind, id, frame }) => ({
      kind,
      words: texts.frameChange(kind, frame.title || texts.untitled),
      nodes: [],
      frame: id,
    })),
    ...changes.parts.map(({ kind, part, id, title }) => ({
      kind,
      words: texts.partChange(kind, Object.hasOwn(texts.parts, part) ? texts.parts[part]! : part, title ?? id ?? ''),
      nodes: [],
    })),
    ...(moved.length > movedInOne
      ? [{ kind: 'moved' as const, words: texts.manyMoved(moved.length), nodes: moved.map(({ id }) => id) }]
      : moved.map(node)),
  ]
}

const wireWords = (
  kind: 'added' | 'removed',
  { from, output, to, input }: PlacedLink,
  union: Workflow,
  definitions: Definitions,
  nameOf: (id: NodeId) => string,
  texts: Texts['history'],
): string => {
  const end = (node: NodeId, side: 'input' | 'output', name: string) =>
    nodeOf(union, node) ? `${nameOf(node)} ${socketTitle(union, definitions, { node, side, name })}` : nameOf(node)
  return texts.wireChange(kind, end(from, 'output', output), end(to, 'input', input))
}

/** What of a changed node is another than it was. */
export const aspectWords = (
  { node, aspects }: Pick<NodeChange, 'node' | 'aspects'>,
  definitions: Definitions,
  texts: HistoryTexts,
): AspectWords[] =>
  aspects.map(({ of, name, before, after }) => {
    const [was, is] = told(
      valueWords(node, of === 'field' ? name : undefined, before, definitions, texts),
      valueWords(node, of === 'field' ? name : undefined, after, definitions, texts),
    )
    const { keys } = texts.history
    const keyed = of === 'key' && Object.hasOwn(keys, name) ? keys[name] : undefined
    return { name: keyed ?? inputOf(definitions, node, name)?.title ?? name, before: was, after: is }
  })

const inputOf = (definitions: Definitions, node: PlacedNode, name: string) => {
  const inputs = definitionOf(definitions, node.node)?.inputs
  return inputs && Object.hasOwn(inputs, name) ? inputs[name] : undefined
}

const valueWords = (
  node: PlacedNode,
  field: string | undefined,
  value: Json | undefined,
  definitions: Definitions,
  texts: HistoryTexts,
): string => {
  const input = field === undefined ? undefined : inputOf(definitions, node, field)
  if (value === undefined || value === '') return texts.history.nothing
  return valueText(input, value, texts.values).replaceAll(/\s+/g, ' ')
}

const longest = 60
/** How much of what two long texts have in common stands before their difference. */
const lead = 14

/** Two values, both cut to the part in which they begin to differ where they are long. */
const told = (before: string, after: string): readonly [string, string] => {
  if (before.length <= longest && after.length <= longest) return [before, after]
  let at = 0
  while (at < before.length && before[at] === after[at]) at++
  const from = Math.max(0, at - lead)
  const cut = (text: string) => {
    const piece = text.slice(from, from + longest)
    return `${from > 0 ? '…' : ''}${piece}${from + longest < text.length ? '…' : ''}`
  }
  return [cut(before), cut(after)]
}
