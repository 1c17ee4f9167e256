'use client'
import { useMemo, useState } from 'react'
import type { NodeId } from '../../workflow/document.ts'
import compare from '../compare/compare.module.css'
import { CompareView } from '../compare/compare-view.tsx'
import type { Take } from '../compare/take.ts'
import { PickButton } from '../parts/pick-button.tsx'
import type { Preview } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { CompareWith } from './compare-with.tsx'
import { LatentStage } from './latent-stage.tsx'
import { useOtherPictures } from './use-other-pictures.ts'
import { useSteps } from './use-steps.ts'

interface StepStageProps {
  readonly id: NodeId
  /** What a screen reader says of the picture. */
  readonly label: string
}

/** A clip as it forms, large: the newest step, an earlier one, or one laid against another or against what another node shows. */
export const StepStage = ({ id, label }: StepStageProps) => {
  const texts = useTexts()
  const others = useOtherPictures(id)
  const only = useMemo(() => [id], [id])
  const [chosen, setChosen] = useState<Take | null>(null)
  const [other, setOther] = useState<Take | null>(null)
  const steps = useSteps(only).map(
    (preview): Take => ({ key: keyOf(preview), title: texts.details.step(preview.header.step), of: { preview } }),
  )
  const newest = steps.at(-1)
  const takes = useMemo(() => [...(chosen ? [chosen] : []), ...(other ? [other] : [])], [chosen, other])

  const tools = (
    <>
      {steps.length > 1 && (
        <PickButton
          label={texts.details.shown}
          value={chosen?.key ?? ''}
          choices={[
            { value: '', title: texts.details.newest },
            ...steps.map(({ key, title }) => ({ value: key, title })),
          ]}
          choose={(key) => {
            const step = steps.find((each) => each.key === key)
            // Beside another picture it stays what it is now.
            setChosen(step ?? (other && newest ? newest : null))
          }}
        />
      )}
      <CompareWith
        value={other}
        choices={[...steps.filter(({ key }) => key !== chosen?.key), ...others]}
        choose={(take) => {
          setOther(take)
          if (take) setChosen(chosen ?? newest ?? null)
          else if (chosen?.key === newest?.key) setChosen(null)
        }}
      />
    </>
  )
  return chosen ? (
    <div className={compare.view}>
      <CompareView takes={takes} tools={tools} />
    </div>
  ) : (
    <LatentStage id={id} label={label} tools={tools} />
  )
}

const keyOf = ({ header }: Preview) => `step ${header.job} ${header.node} ${header.step}`
