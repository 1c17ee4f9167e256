'use client'
import { ExternalLink } from 'lucide-react'
import type { CheckpointInfo, CheckpointTerms } from '../../workflow/wire.ts'
import { Markdown } from '../parts/markdown.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { cardText } from './card-text.ts'
import style from './model.module.css'

/** Name, class, size and weights of a checkpoint, and its licence with a way to its text. */
export const ModelFacts = ({
  checkpoint,
  terms,
}: {
  readonly checkpoint: CheckpointInfo
  readonly terms: CheckpointTerms | undefined
}) => {
  const texts = useTexts()
  return (
    <dl className={style.facts}>
      <dt>{texts.models.folder}</dt>
      <dd>{checkpoint.name}</dd>
      <dt>{texts.models.kind}</dt>
      <dd>{checkpoint.class || texts.models.notStated}</dd>
      <dt>{texts.models.size}</dt>
      <dd>{texts.amounts.bytes(checkpoint.bytes)}</dd>
      <dt>{texts.models.weights}</dt>
      <dd>{texts.models.variants(checkpoint.variants) || texts.models.noVariant}</dd>
      <dt>{texts.models.licence}</dt>
      <dd>
        <LicenceLine licence={checkpoint.licence} terms={terms} />
      </dd>
    </dl>
  )
}

/** A licence, whether it rules out commercial use, and a way to its text. */
export const LicenceLine = ({
  licence,
  terms,
}: {
  readonly licence: string
  readonly terms: CheckpointTerms | undefined
}) => {
  const texts = useTexts()
  const name = texts.models.licenceName(licence)
  return (
    <>
      {terms?.link ? (
        <a href={terms.link} target="_blank" rel="noreferrer" className={style.link}>
          {name}
          <ExternalLink size={11} strokeWidth={2} aria-hidden />
        </a>
      ) : (
        name
      )}
      {terms?.nonCommercial && <span className={style.mark}>{texts.models.noCommercial}</span>}
    </>
  )
}

/** The parts of a card about limits and uses that it rules out. */
export const Limits = ({ terms }: { readonly terms: CheckpointTerms }) => {
  const texts = useTexts()
  return terms.limits === '' ? null : (
    <section className={style.limits} aria-label={texts.models.limits}>
      <Markdown text={cardText(terms.limits)} />
    </section>
  )
}
