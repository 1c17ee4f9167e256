import { isCurve } from '../../workflow/curve.ts'
import type { Definition, Field } from '../../workflow/definition.ts'
import { inputType } from '../../workflow/definition.ts'
import { inputOf, isLink, type NodeId, type PlacedNode } from '../../workflow/document.ts'
import { fieldApplies, literalOf } from '../../workflow/rules.ts'
import type { Point } from './rects.ts'

/** All sizes are CSS pixels at 100 %. */
export const card = {
  width: 236,
  wideWidth: 268,
  header: 34,
  /** From the card's edge to its rows. */
  inset: 10,
  portRow: 28,
  field: 24,
  gap: 2,
  /** One line of a text area, and of a note. */
  line: 17,
  textPadding: 12,
  tokenLine: 18,
  /** The graph of a curve, with air around it. */
  curveGraph: 72,
  latentBox: 248,
  progressLine: 13,
  statusLine: 18,
  clipBox: 162,
  curveBox: 64,
  noteLines: [3, 20],
  /** Says that a node is not installed. */
  unknownLine: 22,
  /** Between two sockets of a collapsed card. */
  stacked: 13,
  /** A bend in a wire. */
  relay: { width: 44, height: 20 },
} as const

export type Side = 'input' | 'output'

/** One socket of one placed node. */
export interface SocketRef {
  readonly node: NodeId
  readonly side: Side
  readonly name: string
}

export const sameSocket = (a: SocketRef | undefined, b: SocketRef | undefined): boolean =>
  a === b || (!!a && !!b && a.node === b.node && a.side === b.side && a.name === b.name)

interface PortRow {
  readonly y: number
  readonly input?: string
  readonly output?: string
}

export interface FieldRow {
  readonly y: number
  readonly height: number
  /** One name, or several that share the row. */
  readonly names: readonly string[]
  readonly kind: 'line' | 'area' | 'note' | 'curve'
}

/** Where everything on one card lies, from its upper left corner. */
export interface CardLayout {
  readonly width: number
  readonly height: number
  readonly ports: readonly PortRow[]
  readonly fields: readonly FieldRow[]
  readonly view?: { readonly y: number; readonly height: number }
  /** `header`: collapsed to its header and sockets. `relay`: a bend in a wire, with no header either. */
  readonly shape: 'card' | 'header' | 'relay'
  /** The centre of each socket that the card shows, inputs and outputs apart, in the order in which they stand. */
  readonly inputs: ReadonlyMap<string, Point>
  readonly outputs: ReadonlyMap<string, Point>
}

const viewHeight = (definition: Definition): number => {
  switch (definition.view) {
    case 'latent':
      return card.latentBox + card.progressLine + card.statusLine
    case 'clip':
      return card.clipBox
    case 'curve':
      return card.curveBox
    default:
      return 0
  }
}

/** How many lines of so many characters the words of a text take; a word that is longer than a line is broken. */
const wrapped = (text: string, columns: number): number => {
  let lines = 1
  let used = 0
  for (const { length } of text.split(' ')) {
    if (used > 0 && used + 1 + length > columns) {
      lines++
      used = 0
    }
    used += (used > 0 ? 1 : 0) + length
    while (used > columns) {
      lines++
      used -= columns
    }
  }
  return lines
}

/** How many lines a note's Markdown takes, as far as that can be said without measuring it: a heading needs more, an empty line a part of one. */
const noteLines = (text: unknown): number => {
  const columns = 34
  const lines = String(text)
    .split('\n')
    .reduce((sum, line) => {
      if (line.trim() === '') return sum + 0.4
      const heading = /^#{1,6}\s/.test(line)
      return sum + wrapped(line, columns) + (heading ? 0.5 : 0)
    }, 0)
  return Math.ceil(Math.min(card.noteLines[1], Math.max(card.noteLines[0], lines)))
}

const fieldShape = (definition: Definition, node: PlacedNode, name: string, field: Field) => {
  if (field.kind === 'curve' && !isLink(inputOf(node, name)) && isCurve(literalOf(field, node, name)))
    return { kind: 'curve' as const, height: 2 * card.field + card.curveGraph }
  if (field.kind !== 'text') return { kind: 'line' as const, height: card.field }
  if (definition.view === 'note')
    return { kind: 'note' as const, height: card.textPadding + noteLines(literalOf(field, node, name)) * card.line }
  const lines = Math.max(field.lines ?? 1, field.tokens ? 2 : 1)
  if (lines === 1) return { kind: 'line' as const, height: card.field }
  return {
    kind: 'area' as const,
    height: card.textPadding + lines * card.line + (field.tokens ? card.tokenLine : 0),
  }
}

/** The rows of fields that apply; neighbours of one `row` stand together. Their y counts from the first row. */
const fieldRows = (definition: Definition, node: PlacedNode): FieldRow[] => {
  const rows: FieldRow[] = []
  let y = 0
  let open: string | undefined
  for (const [name, input] of Object.entries(definition.inputs)) {
    if (input.kind === 'port' || !fieldApplies(definition, node, input)) continue
    const last = rows[rows.length - 1]
    if (input.row !== undefined && input.row === open && last) {
      rows[rows.length - 1] = { ...last, names: [...last.names, name] }
      continue
    }
    const shape = fieldShape(definition, node, name, input)
    rows.push({ y, names: [name], ...shape })
    y += shape.height + card.gap
    open = input.row
  }
  return rows
}

/** The sockets of one side, one below the other about the middle of a height. */
const stack = (names: readonly string[], x: number, height: number): Map<string, Point> =>
  new Map(
    names.map((name, index) => [name, { x, y: height / 2 + (index - (names.length - 1) / 2) * card.stacked }] as const),
  )

