import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Journal, JournalError } from '../../server/journal.ts'
import { openJournal } from '../../server/open-journal.ts'
import { createQueue, type QueueParts } from '../../server/queue.ts'
import { applyEvent, type JobState } from '../../workflow/job-state.ts'
import type { Happening, JobEvent, JobId } from '../../workflow/wire.ts'
import { tempFolder } from '../fakes/temp-folder.ts'
import { fakeDevice, fakeWorkers } from '../fakes/worker-line.ts'

/** A queue over a real journal and workers that are played by hand. */
const house = async (more: Partial<QueueParts> & { folder?: string } = {}) => {
  const folder = more.folder ?? (await tempFolder())
  const real = openJournal(join(folder, 'journal.sqlite'), { say: () => {} })
  onTestFinished(() => real.close())
  const disk = { full: false }
  const writing =
    <A extends unknown[], R>(write: (...given: A) => R) =>
    (...given: A): R => {
      if (disk.full) throw new JournalError('full', 'The disk is full.')
      return write(...given)
    }
  const journal: Journal = { ...real, create: writing(real.create), appendAll: writing(real.appendAll) }
  const { start, workers } = fakeWorkers()
  const events: JobEvent[] = []
  const previews: string[] = []
  const devices: unknown[] = []
  const said: string[] = []
  const queue = createQueue({
    journal,
    startWorker: start,
    onEvents: (batch) => events.push(...batch),
    onPreview: ({ header }) => previews.push(`${header.job} ${header.step}`),
    onDevice: (device) => devices.push(device),
    say: (line) => said.push(line),
    retryMs: 15,
    ...more,
  })
  const add = (name: string): JobId =>
    queue.enqueue({ workflow: `w-${name}`, title: name, document: `document of ${name}`, nodes: ['a', 'b'] })
  /** The types of the events of a job, as they were told. */
  const story = (job: JobId) => events.filter((each) => each.job === job).map((each) => each.type)
  const state = (job: JobId): JobState | undefined =>
    events.filter((each) => each.job === job).reduce<JobState | undefined>(applyEvent, undefined)
  /** Runs a job to its end on this worker. */
  const finish = (job: JobId, worker = workers.at(-1)!) => worker.tell(job, started, { type: 'finished', ms: 1 })
  return { folder, queue, real, disk, workers, events, previews, devices, said, add, story, state, finish }
}

const started: Happening = { type: 'started', device: 'cpu' }
const progress = (node: string, done: number): Happening => ({ type: 'progress', node, done, total: 9, seconds: 1 })
/** Waits, and then until what the queue put off to the next turn of the loop was done. */
const settle = async (ms = 0) => {
  await new Promise<void>((resolve) => setTimeout(resolve, ms))
  for (let turns = 0; turns < 3; turns++) await new Promise<void>((resolve) => setImmediate(resolve))
}
const until = async (met: () => boolean) => {
  for (let tries = 0; tries < 400 && !met(); tries++) await settle(5)
  expect(met()).toBe(true)
}

describe('a queue', () => {
  test('runs jobs one after the other, in order, on one worker', async () => {
    const { queue, workers, add, finish, story, events, real, devices } = await house()
    queue.start()
    const jobs = ['one', 'two', 'three'].map(add)
    const worker = workers[0]!
    expect(worker.told).toEqual([])
    worker.ready()
    expect(devices).toEqual([fakeDevice])
    for (const [index, job] of jobs.entries()) {
      expect(worker.told).toEqual(jobs.slice(0, index + 1).map((each) => `run ${each}`))
      finish(job)
    }
    await settle()
    expect(worker.documents).toEqual(['document of one', 'document of two', 'document of three'])
    expect(workers).toHaveLength(1)
    for (const job of jobs) expect(story(job)).toEqual(['queued', 'started', 'finished'])
    expect(events.map((each) => each.seq)).toEqual(events.map((_, index) => events[0]!.seq + index))
    expect(real.since(events[0]!.seq - 1, 99)).toEqual(events)
    expect(new Set(jobs).size).toBe(3)
    expect([...jobs].sort()).toEqual(jobs)
  })

  test('has written a job down before it says that it has it, and tells of it at once', async () => {
    const { real, add, story, disk, events } = await house()
    const job = add('one')
    expect(real.jobState(job)).toMatchObject({ status: 'queued', title: 'one' })
    expect(story(job)).toEqual(['queued'])
    disk.full = true
    expect(() => add('two')).toThrow('The disk is full.')
    expect(events).toHaveLength(1)
  })

  test('listens only to the job under way, from its run to its end', async () => {
    const { queue, workers, add, story, previews } = await house()
    queue.start()
    const [one, two] = [add('one'), add('two')]
    const worker = workers[0]!
    worker.tell(one, started)
    worker.ready()
    worker.tell(two, started)
    worker.preview(two, 1)
    worker.tell(one, started)
    worker.preview(one, 2)
    worker.tell(one, { type: 'failed', message: 'no' }, progress('a', 5), { type: 'finished', ms: 1 })
    worker.preview(one, 3)
    await settle()
    expect(story(one)).toEqual(['queued', 'started', 'failed'])
    expect(story(two)).toEqual(['queued'])
    expect(previews).toEqual([`${one} 2`])
    expect(worker.told).toEqual([`run ${one}`, `run ${two}`])
  })
})

