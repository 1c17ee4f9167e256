'use client'
import { useCallback } from 'react'
import type { CheckpointInfo } from '../../workflow/wire.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Markdown } from '../parts/markdown.tsx'
import { useStudio } from '../shell/studio.ts'
import { problemText } from '../state/server-words.ts'
import { useTexts } from '../texts/use-texts.ts'
import { cardText } from './card-text.ts'
import style from './model.module.css'
import { Limits, ModelFacts } from './model-facts.tsx'
import panel from './panel.module.css'
import { useLoaded } from './use-loaded.ts'

/** A checkpoint, large: what it is, its licence, limits and forbidden uses, and its whole card. */
export const ModelDialog = ({
  checkpoint,
  close,
}: {
  readonly checkpoint: CheckpointInfo | null
  readonly close: () => void
}) => (
  <Dialog open={checkpoint !== null} close={close} title={checkpoint?.title ?? ''} wide>
    {checkpoint && <Model checkpoint={checkpoint} />}
  </Dialog>
)

const Model = ({ checkpoint }: { readonly checkpoint: CheckpointInfo }) => {
  const texts = useTexts()
  const { api } = useStudio()
  const { name } = checkpoint
  const card = useLoaded(
    useCallback(() => api.card(name), [api, name]),
    name,
  )
  const terms = useLoaded(
    useCallback(() => api.terms(name), [api, name]),
    name,
  )
  const wrong = problemText(checkpoint, texts.saving) ?? card.problem ?? terms.problem
  return (
    <>
      {wrong && (
        <p className={panel.wrong} role="alert">
          {wrong}
        </p>
      )}
      <ModelFacts checkpoint={checkpoint} terms={terms.value} />
      {terms.value && terms.value.limits !== '' && (
        <>
          <h3 className={style.heading}>{texts.models.limits}</h3>
          <Limits terms={terms.value} />
        </>
      )}
      {card.value && (
        <>
          <h3 className={style.heading}>{texts.models.card}</h3>
          <Markdown text={cardText(card.value)} />
        </>
      )}
    </>
  )
}
