'use client'
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import { titleOf } from '../../workflow/rules.ts'
import type { Clip } from '../../workflow/values.ts'
import type { JobId } from '../../workflow/wire.ts'
import { useFoundWithin } from '../cards/card-hooks.ts'
import { clipOf } from '../cards/clip-view.tsx'
import compare from '../compare/compare.module.css'
import { CompareView } from '../compare/compare-view.tsx'
import { DifferenceList } from '../compare/difference-list.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Empty } from '../parts/empty.tsx'
import { PickButton } from '../parts/pick-button.tsx'
import { useApp } from '../state/app-context.ts'
import { statesWithin } from '../subgraphs/state-within.ts'
import { useTexts } from '../texts/use-texts.ts'
import { earlierClips } from './earlier-clips.ts'
import { LatentStage } from './latent-stage.tsx'
import { usePictured } from './node-picture.tsx'

interface LargePictureProps {
  readonly id: NodeId
  readonly close: () => void
}

/** What a node shows, as large as the window lets it be: its clip frame by frame and beside those of earlier runs, or the clip as it forms. */
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
        <LatentStage id={id} label={title} />
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
  const [chosen, setChosen] = useState<{ readonly job: JobId; readonly when: string } | null>(null)
  const shown = useStore(runs, (state) => state.jobs[state.shown[editor.id] ?? ''])
  const jobs = useStore(runs, (state) => state.jobs)
  const earlier = useMemo(
    () =>
      earlierClips({ jobs, shown: runs.getState().shown }, editor.id, (nodes) => {
        for (const [, state] of statesWithin(nodes, editor, id)) {
          const found = clipOf(state)
          if (found) return found
        }
        return undefined
      }),
    [jobs, runs, editor, id],
  )
  const other = earlier.find(({ job }) => job.job === chosen?.job)
  const before = other?.clip
  // As it was when it was chosen: other words would open the clips anew.
  const when = chosen?.when ?? ''
  const takes = useMemo(
    () => [
      ...(before ? [{ key: before.artifact, title: when, clip: before }] : []),
      { key: clip.artifact, title: before ? texts.parts.now : title, clip },
    ],
    [before, when, clip, title, texts],
  )
  return (
    <div className={compare.view}>
      <CompareView
        takes={takes}
        tools={
          earlier.length > 0 && (
            <PickButton
              label={texts.details.compareWith}
              value={other?.job.job ?? ''}
              choices={[
                { value: '', title: texts.details.alone },
                ...earlier.map(({ job }) => ({
                  value: job.job,
                  title: texts.details.run(whenOf(job, texts), job.title || texts.gallery.untitled),
                })),
              ]}
              choose={(id) => {
                const job = earlier.find((each) => each.job.job === id)?.job
                setChosen(job ? { job: job.job, when: whenOf(job, texts) } : null)
              }}
            />
          )
        }
      />
      {other && shown && <DifferenceList jobs={[other.job, shown]} />}
    </div>
  )
}
