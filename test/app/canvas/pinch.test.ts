// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { listenToPinch } from '../../../app/canvas/pinch.ts'

const setUp = () => {
  const container = document.createElement('div')
  const view = { zoom: 0.5, points: [] as unknown[] }
  const end = listenToPinch(container, {
    local: ({ clientX, clientY }) => ({ x: clientX - 10, y: clientY - 20 }),
    zoomAbout(point, factor) {
      view.zoom *= factor
      view.points.push(point)
    },
  })
  const send = (type: string, more: object = {}) => {
    const event = Object.assign(new Event(type, { cancelable: true }), more)
    container.dispatchEvent(event)
    return event
  }
  /** A whole pinch, by the scales that Safari tells since its beginning. */
  const pinch = (...scales: readonly number[]) =>
    [1, ...scales].map((scale, index) =>
      send(index === 0 ? 'gesturestart' : 'gesturechange', { scale, clientX: 110, clientY: 220 }),
    )
  return { view, end, send, pinch }
}

test('a pinch in Safari zooms by its scale about where the fingers are, each from where the last one ended', () => {
  const { view, pinch, send } = setUp()
  const events = pinch(1.2, 1.5, 2)
  send('gestureend', { scale: 2, clientX: 110, clientY: 220 })
  expect(view.zoom).toBeCloseTo(1)
  pinch(0.8, 0.5)
  expect(view.zoom).toBeCloseTo(0.5)
  expect(new Set(view.points.map((each) => JSON.stringify(each)))).toEqual(new Set(['{"x":100,"y":200}']))
  // The page stays as large as it is.
  expect(events.every((each) => each.defaultPrevented)).toBe(true)
})

test('fingers on the screen are left to touch.ts, and after the end nothing zooms', () => {
  const { view, pinch, send, end } = setUp()
  send('touchstart', { touches: [{}, {}] })
  expect(pinch(1.5, 3).every((each) => each.defaultPrevented)).toBe(true)
  expect(view.zoom).toBe(0.5)
  send('touchend', { touches: [] })
  pinch(2)
  expect(view.zoom).toBeCloseTo(1)
  end()
  pinch(2)
  expect(view.zoom).toBeCloseTo(1)
})
