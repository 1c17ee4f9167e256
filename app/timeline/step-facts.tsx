'use client'
import { useCallback } from 'react'
import { readWorkflow } from '../../workflow/document.ts'
import type { PreviewHeader } from '../../workflow/wire.ts'
import { useLoaded } from '../panels/use-loaded.ts'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { graphFacts } from '../state/graph-facts.ts'
import { useTexts } from '../texts/use-texts.ts'
import { madeFrom } from './made-from.ts'
import style from './timeline.module.css'

interface StepFactsProps {
  readonly header: Pick<PreviewHeader, 'job' | 'node'>
  readonly width: number
}

/** What the steps of a run were made from: prompts, seed, scheduler, guidance, checkpoint. */
export const StepFacts = ({ header: { job, node }, width }: StepFactsProps) => {
  const texts = useTexts()
  const { api } = useStudio()
  const { definitions } = useApp()
  const load = useCallback(async () => readWorkflow(await api.jobDocument(job), texts.file), [api, job, texts])
  const { value, problem } = useLoaded(load, job)
  const facts = value ? graphFacts(madeFrom(value, definitions, node), definitions, texts.values) : []
  return (
    <div className={style.facts} style={{ width }}>
      {problem !== undefined && <p>{problem}</p>}
      <dl>
        {facts.map(({ title, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two prompts may have one name, and the order stays
          <div key={index}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
