import { differenceTable } from '../../workflow/compare.ts'
import type { Definitions } from '../../workflow/definition.ts'
import type { Workflow } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import type { ValueTexts } from '../../workflow/value-text.ts'
import type { JobId } from '../../workflow/wire.ts'

/** The graph of a run. */
export interface RunGraph {
  readonly job: JobId
  /** Whose run it is, its workflow for example: only runs of one are compared. */
  readonly of: string
  /** What it is called where the words stand: its prompt, mostly, which needs not be said twice. */
  readonly title: string
  readonly graph: Workflow
}

/** What runs are compared by, in words. */
export type KeyOf = (job: JobState) => string

/** Runs of one workflow. */
export const sameWorkflow: KeyOf = ({ workflow }) => workflow

/** Runs of one workflow that have one title: their posters look alike. */
export const sameTitle: KeyOf = ({ workflow, title }) => `${workflow} ${title}`

/** The runs that share their key with others, each with it: one alone needs not be told from another. */
export const severalOf = (runs: readonly JobState[], keyOf: KeyOf): ReadonlyMap<JobId, string> => {
  const counts = new Map<string, number>()
  for (const run of runs) counts.set(keyOf(run), (counts.get(keyOf(run)) ?? 0) + 1)
  return new Map(runs.filter((run) => counts.get(keyOf(run))! > 1).map((run) => [run.job, keyOf(run)]))
}

/** The name by which a run is spoken of, with what tells it from its like: their titles are often the same. */
export const namedApart = (title: string, apart: string | undefined): string =>
  apart === undefined ? title : `${title}, ${apart}`

/** Stands where a graph lacks the parameter, or it is empty. */
const nothing = '–'

/**
 * In words, what tells each run from the others of the same, beside its title: the parameters in which they differ, with its
 * own values. Runs that are alike, or alone, have none.
 */
export const tellApart = (
  runs: readonly RunGraph[],
  definitions: Definitions,
  texts: ValueTexts,
): ReadonlyMap<JobId, string> => {
  const groups = new Map<string, RunGraph[]>()
  for (const each of runs) {
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
