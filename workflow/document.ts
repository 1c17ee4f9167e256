import type { FileTexts } from './file-texts.ts'
import { foreignProgram } from './foreign-file.ts'
import { isObject, type Json } from './json.ts'
import { type JsonLoss, jsonLoss } from './json-loss.ts'
import type { TextsOf } from './said/coded-texts.ts'
import { parseJson } from './said/parse-json.ts'
import { SaidError, type Words } from './said/said.ts'
import { utf8Length } from './utf8-length.ts'

export type NodeId = string

/** What fills an input: a literal or one link. Two links into one input cannot be written down. */
export type InputValue = Literal | Link
export interface Literal {
  readonly value: Json
  /** Of a seed: what becomes of it when a run is queued, where it does not stay. Read it with `seedModeOf`. */
  readonly draw?: string
  /** Of a seed that goes up or down: the one of the newest run. */
  readonly used?: Json
}
export interface Link {
  readonly from: NodeId
  readonly output: string
}

export const isLink = (input: InputValue | undefined): input is Link => input !== undefined && 'from' in input

/** A node on the canvas. Keys that are not known here are kept as they are. */
export interface PlacedNode {
  /** The id of its definition. */
  readonly node: string
  readonly version: number
  /** Its upper left corner on the canvas, in CSS pixels at 100 %. */
  readonly at: readonly [x: number, y: number]
  readonly title?: string
  /** `mute`: it and what needs it does not run. `bypass`: it hands on what it reads. Read it with `modeOf`. */
  readonly mode?: string
  /** Shown as its header and sockets alone. */
  readonly collapsed?: boolean
  /** The tint of its card, one of `tints`. */
  readonly colour?: string
  readonly inputs: Readonly<Record<string, InputValue>>
}

/** A titled group on the canvas, which carries the nodes that lie on it. */
export interface Frame {
  readonly title: string
  /** One of `tints`. */
  readonly colour?: string
  /** Its upper left corner and its size, in CSS pixels at 100 %. */
  readonly at: readonly [x: number, y: number]
  readonly size: readonly [width: number, height: number]
}

export type FrameId = string
export type SubgraphId = string

/** A place in the edge of a subgraph, through which a value goes in or out. */
export interface SubgraphPort {
  /** The name of the socket, on the instances and on the card inside. */
  readonly name: string
  /** Shown in place of the title of what it belongs to inside. */
  readonly title?: string
  /** The type that it had when it was made: what it counts as while nothing inside is linked to it. */
  readonly type?: string
  /** Of an input with a field: what it is where an instance says nothing. */
  readonly default?: Json
}

/**
 * A part of a workflow that stands as one node, as often as it is placed. Two of its nodes are its edge: the one with the id
 * `inputs` gives what comes in, and what the one with the id `outputs` reads goes out, each under the names of the ports.
 */
export interface Subgraph {
  readonly title: string
  readonly inputs: readonly SubgraphPort[]
  readonly outputs: readonly SubgraphPort[]
  readonly nodes: Readonly<Record<NodeId, PlacedNode>>
  readonly frames?: Readonly<Record<FrameId, Frame>>
  /** The place inside that an instance stands for; the middle of the nodes where there is none. */
  readonly anchor?: readonly [x: number, y: number]
}

/** The ids of the two nodes that are the edge of a subgraph, and their kinds. */
export const edgeKinds = { inputs: 'subgraph-inputs', outputs: 'subgraph-outputs' } as const

/** The name of the socket on an edge at which the next port is made; no port has it. */
export const openPort = '+'

/** A workflow: plain JSON, the only source of truth of what is on the canvas. */
export interface Workflow {
  readonly format: 'reelgraph'
  readonly version: number
  readonly name?: string
  readonly nodes: Readonly<Record<NodeId, PlacedNode>>
  /** Titled groups by id. Entries that are none are kept as they are: read them with `framesOf`. */
  readonly frames?: Readonly<Record<FrameId, Frame>>
  /** What nodes of the kind `subgraph:ID` stand for. Read them with `subgraphOf`. */
  readonly subgraphs?: Readonly<Record<SubgraphId, Subgraph>>
}

