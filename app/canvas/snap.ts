import { createStore, type StoreApi } from 'zustand/vanilla'

/** The grid that cards snap to, in pixels of the world. */
export const snapStep = 8

const key = 'reelgraph.snap'

/** Whether cards snap to the grid while they are dragged: always, or only while Shift is held. */
export interface Snap {
  readonly store: StoreApi<{ readonly on: boolean }>
  toggle(): void
  /** The number itself, or the nearest on the grid where `held` (Shift) asks for the other of what is set. */
  apply(value: number, held: boolean): number
}

/** The choice of this browser, remembered in its storage. */
export const createSnap = (storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): Snap => {
  const read = () => {
    try {
      return storage?.getItem(key) === 'on'
    } catch {
      return false
    }
  }
  const store = createStore<{ on: boolean }>(() => ({ on: read() }))
  return {
    store,
    toggle() {
      const on = !store.getState().on
      store.setState({ on })
      try {
        storage?.setItem(key, on ? 'on' : 'off')
      } catch {
        // Without room the choice holds until the page is closed.
      }
    },
    apply: (value, held) => (store.getState().on !== held ? Math.round(value / snapStep) * snapStep : value),
  }
}
