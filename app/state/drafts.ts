import type { WorkflowId } from '../../workflow/wire.ts'

/** A document that the server does not have yet, as it is kept in the browser. */
export interface Draft {
  readonly id: WorkflowId
  /** The version that it is based on; null for one that was never saved. */
  readonly rev: string | null
  readonly text: string
  /** Something in it was edited here: it wants to be saved. */
  readonly touched: boolean
}

/** What drafts need of localStorage. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** Documents of this window that the server does not have yet. Each window writes its own, so that none overwrites another's. */
export interface Drafts {
  /** @returns false where the browser has no room for it */
  keep(draft: Draft): boolean
  drop(id: WorkflowId): void
  read(id: WorkflowId): Draft | undefined
  /** Takes over what windows left behind that are no longer open; those drafts become this window's. */
  adopt(open: ReadonlySet<string>): Draft[]
}

const prefix = 'reelgraph.draft.'

/** The drafts of the window with this name. */
export const createDrafts = (storage: DraftStorage, window: string): Drafts => {
  const keyOf = (id: WorkflowId, owner = window) => `${prefix}${owner}.${id}`
  const parse = (text: string | null): Draft | undefined => {
    if (text === null) return undefined
    try {
      const draft = JSON.parse(text) as Partial<Draft>
      return typeof draft.id === 'string' && typeof draft.text === 'string'
        ? {
            id: draft.id,
            text: draft.text,
            rev: typeof draft.rev === 'string' ? draft.rev : null,
            touched: draft.touched !== false,
          }
        : undefined
    } catch {
      return undefined
    }
  }
  const keep = (draft: Draft) => {
    try {
      storage.setItem(keyOf(draft.id), JSON.stringify(draft))
      return true
    } catch {
      return false
    }
  }
  return {
    keep,
    drop: (id) => storage.removeItem(keyOf(id)),
    read: (id) => parse(storage.getItem(keyOf(id))),
    adopt(open) {
      const keys: string[] = []
      for (let index = 0; index < storage.length; index++) {
        const key = storage.key(index)
        if (key?.startsWith(prefix)) keys.push(key)
      }
      const found: Draft[] = []
      for (const key of keys) {
        const owner = key.slice(prefix.length).split('.')[0] ?? ''
        if (owner === window || open.has(owner)) continue
        const draft = parse(storage.getItem(key))
        if (!draft) continue
        found.push(draft)
        storage.removeItem(key)
      }
      return found
    },
  }
}
