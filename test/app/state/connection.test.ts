import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { RunsState } from '../../../app/state/app-context.ts'
import { createConnection, type Line } from '../../../app/state/connection.ts'
import { noRuns } from '../../../app/state/runs.ts'
import { en } from '../../../app/texts/en.ts'
import { emptyWorkflow } from '../../../workflow/document.ts'
import type { EngineInfo, Happening, JobEvent, Welcome } from '../../../workflow/wire.ts'

/** A socket without a network: the test plays the server. */
const fakeLine = () => {
  const listeners = new EventEmitter()
  const asked: { name: string; body: unknown; answer: (error: Error | null, value?: unknown) => void }[] = []
  const line = {
    connected: false,
    on: (name: string, listen: (...given: unknown[]) => void) => listeners.on(name, listen),
    off: (name: string, listen: (...given: unknown[]) => void) => listeners.off(name, listen),
    timeout: () => ({
      emit: (name: string, body: unknown, answer: (error: Error | null, value?: unknown) => void) =>
        asked.push({ name, body, answer }),
    }),
    emit: (name: string, body: unknown) => asked.push({ name, body, answer: () => {} }),
    disconnect: () => {},
  }
  return {
    line: line as unknown as Line,
    asked,
    tell: (name: string, ...given: unknown[]) => listeners.emit(name, ...given),
    connect() {
      line.connected = true
      listeners.emit('connect')
    },
    drop() {
      line.connected = false
      listeners.emit('disconnect')
    },
    welcome(welcome: Welcome) {
      asked.findLast((each) => each.name === 'hello')!.answer(null, welcome)
    },
  }
}

const event = (seq: number, happening: Happening, job = 'j1', workflow = 'w'): JobEvent => ({
  ...happening,
  seq,
  at: seq * 1000,
  job,
  workflow,
})
const run = [
  event(1, { type: 'queued', title: 'a ball', nodes: ['a', 'b'] }),
  event(2, { type: 'started', device: 'cpu' }),
  event(3, { type: 'node-started', node: 'a' }),
  event(4, { type: 'progress', node: 'a', done: 1, total: 4, seconds: 1 }),
  event(5, { type: 'node-finished', node: 'a', cached: false, ms: 4000, outputs: {} }),
  event(6, { type: 'finished', ms: 5000 }),
]

const setUp = () => {
  const fake = fakeLine()
  const runs = createStore<RunsState>(() => noRuns)
  const preview = vi.fn()
  const engine = vi.fn()
  const library = vi.fn()
  const connection = createConnection({
    texts: () => en.saving,
    line: fake.line,
    runs,
    preview,
    changed: () => {},
    library,
    engine,
  })
  return { ...fake, runs, preview, engine, library, connection }
}

test('what there is to compute on is passed on until the line is closed', () => {
  const { connect, tell, engine, connection } = setUp()
  connect()
  const info: EngineInfo = { device: 'cpu', chosen: false, devices: [], budgetBytes: 1, networks: [] }
  tell('engine', info)
  tell('engine', null)
  connection.close()
  tell('engine', info)
  expect(engine.mock.calls).toEqual([[info], [null]])
})

test('a change of the library is passed on until the line is closed', () => {
  const { connect, tell, library, connection } = setUp()
  connect()
  tell('library')
  connection.close()
  tell('library')
  expect(library).toHaveBeenCalledTimes(1)
})

test('the first hello asks for everything, and the line is open when it is answered', () => {
  const { asked, connect, welcome, runs } = setUp()
  connect()
  expect(asked.at(-1)).toMatchObject({ name: 'hello', body: {} })
  expect(runs.getState().connection).toBe('connecting')
  welcome({ seq: 4, events: run.slice(0, 4) })
  expect(runs.getState().connection).toBe('open')
  expect(runs.getState().shown).toEqual({ w: 'j1' })
  expect(runs.getState().jobs.j1!.nodes.a).toMatchObject({ status: 'running', done: 1 })
})

