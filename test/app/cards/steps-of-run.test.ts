import { expect, test } from 'vitest'
import { stepsOfRun } from '../../../app/cards/steps-of-run.ts'
import { emptyWorkflow, type Workflow } from '../../../workflow/document.ts'
import { placedNode } from '../../../workflow/edits.ts'
import type { JobState, JobStatus, NodeState } from '../../../workflow/job-state.ts'
import { definitionsIn } from '../../../workflow/subgraphs/definitions-in.ts'
import { levelOf } from '../../../workflow/subgraphs/level.ts'
import { makeSubgraph } from '../../../workflow/subgraphs/make.ts'
import { subgraphTexts } from '../../../workflow/subgraphs/subgraph-texts.ts'
import { palette } from '../../fakes/palette.ts'

const plain: Workflow = {
  ...emptyWorkflow('x'),
  nodes: { a: placedNode(palette.source!, [0, 0]), b: placedNode(palette.through!, [300, 0]) },
}
const level = { id: 'w', path: [], workflow: () => plain }
const job = (id: string, queuedAt: number, status: JobStatus, nodes: Record<string, NodeState>, workflow = 'w') =>
  ({ job: id, workflow, title: 't', status, queuedAt, nodes, clips: [], seq: 1 }) satisfies JobState
const known = (shown: string, ...jobs: JobState[]) => ({
  jobs: Object.fromEntries(jobs.map((each) => [each.job, each])),
  shown: { w: shown },
})

test('a node shows the steps of the run that is shown, and says whether more may come', () => {
  const says = (node: NodeState) => stepsOfRun(known('j', job('j', 1, 'running', { b: node })), level, 'b')
  const its = { workflow: 'w', node: 'b', job: 'j', address: 'x' }
  expect(says({ status: 'running', address: 'x', done: 3, total: 9 })).toEqual([{ ...its, settled: false, taken: 3 }])
  // Resumed, and not begun yet.
  expect(says({ status: 'waiting', address: 'x' })).toEqual([{ ...its, settled: false, taken: 0 }])
  expect(says({ status: 'done', address: 'x', done: 9 })).toEqual([{ ...its, settled: true, taken: 9 }])
  expect(says({ status: 'stopped', address: 'x' })).toEqual([{ ...its, settled: true, taken: 0 }])
  // How many steps the run took that made it is not told.
  expect(says({ status: 'cached', address: 'x' })).toEqual([{ ...its, settled: true }])
  expect(says({ status: 'done' })).toEqual([])
  expect(stepsOfRun(known(''), level, 'b')).toEqual([])
})

test('until a run comes to the node, it shows those of the newest run before; what is over stands for itself', () => {
  const steps = (address: string): Record<string, NodeState> => ({ b: { status: 'done', address, done: 9 } })
  const before = [
    job('old', 1, 'finished', steps('old')),
    job('newer', 2, 'cancelled', steps('newer')),
    job('none', 3, 'failed', { b: { status: 'skipped' } }),
    job('other', 4, 'finished', steps('other'), 'another workflow'),
  ]
  const waits = { b: { status: 'waiting' } } as const
  const addresses = (shown: JobState) =>
    stepsOfRun(known(shown.job, ...before, shown), level, 'b').map(({ address }) => address)
  expect(addresses(job('now', 5, 'running', waits))).toEqual(['newer'])
  expect(addresses(job('now', 5, 'running', { b: { status: 'running', address: 'now' } }))).toEqual(['now'])
  expect(addresses(job('now', 5, 'failed', { b: { status: 'skipped' } }))).toEqual([])
})

test('an instance has those of every node inside', () => {
  const made = makeSubgraph(plain, definitionsIn(palette, plain, subgraphTexts), ['a', 'b'], {
    title: 'Part',
    texts: subgraphTexts,
  })
  if ('refusal' in made) throw new Error(made.refusal)
  const workflow = made.edit(plain)
  const { instance } = made
  const runs = known(
    'j',
    job('j', 1, 'running', {
      [`${instance}/a`]: { status: 'done', address: 'xa', done: 2 },
      [`${instance}/b`]: { status: 'running', address: 'xb', done: 1 },
    }),
  )
  const addresses = (path: string[], id: string) =>
    stepsOfRun(runs, { id: 'w', path, workflow: () => levelOf(workflow, path) }, id).map(({ node, address }) => [
      node,
      address,
    ])
  expect(addresses([], instance)).toEqual([
    [`${instance}/a`, 'xa'],
    [`${instance}/b`, 'xb'],
  ])
  expect(addresses([instance], 'b')).toEqual([[`${instance}/b`, 'xb']])
})
