import { expect, test } from 'vitest'
import { Cancelled } from '../../../nodes/contract/context.ts'
import type { Engine } from '../../../server/worker/engine.ts'
import type { FromWorker } from '../../../server/worker/messages.ts'
import { serveJobs } from '../../../server/worker/serve-jobs.ts'
import { writeWorkflow } from '../../../workflow/document.ts'
import { workflowOf } from '../../fakes/nodes.ts'

const document = writeWorkflow(workflowOf({ s: ['show'] }))
const turn = () => new Promise((resolve) => setTimeout(resolve, 1))

/** An engine whose jobs last until they are stopped or let go. */
const slowEngine = () => {
  const going = new Map<string, () => void>()
  const ran: string[] = []
  const run: Engine['run'] = async ({ job }, listener, stop) => {
    ran.push(job)
    listener.happened({ type: 'started', device: 'CPU' })
    await new Promise<void>((resolve) => {
      going.set(job, resolve)
      stop.addEventListener('abort', () => resolve())
    })
    if (!stop.aborted) listener.happened({ type: 'finished', ms: 1 })
    else if (stop.reason === 'cancel') listener.happened({ type: 'cancelled' })
  }
  return { run, going, ran }
}

const begin = (engine: Pick<Engine, 'run'>) => {
  const sent: string[] = []
  const send = (message: FromWorker) => {
    if (message.type === 'happened') sent.push(`${message.job} ${message.happening.type}`)
  }
  return { sent, ...serveJobs(engine, send) }
}

test('one job at a time, in order; a cancel ends the one it names, also one that waits', async () => {
  const engine = slowEngine()
  const { receive, sent } = begin(engine)
  for (const job of ['a', 'b', 'c']) receive({ type: 'run', job, workflow: 'w', document })
  await turn()
  expect(sent).toEqual(['a started'])
  receive({ type: 'cancel', job: 'nobody' })
  receive({ type: 'cancel', job: 'a' })
  await turn()
  expect(sent).toEqual(['a started', 'a cancelled', 'b started'])
  engine.going.get('b')?.()
  await turn()
  expect(sent.slice(3)).toEqual(['b finished', 'c started'])
})

test('stop ends the job under way without a word, and starts no other', async () => {
  const engine = slowEngine()
  const { receive, stop, sent } = begin(engine)
  for (const job of ['a', 'b']) receive({ type: 'run', job, workflow: 'w', document })
  await turn()
  await stop()
  receive({ type: 'run', job: 'c', workflow: 'w', document })
  await turn()
  expect(engine.ran).toEqual(['a'])
  expect(sent).toEqual(['a started'])
})

test('a document that is no workflow fails its job, and so does an engine that breaks; the next job runs', async () => {
  const happenings: FromWorker[] = []
  const { receive } = serveJobs(
    {
      run: async ({ job }, listener) => {
        if (job === 'b') throw new Cancelled()
        listener.happened({ type: 'finished', ms: 1 })
      },
    },
    (message) => happenings.push(message),
  )
  receive({ type: 'run', job: 'a', workflow: 'w', document: '{"format":"other"}' })
  receive({ type: 'run', job: 'b', workflow: 'w', document })
  receive({ type: 'run', job: 'c', workflow: 'w', document })
  await turn()
  expect(happenings).toMatchObject([
    { job: 'a', happening: { type: 'failed', message: expect.stringContaining('no Reelgraph workflow') } },
    { job: 'b', happening: { type: 'failed', message: 'The job was cancelled.' } },
    { job: 'c', happening: { type: 'finished' } },
  ])
})
