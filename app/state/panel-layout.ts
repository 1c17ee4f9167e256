import { createStore, type StoreApi } from 'zustand/vanilla'

/** The panels that the rail opens, one at a time. */
const panelIds = ['add', 'outline', 'workflows', 'models', 'gallery', 'queue', 'history'] as const
export type PanelId = (typeof panelIds)[number]

export interface LayoutState {
  /** The open panel; null where it is folded away. */
  readonly panel: PanelId | null
  /** Its width in pixels. */
  readonly width: number
  /** The canvas shows what took how long. */
  readonly profile: boolean
  /** All of the selected node is shown at the right of the canvas. */
  readonly details: boolean
  /** The width of that in pixels. */
  readonly detailsWidth: number
  /** The timeline below the canvas is more than a line. */
  readonly timeline: boolean
  /** The height of that in pixels. */
  readonly timelineHeight: number
}

export interface LayoutStore {
  readonly store: StoreApi<LayoutState>
  /** Opens a panel, or folds it away where it is the open one. */
  toggle(panel: PanelId): void
  open(panel: PanelId): void
  resize(width: number): void
  toggleProfile(): void
  toggleDetails(): void
  resizeDetails(width: number): void
  toggleTimeline(): void
  resizeTimeline(height: number): void
}

/** The narrowest and widest that a panel can be, in pixels. */
export const panelWidths = { min: 208, start: 232, max: 420 } as const

/** The narrowest and widest that the details can be, in pixels. */
export const detailsWidths = { min: 256, start: 304, max: 560 } as const

/** The lowest and highest that the timeline can be, its line where it is folded, and what stays above it, in pixels. */
export const timelineHeights = { min: 128, start: 264, max: 720, folded: 32, above: 120 } as const

const key = 'reelgraph.layout'

/**
 * Which panel is open and how wide, remembered in the browser.
 * @param narrow whether the window has no room for a panel and the details: the one that opens takes the other's place
 */
export const createLayout = (
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  start: PanelId | null,
  narrow: () => boolean,
): LayoutStore => {
  const store = createStore<LayoutState>(() => ({
    panel: start,
    width: panelWidths.start,
    profile: false,
    details: false,
    detailsWidth: detailsWidths.start,
    timeline: false,
    timelineHeight: timelineHeights.start,
    ...read(storage),
  }))
  store.subscribe((state) => {
    try {
      storage.setItem(key, JSON.stringify(state))
    } catch {
      // Only how the page looks is forgotten.
    }
  })
  const open = (panel: PanelId | null) =>
    store.setState(({ details }) => ({ panel, details: details && !(panel && narrow()) }))
  return {
    store,
    toggle: (panel) => open(store.getState().panel === panel ? null : panel),
    open,
    resize: (width) => store.setState({ width: Math.round(width) }),
    toggleProfile: () => store.setState((state) => ({ profile: !state.profile })),
    toggleDetails: () =>
      store.setState(({ details, panel }) => ({ details: !details, panel: !details && narrow() ? null : panel })),
    resizeDetails: (width) => store.setState({ detailsWidth: Math.round(width) }),
    toggleTimeline: () => store.setState(({ timeline }) => ({ timeline: !timeline })),
    resizeTimeline: (height) => store.setState({ timelineHeight: Math.round(height) }),
  }
}

const isWithin = (width: unknown, { min, max }: { readonly min: number; readonly max: number }): width is number =>
  typeof width === 'number' && width >= min && width <= max

const read = (storage: Pick<Storage, 'getItem'>): Partial<LayoutState> => {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? '{}') as Partial<Record<keyof LayoutState, unknown>>
    const known = panelIds.find((id) => id === kept.panel)
    return {
      ...(known || kept.panel === null ? { panel: known ?? null } : {}),
      ...(isWithin(kept.width, panelWidths) ? { width: kept.width } : {}),
      ...(typeof kept.profile === 'boolean' ? { profile: kept.profile } : {}),
      ...(typeof kept.details === 'boolean' ? { details: kept.details } : {}),
      ...(isWithin(kept.detailsWidth, detailsWidths) ? { detailsWidth: kept.detailsWidth } : {}),
      ...(typeof kept.timeline === 'boolean' ? { timeline: kept.timeline } : {}),
      ...(isWithin(kept.timelineHeight, timelineHeights) ? { timelineHeight: kept.timelineHeight } : {}),
    }
  } catch {
    return {}
  }
}