/** The version that this program writes. */
const documentVersion = 1

export const emptyWorkflow = (name: string): Workflow => ({
  format: 'reelgraph',
  version: documentVersion,
  name,
  nodes: {},
})

/** A random node id: 10 letters and digits, never one that an object already owns by birth. */
export const newNodeId = (): NodeId => {
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  return `n${Array.from(bytes, (byte) => (byte % 36).toString(36)).join('')}`
}

/** The node with this id, or undefined; safe for ids such as `constructor`. */
export const nodeOf = (workflow: Workflow, id: NodeId): PlacedNode | undefined =>
  Object.hasOwn(workflow.nodes, id) ? workflow.nodes[id] : undefined

/** What fills the input of this name, or undefined; safe for names such as `toString`. */
export const inputOf = (node: PlacedNode, name: string): InputValue | undefined =>
  Object.hasOwn(node.inputs, name) ? node.inputs[name] : undefined

/** A link and where it ends. */
export interface PlacedLink extends Link {
  readonly to: NodeId
  readonly input: string
}

/** Every link of a workflow, in document order. */
export const linksOf = (workflow: Workflow): PlacedLink[] => {
  const links: PlacedLink[] = []
  for (const [to, node] of Object.entries(workflow.nodes))
    for (const [input, filled] of Object.entries(node.inputs))
      if (isLink(filled)) links.push({ from: filled.from, output: filled.output, to, input })
  return links
}

/**
 * The text of a workflow file, on lines of its own for each value, or on one line where a file could not hold that. Loading
 * that text and writing it again gives the same bytes.
 */
export const writeWorkflow = (workflow: Workflow): string => {
  const text = onLines(workflow)
  return `${text !== undefined && fits(text) ? text : JSON.stringify(workflow)}\n`
}

