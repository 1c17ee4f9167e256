/** Texts of the subgraphs. */
export const subgraphs = {}
