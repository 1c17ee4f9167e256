'use client'
import { useMemo, useState } from 'react'
import type { Workflow } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import { titleOf } from '../../workflow/rules.ts'
import { nodeOfFlat } from '../../workflow/subgraphs/level.ts'
import type { Clip } from '../../workflow/values.ts'
import { CompareView } from '../compare/compare-view.tsx'
import type { Take } from '../compare/take.ts'
import { ClipPlayer } from '../parts/clip-player.tsx'
import { PickButton } from '../parts/pick-button.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './gallery.module.css'
import { useRunSteps } from './use-run-steps.ts'

interface RunPictureProps {
  readonly job: JobState
  /** What it ran, as soon as that is known. */
  readonly graph: Workflow | undefined
  readonly title: string
  readonly clip: Clip | undefined
  /** Why it failed. */
  readonly error: string | undefined
}

/** What a past run made, or one of its steps. */
export const RunPicture = ({ job, graph, title, clip, error }: RunPictureProps) => {
  const texts = useTexts()
  const { definitions } = useApp()
  const byNode = useRunSteps(job)
  const [chosen, setChosen] = useState<string>('')
  const steps = useMemo(
    () =>
      [...byNode].flatMap(([node, previews]) => {
        const placed = byNode.size > 1 && graph ? nodeOfFlat(graph, node) : undefined
        return previews.map((preview): Take => {
          const step = texts.details.step(preview.header.step)
          const name = placed ? `${titleOf(definitions, placed)} · ${step}` : step
          return { key: `${node} ${preview.header.step}`, title: name, of: { preview } }
        })
      }),
    [byNode, graph, definitions, texts],
  )
  const take = steps.find(({ key }) => key === chosen)
  const takes = useMemo(() => (take ? [take] : []), [take])
  const made = clip ? texts.inspect.clip : texts.gallery.noClip
  return (
    <div className={style.seen}>
      {take ? (
        <div className={style.step}>
          <CompareView takes={takes} />
        </div>
      ) : clip ? (
        <ClipPlayer key={clip.artifact} clip={clip} title={title} className={style.clip} />
      ) : error !== undefined ? (
        <p className={style.error}>{error}</p>
      ) : (
        <div className={style.blank}>{texts.gallery.noClip}</div>
      )}
      {steps.length > 0 && (
        <PickButton
          label={texts.details.shown}
          value={take?.key ?? ''}
          choices={[{ value: '', title: made }, ...steps.map(({ key, title }) => ({ value: key, title }))]}
          choose={setChosen}
        />
      )}
    </div>
  )
}
