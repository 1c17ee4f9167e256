/** Texts of the parts that all places use. */
export const parts = {}
