import type { NodeTexts } from '../node-texts.ts'

/** Nothing: the definitions of the nodes are in English. */
export const nodes: NodeTexts = {}
