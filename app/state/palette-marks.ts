import { createStore, type StoreApi } from 'zustand/vanilla'

/** What a person's browser knows of the palette: node ids, the newest first. */
export interface PaletteMarks {
  /** The nodes that were given a star. */
  readonly favourites: readonly string[]
  /** The nodes that were placed last. */
  readonly recent: readonly string[]
}

export interface PaletteMarksStore {
  readonly store: StoreApi<PaletteMarks>
  /** Gives a node a star, or takes it away. */
  toggle(id: string): void
  /** A node was placed. */
  placed(id: string): void
  destroy(): void
}

/** How many of the nodes that were placed last are remembered. */
export const recentNodes = 5

const key = 'reelgraph.palette'

/** What of a window the marks need. */
export type MarksWindow = Pick<Window, 'localStorage' | 'addEventListener' | 'removeEventListener'>

/** Favourite and recent nodes, remembered in the browser and the same in all of its windows. */
export const createPaletteMarks = (window: MarksWindow): PaletteMarksStore => {
  const store = createStore<PaletteMarks>(() => read(window))
  const change = (next: (now: PaletteMarks) => Partial<PaletteMarks>) => {
    store.setState(next(store.getState()))
    try {
      window.localStorage.setItem(key, JSON.stringify(store.getState()))
    } catch {
      // Without room the marks hold until the page is closed.
    }
  }
  const heard = (event: StorageEvent) => {
    if (event.key === key) store.setState(read(window))
  }
  window.addEventListener('storage', heard)
  return {
    store,
    toggle: (id) =>
      change(({ favourites }) => ({
        favourites: favourites.includes(id) ? favourites.filter((each) => each !== id) : [id, ...favourites],
      })),
    placed: (id) =>
      change(({ recent }) => ({ recent: [id, ...recent.filter((each) => each !== id)].slice(0, recentNodes) })),
    destroy: () => window.removeEventListener('storage', heard),
  }
}

const read = (window: MarksWindow): PaletteMarks => {
  let kept: unknown
  try {
    kept = JSON.parse(window.localStorage.getItem(key) ?? 'null')
  } catch {
    // Another program wrote there, or the browser keeps nothing.
  }
  const ids = (name: keyof PaletteMarks) => {
    const list: unknown =
      typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>)[name] : undefined
    return Array.isArray(list) ? list.filter((each): each is string => typeof each === 'string') : []
  }
  return { favourites: ids('favourites'), recent: ids('recent').slice(0, recentNodes) }
}
