/** The tints that cards and frames can have: desaturated, none of them a colour that means something (amber, red, green). */
export const tints = ['slate', 'blue', 'teal', 'olive', 'sand', 'rose', 'violet'] as const
export type Tint = (typeof tints)[number]

/** A tint by its name in a document; one that is not known here counts as none. */
export const tintOf = ({ colour }: { readonly colour?: unknown }): Tint | undefined =>
  tints.find((each) => each === colour)