describe('move', () => {
  test('puts a waiting job before another or at the end; what does not wait stays where it is', async () => {
    const { queue, workers, add, finish, story } = await house()
    queue.start()
    const [one, two, three, four] = ['one', 'two', 'three', 'four'].map(add) as [string, string, string, string]
    workers[0]!.ready()
    expect([queue.move(four, two), queue.move(two, null)]).toEqual([true, true])
    expect([queue.move(one, null), queue.move(two, one), queue.move('nobody', two), queue.move(two, 'nobody')]).toEqual(
      [false, false, false, false],
    )
    const told = story(two).length
    expect(queue.move(two, null)).toBe(true)
    expect(story(two)).toHaveLength(told)
    for (const job of [one, four, three, two]) finish(job)
    expect(workers[0]!.told).toEqual([one, four, three, two].map((each) => `run ${each}`))
  })

  test('keeps the order over a restart, whatever was moved before whatever, as often as one likes', async () => {
    const first = await house()
    first.queue.start()
    first.workers[0]!.ready()
    let order = ['a', 'b', 'c', 'd'].map(first.add)
    const move = (from: number, to: number) => {
      const job = order[from]!
      const others = order.filter((each) => each !== job)
      const before = others[to] ?? null
      expect(first.queue.move(job, before)).toBe(true)
      order = [...others.slice(0, to), job, ...others.slice(to)]
    }
    const running = order.shift()!
    first.workers[0]!.tell(running, started)
    // A place before the one that runs, which goes on first all the same.
    for (let round = 0; round < 9; round++) move(2, 0)
    // The last comes before the second again and again: the numbers between two places run out.
    for (let round = 0; round < 120; round++) move(2, 1)
    for (let round = 0; round < 60; round++) move((round * 7) % 3, (round * 5) % 3)
    order.push(first.add('e'))
    const places = order.map((job) => first.state(job)?.place ?? Number.NaN)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(new Set(places).size).toBe(places.length)
    await first.queue.stop()
    first.real.close()
    const second = await house({ folder: first.folder })
    second.queue.start()
    second.workers[0]!.ready()
    for (const job of [running, ...order]) second.finish(job)
    expect(second.workers[0]!.told).toEqual([running, ...order].map((each) => `run ${each}`))
  })
})

