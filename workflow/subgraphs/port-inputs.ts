import {
  acceptedTypes,
  type Definitions,
  definitionOf,
  type Field,
  type Input,
  inputType,
  type Only,
  type Port,
} from '../definition.ts'
import { type NodeId, nodeOf, type SubgraphPort, type Workflow } from '../document.ts'
import { type Readers, readersOf } from '../readers.ts'
import { titleOf } from '../rules.ts'
import { relaySockets } from '../socket-types.ts'
import { isSocketType } from '../values.ts'
import { titlesApart } from './port-titles.ts'
import type { SubgraphTexts } from './subgraph-texts.ts'

/** An input inside that reads a port of the edge. */
export interface PortEnd {
  readonly node: NodeId
  readonly name: string
  readonly input: Input
}

/**
 * The inputs that the ports of a subgraph are on its instances, by name and in their order: a port where one is read inside,
 * otherwise a field with the limits of all that read it. Fields that share a row inside share it here where they follow each
 * other, and a choice that is shown here decides here what counts beside it.
 * @param view the level inside, @param known the definitions of what stands there
 */
export const portInputs = (
  ports: readonly SubgraphPort[],
  view: Workflow,
  known: Definitions,
  texts: SubgraphTexts,
): Record<string, Input> => {
  const readers = readersOf(view)
  const ends = ports.map((port) => portEnds(view, known, port.name, readers))
  const firstOf = ends.map(([first]) => first)
  const nodeTitle = (end: PortEnd | undefined) => end && titleOf(known, nodeOf(view, end.node)!)
  const titles = titlesApart(
    ports.map((port, index) => ({
      given: port.title,
      own: firstOf[index]?.input.title ?? port.name,
      node: nodeTitle(firstOf[index]),
    })),
  )
  const found = ports.map((port, index) => inputOfPort(port, titles[index]!, ends[index]!, texts))
  const rows = sharedRows(ports, firstOf, known, view)
  const rowTitles = titlesApart(rows.map(({ row, start }) => ({ own: row, node: nodeTitle(firstOf[start]) })))
  rows.forEach(({ start, count }, index) => {
    for (let at = start; at < start + count; at++) {
      const inner = firstOf[at]!.input as Field
      const join = at > start && inner.join !== undefined ? { join: inner.join } : {}
      found[at] = { ...(found[at] as Field), row: rowTitles[index]!, ...join }
    }
  })
  ports.forEach((_, index) => {
    const only = onlyHere(ports, ends, index)
    if (only.length > 0) found[index] = { ...(found[index] as Field), only }
  })
  return Object.fromEntries(ports.map((port, index) => [port.name, found[index]!]))
}

/** The inputs of a level inside that read a port of its edge, also through bends in wires. */
export const portEnds = (
  view: Workflow,
  definitions: Definitions,
  name: string,
  readers: Readers = readersOf(view),
): PortEnd[] => {
  const ends: PortEnd[] = []
  const seen = new Set<string>()
  let pending = (readers.get('inputs') ?? []).filter((link) => link.output === name)
  for (let link = pending.shift(); link; link = pending.shift()) {
    const reader = nodeOf(view, link.to)
    const relay = reader && relaySockets(definitions, reader.node)
    if (relay) {
      if (!seen.has(link.to)) pending = [...pending, ...(readers.get(link.to) ?? [])]
      seen.add(link.to)
      continue
    }
    const taken = reader && definitionOf(definitions, reader.node)?.inputs
    const input = taken && Object.hasOwn(taken, link.input) ? taken[link.input] : undefined
    if (input) ends.push({ node: link.to, name: link.input, input })
  }
  return ends
}

const inputOfPort = (port: SubgraphPort, title: string, ends: readonly PortEnd[], texts: SubgraphTexts): Input => {
  const inputs = ends.map((each) => each.input)
  const type = isSocketType(port.type) ? port.type : undefined
  if (inputs.length === 0)
    return {
      kind: 'port',
      title,
      about: texts.nothingReads,
      type: type ?? 'text',
      optional: true,
      ...(type ? {} : { open: true }),
    }
  if (inputs.every((each) => each.kind !== 'port')) return promotedField(port, title, inputs as readonly Field[])
  const linked = inputs.filter((each) => inputType(each) !== undefined)
  const types = linked
    .map(acceptedTypes)
    .reduce((all, each) => all.filter((one) => each.includes(one)), linked[0] ? acceptedTypes(linked[0]) : [])
  const main = inputs.find((each): each is Port => each.kind === 'port')!
  return {
    kind: 'port',
    title,
    about: main.about,
    type: types[0] ?? main.type,
    ...(types.length > 1 ? { accepts: types.slice(1) } : {}),
    ...(inputs.every((each) => each.kind !== 'port' || each.optional) ? { optional: true } : {}),
    ...(inputs.every((each) => each.kind === 'port' && each.open) ? { open: true } : {}),
  }
}

/** The field that several inner ones share: the kind of the first, within the limits of all. What only counts beside its neighbours is left out. */
const promotedField = (port: SubgraphPort, title: string, [first, ...others]: readonly Field[]): Field => {
  const { only: _, row: __, join: ___, ...field } = first!
  let shared = { ...field, title } as Field
  for (const other of others)
    if (shared.kind === 'number' && other.kind === 'number')
      shared = { ...shared, min: Math.max(shared.min, other.min), max: Math.min(shared.max, other.max) }
  return port.default === undefined ? shared : ({ ...shared, default: port.default } as Field)
}

interface SharedRow {
  readonly row: string
  /** The first of the ports and how many follow each other in it. */
  readonly start: number
  readonly count: number
}

/** The ports next to each other that are fields of one row of one node, in the order that they have there. One that a person named stands alone. */
const sharedRows = (
  ports: readonly SubgraphPort[],
  firsts: readonly (PortEnd | undefined)[],
  known: Definitions,
  view: Workflow,
): SharedRow[] => {
  const rowAt = (index: number): string | undefined => {
    const input = firsts[index]?.input
    return ports[index]?.title === undefined && input && input.kind !== 'port' ? input.row : undefined
  }
  const orderIn = ({ node, name }: PortEnd): number =>
    Object.keys(definitionOf(known, nodeOf(view, node)!.node)?.inputs ?? {}).indexOf(name)
  const follows = (at: number): boolean => {
    const [before, here] = [firsts[at - 1], firsts[at]]
    return (
      before !== undefined &&
      here !== undefined &&
      before.node === here.node &&
      rowAt(at) === rowAt(at - 1) &&
      orderIn(before) < orderIn(here)
    )
  }
  const rows: SharedRow[] = []
  for (let start = 0, end = 1; start < ports.length; start = end, end = start + 1) {
    const row = rowAt(start)
    if (row === undefined) continue
    while (end < ports.length && follows(end)) end++
    if (end - start > 1) rows.push({ row, start, count: end - start })
  }
  return rows
}

/** What of a field's `only` asks for a choice that is a port too, under the name of that port. */
const onlyHere = (ports: readonly SubgraphPort[], ends: readonly (readonly PortEnd[])[], index: number): Only[] => {
  const [end, ...more] = ends[index]!
  // One that several read may count for another of them.
  if (!end || more.length > 0 || end.input.kind === 'port') return []
  return [end.input.only ?? []].flat().flatMap(({ field, has }) => {
    const chooser = ends.findIndex(
      ([first]) => first?.node === end.node && first.name === field && first.input.kind === 'choice',
    )
    return chooser === -1 || ends[chooser]!.some((each) => each.input.kind === 'port')
      ? []
      : [{ field: ports[chooser]!.name, has }]
  })
}
