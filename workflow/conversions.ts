import type { SocketType, Values } from './values.ts'

/** The conversions that happen by themselves on a link. Nothing is lost in any: what they give says all that went in. */
const conversions: Partial<Record<SocketType, Partial<Record<SocketType, (value: never) => unknown>>>> = {
  // A number in decimal has as many digits as tell it from every other.
  text: { number: (value: number) => String(value) },
}

/** The types whose values become one of this type by themselves. */
export const convertedInto = (type: SocketType): readonly SocketType[] =>
  Object.keys(conversions[type] ?? {}) as SocketType[]

/** A value of one type as one of another, by a lossless conversion; where there is none, as it is. */
export const converted = <T extends SocketType>(from: T, to: SocketType, value: Values[T]): unknown => {
  const convert = from === to ? undefined : conversions[to]?.[from]
  return convert ? convert(value as never) : value
}
