import { expect, test } from 'vitest'
import { createViewMotion } from '../../../app/canvas/view-motion.ts'

const setUp = () => {
  const told: string[] = []
  let pending: (() => void) | undefined
  const motion = createViewMotion({
    rested: () => told.push('rested'),
    scaling: (on) => told.push(on ? 'scales' : 'scales no more'),
    after(_, callback) {
      pending = callback
      return () => {
        pending = undefined
      }
    },
  })
  const wait = () => {
    const call = pending
    pending = undefined
    call?.()
  }
  return { motion, told, wait, waiting: () => pending !== undefined }
}

test('the first place is no motion, nor is the same place again, nor a jump: it only rests', () => {
  const { motion, told, wait, waiting } = setUp()
  motion.at({ x: 0, y: 0, k: 1 })
  motion.at({ x: 0, y: 0, k: 1 })
  expect(waiting()).toBe(false)
  motion.at({ x: 500, y: 0, k: 2 })
  expect(motion.moving).toBe(false)
  wait()
  motion.at({ x: 0, y: 0, k: 1 })
  expect(motion.moving).toBe(false)
  wait()
  expect(told).toEqual(['rested', 'rested'])
})

test('a view moves until it has stood still for a moment, and says so once', () => {
  const { motion, told, wait } = setUp()
  motion.at({ x: 0, y: 0, k: 1 })
  for (let x = 1; x < 5; x++) motion.at({ x, y: 0, k: 1 })
  expect(motion.moving).toBe(true)
  wait()
  expect(motion.moving).toBe(false)
  wait()
  expect(told).toEqual(['rested'])
})

test('a motion is fast from some pixels a frame on, also where the pointer does not move in every frame', () => {
  const { motion, wait } = setUp()
  let x = 0
  const move = (by: number) => {
    x += by
    motion.at({ x, y: 0, k: 1 })
    return motion.fast
  }
  expect([move(0), move(4), move(50)]).toEqual([false, false, true])
  expect([move(50), move(0), move(50), move(4), move(4)]).toEqual([true, true, true, false, false])
  expect(move(20)).toBe(true)
  for (let frames = 0; frames < 5; frames++) move(0)
  expect(motion.fast).toBe(false)
  move(20)
  wait()
  expect(motion.fast).toBe(false)
})

test('that the scale changes is told at its beginning and before the rest, in a pan too', () => {
  const { motion, told, wait } = setUp()
  motion.at({ x: 0, y: 0, k: 1 })
  motion.at({ x: 1, y: 0, k: 1 })
  motion.at({ x: 1, y: 0, k: 1.1 })
  motion.at({ x: 1, y: 0, k: 1.2 })
  wait()
  motion.at({ x: 2, y: 0, k: 1.2 })
  motion.at({ x: 3, y: 0, k: 1.2 })
  wait()
  expect(told).toEqual(['scales', 'scales no more', 'rested', 'rested'])
})
