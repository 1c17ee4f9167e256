import { expect, test } from 'vitest'
import { cardBeside, readingOrder } from '../../../app/canvas/card-steps.ts'
import { emptyWorkflow, type PlacedNode, type Workflow } from '../../../workflow/document.ts'

const size = { width: 236, height: 120 }
/** Three columns of three, and one far to the right. */
const grid = [
  ...[0, 1, 2].flatMap((column) =>
    [0, 1, 2].map((row) => ({ id: `${column}${row}`, rect: { x: column * 300, y: row * 200, ...size } })),
  ),
  { id: 'far', rect: { x: 2000, y: 210, ...size } },
]
const rect = (id: string) => grid.find((each) => each.id === id)!.rect
const others = (id: string) => grid.filter((each) => each.id !== id)

test('from the middle every direction goes to the neighbour there', () => {
  const go = (direction: 'left' | 'right' | 'up' | 'down') => cardBeside(others('11'), rect('11'), direction)
  expect([go('left'), go('right'), go('up'), go('down')]).toEqual(['01', '21', '10', '12'])
})

test('beyond the edge there is nothing, and far away there still is something', () => {
  expect(cardBeside(others('00'), rect('00'), 'left')).toBeUndefined()
  expect(cardBeside(others('00'), rect('00'), 'up')).toBeUndefined()
  expect(cardBeside(others('21'), rect('21'), 'right')).toBe('far')
})

test('there and back again: a step to a neighbour is undone by the opposite one', () => {
  const opposite = { left: 'right', right: 'left', up: 'down', down: 'up' } as const
  for (const { id } of grid.filter((each) => each.id !== 'far'))
    for (const direction of ['left', 'right', 'up', 'down'] as const) {
      const next = cardBeside(others(id), rect(id), direction)
      if (next === undefined || next === 'far') continue
      expect(cardBeside(others(next), rect(next), opposite[direction]), `${id} ${direction}`).toBe(id)
    }
})

test('the reading order is the order of the run, and holds every node once even in a cycle', () => {
  const node = (from?: string): PlacedNode => ({
    node: 'n',
    version: 1,
    at: [0, 0],
    inputs: from === undefined ? {} : { a: { from, output: 'o' } },
  })
  const chain: Workflow = { ...emptyWorkflow('t'), nodes: { c: node('b'), b: node('a'), a: node() } }
  expect(readingOrder(chain)).toEqual(['a', 'b', 'c'])
  const cycle: Workflow = { ...emptyWorkflow('t'), nodes: { x: node('y'), y: node('x'), z: node() } }
  expect([...readingOrder(cycle)].sort()).toEqual(['x', 'y', 'z'])
})
