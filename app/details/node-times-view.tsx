'use client'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import { useDefinition, useNodeState } from '../cards/card-hooks.ts'
import { shownAs } from '../inspect/profile-of.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './details.module.css'
import { nodeTimes } from './node-times.ts'

/** How long a node took in the newest run, of what share, with how much memory; and in the runs before. */
export const NodeTimes = ({ id }: { readonly id: NodeId }) => {
  const texts = useTexts()
  const { runs, editor } = useApp()
  const jobs = useStore(runs, (state) => state.jobs)
  const kind = useStore(editor.store, ({ history }) => nodeOf(history.present, id)?.node)
  const steps = useDefinition(kind)?.view === 'latent'
  const seconds = useNodeState(id, (state) => (steps && state?.total ? state.seconds : undefined))
  const times = useMemo(() => nodeTimes(jobs, editor.id, id, shownAs(editor)), [jobs, editor, id])
  const [newest] = times
  if (!newest) return null
  const longest = Math.max(...times.map(({ ms }) => ms))
  const facts: [string, string][] = [
    [
      texts.details.took,
      newest.cached
        ? texts.details.cached
        : `${texts.amounts.took(newest.ms)} · ${texts.details.share(Math.round(newest.share * 100))}`,
    ],
    ...(seconds === undefined || newest.cached
      ? []
      : [[texts.details.perStep, texts.amounts.took(seconds * 1000)] satisfies [string, string]]),
    ...(newest.memory === undefined
      ? []
      : [[texts.details.memory, texts.details.grew(texts.amounts.bytes(newest.memory))] satisfies [string, string]]),
  ]
  return (
    <section className={style.part} aria-label={texts.details.time}>
      <h3>{texts.details.time}</h3>
      <dl className={style.facts}>
        {facts.map(([title, text]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {times.length > 1 && (
        <ol className={style.times} aria-label={texts.details.runs}>
          {times.map(({ job, ms, cached }) => (
            <li key={job.job}>
              <span>{texts.amounts.ago(job.endedAt ?? job.queuedAt, Date.now())}</span>
              <i aria-hidden>
                <i style={{ width: `${longest > 0 ? (100 * ms) / longest : 0}%` }} />
              </i>
              <span>{cached ? texts.details.cached : texts.amounts.took(ms)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
