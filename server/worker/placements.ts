import { namedNodes, type OpenNetwork } from '../../workflow/wire.ts'

/** A node that ran, as ONNX Runtime's profile tells it. */
export interface PlacedNode {
  /** Its name in the graph: a weight path and the operator. */
  readonly node: string
  readonly operator: string
  /** For example `CUDAExecutionProvider`. */
  readonly provider: string
  /** How long it took, all its calls together. */
  readonly microseconds: number
}

/** The name of the CPU's provider in a profile. */
export const cpuProvider = 'CPUExecutionProvider'

interface ProfileEvent {
  readonly cat?: unknown
  readonly name?: unknown
  readonly dur?: unknown
  readonly args?: {
    readonly op_name?: unknown
    readonly provider?: unknown
    readonly output_type_shape?: readonly Readonly<Record<string, unknown>>[]
  }
}

/**
 * The nodes in a profile (JSON text) that compute floating-point numbers, each once, and where they ran. Arithmetic on
 * shapes is left out: ONNX Runtime keeps it on the CPU by intention, and it costs nothing.
 * @throws where the text is no profile
 */
export const readPlacements = (profile: string): PlacedNode[] => {
  const events: unknown = JSON.parse(profile)
  if (!Array.isArray(events)) throw new Error('This is no profile of ONNX Runtime: it holds no list of events.')
  const found = new Map<string, PlacedNode>()
  for (const { cat, name, dur, args } of events as ProfileEvent[]) {
    if (cat !== 'Node' || typeof name !== 'string' || !name.endsWith(ending)) continue
    const floats = args?.output_type_shape?.some((each) => Object.keys(each).some((type) => /float|double/.test(type)))
    if (!floats || typeof args?.provider !== 'string' || typeof args.op_name !== 'string') continue
    const node = name.slice(0, -ending.length)
    const microseconds = (found.get(node)?.microseconds ?? 0) + (typeof dur === 'number' ? dur : 0)
    found.set(node, { node, operator: args.op_name, provider: args.provider, microseconds })
  }
  return [...found.values()]
}

const ending = '_kernel_time'

/** How many nodes there are, and which of them ran on the CPU, those that took longest first. */
export const summarise = (nodes: readonly PlacedNode[]): NonNullable<OpenNetwork['placed']> => {
  const fallen = nodes.filter(({ provider }) => provider === cpuProvider)
  const time = (some: readonly PlacedNode[]) => some.reduce((sum, { microseconds }) => sum + microseconds, 0)
  return {
    nodes: nodes.length,
    fallen: fallen.length,
    share: time(fallen) / Math.max(1, time(nodes)),
    names: [...fallen]
      .sort((a, b) => b.microseconds - a.microseconds)
      .slice(0, namedNodes)
      .map(({ node }) => node),
  }
}

/** One line for a person: how many nodes ran on the CPU though another device was asked for, and which first; or that none did. */
export const fallbackLine = (nodes: readonly PlacedNode[], shown = 8): string => {
  const fallen = nodes.filter(({ provider }) => provider === cpuProvider)
  if (fallen.length === 0) return `all ${nodes.length} nodes ran on the device`
  const names = fallen.slice(0, shown).map(({ node, operator }) => `${node} (${operator})`)
  const more = fallen.length > shown ? ` and ${fallen.length - shown} more` : ''
  return `${fallen.length} of ${nodes.length} nodes fell back to the CPU: ${names.join(', ')}${more}`
}
