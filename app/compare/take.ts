import type { JobState } from '../../workflow/job-state.ts'
import type { Clip } from '../../workflow/values.ts'
import { previewRate } from '../parts/preview-turn.ts'
import type { Preview } from '../state/app-context.ts'
import { jobFacts } from '../state/job-facts.ts'
import type { Texts } from '../texts/texts.ts'
import { type ClipFrames, openClipFrames } from './clip-frames.ts'
import { openPreviewFrames } from './preview-frames.ts'

/** What is looked at or laid against another: a finished clip, or the latents of one step. */
export interface Take {
  readonly key: string
  readonly title: string
  readonly of: { readonly clip: Clip } | { readonly preview: Preview }
}

/** The last clip of each of some runs; a run without one is left out. */
export const takesOf = (jobs: readonly JobState[], untitled: string): Take[] =>
  jobs.flatMap((job) => {
    const { clip } = jobFacts(job)
    return clip ? [{ key: job.job, title: job.title || untitled, of: { clip } }] : []
  })

/** Opens what a take is of. Rejects where a clip's file is gone or the browser cannot show it. */
export const openTake = async ({ of }: Take, texts: Texts['compare']): Promise<ClipFrames> =>
  'clip' in of ? openClipFrames(of.clip, texts) : openPreviewFrames(of.preview)

/** How fast a take plays, in frames a second. */
export const rateOf = ({ of }: Take): number => ('clip' in of ? of.clip.framesPerSecond : previewRate)

/** Its width for a height of one. */
export const ratioOf = ({ of }: Take): number => {
  const { width, height } = 'clip' in of ? of.clip : of.preview.header
  return width / height
}
