'use client'
import { ExternalLink } from 'lucide-react'
import type { CheckpointInfo, CheckpointTerms } from '../../workflow/wire.ts'
import { Markdown } from '../parts/markdown.tsx'
import { bytesText } from '../parts/quantities.ts'
import style from './model.module.css'

/** What weight variants are called; the files without one are "default". */
export const variantsText = (variants: readonly string[]): string =>
  variants.map((variant) => (variant === '' ? 'default' : variant)).join(', ')

/** Name, class, size and weights of a checkpoint, and its licence with a way to its text. */
export const ModelFacts = ({
  checkpoint,
  terms,
}: {
  readonly checkpoint: CheckpointInfo
  readonly terms: CheckpointTerms | undefined
}) => (
  <dl className={style.facts}>
    <dt>Folder</dt>
    <dd>{checkpoint.name}</dd>
    <dt>Class</dt>
    <dd>{checkpoint.class || 'not stated'}</dd>
    <dt>Size</dt>
    <dd>{bytesText(checkpoint.bytes)}</dd>
    <dt>Weights</dt>
    <dd>{variantsText(checkpoint.variants) || 'none that all networks have'}</dd>
    <dt>Licence</dt>
    <dd>
      <LicenceLine licence={checkpoint.licence} terms={terms} />
    </dd>
  </dl>
)

/** A licence, whether it rules out commercial use, and a way to its text. */
export const LicenceLine = ({
  licence,
  terms,
}: {
  readonly licence: string
  readonly terms: CheckpointTerms | undefined
}) => (
  <>
    {terms?.link ? (
      <a href={terms.link} target="_blank" rel="noreferrer" className={style.link}>
        {licence}
        <ExternalLink size={11} strokeWidth={2} aria-hidden />
      </a>
    ) : (
      licence
    )}
    {terms?.nonCommercial && <span className={style.mark}>no commercial use</span>}
  </>
)

/** The parts of a card about limits and uses that it rules out. */
export const Limits = ({ terms }: { readonly terms: CheckpointTerms }) =>
  terms.limits === '' ? null : (
    <section className={style.limits} aria-label="Limits and forbidden uses">
      <Markdown text={terms.limits} />
    </section>
  )
