import { createHash } from 'node:crypto'
import type { CheckpointTerms } from '../../workflow/wire.ts'
import type { ModelCard } from './model-card.ts'

/** What a model card says of how its checkpoint may be used. */
export const termsOf = ({ licence, licenceLink, text }: ModelCard): CheckpointTerms => {
  const link = licenceLink ?? pageOf(licence)
  return {
    licence,
    nonCommercial: isNonCommercial(licence),
    ...(link === undefined ? {} : { link }),
    limits: limitsIn(text),
  }
}

/**
 * A digest of terms that must be read before a checkpoint is first used, or undefined where the licence allows commercial
 * use and the card names neither limits nor uses that it rules out. Other terms have another digest.
 */
export const termsToRead = (terms: CheckpointTerms): string | undefined =>
  terms.nonCommercial || terms.limits !== ''
    ? createHash('sha256')
        .update(JSON.stringify([terms.licence, terms.limits]))
        .digest('hex')
        .slice(0, 16)
    : undefined

/** True for a licence whose name says that commercial use is ruled out, for example `cc-by-nc-4.0`. */
export const isNonCommercial = (licence: string): boolean =>
  /(?:^|[^a-z])(?:nc|non-?commercial|research)(?:[^a-z]|$)/i.test(licence)

const pageOf = (licence: string): string | undefined => {
  const { kind, version } = /^cc-(?<kind>by(?:-nc)?(?:-sa|-nd)?)-(?<version>\d\.\d)$/i.exec(licence)?.groups ?? {}
  if (kind) return `https://creativecommons.org/licenses/${kind.toLowerCase()}/${version}/`
  return /^cc0(?:-1\.0)?$/i.test(licence) ? 'https://creativecommons.org/publicdomain/zero/1.0/' : undefined
}

/** What headings call such parts, in ModelScope's cards and in the template of Hugging Face. */
const limiting =
  /\blimit(?:s|ations?)?\b|\bbias(?:es)?\b|out[- ]of[- ]scope|misuse|malicious|excessive use|forbidden|prohibit|restrict|acceptable use|not (?:allowed|permitted)/i

/** The parts of a text whose headings speak of limits and forbidden uses, each with the parts under it. */
export const limitsIn = (markdown: string): string => {
  const kept: string[] = []
  let fenced = false
  let within: number | undefined
  for (const line of markdown.split(/\r?\n/)) {
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced
    const heading = fenced ? undefined : /^(?<signs>#{1,6})\s+(?<title>.*)$/.exec(line)?.groups
    if (heading?.signs && (within === undefined || heading.signs.length <= within))
      // The heading of a whole card is its name, whatever words are in it.
      within = heading.signs.length > 1 && limiting.test(heading.title ?? '') ? heading.signs.length : undefined
    if (within !== undefined) kept.push(line)
  }
  return kept.join('\n').trim()
}
