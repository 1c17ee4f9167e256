import type { Session } from './open-session.ts'

/** Open sessions by key, within a budget of memory. */
export interface SessionPool {
  /**
   * The session under a key. Where it is not open, `plan` says how many bytes it takes and how to open it, and those used
   * longest ago are closed to make room.
   */
  take(key: string, plan: () => { readonly bytes: number; open(): Promise<Session> }): Promise<Session>
  /** Closes the sessions whose keys begin so; all of them where nothing is given. */
  close(prefix?: string): Promise<void>
}

/**
 * An empty pool. Not for calls at the same time: a session that is being used could be closed to make room for another.
 * @param budgetBytes how much all sessions may take together; a session larger than that is opened alone
 */
export const createSessionPool = (budgetBytes: number): SessionPool => {
  // A Map keeps the order of insertion: the first entry was used longest ago.
  const open = new Map<string, { readonly session: Session; readonly bytes: number }>()
  const makeRoom = async (bytes: number): Promise<void> => {
    let held = [...open.values()].reduce((sum, each) => sum + each.bytes, 0)
    for (const [key, each] of [...open]) {
      if (held + bytes <= budgetBytes) return
      open.delete(key)
      held -= each.bytes
      await each.session.close()
    }
  }
  return {
    async take(key, plan) {
      const known = open.get(key)
      if (known) {
        open.delete(key)
        open.set(key, known)
        return known.session
      }
      const { bytes, open: make } = plan()
      await makeRoom(bytes)
      const session = await make()
      open.set(key, { session, bytes })
      return session
    },
    async close(prefix = '') {
      const closed = [...open].filter(([key]) => key.startsWith(prefix))
      for (const [key] of closed) open.delete(key)
      await Promise.all(closed.map(([, { session }]) => session.close()))
    },
  }
}
