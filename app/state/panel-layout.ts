import { createStore, type StoreApi } from 'zustand/vanilla'

/** The panels that the rail opens, one at a time. */
export const panelIds = ['add', 'outline', 'workflows', 'models', 'gallery', 'queue', 'history'] as const
export type PanelId = (typeof panelIds)[number]

export interface LayoutState {
  /** The open panel; null where it is folded away. */
  readonly panel: PanelId | null
  /** Its width in pixels. */
  readonly width: number
  /** The canvas shows what took how long. */
  readonly profile: boolean
}

export interface LayoutStore {
  readonly store: StoreApi<LayoutState>
  /** Opens a panel, or folds it away where it is the open one. */
  toggle(panel: PanelId): void
  open(panel: PanelId): void
  resize(width: number): void
  toggleProfile(): void
}

/** The narrowest and widest that a panel can be, in pixels. */
export const panelWidths = { min: 208, start: 232, max: 420 } as const

const key = 'reelgraph.layout'

/** Which panel is open and how wide, remembered in the browser. */
export const createLayout = (storage: Pick<Storage, 'getItem' | 'setItem'>, start: PanelId | null): LayoutStore => {
  const store = createStore<LayoutState>(() => ({
    panel: start,
    width: panelWidths.start,
    profile: false,
    ...read(storage),
  }))
  store.subscribe((state) => {
    try {
      storage.setItem(key, JSON.stringify(state))
    } catch {
      // Only how the page looks is forgotten.
    }
  })
  return {
    store,
    toggle: (panel) => store.setState((state) => ({ panel: state.panel === panel ? null : panel })),
    open: (panel) => store.setState({ panel }),
    resize: (width) => store.setState({ width: Math.round(width) }),
    toggleProfile: () => store.setState((state) => ({ profile: !state.profile })),
  }
}

const read = (storage: Pick<Storage, 'getItem'>): Partial<LayoutState> => {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? '{}') as { panel?: unknown; width?: unknown; profile?: unknown }
    const known = panelIds.find((id) => id === kept.panel)
    return {
      ...(known || kept.panel === null ? { panel: known ?? null } : {}),
      ...(typeof kept.width === 'number' && kept.width >= panelWidths.min && kept.width <= panelWidths.max
        ? { width: kept.width }
        : {}),
      ...(typeof kept.profile === 'boolean' ? { profile: kept.profile } : {}),
    }
  } catch {
    return {}
  }
}
