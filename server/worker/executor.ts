import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AnyNode } from '../../nodes/contract/define.ts'
import { type Definition, type Definitions, definitionOf, fieldProblem } from '../../workflow/definition.ts'
import { inputOf, isLink, type NodeId, nodeOf, type PlacedNode } from '../../workflow/document.ts'
import type { Json } from '../../workflow/json.ts'
import { fieldApplies, literalOf, titleOf } from '../../workflow/rules.ts'
import { type Clip, type Summary, summarise, type Values } from '../../workflow/values.ts'
import type { SystemInfo } from '../../workflow/wire.ts'
import type { Cache, Result } from './cache.ts'
import { contentAddress, type InputAddress, linkAddress } from './content-address.ts'
import type { Contexts } from './context.ts'
import { createDemand, type Demand } from './demand.ts'
import { diskTrouble } from './disk-trouble.ts'
import type { EngineJob, EngineListener } from './engine.ts'
import { nodeError } from './node-error.ts'
import type { ProgressStore } from './progress-store.ts'
import { planRun, type RunPlan } from './run-plan.ts'

export interface ExecutorParts {
  readonly device: SystemInfo['device']
  readonly nodes: ReadonlyMap<string, AnyNode>
  /** The nodes' descriptions as they are now: the checkpoints that can be chosen may change while the program runs. */
  readonly definitions: () => Promise<Definitions>
  readonly contexts: Contexts
  readonly cache: Cache
  readonly progress: Pick<ProgressStore, 'delete'>
  /** True where the clip's file is still in the artifact store. */
  readonly hasClip: (clip: Clip) => Promise<boolean>
}

/** Computes jobs, as `Engine.run` promises. */
export type Executor = (job: EngineJob, listener: EngineListener, stop: AbortSignal) => Promise<void>

/** A result on its way to those who read it. */
interface Held {
  readonly address: string
  readonly outputs: Result['outputs']
}

/** An executor of one device. Each call of it stands for itself. */
export const createExecutor =
  (parts: ExecutorParts): Executor =>
  async (job, outer, stop) => {
    const begun = performance.now()
    // What comes late, a preview for example, must not follow the end of its job.
    let over = false
    const listener: EngineListener = {
      happened: (happening) => {
        if (!over) outer.happened(happening)
      },
      preview: (header, latent) => {
        if (!over) outer.preview(header, latent)
      },
    }
    listener.happened({ type: 'started', device: parts.device.title })
    try {
      const problem = await runNodes(parts, job, listener, stop)
      if (problem === 'stopped') {
        if (stop.reason === 'cancel') listener.happened({ type: 'cancelled' })
      } else if (problem === undefined) listener.happened({ type: 'finished', ms: performance.now() - begun })
      else listener.happened({ type: 'failed', message: problem })
    } catch (error) {
      listener.happened({ type: 'failed', message: nodeError(error, 'The run', 'getting its nodes ready') })
    } finally {
      over = true
    }
  }

/** Answers why the job failed, 'stopped' where it was stopped, or undefined where all is well. */
const runNodes = async (
  parts: ExecutorParts,
  job: EngineJob,
  listener: EngineListener,
  stop: AbortSignal,
): Promise<string | undefined> => {
  const definitions = await parts.definitions()
  const plan = planRun(job.document, definitions)
  if (plan.wanted.length === 0)
    return 'There is nothing to run: no node of this workflow makes a result. Add Export or Preview, connect it, and run again.'

  const held = new Map<NodeId, Held>()
  const demand = createDemand(plan.wanted, plan.sources, (id) => held.delete(id))
  const failures = createFailures(plan, definitions, demand, listener)
  for (const id of plan.order) {
    const problem = plan.problems.get(id)
    if (problem) failures.add(id, problem.message, problem.input)
  }
  failures.skipReaders()

  const one = createNodeRunner(parts, job, definitions, plan, held, listener, stop)
  let turn = performance.now()
  for (const id of plan.order) {
    if (!demand.waits(id)) continue
    // Thousands of small nodes must not keep a cancel from being heard.
    if (performance.now() - turn > 20) {
      await nextTurn()
      turn = performance.now()
    }
    if (stop.aborted) return 'stopped'
    const outcome = await one(id)
    if (outcome === 'stopped') return 'stopped'
    if (outcome === undefined) demand.finish(id)
    else {
      failures.add(id, outcome.message, outcome.input)
      failures.skipReaders()
    }
  }
  return failures.verdict()
}

