import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AnyNode } from '../../nodes/contract/define.ts'
import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import { titleOf } from '../../workflow/rules.ts'
import { reasonOf } from '../../workflow/said/reason.ts'
import { say, type Worded, type Words, worded } from '../../workflow/said/said.ts'
import type { Clip } from '../../workflow/values.ts'
import type { FirstFailure, NodeFailure, SystemInfo } from '../../workflow/wire.ts'
import type { Cache, Result } from './cache.ts'
import { contentAddress } from './content-address.ts'
import type { Contexts } from './context.ts'
import { createDemand, type Demand } from './demand.ts'
import { diskTrouble } from './disk-trouble.ts'
import type { EngineJob, EngineListener } from './engine.ts'
import { type MemorySource, watchMemory } from './memory-watch.ts'
import { nodeError } from './node-error.ts'
import { gather, type Held, namedNode } from './node-inputs.ts'
import { createSummaries, isWhole, requireOutputs, type Summaries } from './node-outputs.ts'
import type { ProgressStore } from './progress-store.ts'
import { nothingToRun, planRun, type RunPlan } from './run-plan.ts'

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
  /** Where the memory that a node takes is measured; without it nothing is said of memory. */
  readonly memory?: MemorySource
}

/** Computes jobs, as `Engine.run` promises. */
export type Executor = (job: EngineJob, listener: EngineListener, stop: AbortSignal) => Promise<void>

/** An executor of one device. Each call of it stands for itself. */
export const createExecutor = (parts: ExecutorParts): Executor => {
  const summaries = createSummaries()
  return async (job, outer, stop) => {
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
      const outcome = await runNodes(parts, summaries, job, listener, stop)
      if (outcome === 'stopped') {
        if (stop.reason === 'cancel') listener.happened({ type: 'cancelled' })
      } else if (outcome === undefined) listener.happened({ type: 'finished', ms: performance.now() - begun })
      else listener.happened({ type: 'failed', ...outcome })
    } catch (error) {
      listener.happened({ type: 'failed', ...worded(nodeError(error, say('preparingNodes'))) })
    } finally {
      over = true
    }
  }
}

/** Why a job failed. */
interface Verdict extends Worded {
  readonly first?: FirstFailure
}

/** Answers why the job failed, 'stopped' where it was stopped, or undefined where all is well. */
const runNodes = async (
  parts: ExecutorParts,
  summaries: Summaries,
  job: EngineJob,
  listener: EngineListener,
  stop: AbortSignal,
): Promise<Verdict | 'stopped' | undefined> => {
  const definitions = await parts.definitions()
  const plan = planRun(job.document, definitions)
  if (plan.wanted.length === 0) return worded(nothingToRun(plan))

  const held = new Map<NodeId, Held>()
  const demand = createDemand(plan.wanted, plan.sources, (id) => held.delete(id))
  const failures = createFailures(plan, definitions, demand, listener)
  for (const id of plan.order) {
    const problem = plan.problems.get(id)
    if (problem) failures.add(id, problem)
  }
  failures.skipReaders()

  const one = createNodeRunner(parts, summaries, job, definitions, plan, held, listener, stop)
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
      failures.add(id, outcome)
      failures.skipReaders()
    }
  }
  return failures.verdict()
}

/** Tells of nodes that failed, and stops those that read them. */
const createFailures = (plan: RunPlan, definitions: Definitions, demand: Demand, listener: EngineListener) => {
  const failed = new Map<NodeId, NodeFailure>()
  let fresh: NodeId[] = []
  return {
    add: (id: NodeId, failure: NodeFailure) => {
      failed.set(id, failure)
      fresh.push(id)
      listener.happened({ type: 'node-failed', node: id, ...failure })
    },
    skipReaders: () => {
      for (const id of fresh)
        for (const reader of demand.fail(id))
          if (!failed.has(reader)) listener.happened({ type: 'node-skipped', node: reader, because: id })
      fresh = []
    },
    verdict: (): Verdict | undefined => {
      const first = failed.entries().next().value
      if (!first) return undefined
      const [id, failure] = first
      const more = failed.size - 1
      const others = more === 0 ? '' : ` (${more} more ${more === 1 ? 'node' : 'nodes'} failed.)`
      const placed = nodeOf(plan.document, id)!
      return {
        message: `${titleOf(definitions, placed)}: ${failure.message}${others}`,
        first: { ...namedNode(placed), ...failure, more },
      }
    },
  }
}

/** Computes one node, or takes its result from the cache. Answers why it failed, or 'stopped'. */
const createNodeRunner = (
  parts: ExecutorParts,
  summaries: Summaries,
  job: EngineJob,
  definitions: Definitions,
  plan: RunPlan,
  held: Map<NodeId, Held>,
  listener: EngineListener,
  stop: AbortSignal,
) => {
  const { contexts, cache, progress, nodes, device } = parts
  let toldOfCache = false

  return async (id: NodeId): Promise<NodeFailure | 'stopped' | undefined> => {
    const begun = performance.now()
    const placed = nodeOf(plan.document, id)!
    const definition = definitionOf(definitions, placed.node)!
    const node = nodes.get(placed.node)
    if (!node) return worded(say('noProgram', { node: placed.node }))
    const gathered = gather(placed, definition, definitions, plan, held)
    if ('message' in gathered) return gathered

    const watch = parts.memory && watchMemory(parts.memory)
    const run = contexts.open({
      job: job.job,
      workflow: job.workflow,
      node: id,
      listener: {
        ...listener,
        happened: (happening) => {
          if (happening.type === 'progress') watch?.look()
          listener.happened(happening)
        },
      },
      stop,
    })
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
      // Before the summaries, whose own memory is not the node's.
      const memory = cached ? undefined : watch?.peak()
      listener.happened({
        type: 'node-finished',
        node: id,
        cached,
        ms,
        outputs: summaries(definition, outputs),
        ...(definition.view === 'latent' ? { address } : {}),
        ...(memory === undefined ? {} : { memory }),
      })
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
        for (const warning of known.warnings) run.remark(warning)
        finish(address, known, true, performance.now() - begun)
        return undefined
      }
      listener.happened({ type: 'node-started', node: id, ...(definition.view === 'latent' ? { address } : {}) })
      run.begin(address)
      const outputs = await node.run(gathered.values, run.context)
      requireOutputs(definition, outputs)
      const result: Result = { outputs, warnings: run.remarks }
      // Where the result could not be kept, what was saved on the way is all that a later run can start from.
      if ((await keep(address, result)) && run.saved) await progress.delete(address)
      const { ms } = run
      await run.previewed()
      finish(address, result, false, ms)
      return undefined
    } catch (error) {
      // What was computed before it was stopped, or failed, can be looked at too.
      await run.previewed()
      return stop.aborted ? 'stopped' : worded(nodeError(error, run.activity))
    }
  }
}

const cacheTrouble = (error: unknown): Words => {
  const trouble = diskTrouble(error, say('theResult'))
  return trouble ? say('resultNotWritten', trouble) : say('resultNotKept', { why: reasonOf(error) })
}