describe('cancel', () => {
  test('takes a waiting job out', async () => {
    const { queue, workers, add, story, finish } = await house()
    queue.start()
    const [one, two, three] = [add('one'), add('two'), add('three')]
    workers[0]!.ready()
    expect(queue.cancel(two)).toBe(true)
    expect(story(two)).toEqual(['queued', 'cancelled'])
    expect(queue.cancel(two)).toBe(false)
    finish(one)
    expect(workers[0]!.told).toEqual([`run ${one}`, `run ${three}`])
  })

  test('asks the worker once, and the job ends when it says so', async () => {
    const { queue, workers, add, story } = await house()
    queue.start()
    const [one, two] = [add('one'), add('two')]
    const worker = workers[0]!
    worker.ready()
    worker.tell(one, started)
    expect([queue.cancel(one), queue.cancel(one)]).toEqual([true, true])
    expect(worker.told).toEqual([`run ${one}`, `cancel ${one}`])
    worker.tell(one, progress('a', 1), { type: 'cancelled' })
    await settle()
    expect(story(one)).toEqual(['queued', 'started', 'cancelling', 'progress', 'cancelled'])
    expect(worker.told.at(-1)).toBe(`run ${two}`)
    expect(queue.cancel(one)).toBe(false)
    expect(queue.cancel('nobody')).toBe(false)
  })

  test('of a job that finishes all the same leaves it finished', async () => {
    const { queue, workers, add, state } = await house({ cancelPatienceMs: 10 })
    queue.start()
    const job = add('one')
    workers[0]!.ready()
    queue.cancel(job)
    workers[0]!.tell(job, started, { type: 'finished', ms: 1 })
    await settle(30)
    expect(state(job)!.status).toBe('finished')
    expect(workers[0]!.told).not.toContain('kill')
  })

  test('ends a worker that does not listen, and the next job gets a new one', async () => {
    const { queue, workers, add, story } = await house({ cancelPatienceMs: 10 })
    queue.start()
    const [one, two] = [add('one'), add('two')]
    workers[0]!.ready()
    workers[0]!.tell(one, started)
    queue.cancel(one)
    await until(() => workers.length === 2)
    expect(workers[0]!.told).toEqual([`run ${one}`, `cancel ${one}`, 'kill'])
    workers[1]!.ready()
    expect(workers[1]!.told).toEqual([`run ${two}`])
    await settle()
    expect(story(one)).toEqual(['queued', 'started', 'cancelling', 'cancelled'])
  })

  test('while the worker is not ready ends the job at once, and the next is run', async () => {
    const { queue, workers, add, story } = await house()
    queue.start()
    const [one, two] = [add('one'), add('two')]
    expect(queue.cancel(one)).toBe(true)
    await settle()
    expect(story(one)).toEqual(['queued', 'cancelling', 'cancelled'])
    workers[0]!.ready()
    expect(workers[0]!.told).toEqual([`run ${two}`])
  })

  test('between two workers ends the job, which no worker gets again', async () => {
    const { queue, workers, add, story } = await house()
    queue.start()
    const job = add('one')
    workers[0]!.ready()
    workers[0]!.tell(job, started)
    workers[0]!.die()
    queue.cancel(job)
    workers[1]!.ready()
    await settle()
    expect(workers[1]!.told).toEqual([])
    expect(story(job)).toEqual(['queued', 'started', 'cancelling', 'cancelled'])
  })

  test('of a job whose worker then dies is a cancel, not a new try', async () => {
    const { queue, workers, add, story } = await house()
    queue.start()
    const job = add('one')
    workers[0]!.ready()
    workers[0]!.tell(job, started)
    queue.cancel(job)
    workers[0]!.die()
    await settle()
    expect(story(job)).toEqual(['queued', 'started', 'cancelling', 'cancelled'])
    expect(workers).toHaveLength(1)
  })
})

