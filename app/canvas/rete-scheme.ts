import type { GetSchemes } from 'rete'
import type { PlacedLink } from '../../workflow/document.ts'

/** What Rete holds of a node: its id. All else is read from the document. */
export interface ReteNode {
  id: string
}

/** What Rete holds of a link. Its id is made of its four ends, so that one link is one id. */
export interface ReteLink {
  id: string
  source: string
  sourceOutput: string
  target: string
  targetInput: string
  /** The link that this one takes the place of, where a wire was grabbed at its end and dropped elsewhere. */
  instead?: PlacedLink
  isPseudo?: boolean
}

export type Scheme = GetSchemes<ReteNode, ReteLink>

export const linkId = ({ from, output, to, input }: PlacedLink): string => JSON.stringify([from, output, to, input])

export const toRete = (link: PlacedLink): ReteLink => ({
  id: linkId(link),
  source: link.from,
  sourceOutput: link.output,
  target: link.to,
  targetInput: link.input,
})

export const fromRete = (link: ReteLink): PlacedLink => ({
  from: link.source,
  output: link.sourceOutput,
  to: link.target,
  input: link.targetInput,
})