/** Tells of nodes that failed, and stops those that read them. */
const createFailures = (plan: RunPlan, definitions: Definitions, demand: Demand, listener: EngineListener) => {
  const failed = new Map<NodeId, string>()
  let fresh: NodeId[] = []
  return {
    add: (id: NodeId, message: string, input?: string) => {
      failed.set(id, message)
      fresh.push(id)
      listener.happened({ type: 'node-failed', node: id, ...(input === undefined ? {} : { input }), message })
    },
    skipReaders: () => {
      for (const id of fresh)
        for (const reader of demand.fail(id))
          if (!failed.has(reader)) listener.happened({ type: 'node-skipped', node: reader, because: id })
      fresh = []
    },
    verdict: (): string | undefined => {
      const first = failed.entries().next().value
      if (!first) return undefined
      const [id, message] = first
      const more = failed.size - 1
      const others = more === 0 ? '' : ` (${more} more ${more === 1 ? 'node' : 'nodes'} failed.)`
      return `${titleOf(definitions, nodeOf(plan.document, id)!)}: ${message}${others}`
    },
  }
}

interface Failure {
  readonly message: string
  readonly input?: string
}

/** Computes one node, or takes its result from the cache. Answers why it failed, or 'stopped'. */
const createNodeRunner = (
  parts: ExecutorParts,
  job: EngineJob,
  definitions: Definitions,
  plan: RunPlan,
  held: Map<NodeId, Held>,
  listener: EngineListener,
  stop: AbortSignal,
) => {
  const { contexts, cache, progress, nodes, device } = parts
  let toldOfCache = false

  return async (id: NodeId): Promise<Failure | 'stopped' | undefined> => {
    const begun = performance.now()
    const placed = nodeOf(plan.document, id)!
    const definition = definitionOf(definitions, placed.node)!
    const title = titleOf(definitions, placed)
    const node = nodes.get(placed.node)
    if (!node) return { message: `The node "${placed.node}" is described, but its program is not there. Reinstall it.` }
    const gathered = gather(placed, definition, definitions, plan, held)
    if ('message' in gathered) return gathered

    const run = contexts.open({ job: job.job, workflow: job.workflow, node: id, listener, stop })
    const keep = async (address: string, result: Result): Promise<boolean> => {
      try {
        await cache.write(address, result)
        return true
      } catch (error) {
        // One word for the whole job: the next result will hardly fare better.
        if (!toldOfCache) run.remark(cacheTrouble(error))
        toldOfCache = true
        return false
      }
    }
    const finish = (address: string, { outputs }: Result, cached: boolean, ms: number) => {
      held.set(id, { address, outputs })
      listener.happened({ type: 'node-finished', node: id, cached, ms, outputs: summaries(definition, outputs) })
    }

    try {
      const identity = await node.identity?.(gathered.values, run.context)
      const address = contentAddress({
        node: placed.node,
        version: definition.version,
        device: device.id,
        inputs: gathered.addresses,
        ...(identity === undefined ? {} : { identity }),
      })
      const known = await cache.read(address, (result) => isWhole(definition, result, parts.hasClip))
      if (known) {
        for (const message of known.warnings) run.remark(message)
        finish(address, known, true, performance.now() - begun)
        return undefined
      }
      listener.happened({ type: 'node-started', node: id })
      run.begin(address)
      const outputs = await node.run(gathered.values, run.context)
      requireOutputs(definition, outputs)
      const result: Result = { outputs, warnings: run.remarks }
      // Where the result could not be kept, what was saved on the way is all that a later run can start from.
      if ((await keep(address, result)) && run.saved) await progress.delete(address)
      finish(address, result, false, run.ms)
      return undefined
    } catch (error) {
      return stop.aborted ? 'stopped' : { message: nodeError(error, title, run.activity) }
    }
  }
}

