import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createEstimates } from '../../server/estimates.ts'
import { openJournal } from '../../server/open-journal.ts'
import { writeWorkflow } from '../../workflow/document.ts'
import type { Happening } from '../../workflow/wire.ts'
import { clipWorkflow, describe as described, fakeNodes } from '../fakes/nodes.ts'
import { tempFolder } from '../fakes/temp-folder.ts'

const definitions = described(fakeNodes)

test('learns from each finished node, and expects the same of the next job; a restart forgets nothing', async () => {
  const file = join(await tempFolder(), 'journal.sqlite')
  const complaints: string[] = []
  const start = () => {
    const journal = openJournal(file, { say: () => {} })
    onTestFinished(() => journal.close())
    const report = (line: string) => complaints.push(line)
    return { journal, estimates: createEstimates({ journal, definitions: async () => definitions, report }) }
  }
  const { journal, estimates } = start()
  const document = writeWorkflow(clipWorkflow())
  const nodes = Object.keys(clipWorkflow().nodes)
  const add = (job: string) => journal.create({ job, workflow: 'w', title: job, document, nodes })
  const tell = (job: string, ...happenings: Happening[]) =>
    estimates.events(journal.appendAll(happenings.map((happening) => ({ job, happening }))))
  const of = async (job: string) => (await estimates.expected([job], 'CPU'))[job] ?? {}
  add('one')
  tell(
    'one',
    { type: 'started', device: 'CPU' },
    { type: 'node-started', node: 'steps' },
    { type: 'progress', node: 'steps', done: 4, total: 4, seconds: 2 },
    { type: 'node-finished', node: 'steps', cached: false, ms: 9000, outputs: {} },
    { type: 'node-finished', node: 'encode', cached: true, ms: 1, outputs: {} },
  )
  await new Promise((resolve) => setTimeout(resolve, 20))
  add('two')
  const expected = await of('two')
  // The same graph would find in the cache what the first one made or found there.
  expect(expected).toEqual({ steps: { seconds: 0, units: 1 }, encode: { seconds: 0, units: 1 } })
  journal.create({ job: 'other', workflow: 'w', title: '', document: writeWorkflow(clipWorkflow({ seed: 2 })), nodes })
  const other = await of('other')
  expect(other.steps?.seconds).toBe(2)
  expect(other.encode).toEqual({ seconds: 0, units: 1 })
  expect(Object.keys(other)).toHaveLength(2)
  expect(await estimates.expected(['two'], 'GPU')).toEqual({ two: {} })
  expect(await estimates.expected(['nobody'], 'CPU')).toEqual({})

  tell(
    'two',
    { type: 'started', device: 'CPU' },
    { type: 'progress', node: 'steps', done: 4, total: 4, seconds: 4 },
    { type: 'node-finished', node: 'steps', cached: false, ms: 16_000, outputs: {} },
  )
  await new Promise((resolve) => setTimeout(resolve, 20))
  journal.close()
  const again = start()
  expect((await again.estimates.expected(['one'], 'CPU')).one?.steps?.seconds).toBeCloseTo(2.6, 9)
  expect(complaints).toEqual([])
})

test('in a line of jobs, the next finds what those before it make, and has the pace of what runs for the first time', async () => {
  const journal = openJournal(join(await tempFolder(), 'journal.sqlite'), { say: () => {} })
  onTestFinished(() => journal.close())
  const estimates = createEstimates({ journal, definitions: async () => definitions, report: () => {} })
  const add = (job: string, seed: number) => {
    const workflow = clipWorkflow({ seed })
    journal.create({
      job,
      workflow: 'w',
      title: '',
      document: writeWorkflow(workflow),
      nodes: Object.keys(workflow.nodes),
    })
  }
  add('first', 1)
  add('other', 2)
  add('same', 1)
  const line = ['first', 'other', 'same']
  const cached = { seconds: 0, units: 1 }
  const before = await estimates.expected(line, 'CPU')
  expect(before.other).toEqual({ load: cached, prompt: cached, encode: cached })
  journal.append('first', { type: 'started', device: 'CPU' })
  journal.append('first', { type: 'progress', node: 'steps', done: 1, total: 4, seconds: 3 })
  const { other, same } = await estimates.expected(line, 'CPU')
  expect(other?.steps).toEqual({ seconds: 3, units: 4 })
  expect(other?.decode).toBeUndefined()
  expect(Object.values(same ?? {})).toEqual(Object.keys(clipWorkflow().nodes).map(() => cached))
  expect((await estimates.expected(['same', 'other'], 'CPU')).same?.steps).toBeUndefined()
  journal.append('first', { type: 'cancelling' })
  expect((await estimates.expected(line, 'CPU')).same?.steps).toEqual({ seconds: 3, units: 4 })
})