test('after the line was lost it asks for what came after the last event, and what it gets joins without a gap', () => {
  const { asked, connect, drop, welcome, tell, runs } = setUp()
  connect()
  welcome({ seq: 2, events: run.slice(0, 2) })
  tell('events', run.slice(2, 4))
  drop()
  expect(runs.getState().connection).toBe('lost')
  connect()
  expect(asked.at(-1)).toMatchObject({ name: 'hello', body: { since: 4 } })
  welcome({ seq: 6, events: run.slice(3) })
  expect(runs.getState().jobs.j1!.status).toBe('finished')
})

test('events that come before the answer to hello do not hide those that were missed', () => {
  const { asked, connect, drop, welcome, tell, runs } = setUp()
  connect()
  welcome({ seq: 2, events: run.slice(0, 2) })
  drop()
  connect()
  // The server already sends what is new; what lies between is only in its answer, and the line drops before that.
  tell('events', [run[4]!])
  drop()
  connect()
  expect(asked.at(-1)).toMatchObject({ name: 'hello', body: { since: 2 } })
  welcome({ seq: 6, events: run.slice(2) })
  expect(runs.getState().jobs.j1).toMatchObject({ status: 'finished', seq: 6 })
})

test('a journal that began anew replaces all that was known', () => {
  const { connect, drop, welcome, runs } = setUp()
  connect()
  welcome({ seq: 6, events: run })
  drop()
  connect()
  welcome({ seq: 1, jobs: [] })
  expect(runs.getState()).toMatchObject({ jobs: {}, shown: {}, connection: 'open' })
})

test('any cut of a run into batches, with overlaps, folds into the same state', () => {
  const whole = setUp()
  whole.connect()
  whole.welcome({ seq: 6, events: run })
  for (let cut = 1; cut < run.length; cut++) {
    const parts = setUp()
    parts.connect()
    parts.welcome({ seq: cut, events: run.slice(0, cut) })
    parts.tell('events', run.slice(Math.max(0, cut - 2)))
    expect(parts.runs.getState().jobs).toEqual(whole.runs.getState().jobs)
  }
})

test('the newest job of a workflow is the one that was queued last, whatever order they come in', () => {
  const { connect, welcome, runs } = setUp()
  connect()
  const queued = (seq: number, job: string) => event(seq, { type: 'queued', title: '', nodes: [] }, job)
  welcome({ seq: 9, events: [queued(8, 'late'), queued(7, 'early')] })
  expect(runs.getState().shown.w).toBe('late')
})

test('cards show the job at work while another waits behind it, and that one when its turn comes', () => {
  const { connect, welcome, tell, runs } = setUp()
  connect()
  const queued = (seq: number, job: string) => event(seq, { type: 'queued', title: '', nodes: [] }, job)
  welcome({ seq: 9, events: [queued(7, 'first'), event(8, { type: 'started', device: 'CPU' }, 'first')] })
  tell('events', [queued(10, 'second')])
  expect(runs.getState().shown.w).toBe('first')
  tell('events', [event(11, { type: 'finished', ms: 1 }, 'first')])
  expect(runs.getState().shown.w).toBe('second')
})

test('previews come as bytes, also where the browser gives a buffer', () => {
  const { connect, tell, preview } = setUp()
  connect()
  tell('preview', { node: 'a' }, new Uint8Array([1, 2]).buffer)
  expect(preview.mock.calls[0]![1]).toEqual(new Uint8Array([1, 2]))
})

test('a run without a line is refused in words, and one that the server leaves unanswered as well', async () => {
  const { connection, connect, asked } = setUp()
  expect(await connection.run('w', emptyWorkflow('x'))).toMatchObject({
    error: expect.stringContaining('no connection'),
  })
  connect()
  const answer = connection.run('w', emptyWorkflow('x'))
  asked.at(-1)!.answer(new Error('timeout'))
  expect(await answer).toMatchObject({ error: expect.stringContaining('did not answer') })
})