const cacheTrouble = (error: unknown): string => {
  const trouble = diskTrouble(error, 'The result')
  return trouble
    ? `${trouble.problem} The run goes on, but this result will be computed again next time. ${trouble.remedy}.`
    : `The result could not be kept (${error instanceof Error ? error.message : String(error)}). The run goes on, but it will be computed again next time.`
}

/** What arrives at a node's inputs, and what stands for it in the content address. */
interface Gathered {
  readonly values: Readonly<Record<string, unknown>>
  readonly addresses: Readonly<Record<string, InputAddress>>
}

const gather = (
  placed: PlacedNode,
  definition: Definition,
  definitions: Definitions,
  plan: RunPlan,
  held: ReadonlyMap<NodeId, Held>,
): Gathered | Failure => {
  const values: Record<string, unknown> = {}
  const addresses: Record<string, InputAddress> = {}
  for (const [name, input] of Object.entries(definition.inputs)) {
    const filled = inputOf(placed, name)
    if (isLink(filled)) {
      const source = nodeOf(plan.document, filled.from)!
      const type = definitionOf(definitions, source.node)!.outputs[filled.output]!.type
      const { address, outputs } = held.get(filled.from)!
      const value = outputs[filled.output]
      // The rules saw literals only: what a link brings is known now.
      const problem = input.kind === 'port' ? undefined : fieldProblem(input, value as Json)
      if (problem)
        return { input: name, message: `${input.title} ${problem}. It comes from ${titleOf(definitions, source)}.` }
      values[name] = value
      addresses[name] = linkAddress(type, value, address, filled.output)
    } else if (input.kind === 'port') values[name] = undefined
    // A field that does not count with the choices made may hold anything: the node gets its default.
    else if (!fieldApplies(definition, placed, input)) values[name] = input.default
    else {
      const literal = literalOf(input, placed, name)
      values[name] = literal
      addresses[name] = { value: literal }
    }
  }
  return { values, addresses }
}

const valueProblem = (value: unknown, type: keyof Values): string | undefined => {
  if (value === undefined || value === null) return 'gave nothing'
  if (type === 'number' && !Number.isFinite(value)) return `gave ${String(value)}, which is no finite number,`
  if (type === 'text' && typeof value !== 'string') return 'gave something that is not text'
  return undefined
}

/** @throws where a node gave other than its definition says: an error in the node, not in the workflow */
const requireOutputs = (definition: Definition, outputs: Result['outputs']): void => {
  for (const [name, { title, type }] of Object.entries(definition.outputs)) {
    const problem = valueProblem(outputs[name], type)
    if (problem)
      throw new Error(
        `${definition.title} ${problem} at its output "${title}". That is an error in nodes/${definition.id}: please report it.`,
      )
  }
}

/** True where a kept result has all outputs of the definition and the files of its clips are still there. */
const isWhole = async (
  definition: Definition,
  { outputs }: Result,
  hasClip: ExecutorParts['hasClip'],
): Promise<boolean> => {
  for (const [name, { type }] of Object.entries(definition.outputs)) {
    if (valueProblem(outputs[name], type)) return false
    if (type === 'clip' && !(await hasClip(outputs[name] as Clip))) return false
  }
  return true
}

const summaries = (definition: Definition, outputs: Result['outputs']): Record<string, Summary> =>
  Object.fromEntries(
    Object.entries(definition.outputs).map(([name, { type }]) => [
      name,
      summarise(type, outputs[name] as Values[typeof type]),
    ]),
  )
