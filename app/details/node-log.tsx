'use client'
import { useCallback, useMemo } from 'react'
import type { NodeId } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import { titleOf } from '../../workflow/rules.ts'
import { flatId, nodeOfFlat } from '../../workflow/subgraphs/level.ts'
import { useNodeState } from '../cards/card-hooks.ts'
import { useLoaded } from '../panels/use-loaded.ts'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './details.module.css'
import { logLines } from './log-lines.ts'

/** What the server wrote down of a node in a run, with the time of day. */
export const NodeLog = ({ id, job }: { readonly id: NodeId; readonly job: JobState }) => {
  const texts = useTexts()
  const { api } = useStudio()
  const { editor, definitions } = useApp()
  const flat = flatId(editor.path ?? [], id)
  const load = useCallback(() => api.nodeEvents(job.job, flat), [api, job.job, flat])
  // Steps come many times a second: the log is read again when the node began, warned, or ended.
  const when = useNodeState(id, (state) => `${state?.status} ${state?.warnings?.length ?? 0}`)
  const { value, problem } = useLoaded(load, `${when} ${job.status}`)
  const lines = useMemo(() => logLines(value ?? [], flat, texts), [value, flat, texts])
  const named = (inside: NodeId) => {
    const node = nodeOfFlat((editor.whole ?? editor).workflow(), inside)
    return node ? titleOf(definitions, node) : texts.cards.goneNode
  }
  if (problem !== undefined) return <p className={style.wrong}>{problem}</p>
  if (!value) return <p className={style.quiet}>{texts.details.readingLog}</p>
  return (
    <ol className={style.log}>
      {lines.map(({ seq, at, text, inside, sign }) => (
        <li key={seq} data-sign={sign}>
          <time dateTime={new Date(at).toISOString()}>{texts.amounts.clock(at)}</time>
          <span>
            {inside !== undefined && <b>{named(inside)}: </b>}
            {text}
          </span>
        </li>
      ))}
    </ol>
  )
}
