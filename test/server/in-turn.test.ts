import { expect, test } from 'vitest'
import { inTurn } from '../../server/in-turn.ts'

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

test('work of one key never overlaps and keeps its order, also after failures', async () => {
  const turns = inTurn()
  const log: string[] = []
  let running = 0
  const work = (name: string, fails: boolean) => async () => {
    expect(++running).toBe(1)
    await pause(fails ? 1 : 3)
    log.push(name)
    running--
    if (fails) throw new Error(name)
    return name
  }
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, (_, index) => turns('key', work(`${index}`, index % 3 === 1))),
  )
  expect(log).toEqual(['0', '1', '2', '3', '4', '5', '6', '7'])
  expect(results.map((each) => (each.status === 'fulfilled' ? each.value : `${each.reason}`))).toEqual([
    '0',
    'Error: 1',
    '2',
    '3',
    'Error: 4',
    '5',
    '6',
    'Error: 7',
  ])
})

test('other keys go on beside it', async () => {
  const turns = inTurn()
  let release = () => {}
  const slow = turns('a', () => new Promise<void>((resolve) => (release = resolve)))
  await expect(turns('b', async () => 'done')).resolves.toBe('done')
  release()
  await slow
})

test('work that is added when the queue has run empty runs too', async () => {
  const turns = inTurn()
  await turns('a', async () => 1)
  await pause(1)
  await expect(turns('a', async () => 2)).resolves.toBe(2)
})
