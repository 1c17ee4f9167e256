import { expect, test } from 'vitest'
import { createLayout, detailsWidths, panelWidths, timelineHeights } from '../../../app/state/panel-layout.ts'

const storage = (kept: Record<string, string> = {}) => ({
  kept,
  getItem: (key: string) => kept[key] ?? null,
  setItem(key: string, value: string) {
    kept[key] = value
  },
})

test('in a narrow window a panel and the details take turns; in a wide one both stay', () => {
  for (const narrow of [false, true]) {
    const { store, toggle, open, toggleDetails } = createLayout(storage(), 'gallery', () => narrow)
    const now = () => [store.getState().panel, store.getState().details]
    toggleDetails()
    expect(now()).toEqual([narrow ? null : 'gallery', true])
    toggle('queue')
    expect(now()).toEqual(['queue', !narrow])
    toggle('queue')
    expect(now()).toEqual([null, !narrow])
    if (narrow) toggleDetails()
    expect(now()).toEqual([null, true])
    open('models')
    expect(now()).toEqual(['models', !narrow])
  }
})

test('what was open and how wide is remembered; a width that cannot be is not', () => {
  const place = storage()
  const first = createLayout(place, null, () => false)
  first.toggleDetails()
  first.resizeDetails(411.4)
  first.resize(300)
  expect(first.store.getState().timeline).toBe(false)
  first.toggleTimeline()
  first.resizeTimeline(340.6)
  const again = createLayout(place, 'gallery', () => false).store.getState()
  expect(again).toMatchObject({
    panel: null,
    details: true,
    detailsWidth: 411,
    width: 300,
    timeline: true,
    timelineHeight: 341,
  })
  for (const [key] of Object.entries(place.kept))
    place.setItem(
      key,
      JSON.stringify({ width: panelWidths.max + 1, detailsWidth: 'wide', details: 1, timeline: 1, timelineHeight: 4 }),
    )
  expect(createLayout(place, 'gallery', () => false).store.getState()).toMatchObject({
    panel: 'gallery',
    details: false,
    width: panelWidths.start,
    detailsWidth: detailsWidths.start,
    timeline: false,
    timelineHeight: timelineHeights.start,
  })
})
