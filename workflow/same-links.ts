import { type InputValue, isLink, type PlacedNode } from './document.ts'

const linksInto = ({ inputs }: PlacedNode): (readonly [name: string, filled: InputValue])[] =>
  Object.entries(inputs).filter(([, filled]) => isLink(filled))

/** True where two nodes read the same outputs through the same inputs, in the same order. */
export const sameLinks = (a: PlacedNode, b: PlacedNode): boolean => {
  if (a.inputs === b.inputs) return true
  const [before, after] = [linksInto(a), linksInto(b)]
  return (
    before.length === after.length &&
    before.every(([name, was], at) => {
      const [other, is] = after[at]!
      return name === other && isLink(was) && isLink(is) && was.from === is.from && was.output === is.output
    })
  )
}
