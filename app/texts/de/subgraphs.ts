import type { subgraphs as english } from '../en/subgraphs.ts'

/** Texts of the subgraphs, in German. */
export const subgraphs: typeof english = {}
