import { expect, test, vi } from 'vitest'
import { createRecallFar } from '../../../app/canvas/recall-far.ts'
import type { AppContext, Previews } from '../../../app/state/app-context.ts'
import type { StepsOfRun } from '../../../app/state/recall-steps.ts'
import type { NodeState } from '../../../workflow/job-state.ts'

const setUp = (nodes: Readonly<Record<string, NodeState>>) => {
  const recall = vi.fn<Previews['recall']>()
  const watching = new Map<string, () => void>()
  const changed = vi.fn()
  const job = { job: 'j', workflow: 'w', nodes }
  const app = {
    editor: { id: 'w', path: [], workflow: () => ({ nodes: {}, subgraphs: {} }) },
    runs: { getState: () => ({ jobs: { j: job }, shown: { w: 'j' } }) },
    previews: {
      recall,
      watch(_: string, node: string, told: () => void) {
        watching.set(node, told)
        return () => watching.delete(node)
      },
    },
  } as unknown as AppContext
  return { far: createRecallFar(() => app, changed), recall, watching, changed }
}

const done = (address: string): NodeState => ({ status: 'done', address, done: 3 }) as unknown as NodeState

test('the newest step of a result is asked for once, and the canvas hears of it', () => {
  const { far, recall, watching, changed } = setUp({
    a: done('one'),
    b: { status: 'running', address: 'two' } as NodeState,
    c: done('three'),
  })
  for (let look = 0; look < 3; look++) for (const id of ['a', 'b']) far.want(id)
  expect(recall.mock.calls.map(([of, newest]) => [(of as StepsOfRun).address, newest])).toEqual([['one', true]])
  watching.get('a')?.()
  expect(changed).toHaveBeenCalledOnce()
  expect(watching.size).toBe(0)

  far.want('c')
  expect(watching.size).toBe(1)
  far.destroy()
  expect(watching.size).toBe(0)
})

test('of a canvas full of results only as many are asked for as can be kept', () => {
  const ids = Array.from({ length: 500 }, (_, index) => `n${index}`)
  const { far, recall } = setUp(Object.fromEntries(ids.map((id) => [id, done(id)])))
  for (const id of ids) far.want(id)
  expect(recall).toHaveBeenCalledTimes(48)
})
