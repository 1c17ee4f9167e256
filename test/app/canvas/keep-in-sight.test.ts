import { expect, test, vi } from 'vitest'
import { keepInSight } from '../../../app/canvas/keep-in-sight.ts'
import { createLayout } from '../../../app/state/panel-layout.ts'

const setUp = (selected: readonly string[]) => {
  const layout = createLayout({ getItem: () => null, setItem() {} }, 'queue', () => false)
  const bring = vi.fn()
  const frames = new Set<() => void>()
  const stop = keepInSight({
    layout,
    selection: () => new Set(selected),
    bring,
    nextFrame(callback) {
      frames.add(callback)
      return () => frames.delete(callback)
    },
  })
  const frame = () => {
    const due = [...frames]
    frames.clear()
    for (const each of due) each()
  }
  return { layout, bring, frame, stop }
}

test('the selected node is brought beside the details and above the timeline once, when they have their place', () => {
  const { layout, bring, frame } = setUp(['steps'])
  layout.toggleDetails()
  frame()
  expect(bring).not.toHaveBeenCalled()
  frame()
  expect(bring.mock.calls).toEqual([['steps']])
  layout.toggleTimeline()
  for (let more = 0; more < 3; more++) frame()
  expect(bring).toHaveBeenCalledTimes(2)
  layout.toggleTimeline()
  layout.resizeDetails(400)
  layout.toggle('gallery')
  layout.toggleDetails()
  for (let more = 0; more < 3; more++) frame()
  expect(bring).toHaveBeenCalledTimes(2)
})

test('nothing moves for several nodes, for none, for details that are closed at once, and after the canvas has gone', () => {
  for (const selected of [[], ['a', 'b']]) {
    const { layout, bring, frame } = setUp(selected)
    layout.toggleDetails()
    for (let more = 0; more < 3; more++) frame()
    expect(bring).not.toHaveBeenCalled()
  }
  const { layout, bring, frame, stop } = setUp(['a'])
  layout.toggleDetails()
  frame()
  layout.toggleDetails()
  frame()
  layout.toggleDetails()
  stop()
  for (let more = 0; more < 3; more++) frame()
  expect(bring).not.toHaveBeenCalled()
})