/** Undefined where it would be longer than a text can be. */
const onLines = (workflow: Workflow): string | undefined => {
  try {
    return JSON.stringify(workflow, null, 2)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Whether a text and the end of its line are short enough for a file. A character takes at most three bytes each of its units. */
const fits = (text: string): boolean =>
  text.length < mostBytes / 3 || (text.length < mostBytes && utf8Length(text) < mostBytes)

/** Says what is wrong with a workflow file and where. */
export class WorkflowError extends SaidError {
  override name = 'WorkflowError'
}

/** What is said of a file: in words, or as sentences that any language can say. */
type Texts<T extends Words> = TextsOf<FileTexts, T>

/** The most bytes of a workflow file. */
export const mostBytes = 20 * 1024 * 1024
/** The most nodes that one canvas is given: with more the page would stand still. */
const maxNodes = 20_000

/** @throws WorkflowError for a file that is larger than a workflow may be */
export const checkSize = <T extends Words>(bytes: number, texts: Texts<T>): void => {
  if (bytes > mostBytes) throw new WorkflowError(texts.tooLarge(megabytes(bytes), megabytes(mostBytes)))
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6)

/**
 * The workflow in a file's text, in the current format. Unknown keys and unknown nodes are kept verbatim; no value is changed.
 * @throws WorkflowError for what is not JSON, not ours, from a newer version, not well-formed, or could not be kept as it is
 * (two equal keys in one object, a whole number of too many digits): it names the place.
 */
export const readWorkflow = <T extends Words>(text: string, texts: Texts<T>): Workflow => {
  checkSize(text.length, texts)
  const parsed = parseJson(text, texts, (why) => new WorkflowError(texts.notJson(why)))
  const workflow = checkWorkflow(parsed, texts)
  const written = writeWorkflow(workflow)
  // What is written as it was read lost nothing, and most files are our own.
  if (written !== text) checkKept(text, texts)
  // Numbers may take more room as they are written: what is opened can be saved.
  const bytes = text.length < mostBytes / 20 ? 0 : utf8Length(written)
  if (bytes > mostBytes) throw new WorkflowError(texts.tooLargeSaved(megabytes(bytes), megabytes(mostBytes)))
  return workflow
}

/** @throws WorkflowError for JSON of which a part would be lost as it is read: it names the place */
export const checkKept = <T extends Words>(text: string, texts: Texts<T>): void => {
  const loss = jsonLoss(text)
  if (loss) throw new WorkflowError(texts.refused(placeOf(loss, texts), whatIsLost(loss, texts)))
}

/** Where something is, by the keys that lead there; of a long way, its end. */
const placeOf = <T extends Words>({ path }: JsonLoss, texts: Texts<T>): string | T =>
  path.length === 0
    ? texts.theFile
    : path
        .slice(-5)
        .map((key) => `"${key.slice(0, 80)}"`)
        .join(' › ')

const whatIsLost = <T extends Words>({ twice, number = '' }: JsonLoss, texts: Texts<T>): T =>
  twice === undefined ? texts.tooManyDigits(number.slice(0, 40)) : texts.twice(twice.slice(0, 80))

/**
 * The given JSON as a workflow, after a check of its form.
 * @throws WorkflowError as {@link readWorkflow}.
 */
export const checkWorkflow = <T extends Words>(parsed: unknown, texts: Texts<T>): Workflow => {
  const wrong: Wrong<T> = (where, what) => {
    throw new WorkflowError(texts.refused(where, what))
  }
  if (!isObject(parsed)) return wrong(texts.theFile, texts.noObject)
  const foreign = foreignProgram(parsed)
  if (foreign !== undefined) return wrong(texts.theFile, texts.foreign(foreign))
  if (parsed.format !== 'reelgraph') return wrong(texts.theFile, texts.wrongFormat(shown(parsed.format, texts)))
  if (!Number.isInteger(parsed.version) || (parsed.version as number) < 1)
    return wrong('"version"', texts.wrongVersion(shown(parsed.version, texts)))
  if ((parsed.version as number) > documentVersion)
    return wrong(texts.theFile, texts.newer(parsed.version as number, documentVersion))
  if (parsed.name !== undefined && typeof parsed.name !== 'string') return wrong('"name"', texts.mustBeText)
  for (const [key, value] of Object.entries(parsed))
    if (key !== 'nodes' && key !== 'subgraphs') checkWritable(value, `"${key.slice(0, 80)}"`, wrong, texts)
  checkNodes(parsed.nodes, undefined, wrong, texts)
  if (parsed.subgraphs !== undefined) checkSubgraphs(parsed.subgraphs, wrong, texts)
  return parsed as unknown as Workflow
}

type Wrong<T> = (where: string | T, what: T) => never

/** @param within the subgraph that the nodes are in, if any */
const checkNodes = <T extends Words>(nodes: unknown, within: T | undefined, wrong: Wrong<T>, texts: Texts<T>): void => {
  const inside = (place: string | T) => (within === undefined ? place : texts.inside(within, place))
  if (!isObject(nodes)) wrong(inside('"nodes"'), texts.mustBeNodes)
  const count = Object.keys(nodes).length
  if (count > maxNodes) wrong(inside('"nodes"'), texts.tooMany(count, maxNodes))
  for (const [id, node] of Object.entries(nodes)) {
    const where = inside(texts.node(id.slice(0, 80)))
    if (id === '__proto__') wrong(where, texts.badNodeId)
    if (!isObject(node)) wrong(where, texts.mustBeObject)
    if (typeof node.node !== 'string') wrong(texts.inside(where, '"node"'), texts.mustBeDefinition)
    if (typeof node.version !== 'number') wrong(texts.inside(where, '"version"'), texts.mustBeNumber)
    if (!isPlace(node.at)) wrong(texts.inside(where, '"at"'), texts.mustBePlace)
    if (node.title !== undefined && typeof node.title !== 'string')
      wrong(texts.inside(where, '"title"'), texts.mustBeText)
    if (!isObject(node.inputs)) wrong(texts.inside(where, '"inputs"'), texts.mustBeObject)
    for (const [name, filled] of Object.entries(node.inputs)) {
      const place = texts.inside(where, texts.input(name.slice(0, 80)))
      if (name === '__proto__') wrong(place, texts.badName)
      if (!isObject(filled)) wrong(place, texts.mustBeInput)
      const literal = Object.hasOwn(filled, 'value')
      const linked = Object.hasOwn(filled, 'from')
      if (literal === linked) wrong(place, texts.eitherOr)
      if (linked && (typeof filled.from !== 'string' || typeof filled.output !== 'string'))
        wrong(place, texts.mustBeLink)
      checkWritable(filled, place, wrong, texts)
    }
    checkWritable(node, where, wrong, texts)
  }
}

const isPlace = (at: unknown): boolean =>
  Array.isArray(at) && at.length === 2 && at.every((each) => typeof each === 'number' && Number.isFinite(each))

const checkSubgraphs = <T extends Words>(subgraphs: unknown, wrong: Wrong<T>, texts: Texts<T>): void => {
  if (!isObject(subgraphs)) wrong('"subgraphs"', texts.mustBeSubgraphs)
  for (const [id, subgraph] of Object.entries(subgraphs)) {
    const where = texts.subgraph(id.slice(0, 80))
    if (id === '__proto__') wrong(where, texts.badSubgraphId)
    if (!isObject(subgraph)) wrong(where, texts.mustBeObject)
    if (typeof subgraph.title !== 'string') wrong(texts.inside(where, '"title"'), texts.mustBeText)
    if (subgraph.anchor !== undefined && !isPlace(subgraph.anchor))
      wrong(texts.inside(where, '"anchor"'), texts.mustBePlace)
    for (const side of ['inputs', 'outputs'] as const) {
      const ports = subgraph[side]
      if (!Array.isArray(ports)) wrong(texts.inside(where, `"${side}"`), texts.mustBePorts)
      const names = new Set<unknown>()
      for (const port of ports) {
        if (!isObject(port) || typeof port.name !== 'string' || ['', openPort, '__proto__'].includes(port.name))
          wrong(texts.inside(where, `"${side}"`), texts.mustBeNamed(openPort))
        if (names.has(port.name)) wrong(texts.inside(where, `"${side}"`), texts.twoPorts(port.name.slice(0, 80)))
        if (port.title !== undefined && typeof port.title !== 'string')
          wrong(texts.inside(texts.inside(where, `"${side}"`), texts.titleOf(port.name.slice(0, 80))), texts.mustBeText)
        names.add(port.name)
      }
    }
    for (const [key, value] of Object.entries(subgraph))
      if (key !== 'nodes') checkWritable(value, texts.inside(where, `"${key.slice(0, 80)}"`), wrong, texts)
    checkNodes(subgraph.nodes, where, wrong, texts)
    for (const [edge, kind] of Object.entries(edgeKinds)) {
      const nodes = subgraph.nodes as Readonly<Record<string, Json>>
      const node = Object.hasOwn(nodes, edge) ? nodes[edge] : undefined
      if (!isObject(node) || node.node !== kind) wrong(texts.inside(where, '"nodes"'), texts.noEdge(edge, kind))
    }
  }
}

const shown = <T extends Words>(value: unknown, texts: Texts<T>): string | T => {
  if (value === undefined) return texts.missing
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? texts.list : texts.object
  return JSON.stringify(typeof value === 'string' ? value.slice(0, 80) : value)
}

const maxDepth = 100

/** Refuses JSON that could not be written again as it was read. */
const checkWritable = <T extends Words>(json: unknown, where: string | T, wrong: Wrong<T>, texts: Texts<T>): void => {
  let level: unknown[] = [json]
  for (let depth = 0; level.length > 0; depth++) {
    // JSON.parse reads any depth, JSON.stringify follows it on the call stack and breaks.
    if (depth > maxDepth) wrong(where, texts.tooDeep(maxDepth))
    const next: unknown[] = []
    for (const value of level) {
      // 1e999 is read as infinity, which would be written as null.
      if (typeof value === 'number' && !Number.isFinite(value)) wrong(where, texts.tooLargeNumber)
      if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) next.push(each)
    }
    level = next
  }
}
