import { differenceTable } from '../../workflow/compare.ts'
import type { Definitions } from '../../workflow/definition.ts'
import type { Workflow } from '../../workflow/document.ts'
import type { ValueTexts } from '../../workflow/value-text.ts'
import type { JobId, WorkflowId } from '../../workflow/wire.ts'

/** The graph of a run that has not ended. */
export interface QueuedGraph {
  readonly job: JobId
  /** Whose run it is: only runs of one workflow are compared. */
  readonly of: WorkflowId
  /** What the queue calls it: its prompt, mostly, which needs not be said twice. */
  readonly title: string
  readonly graph: Workflow
}

/** Stands where a graph lacks the parameter, or it is empty. */
const nothing = '–'

/**
 * In words, what tells each run from the others of its workflow, beside its title: the parameters in which they differ, with its
 * own values. Runs that are alike, or alone, have none.
 */
export const tellApart = (
  queued: readonly QueuedGraph[],
  definitions: Definitions,
  texts: ValueTexts,
): ReadonlyMap<JobId, string> => {
  const groups = new Map<WorkflowId, QueuedGraph[]>()
  for (const each of queued) {
    const group = groups.get(each.of)
    if (group) group.push(each)
    else groups.set(each.of, [each])
  }
  const told = new Map<JobId, string>()
  for (const group of groups.values()) {
    const rows = differenceTable(
      group.map(({ graph }) => graph),
      definitions,
      texts,
    )
    if (rows.length === 0) continue
    const titles = rows.map(({ node, parameter }) => parameter ?? node)
    // A title that several nodes have says nothing without the node.
    const names = rows.map(({ node }, row) => {
      const title = titles[row]!
      return title !== node && titles.indexOf(title) !== titles.lastIndexOf(title) ? `${node}, ${title}` : title
    })
    for (const [at, { job, title }] of group.entries()) {
      const words = rows.flatMap(({ values }, row) => {
        const value = (values[at] ?? '').replaceAll(/\s+/g, ' ').trim() || nothing
        return value === title ? [] : [`${names[row]} ${value}`]
      })
      if (words.length > 0) told.set(job, words.join(' · '))
    }
  }
  return told
}