const stackedLayout = (
  shape: 'header' | 'relay',
  inputs: readonly string[],
  outputs: readonly string[],
  width: number,
  least: number,
): CardLayout => {
  const height = Math.max(least, Math.max(inputs.length, outputs.length) * card.stacked + 8)
  return {
    width,
    height,
    ports: [],
    fields: [],
    shape,
    inputs: stack(inputs, 0, height),
    outputs: stack(outputs, width, height),
  }
}

/** What tells the layouts of the nodes of a definition apart: all of a node that its layout depends on. */
const formOf = (definition: Definition, node: PlacedNode): string => {
  const collapsed = node.collapsed === true
  let form = collapsed ? 'collapsed ' : ''
  let at = 0
  for (const name of Object.keys(definition.inputs)) {
    const input = definition.inputs[name]!
    at++
    if (input.kind === 'port') continue
    if (collapsed) {
      if (isLink(inputOf(node, name))) form += `${at} `
    } else if (!fieldApplies(definition, node, input)) form += `-${at} `
    else if (input.kind === 'curve' || definition.view === 'note')
      form += `${at}:${fieldShape(definition, node, name, input).height} `
  }
  return form
}

const known = new WeakMap<Definition, Map<string, CardLayout>>()

/**
 * The layout of a card, from its definition and its place in the document alone: no element is measured, so that cards off
 * the screen have wires too. Nodes that look alike share one. Without a definition the card shows what links say of it: its
 * linked inputs, and `read`, the outputs that other nodes read.
 */
export const layoutCard = (
  definition: Definition | undefined,
  node: PlacedNode,
  read: readonly string[] = [],
): CardLayout => {
  if (!definition) return layoutAnew(undefined, node, read)
  const forms = known.get(definition) ?? new Map<string, CardLayout>()
  if (forms.size === 0) known.set(definition, forms)
  const form = formOf(definition, node)
  const layout = forms.get(form) ?? layoutAnew(definition, node, [])
  forms.set(form, layout)
  return layout
}

const layoutAnew = (definition: Definition | undefined, node: PlacedNode, read: readonly string[]): CardLayout => {
  const inputs = new Map<string, Point>()
  const outputs = new Map<string, Point>()
  const width = definition?.view === 'latent' ? card.wideWidth : card.width
  const portInputs = definition
    ? Object.keys(definition.inputs).filter((name) => definition.inputs[name]!.kind === 'port')
    : Object.keys(node.inputs).filter((name) => isLink(node.inputs[name]))
  const portOutputs = definition ? Object.keys(definition.outputs) : [...read]
  if (definition?.relay) return stackedLayout('relay', portInputs, portOutputs, card.relay.width, card.relay.height)
  if (node.collapsed === true) {
    const linked = Object.keys(definition?.inputs ?? {}).filter(
      (name) => definition!.inputs[name]!.kind !== 'port' && isLink(inputOf(node, name)),
    )
    return stackedLayout('header', [...portInputs, ...linked], portOutputs, width, card.header)
  }
  const ports: PortRow[] = []
  const fields: FieldRow[] = []
  let view: CardLayout['view']
  let y: number = card.header

  const placePorts = (left: readonly string[], right: readonly string[]) => {
    for (let row = 0; row < Math.max(left.length, right.length); row++) {
      const input = left[row]
      const output = right[row]
      ports.push({ y, input, output })
      if (input !== undefined) inputs.set(input, { x: 0, y: y + card.portRow / 2 })
      if (output !== undefined) outputs.set(output, { x: width, y: y + card.portRow / 2 })
      y += card.portRow
    }
  }

  // A card that only makes something lists its fields first and what it makes below, as it is read.
  const portsFirst = portInputs.length > 0 || !definition
  y += 3
  if (portsFirst) placePorts(portInputs, portOutputs)
  y += 3
  if (definition) {
    const rows = fieldRows(definition, node)
    for (const row of rows) {
      fields.push({ ...row, y: y + row.y })
      const linkable = row.names.filter((name) => inputType(definition.inputs[name]!) !== undefined)
      linkable.forEach((name, index) => {
        inputs.set(name, { x: 0, y: y + row.y + ((index + 0.5) * Math.min(row.height, 36)) / linkable.length })
      })
    }
    const last = rows[rows.length - 1]
    if (last) y += last.y + last.height + card.gap
    const height = viewHeight(definition)
    if (height > 0) {
      y += 4
      view = { y, height }
      y += height
    }
  }
  if (!definition) y += card.unknownLine
  if (!portsFirst) {
    y += 2
    placePorts([], portOutputs)
  }
  return { width, height: Math.round(y + 8), ports, fields, view, shape: 'card', inputs, outputs }
}

/** The centre of a socket, from the card's corner; where the card does not show it, the middle of its header at that side. */
export const socketAt = (layout: CardLayout, side: Side, name: string): Point =>
  (side === 'input' ? layout.inputs : layout.outputs).get(name) ?? {
    x: side === 'input' ? 0 : layout.width,
    y: card.header / 2,
  }

/** The sockets of one side in the row of a card at a height from its upper edge: several where fields share the row. */
export const socketsInRow = ({ ports, fields }: CardLayout, side: Side, y: number): readonly string[] => {
  const within = (row: { readonly y: number }, height: number) => y >= row.y && y < row.y + height
  const name = ports.find((row) => within(row, card.portRow))?.[side]
  if (name !== undefined) return [name]
  return side === 'input' ? (fields.find((row) => within(row, row.height))?.names ?? []) : []
}
