'use client'
import { useMemo } from 'react'
import { differenceTable } from '../../workflow/compare.ts'
import type { Workflow } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import type { Loaded } from '../panels/use-loaded.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './compare.module.css'
import { letterOf } from './letter-of.ts'
import { useGraphs } from './use-graphs.ts'

interface DifferenceProps {
  readonly jobs: readonly JobState[]
  /** The graph of each. */
  readonly graphs: Loaded<readonly Workflow[]>
}

/** The parameters that differ between the graphs of some runs, and no others. */
export const DifferenceList = ({ jobs, graphs }: DifferenceProps) => {
  const texts = useTexts()
  const { definitions } = useApp()
  const rows = useMemo(
    () => differenceTable(graphs.value ?? [], definitions, texts.values),
    [graphs.value, definitions, texts],
  )
  if (graphs.problem) return <p className={style.problem}>{graphs.problem}</p>
  if (!graphs.value) return <p className={style.quiet}>{texts.compare.readingGraphs}</p>
  if (rows.length === 0) return <p className={style.quiet}>{texts.compare.same}</p>
  return (
    <div className={style.table}>
      <table>
        <caption>{texts.compare.differs}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.compare.parameter}</th>
            {jobs.map((job, index) => (
              <th scope="col" key={job.job}>
                {letterOf(index)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two nodes may go by one name, and the order stays
            <tr key={index}>
              <th scope="row">
                {row.node}
                {row.parameter !== null && <span> · {row.parameter}</span>}
              </th>
              {row.values.map((value, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is a run
                <td key={column} data-other={value !== row.values[0] || undefined}>
                  {value ?? '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The same, for runs whose graphs nobody has read yet. */
export const DifferencesOf = ({ jobs }: Pick<DifferenceProps, 'jobs'>) => (
  <DifferenceList jobs={jobs} graphs={useGraphs(jobs)} />
)
