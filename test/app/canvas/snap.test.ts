import { expect, test } from 'vitest'
import { createSnap, snapStep } from '../../../app/canvas/snap.ts'

test('cards snap while Shift is held, or always but then; the choice is remembered, and lives without storage', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const snap = createSnap(storage)
  expect(snap.apply(13, false)).toBe(13)
  expect(snap.apply(13, true) % snapStep).toBe(0)
  snap.toggle()
  expect(snap.apply(13, false)).toBe(16)
  expect(snap.apply(13, true)).toBe(13)
  expect(createSnap(storage).store.getState().on).toBe(true)
  const full = {
    getItem: () => {
      throw new Error('no storage')
    },
    setItem: () => {
      throw new Error('no room')
    },
  }
  const bare = createSnap(full)
  bare.toggle()
  expect(bare.store.getState().on).toBe(true)
})
