'use client'
import { Download, RotateCcw, Workflow } from 'lucide-react'
import { useCallback } from 'react'
import { readWorkflow } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import { artifactUrl, fileName } from '../parts/artifact-url.ts'
import button from '../parts/button.module.css'
import { Button } from '../parts/button.tsx'
import { ClipPlayer } from '../parts/clip-player.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { agoText, bytesText, durationText, plural } from '../parts/quantities.ts'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { graphFacts } from '../state/graph-facts.ts'
import { jobFacts } from '../state/job-facts.ts'
import style from './gallery.module.css'
import { useLoaded } from './use-loaded.ts'

/** A past run, large: its clip, what made it, and the way back to its graph. */
export const RunDialog = ({ job, close }: { readonly job: JobState | undefined; readonly close: () => void }) => (
  <Dialog open={job !== undefined} close={close} title={job?.title || 'untitled'} wide>
    {job && <Run job={job} close={close} />}
  </Dialog>
)

const Run = ({ job, close }: { readonly job: JobState; readonly close: () => void }) => {
  const { api, documents, retry } = useStudio()
  const { definitions } = useApp()
  const load = useCallback(async () => readWorkflow(await api.jobDocument(job.job)), [api, job.job])
  const graph = useLoaded(load, job.job)
  const { clip, steps, ms, badge, error } = jobFacts(job)
  const title = job.title || 'untitled'
  const facts: [string, string][] = [
    ...(graph.value
      ? graphFacts(graph.value, definitions).map(({ title, value }): [string, string] => [title, value])
      : []),
    ...(clip
      ? ([
          ['Size', `${clip.width} × ${clip.height}, ${plural(clip.frames, 'frame')}`],
          [
            'Plays',
            `${clip.framesPerSecond} frames a second, ${durationText((clip.frames / clip.framesPerSecond) * 1000)}`,
          ],
          ['File', `${clip.extension.toUpperCase()}, ${bytesText(clip.bytes)}`],
        ] satisfies [string, string][])
      : []),
    [
      'Run',
      [
        ...(steps ? [plural(steps, 'step')] : []),
        ...(badge ? [badge] : []),
        ...(ms !== undefined ? [durationText(ms)] : []),
        ...(job.device ? [`on ${job.device}`] : []),
      ].join(' · '),
    ],
    ['Made', agoText(job.endedAt ?? job.queuedAt, Date.now())],
  ]
  return (
    <div className={style.large}>
      {clip ? (
        <ClipPlayer key={clip.artifact} clip={clip} title={title} className={style.clip} />
      ) : error !== undefined ? (
        <p className={style.error}>{error}</p>
      ) : (
        <div className={style.blank}>No clip was made</div>
      )}
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
            <Workflow size={14} aria-hidden /> Open the graph that made this
          </Button>
          {(job.status === 'failed' || job.status === 'cancelled') && (
            <Button
              onClick={() => {
                close()
                void retry(job.job)
              }}
            >
              <RotateCcw size={14} aria-hidden /> Run it again
            </Button>
          )}
          {clip && (
            <a className={button.button} href={artifactUrl(clip, fileName(title))} download>
              <Download size={14} aria-hidden /> Download
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
