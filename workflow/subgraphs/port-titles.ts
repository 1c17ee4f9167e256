import { shortName } from '../short-name.ts'
import { freeName } from './subgraph.ts'

/** What a port could be called. */
export interface TitleWish {
  /** What a person called it. */
  readonly given?: string | undefined
  /** The title of the socket or field inside. */
  readonly own: string
  /** The title of the node inside that has it. */
  readonly node?: string | undefined
}

/** The titles of ports: that which a person gave, else that of the socket inside, with its node where several would be called the same. */
export const titlesApart = (wishes: readonly TitleWish[]): string[] => {
  const taken = new Set<string>()
  const count = new Map<string, number>()
  for (const { given, own } of wishes) count.set(given ?? own, (count.get(given ?? own) ?? 0) + 1)
  return wishes.map(({ given, own, node }) => {
    if (given !== undefined) return shortName(given)
    if (count.get(own) === 1 || node === undefined) return shortName(own)
    const title = freeName(`${node}: ${shortName(own)}`, (each) => taken.has(each))
    taken.add(title)
    return title
  })
}
