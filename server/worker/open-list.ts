import type { OpenNetwork } from '../../workflow/wire.ts'
import type { Session } from './open-session.ts'
import { type PlacedNode, summarise } from './placements.ts'

/** Which networks are open, as a person is to see it. */
export interface OpenList {
  /** Lists a network until its session is closed. @returns the session to close it by */
  add(key: string, network: OpenNetwork, session: Session): Session
  /** Notes where the nodes of a listed network ran. */
  place(key: string, nodes: readonly PlacedNode[]): void
}

/** An empty list. @param changed hears of all that is in it after each change */
export const createOpenList = (changed: (open: readonly OpenNetwork[]) => void = () => {}): OpenList => {
  const open = new Map<string, OpenNetwork>()
  const tell = () => changed([...open.values()])
  return {
    add(key, network, session) {
      open.set(key, network)
      tell()
      return {
        ...session,
        close: () => {
          open.delete(key)
          tell()
          return session.close()
        },
      }
    },
    place(key, nodes) {
      const network = open.get(key)
      if (!network) return
      open.set(key, { ...network, placed: summarise(nodes) })
      tell()
    },
  }
}
