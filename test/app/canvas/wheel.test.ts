// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { isTrackpad, wheelIntent } from '../../../app/canvas/wheel.ts'

const turn = (more: Partial<Parameters<typeof wheelIntent>[0]> = {}) => ({
  deltaX: 0,
  deltaY: 0,
  deltaMode: 0,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...more,
})

test('a wheel zooms, in the same steps out and in', () => {
  const out = wheelIntent(turn({ deltaY: 120 }), false)
  const back = wheelIntent(turn({ deltaY: -120 }), false)
  expect('zoom' in out && 'zoom' in back && out.zoom * back.zoom).toBeCloseTo(1)
  expect('zoom' in out && out.zoom).toBeLessThan(1)
  expect(wheelIntent(turn({ deltaY: 3, deltaMode: 1 }), false)).toHaveProperty('zoom')
})

test('two fingers move, a pinch zooms, Shift moves sideways', () => {
  expect(wheelIntent(turn({ deltaX: 4, deltaY: 9 }), true)).toEqual({ pan: [-4, -9] })
  expect(wheelIntent(turn({ deltaY: 9, ctrlKey: true }), true)).toHaveProperty('zoom')
  expect(wheelIntent(turn({ deltaY: 120, shiftKey: true }), false)).toEqual({ pan: [-120, 0] })
})

test('a trackpad is known by what a wheel never sends', () => {
  expect(isTrackpad(turn({ deltaX: 3, deltaY: 11 }))).toBe(true)
  expect(isTrackpad(turn({ deltaY: 5 }))).toBe(true)
  expect(isTrackpad(turn({ deltaY: 61.6, wheelDeltaY: -184.8 }))).toBe(true)
  expect(isTrackpad(turn({ deltaY: 120 }))).toBe(false)
  expect(isTrackpad(turn({ deltaY: 100, wheelDeltaY: -120 }))).toBe(false)
  expect(isTrackpad(turn({ deltaY: -66.7, wheelDeltaY: 240 }))).toBe(false)
  expect(isTrackpad(turn({ deltaY: 4.000244140625 }))).toBe(false)
  expect(isTrackpad(turn({ deltaY: 3, deltaMode: 1 }))).toBe(false)
})
