'use client'
import { useCallback, useMemo } from 'react'
import { differenceTable } from '../../workflow/compare.ts'
import { readWorkflow } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import { useLoaded } from '../panels/use-loaded.ts'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './compare.module.css'
import { letterOf } from './letter-of.ts'

/** The parameters that differ between the graphs of some runs, and no others. */
export const DifferenceList = ({ jobs }: { readonly jobs: readonly JobState[] }) => {
  const texts = useTexts()
  const { api } = useStudio()
  const { definitions } = useApp()
  const ids = jobs.map(({ job }) => job).join(' ')
  const load = useCallback(
    () => Promise.all(ids.split(' ').map(async (job) => readWorkflow(await api.jobDocument(job), texts.file))),
    [api, ids, texts],
  )
  const graphs = useLoaded(load, ids)
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