describe('a worker that goes down', () => {
  test('is followed by another that goes on with the job', async () => {
    const { queue, workers, add, events, story, said, finish } = await house()
    queue.start()
    const job = add('one')
    workers[0]!.ready()
    workers[0]!.tell(job, started, progress('a', 3))
    workers[0]!.die('The worker was killed.')
    expect(said).toEqual(['The worker was killed. A new worker goes on from the last state that was saved.'])
    expect(workers).toHaveLength(2)
    expect(workers[1]!.told).toEqual([])
    workers[1]!.ready()
    expect(workers[1]!.told).toEqual([`run ${job}`])
    finish(job)
    await settle()
    expect(story(job)).toEqual(['queued', 'started', 'progress', 'resumed', 'started', 'finished'])
    expect(events.find((each) => each.type === 'resumed')).toMatchObject({ reason: 'The worker was killed.' })
  })

  test('before it had the job is no interruption of it', async () => {
    const { queue, workers, add, story } = await house()
    queue.start()
    const job = add('one')
    workers[0]!.die()
    workers[1]!.ready()
    workers[1]!.tell(job, started)
    await settle()
    expect(story(job)).toEqual(['queued', 'started'])
  })

  test('with nothing to do is followed by one when there is something', async () => {
    const { queue, workers, add, finish, said } = await house()
    queue.start()
    workers[0]!.ready()
    finish(add('one'))
    workers[0]!.die('It went.')
    await settle()
    expect(said).toEqual(['It went. The next job starts a new worker.'])
    expect(workers).toHaveLength(1)
    const next = add('two')
    expect(workers).toHaveLength(2)
    workers[1]!.ready()
    expect(workers[1]!.told).toEqual([`run ${next}`])
  })

  test('three times without getting further fails the job and says where, and the next job is run', async () => {
    const { queue, workers, add, state, story, said } = await house()
    queue.start()
    const [one, two] = [add('one'), add('two')]
    for (let life = 0; life < 3; life++) {
      const worker = workers.at(-1)!
      worker.ready()
      worker.tell(one, started, { type: 'node-started', node: 'a' }, progress('a', 2))
      worker.die('The worker crashed.')
    }
    await settle()
    // The first progress is further than nothing, so that the count begins with the death after it.
    expect(state(one)!.status).toBe('failed')
    expect(state(one)!.error).toMatch(
      /^The worker crashed\. It happened 3 times without getting further than node a\. Try a smaller size/,
    )
    expect(story(one).filter((each) => each === 'resumed')).toHaveLength(2)
    expect(said.at(-1)).toBe('The worker crashed. The job is given up.')
    workers.at(-1)!.ready()
    expect(workers.at(-1)!.told).toEqual([`run ${two}`])
  })

  test('is forgiven whenever the job got further', async () => {
    const { queue, workers, add, state, finish } = await house()
    queue.start()
    const job = add('one')
    for (let life = 0; life < 9; life++) {
      const worker = workers.at(-1)!
      worker.ready()
      // Every second life gets one step further; the others do over what was done.
      worker.tell(job, started, progress('a', 1 + Math.floor(life / 2)))
      worker.die()
    }
    workers.at(-1)!.ready()
    finish(job)
    await settle()
    expect(state(job)!.status).toBe('finished')
  })

  test('tells nothing more after its end', async () => {
    const { queue, workers, add, story } = await house()
    queue.start()
    const job = add('one')
    const first = workers[0]!
    first.ready()
    first.die()
    first.tell(job, { type: 'finished', ms: 1 })
    workers[1]!.ready()
    await settle()
    expect(story(job)).toEqual(['queued', 'resumed'])
  })
})

describe('a journal that cannot be written', () => {
  test('holds events back, which arrive later, in order and once', async () => {
    const { queue, workers, add, story, disk, said, events, real } = await house()
    queue.start()
    const job = add('one')
    workers[0]!.ready()
    workers[0]!.tell(job, started)
    await settle()
    disk.full = true
    workers[0]!.tell(job, { type: 'node-started', node: 'a' })
    await settle(40)
    for (let done = 1; done <= 5; done++) workers[0]!.tell(job, progress('a', done))
    workers[0]!.tell(job, { type: 'warning', node: 'a', message: 'hm' }, progress('a', 6), progress('b', 1))
    workers[0]!.tell(job, { type: 'finished', ms: 1 })
    await settle(40)
    expect(story(job)).toEqual(['queued', 'started'])
    expect(said).toEqual(['The disk is full. Events wait until it works again.'])
    disk.full = false
    await until(() => story(job).at(-1) === 'finished')
    // Of progress that nobody could see, only the latest of a node is left.
    expect(story(job).slice(2)).toEqual(['node-started', 'progress', 'warning', 'progress', 'progress', 'finished'])
    expect(events.filter((each) => each.type === 'progress').map((each) => each.done)).toEqual([5, 6, 1])
    expect(real.since(events[0]!.seq - 1, 99)).toEqual(events)
    await settle(40)
    expect(events).toHaveLength(8)
  })

  test('says so again when it happens again', async () => {
    const { queue, workers, add, disk, said, story } = await house()
    queue.start()
    const job = add('one')
    workers[0]!.ready()
    for (let times = 1; times <= 2; times++) {
      disk.full = true
      workers[0]!.tell(job, { type: 'warning', node: 'a', message: `${times}` })
      await settle(30)
      disk.full = false
      await until(() => story(job).length === 1 + times)
      expect(said).toHaveLength(times)
    }
  })

  test('does not stop the next job', async () => {
    const { queue, workers, add, disk, finish } = await house()
    queue.start()
    const [one, two] = [add('one'), add('two')]
    workers[0]!.ready()
    disk.full = true
    finish(one)
    expect(workers[0]!.told).toEqual([`run ${one}`, `run ${two}`])
    await settle(30)
    disk.full = false
  })

  test('at the stop says what was not written down', async () => {
    const { queue, workers, add, disk, said, real } = await house()
    queue.start()
    const job = add('one')
    workers[0]!.ready()
    disk.full = true
    workers[0]!.tell(job, started)
    await queue.stop()
    expect(said.at(-1)).toMatch(/^1 events could not be written down\./)
    expect(real.unfinished().map((each) => each.job)).toEqual([job])
  })
})

