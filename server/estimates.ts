import type { Definitions } from '../workflow/definition.ts'
import { nodeOf, readWorkflow, type Workflow } from '../workflow/document.ts'
import { type Expected, measured, type Speed, workOf } from '../workflow/speeds.ts'
import type { JobEvent, JobId } from '../workflow/wire.ts'
import type { Journal } from './journal.ts'

/** What is expected of the work of jobs, learnt from those before them. */
export interface Estimates {
  /** Learns from what happened. */
  events(batch: readonly JobEvent[]): void
  /** What is expected of each node of a job on a device; nodes of which nothing is known are left out. */
  expected(job: JobId, device: string): Promise<Expected>
}

export interface EstimateParts {
  readonly journal: Pick<Journal, 'jobState' | 'document' | 'learn' | 'speed'>
  readonly definitions: () => Promise<Definitions>
  /** Told of what goes wrong: an estimate is never worth a run. */
  readonly report: (line: string) => void
}

/** Documents that are kept read: those of the jobs that wait, as a rule. */
const kept = 50

/** Estimates over a journal. */
export const createEstimates = ({ journal, definitions, report }: EstimateParts): Estimates => {
  const documents = new Map<JobId, Workflow>()
  const documentOf = (job: JobId): Workflow | undefined => {
    const known = documents.get(job)
    if (known) return known
    const text = journal.document(job)
    if (text === undefined) return undefined
    const document = readWorkflow(text)
    documents.set(job, document)
    if (documents.size > kept) documents.delete(documents.keys().next().value as JobId)
    return document
  }

  const learn = async (event: Extract<JobEvent, { type: 'node-finished' }>) => {
    const state = journal.jobState(event.job)
    const document = documentOf(event.job)
    const node = document && nodeOf(document, event.node)
    const speed = state && Object.hasOwn(state.nodes, event.node) ? measured(state.nodes[event.node]!) : undefined
    if (!document || !node || !speed || state?.device === undefined) return
    const { size } = workOf(document, event.node, await definitions())
    journal.learn({ kind: node.node, size, device: state.device }, speed)
  }

  return {
    events: (batch) => {
      for (const event of batch)
        if (event.type === 'node-finished' && !event.cached)
          learn(event).catch((error: Error) =>
            report(`The time that ${event.node} took was not learnt: ${error.message}`),
          )
    },
    expected: async (job, device) => {
      const state = journal.jobState(job)
      const document = documentOf(job)
      if (!state || !document) return {}
      const palette = await definitions()
      const expected: Record<string, Speed> = {}
      for (const id of Object.keys(state.nodes)) {
        const node = nodeOf(document, id)
        if (!node) continue
        const { size, units } = workOf(document, id, palette)
        const speed = journal.speed({ kind: node.node, size, device: state.device ?? device })
        if (speed) expected[id] = { seconds: speed.seconds, units: units ?? speed.units }
      }
      return expected
    },
  }
}
