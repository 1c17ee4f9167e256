import type { GetSchemes } from 'rete'

/** What Rete holds of a node: its id. All else is read from the document. */
export interface ReteNode {
  id: string
}

/** Rete's form of a link. It holds none but the one at the pointer, which its connection plugin makes. */
export interface ReteLink {
  id: string
  source: string
  sourceOutput: string
  target: string
  targetInput: string
}

export type Scheme = GetSchemes<ReteNode, ReteLink>