describe('stop and start', () => {
  test('a job under way stays in the journal, and the next queue goes on with it and those behind it', async () => {
    const first = await house()
    first.queue.start()
    const [one, two, three] = [first.add('one'), first.add('two'), first.add('three')]
    first.workers[0]!.ready()
    first.workers[0]!.tell(one, started, progress('a', 4))
    first.queue.cancel(two)
    await first.queue.stop()
    expect(first.workers[0]!.told).toEqual([`run ${one}`, 'stop'])
    expect(first.workers).toHaveLength(1)
    expect(first.story(one)).toEqual(['queued', 'started', 'progress'])
    first.real.close()

    const second = await house({ folder: first.folder })
    second.queue.start()
    second.workers[0]!.ready()
    expect(second.workers[0]!.told).toEqual([`run ${one}`])
    expect(second.workers[0]!.documents).toEqual(['document of one'])
    second.finish(one)
    second.finish(three)
    await settle()
    expect(second.story(one)).toEqual(['resumed', 'started', 'finished'])
    expect(second.events[0]).toMatchObject({ type: 'resumed', reason: 'The server was started again.' })
    expect(second.story(three)).toEqual(['started', 'finished'])
    expect(second.real.jobState(one)).toMatchObject({ status: 'finished', nodes: { a: { done: 4 } } })
    expect(second.events[0]!.seq).toBe(first.events.at(-1)!.seq + 1)
    second.real.close()
    expect((await house({ folder: first.folder })).real.unfinished()).toEqual([])
  })

  test('a job that ends while the worker stops has ended', async () => {
    const { queue, workers, add, real, finish } = await house()
    queue.start()
    const [one, two] = [add('one'), add('two')]
    workers[0]!.ready()
    const stopped = queue.stop()
    finish(one)
    await stopped
    expect(real.unfinished().map((each) => each.job)).toEqual([two])
    expect(workers[0]!.told).toEqual([`run ${one}`, 'stop'])
  })

  test('a job whose cancel was under way is cancelled at the next start, not run again', async () => {
    const first = await house()
    first.queue.start()
    const job = first.add('one')
    first.workers[0]!.ready()
    first.queue.cancel(job)
    // The worker had begun before it heard of the cancel.
    first.workers[0]!.tell(job, started)
    await first.queue.stop()
    first.real.close()
    const second = await house({ folder: first.folder })
    second.queue.start()
    second.workers[0]!.ready()
    await settle()
    expect(second.workers[0]!.told).toEqual([])
    expect(second.story(job)).toEqual(['cancelled'])
  })

  test('deaths before the restart do not count, what was reached does', async () => {
    const first = await house()
    first.queue.start()
    const job = first.add('one')
    first.workers[0]!.ready()
    first.workers[0]!.tell(job, started, progress('a', 4))
    await first.queue.stop()
    first.real.close()
    const second = await house({ folder: first.folder })
    second.queue.start()
    for (let life = 0; life < 3; life++) {
      second.workers.at(-1)!.ready()
      second.workers.at(-1)!.tell(job, started, progress('a', 4))
      second.workers.at(-1)!.die()
    }
    await settle()
    expect(second.state(job)).toBeUndefined()
    expect(second.real.jobState(job)).toMatchObject({ status: 'failed' })
  })

  test('stops a worker that is not ready, and without one as well', async () => {
    const { queue, workers, add } = await house()
    queue.start()
    add('one')
    await queue.stop()
    expect(workers[0]!.told).toEqual(['stop'])
    await (await house()).queue.stop()
  })
})
