import { foreignProgram } from './foreign-file.ts'
import { isObject, type Json } from './json.ts'

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
export const documentVersion = 1

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

/** The text of a workflow file. Loading that text and writing it again gives the same bytes. */
export const writeWorkflow = (workflow: Workflow): string => `${JSON.stringify(workflow, null, 2)}\n`

/** Says what is wrong with a workflow file and where. */
export class WorkflowError extends Error {
  override name = 'WorkflowError'
}

/** As much as the server takes. */
const maxBytes = 20 * 1024 * 1024
/** The most nodes that one canvas is given: with more the page would stand still. */
const maxNodes = 20_000

/** @throws WorkflowError for a file that is larger than a workflow may be */
export const checkSize = (bytes: number): void => {
  if (bytes > maxBytes)
    throw new WorkflowError(
      `The file has ${Math.round(bytes / 1e6)} MB; a workflow may have at most ${Math.round(maxBytes / 1e6)} MB. Check that it is a workflow.`,
    )
}

/**
 * The workflow in a file's text, in the current format. Unknown keys and unknown nodes are kept verbatim; no value is changed.
 * Of two equal keys in one object the last counts, as everywhere in JSON.
 * @throws WorkflowError for what is not JSON, not ours, from a newer version, or not well-formed: it names the place.
 */
export const readWorkflow = (text: string): Workflow => {
  checkSize(text.length)
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    throw new WorkflowError(
      `The file is not JSON (${(error as Error).message}). Pick a workflow that Reelgraph saved, or repair the file at that place.`,
    )
  }
  return checkWorkflow(parsed)
}

/**
 * The given JSON as a workflow, after a check of its form.
 * @throws WorkflowError as {@link readWorkflow}.
 */
export const checkWorkflow = (parsed: unknown): Workflow => {
  const wrong: Wrong = (where, what) => {
    throw new WorkflowError(`${where} ${what}. The workflow was not opened, and nothing was changed.`)
  }
  if (!isObject(parsed)) return wrong('The file', 'holds no object: a workflow starts with {"format":"reelgraph"')
  const foreign = foreignProgram(parsed)
  if (foreign !== undefined)
    return wrong(
      'The file',
      `is no Reelgraph workflow but a graph of ${foreign}, whose nodes are other ones: build it here from an example, and copy its prompts and numbers over`,
    )
  if (parsed.format !== 'reelgraph')
    return wrong('The file', `is no Reelgraph workflow: "format" must be "reelgraph" and is ${shown(parsed.format)}`)
  if (!Number.isInteger(parsed.version) || (parsed.version as number) < 1)
    return wrong('"version"', `must be a whole number from 1, and is ${shown(parsed.version)}`)
  if ((parsed.version as number) > documentVersion)
    return wrong(
      'The file',
      `is from a newer Reelgraph (format version ${parsed.version}; this one reads up to ${documentVersion}): update Reelgraph to open it`,
    )
  if (parsed.name !== undefined && typeof parsed.name !== 'string') return wrong('"name"', 'must be text')
  for (const [key, value] of Object.entries(parsed))
    if (key !== 'nodes' && key !== 'subgraphs' && flawOf(value)) return wrong(`"${key.slice(0, 80)}"`, flawOf(value))
  checkNodes(parsed.nodes, '', wrong)
  if (parsed.subgraphs !== undefined) checkSubgraphs(parsed.subgraphs, wrong)
  return parsed as unknown as Workflow
}

type Wrong = (where: string, what: string | undefined) => never

