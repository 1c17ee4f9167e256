'use client'
import { Download, History, RotateCcw, Workflow } from 'lucide-react'
import { useCallback } from 'react'
import { readWorkflow } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import { artifactUrl, fileName } from '../parts/artifact-url.ts'
import button from '../parts/button.module.css'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { failureText } from '../state/failure-text.ts'
import { graphFacts } from '../state/graph-facts.ts'
import { jobFacts } from '../state/job-facts.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './gallery.module.css'
import { RunPicture } from './run-picture.tsx'
import { useLoaded } from './use-loaded.ts'

/** A past run, large: its clip, what made it, and the way back to its graph. */
export const RunDialog = ({ job, close }: { readonly job: JobState | undefined; readonly close: () => void }) => {
  const texts = useTexts()
  return (
    <Dialog open={job !== undefined} close={close} title={job?.title || texts.gallery.untitled} wide>
      {job && <Run job={job} close={close} />}
    </Dialog>
  )
}

const Run = ({ job, close }: { readonly job: JobState; readonly close: () => void }) => {
  const { api, documents, layout, looking, retry } = useStudio()
  const texts = useTexts()
  const { definitions } = useApp()
  const load = useCallback(async () => readWorkflow(await api.jobDocument(job.job), texts.file), [api, job.job, texts])
  const graph = useLoaded(load, job.job)
  const { clip, steps, ms, badge } = jobFacts(job)
  const error = failureText(job, definitions, texts)
  const title = job.title || texts.gallery.untitled
  const facts: [string, string][] = [
    ...(graph.value
      ? graphFacts(graph.value, definitions, texts.values).map(({ title, value }): [string, string] => [title, value])
      : []),
    ...(clip
      ? ([
          [texts.gallery.size, `${clip.width} × ${clip.height}, ${texts.amounts.frames(clip.frames)}`],
          [
            texts.gallery.plays,
            `${texts.inspect.rate(texts.amounts.typed(clip.framesPerSecond))}, ${texts.amounts.duration((clip.frames / clip.framesPerSecond) * 1000)}`,
          ],
          [texts.gallery.file, `${clip.extension.toUpperCase()}, ${texts.amounts.bytes(clip.bytes)}`],
        ] satisfies [string, string][])
      : []),
    [
      texts.gallery.run,
      [
        ...(steps ? [texts.amounts.steps(steps)] : []),
        ...(badge ? [texts.gallery.badges[badge]] : []),
        ...(ms !== undefined ? [texts.amounts.duration(ms)] : []),
        ...(job.device ? [texts.gallery.on(job.device)] : []),
      ].join(' · '),
    ],
    [texts.gallery.made, texts.amounts.ago(job.endedAt ?? job.queuedAt, Date.now())],
  ]
  return (
    <div className={style.large}>
      <RunPicture job={job} graph={graph.value} title={title} clip={clip} error={error} />
      <div className={style.side}>
        <dl className={style.table}>
          {facts.map(([name, value], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two prompts may have one name, and the order stays
            <Fact key={index} name={name} value={value} />
          ))}
        </dl>
        {clip && error !== undefined && <p className={style.error}>{error}</p>}
        <div className={style.actions}>
          <Button
            onClick={() => {
              close()
              void documents.openJob(job.job, title)
            }}
          >
            <Workflow size={14} aria-hidden /> {texts.gallery.openGraph}
          </Button>
          <Button
            onClick={async () => {
              close()
              if (await looking.lookAtRun(job)) layout.open('history')
            }}
          >
            <History size={14} aria-hidden /> {texts.history.showRevision}
          </Button>
          {(job.status === 'failed' || job.status === 'cancelled') && (
            <Button
              onClick={() => {
                close()
                void retry(job.job)
              }}
            >
              <RotateCcw size={14} aria-hidden /> {texts.gallery.again}
            </Button>
          )}
          {clip && (
            <a className={button.button} href={artifactUrl(clip, fileName(title))} download>
              <Download size={14} aria-hidden /> {texts.gallery.download}
            </a>
          )}
        </div>
      </div>
    </div>
  )
}

const Fact = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
)
