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
  const parse = (kept: string | null): Draft | undefined => {
    if (kept === null) return undefined
    const end = kept.indexOf('\n')
    try {
      // In drafts of earlier versions the text stands in the same object.
      const { id, rev, touched, text } = {
        ...(JSON.parse(end < 0 ? kept : kept.slice(0, end)) as Partial<Draft>),
        ...(end < 0 ? {} : { text: kept.slice(end + 1) }),
      }
      return typeof id === 'string' && typeof text === 'string'
        ? { id, text, rev: typeof rev === 'string' ? rev : null, touched: touched !== false }
        : undefined
    } catch {
      return undefined
    }
  }
  // The text stands behind the first line as it is: of a large document, to write it down as a part of JSON takes as long as
  // to write the document.
  const keep = ({ text, ...head }: Draft) => {
    try {
      storage.setItem(keyOf(head.id), `${JSON.stringify(head)}\n${text}`)
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