/** @param within where the nodes are, as the beginning of a place */
const checkNodes = (nodes: unknown, within: string, wrong: Wrong): void => {
  if (!isObject(nodes)) wrong(`${within}"nodes"`, 'must be an object of nodes by id')
  const count = Object.keys(nodes).length
  if (count > maxNodes)
    wrong(`${within}"nodes"`, `holds ${count} nodes, and at most ${maxNodes} can be shown: split it into several files`)
  for (const [id, node] of Object.entries(nodes)) {
    const where = `${within}Node "${id.slice(0, 80)}"`
    if (id === '__proto__') wrong(where, 'has an id that no node can have')
    if (!isObject(node)) wrong(where, 'must be an object')
    if (typeof node.node !== 'string') wrong(`${where}: "node"`, 'must be the id of a node definition')
    if (typeof node.version !== 'number') wrong(`${where}: "version"`, 'must be a number')
    if (!isPlace(node.at)) wrong(`${where}: "at"`, 'must be two numbers [x, y]')
    if (node.title !== undefined && typeof node.title !== 'string') wrong(`${where}: "title"`, 'must be text')
    if (!isObject(node.inputs)) wrong(`${where}: "inputs"`, 'must be an object')
    for (const [name, filled] of Object.entries(node.inputs)) {
      const place = `${where}: input "${name.slice(0, 80)}"`
      if (name === '__proto__') wrong(place, 'has a name that no input can have')
      if (!isObject(filled)) wrong(place, 'must be {"value": …} or {"from": …, "output": …}')
      const literal = Object.hasOwn(filled, 'value')
      const linked = Object.hasOwn(filled, 'from')
      if (literal === linked) wrong(place, 'must have either "value" or "from", not both or neither')
      if (linked && (typeof filled.from !== 'string' || typeof filled.output !== 'string'))
        wrong(place, 'must name its link as {"from": node id, "output": output name}')
      const flaw = flawOf(filled)
      if (flaw) wrong(place, flaw)
    }
    const flaw = flawOf(node)
    if (flaw) wrong(where, flaw)
  }
}

const isPlace = (at: unknown): boolean =>
  Array.isArray(at) && at.length === 2 && at.every((each) => typeof each === 'number' && Number.isFinite(each))

const checkSubgraphs = (subgraphs: unknown, wrong: Wrong): void => {
  if (!isObject(subgraphs)) wrong('"subgraphs"', 'must be an object of subgraphs by id')
  for (const [id, subgraph] of Object.entries(subgraphs)) {
    const where = `Subgraph "${id.slice(0, 80)}"`
    if (id === '__proto__') wrong(where, 'has an id that no subgraph can have')
    if (!isObject(subgraph)) wrong(where, 'must be an object')
    if (typeof subgraph.title !== 'string') wrong(`${where}: "title"`, 'must be text')
    if (subgraph.anchor !== undefined && !isPlace(subgraph.anchor))
      wrong(`${where}: "anchor"`, 'must be two numbers [x, y]')
    for (const side of ['inputs', 'outputs'] as const) {
      const ports = subgraph[side]
      if (!Array.isArray(ports)) wrong(`${where}: "${side}"`, 'must be a list of ports')
      const names = new Set<unknown>()
      for (const port of ports) {
        if (!isObject(port) || typeof port.name !== 'string' || ['', openPort, '__proto__'].includes(port.name))
          wrong(`${where}: "${side}"`, `must hold ports with a "name" each, other than "${openPort}"`)
        if (names.has(port.name)) wrong(`${where}: "${side}"`, `has two ports "${port.name.slice(0, 80)}"`)
        if (port.title !== undefined && typeof port.title !== 'string')
          wrong(`${where}: "${side}": the "title" of "${port.name.slice(0, 80)}"`, 'must be text')
        names.add(port.name)
      }
    }
    for (const [key, value] of Object.entries(subgraph))
      if (key !== 'nodes' && flawOf(value)) wrong(`${where}: "${key.slice(0, 80)}"`, flawOf(value))
    checkNodes(subgraph.nodes, `${where}: `, wrong)
    for (const [edge, kind] of Object.entries(edgeKinds)) {
      const nodes = subgraph.nodes as Readonly<Record<string, Json>>
      const node = Object.hasOwn(nodes, edge) ? nodes[edge] : undefined
      if (!isObject(node) || node.node !== kind)
        wrong(`${where}: "nodes"`, `must have a node "${edge}" of the kind "${kind}", which is its edge`)
    }
  }
}

const shown = (value: unknown): string => {
  if (value === undefined) return 'missing'
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object'
  return JSON.stringify(typeof value === 'string' ? value.slice(0, 80) : value)
}

const maxDepth = 100

/** Why JSON could not be written again as it was read, as the end of a sentence, or undefined where it can. */
const flawOf = (json: unknown): string | undefined => {
  let level: unknown[] = [json]
  for (let depth = 0; level.length > 0; depth++) {
    // JSON.parse reads any depth, JSON.stringify follows it on the call stack and breaks.
    if (depth > maxDepth) return `is nested more than ${maxDepth} levels deep`
    const next: unknown[] = []
    for (const value of level) {
      // 1e999 is read as infinity, which would be written as null.
      if (typeof value === 'number' && !Number.isFinite(value))
        return 'holds a number that is too large: give one below 1.8e308'
      if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) next.push(each)
    }
    level = next
  }
  return undefined
}
