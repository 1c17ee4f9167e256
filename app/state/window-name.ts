/** A window's own name, and the names of all windows of the editor that are open. */
export interface WindowName {
  readonly own: string
  /** Undefined where the browser cannot tell. */
  readonly open?: ReadonlySet<string>
}

const key = 'reelgraph.window'
const lockPrefix = 'reelgraph.window.'

/**
 * Names this window: the same after a reload, another in a duplicated tab. An open window holds a lock of its name, so
 * that what a closed one left behind can be told. Where the browser has no locks, no other window counts as closed.
 */
export const nameWindow = async (
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  locks: LockManager | undefined,
  random: () => string,
): Promise<WindowName> => {
  const wanted = read(storage) ?? random()
  if (!locks) {
    write(storage, wanted)
    return { own: wanted }
  }
  let own = wanted
  if (!(await hold(locks, own))) {
    own = random()
    await hold(locks, own)
  }
  write(storage, own)
  const { held = [] } = await locks.query()
  const open = held.flatMap(({ name = '' }) => (name.startsWith(lockPrefix) ? [name.slice(lockPrefix.length)] : []))
  return { own, open: new Set(open) }
}

/** Holds the lock of a name until the window closes. @returns false where another window holds it */
const hold = (locks: LockManager, name: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    locks
      .request(lockPrefix + name, { ifAvailable: true }, (lock) => {
        resolve(lock !== null)
        return lock ? new Promise<never>(() => {}) : undefined
      })
      .catch(reject)
  })

const read = (storage: Pick<Storage, 'getItem'>): string | undefined => {
  try {
    return storage.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

const write = (storage: Pick<Storage, 'setItem'>, name: string) => {
  try {
    storage.setItem(key, name)
  } catch {
    // A browser that keeps nothing gives the window another name next time.
  }
}
