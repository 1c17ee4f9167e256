'use client'
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import { titleOf } from '../../workflow/rules.ts'
import type { Clip } from '../../workflow/values.ts'
import { useFoundWithin } from '../cards/card-hooks.ts'
import { clipOf } from '../cards/clip-view.tsx'
import compare from '../compare/compare.module.css'
import { CompareView } from '../compare/compare-view.tsx'
import { DifferencesOf } from '../compare/difference-list.tsx'
import type { Take } from '../compare/take.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Empty } from '../parts/empty.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { CompareWith } from './compare-with.tsx'
import { earlierClips } from './earlier-clips.ts'
import { usePictured } from './node-picture.tsx'
import { StepStage } from './step-stage.tsx'
import { clipWithin, useOtherPictures } from './use-other-pictures.ts'

interface LargePictureProps {
  readonly id: NodeId
  readonly close: () => void
}

/** What a node shows, as large as the window lets it be, frame by frame: its clip, or the clip as it forms; by itself or laid against what it showed before and what other nodes show. */
export const LargePicture = ({ id, close }: LargePictureProps) => {
  const texts = useTexts()
  const { editor, definitions } = useApp()
  const title = useStore(editor.store, ({ history }) => {
    const node = nodeOf(history.present, id)
    return node ? titleOf(definitions, node) : texts.cards.goneNode
  })
  const clip = useFoundWithin(id, clipOf)
  const pictured = usePictured(id)
  return (
    <Dialog open close={close} title={title} about={clip && clipText(clip, texts)} full>
      {clip ? (
        <ClipStage id={id} clip={clip} title={title} />
      ) : pictured ? (
        <StepStage id={id} label={title} />
      ) : (
        <Empty>{texts.details.gone}</Empty>
      )}
    </Dialog>
  )
}

const clipText = (clip: Clip, texts: ReturnType<typeof useTexts>) =>
  [
    texts.details.shape(clip.width, clip.height, texts.amounts.frames(clip.frames)),
    texts.inspect.rate(texts.amounts.typed(clip.framesPerSecond)),
    `${clip.extension.toUpperCase()}, ${texts.amounts.bytes(clip.bytes)}`,
  ].join(' · ')

/** Runs of one hour are told apart by the time of day. */
const whenOf = ({ endedAt, queuedAt }: JobState, { amounts }: ReturnType<typeof useTexts>) =>
  `${amounts.ago(endedAt ?? queuedAt, Date.now())}, ${amounts.clock(endedAt ?? queuedAt)}`

const ClipStage = ({ id, clip, title }: { readonly id: NodeId; readonly clip: Clip; readonly title: string }) => {
  const texts = useTexts()
  const { editor, runs } = useApp()
  const [other, setOther] = useState<Take | null>(null)
  const shown = useStore(runs, (state) => state.jobs[state.shown[editor.id] ?? ''])
  const jobs = useStore(runs, (state) => state.jobs)
  const pictures = useOtherPictures(id)
  const earlier = useMemo(
    () =>
      earlierClips({ jobs, shown: runs.getState().shown }, editor.id, (nodes) => clipWithin(nodes, editor, id)).map(
        ({ job, clip }) => ({
          job,
          take: {
            key: `run ${job.job}`,
            title: texts.details.run(whenOf(job, texts), job.title || texts.gallery.untitled),
            of: { clip },
          },
        }),
      ),
    [jobs, runs, editor, id, texts],
  )
  const before = earlier.find(({ take }) => take.key === other?.key)?.job
  const name = before ? texts.parts.now : title
  const takes = useMemo(
    () => [{ key: clip.artifact, title: name, of: { clip } }, ...(other ? [other] : [])],
    [clip, name, other],
  )
  return (
    <div className={compare.view}>
      <CompareView
        takes={takes}
        tools={
          <CompareWith value={other} choices={[...earlier.map(({ take }) => take), ...pictures]} choose={setOther} />
        }
      />
      {before && shown && <DifferencesOf jobs={[shown, before]} />}
    </div>
  )
}
