import type { Definitions } from '../workflow/definition.ts'
import { isLink, type NodeId, nodeOf, readWorkflow, type Workflow } from '../workflow/document.ts'
import { fileTexts } from '../workflow/file-texts.ts'
import type { Json } from '../workflow/json.ts'
import { effective } from '../workflow/modes.ts'
import { planOf } from '../workflow/plan.ts'
import { type Expected, measured, type Speed, type Work, worksOf } from '../workflow/speeds.ts'
import { flatten } from '../workflow/subgraphs/flatten.ts'
import type { JobEvent, JobId } from '../workflow/wire.ts'
import type { Journal } from './journal.ts'
import { digestOf } from './worker/content-address.ts'

/** What is expected of the work of jobs, learnt from those before them. */
export interface Estimates {
  /** Learns from what happened. */
  events(batch: readonly JobEvent[]): void
  /**
   * What is expected of each node of the jobs that wait or run, which run one after the other, in this order, on a device:
   * what one makes, the next finds in the cache. Nodes of which nothing is known are left out.
   */
  expected(jobs: readonly JobId[], device: string): Promise<Readonly<Record<JobId, Expected>>>
}

export interface EstimateParts {
  readonly journal: Pick<Journal, 'jobState' | 'document' | 'learn' | 'speed'>
  readonly definitions: () => Promise<Definitions>
  /** Told of what goes wrong: an estimate is never worth a run. */
  readonly report: (line: string) => void
}

/** What is known of a job: its document as it runs, without bypassed nodes and bends in wires. */
interface Read {
  readonly document: Workflow
  readonly works: ReadonlyMap<NodeId, Work>
  /** By node, what names its result: equal for nodes that do the same with the same. */
  readonly results: ReadonlyMap<NodeId, string>
}

/** Documents that are kept read: those of the jobs that wait, as a rule. */
const kept = 50
/** Results of which is remembered that they were made. */
const keptResults = 20_000

/** What the cache gives takes no time worth counting. */
const fromCache: Speed = { seconds: 0, units: 1 }

/** Estimates over a journal. */
export const createEstimates = ({ journal, definitions, report }: EstimateParts): Estimates => {
  const documents = new Map<JobId, Read>()
  const made = new Set<string>()
  let failing = false

  const read = async (job: JobId): Promise<Read | undefined> => {
    const known = documents.get(job)
    if (known) return known
    const text = journal.document(job)
    if (text === undefined) return undefined
    const palette = await definitions()
    const document = effective(flatten(readWorkflow(text, fileTexts), palette), palette).workflow
    const found = { document, works: worksOf(document, palette), results: resultNames(document) }
    documents.set(job, found)
    if (documents.size > kept) documents.delete(documents.keys().next().value as JobId)
    return found
  }

  const learn = async (event: Extract<JobEvent, { type: 'node-finished' }>) => {
    const state = journal.jobState(event.job)
    const found = await read(event.job)
    if (!state || !found || state.device === undefined) return
    const result = found.results.get(event.node)
    if (result !== undefined) {
      made.add(`${state.device} ${result}`)
      if (made.size > keptResults) made.delete(made.values().next().value as string)
    }
    const node = nodeOf(found.document, event.node)
    const speed = Object.hasOwn(state.nodes, event.node) ? measured(state.nodes[event.node]!) : undefined
    if (event.cached || !node || !speed) return
    const size = found.works.get(event.node)?.size ?? ''
    journal.learn({ kind: node.node, size, device: state.device }, speed)
    failing = false
  }

  return {
    events: (batch) => {
      for (const event of batch)
        if (event.type === 'node-finished')
          learn(event).catch((error: Error) => {
            // Once, not for every node while the disk is full.
            if (!failing) report(`How long a node took was not learnt: ${error.message}`)
            failing = true
          })
    },
    expected: async (jobs, device) => {
      const all: Record<JobId, Expected> = {}
      // What the jobs before it in the line make, and how fast they are at what was never done before.
      const willBeMade = new Set<string>()
      const paces = new Map<string, Speed>()
      for (const job of jobs) {
        const state = journal.jobState(job)
        const found = await read(job)
        if (!state || !found) continue
        const where = state.device ?? device
        const expected: Record<string, Speed> = {}
        for (const [id, { status, seconds, total }] of Object.entries(state.nodes)) {
          const node = nodeOf(found.document, id)
          if (!node) continue
          const result = `${where} ${found.results.get(id)}`
          const { size, units } = found.works.get(id) ?? { size: '' }
          const pace = `${where} ${node.node} ${size}`
          if (status === 'running' && seconds && total) paces.set(pace, { seconds, units: total })
          const speed = journal.speed({ kind: node.node, size, device: where }) ?? paces.get(pace)
          if (made.has(result) || willBeMade.has(result)) expected[id] = fromCache
          else if (speed) expected[id] = { seconds: speed.seconds, units: units ?? speed.units }
          if (state.status !== 'cancelling') willBeMade.add(result)
        }
        all[job] = expected
      }
      return all
    },
  }
}

/** A name for the result of each node, from its kind and all that it reads. It is a guess: only the worker knows its caches. */
const resultNames = (document: Workflow): ReadonlyMap<NodeId, string> => {
  const plan = planOf(document)
  const names = new Map<NodeId, string>()
  for (const id of 'order' in plan ? plan.order : []) {
    const node = nodeOf(document, id)
    if (!node) continue
    const inputs: Record<string, Json> = {}
    for (const [name, filled] of Object.entries(node.inputs))
      inputs[name] = isLink(filled) ? [names.get(filled.from) ?? '', filled.output] : { value: filled.value }
    names.set(id, digestOf({ node: node.node, inputs }))
  }
  return names
}
