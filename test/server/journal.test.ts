import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import fc from 'fast-check'
import Database from 'libsql'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Journal, JournalError } from '../../server/journal.ts'
import { openJournal } from '../../server/open-journal.ts'
import { applyEvent, hasEnded, type JobState } from '../../workflow/job-state.ts'
import type { Happening, JobEvent } from '../../workflow/wire.ts'
import { tempFolder } from '../fakes/temp-folder.ts'

/** The real databases that were opened, so that a test can make one of them full. */
const opened = vi.hoisted((): { pragma(text: string): unknown }[] => [])
vi.mock('libsql', async (original) => {
  const { default: Real } = await original<{ default: typeof Database }>()
  return {
    default: class extends Real {
      constructor(path: string) {
        super(path)
        opened.push(this)
      }
    },
  }
})

const said: string[] = []
/** Opens the journal of a folder and closes it when the test has ended. */
const open = (folder: string, now?: () => number): Journal => {
  const journal = openJournal(join(folder, 'journal.sqlite'), {
    say: (line) => said.push(line),
    ...(now ? { now } : {}),
  })
  onTestFinished(() => journal.close())
  return journal
}

const newJob = (job: string, nodes: readonly string[] = ['a', 'b']) => ({
  job,
  workflow: `w-${job}`,
  title: `Title of ${job}`,
  document: `{"of":"${job}"}`,
  nodes,
})
const progress = (node: string, done: number): Happening => ({ type: 'progress', node, done, total: 9, seconds: 0.5 })
const failure = (work: () => unknown): JournalError => {
  try {
    work()
  } catch (error) {
    expect(error).toBeInstanceOf(JournalError)
    return error as JournalError
  }
  throw new Error('it did not fail')
}

describe('a journal', () => {
  test('survives being closed: events, states, documents and the number of the last event', async () => {
    const folder = await tempFolder()
    const first = open(folder)
    expect(first.fresh).toBe(true)
    const events = [
      first.create(newJob('j1')),
      ...first.appendAll([
        { job: 'j1', happening: { type: 'started', device: 'cpu' } },
        { job: 'j1', happening: progress('a', 3) },
      ]),
      first.create(newJob('j2')),
      first.append('j1', { type: 'failed', message: 'no "quotes" ä 🎬' }),
    ]
    const start = events[0]!.seq - 1
    const states = [first.jobState('j1'), first.jobState('j2')]
    first.close()

    const again = open(folder)
    expect(again.fresh).toBe(false)
    expect(again.last()).toBe(events.at(-1)!.seq)
    expect(again.since(start, 100)).toEqual(events)
    expect([again.jobState('j1'), again.jobState('j2')]).toEqual(states)
    expect(again.document('j1')).toBe('{"of":"j1"}')
    expect(again.document('nobody')).toBeUndefined()
    expect([again.mentions('"j2"'), again.mentions('%j2%'), again.mentions('j3')]).toEqual([true, false, false])
    expect(again.jobState('nobody')).toBeUndefined()
    expect(again.unfinished()).toEqual([
      { job: 'j2', workflow: 'w-j2', document: '{"of":"j2"}', state: again.jobState('j2') },
    ])
  })

  test('survives a process that is killed right after a call returned', async () => {
    const folder = await tempFolder()
    const program = `
      import { openJournal } from ${JSON.stringify(new URL('../../server/open-journal.ts', import.meta.url).href)}
      const journal = openJournal(${JSON.stringify(join(folder, 'journal.sqlite'))}, { say: () => {} })
      journal.create({ job: 'j', workflow: 'w', title: 't', document: 'd', nodes: [] })
      process.stdout.write(String(journal.append('j', { type: 'started', device: 'cpu' }).seq))
      process.kill(process.pid, 'SIGKILL')`
    const { stdout } = await runProgram(program).catch((error: { stdout: string; signal: string }) => {
      expect(error.signal).toBe('SIGKILL')
      return error
    })
    const journal = open(folder)
    expect(journal.last()).toBe(Number(stdout))
    expect(journal.jobState('j')).toMatchObject({ status: 'running', device: 'cpu' })
  })

  test('numbers its events without a gap over all jobs, whatever happens', async () => {
    const journal = open(await tempFolder())
    const start = journal.last()
    const seen: JobEvent[] = []
    const jobs = ['a', 'b', 'c']
    for (const job of jobs) seen.push(journal.create(newJob(job)))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...jobs, 'never queued'), fc.nat(9)), { minLength: 1, maxLength: 5 }),
        (batch) => {
          const entries = batch.map(([job, done]) => ({ job, happening: progress('a', done) }))
          if (batch.some(([job]) => job === 'never queued')) failure(() => journal.appendAll(entries))
          else seen.push(...journal.appendAll(entries))
        },
      ),
      { seed: 1, numRuns: 40 },
    )
    expect(seen.map((each) => each.seq)).toEqual(seen.map((_, index) => start + 1 + index))
    expect(journal.since(start, 1e6)).toEqual(seen)
    expect(journal.appendAll([])).toEqual([])
  })

  test('writes several events all or none', async () => {
    const journal = open(await tempFolder())
    journal.create(newJob('j'))
    const [last, state] = [journal.last(), journal.jobState('j')]
    const error = failure(() =>
      journal.appendAll([
        { job: 'j', happening: { type: 'started', device: 'cpu' } },
        { job: 'nobody', happening: { type: 'finished', ms: 1 } },
      ]),
    )
    expect(error.message).toMatch(/No job "nobody" was queued: create it first/)
    expect([journal.last(), journal.jobState('j'), journal.since(last, 9)]).toEqual([last, state, []])
    expect(journal.append('j', { type: 'started', device: 'cpu' }).seq).toBe(last + 1)
  })

  test('takes no job twice', async () => {
    const journal = open(await tempFolder())
    journal.create(newJob('j'))
    const last = journal.last()
    failure(() => journal.create(newJob('j')))
    expect(journal.last()).toBe(last)
    expect(journal.recent(9)).toHaveLength(1)
  })

  test('gives the state that folding its events gives, at any moment', async () => {
    const folder = await tempFolder()
    let journal = open(folder)
    const folded = new Map<string, JobState>()
    const apply = (events: readonly JobEvent[]) => {
      for (const event of events) folded.set(event.job, applyEvent(folded.get(event.job), event)!)
    }
    const jobs = ['a', 'b', 'c']
    for (const job of jobs) apply([journal.create(newJob(job, ['x', 'y', 'constructor']))])
    const node = fc.constantFrom('x', 'y', 'constructor', 'unplanned')
    const happening: fc.Arbitrary<Happening> = fc.oneof(
      fc.constant<Happening>({ type: 'started', device: 'cpu' }),
      fc.constant<Happening>({ type: 'resumed', reason: 'again' }),
      fc.tuple(node, fc.nat(9)).map(([id, done]) => progress(id, done)),
      node.map((id): Happening => ({ type: 'node-failed', node: id, message: 'no' })),
      node.map((id): Happening => ({ type: 'node-finished', node: id, cached: false, ms: 1, outputs: {} })),
      fc.constant<Happening>({ type: 'cancelling' }),
      fc.constant<Happening>({ type: 'finished', ms: 5 }),
    )
    const move = fc.record({
      entries: fc.array(fc.record({ job: fc.constantFrom(...jobs), happening }), { maxLength: 4 }),
      look: fc.constantFrom(...jobs),
      reopen: fc.nat(12).map((each) => each === 0),
    })
    fc.assert(
      fc.property(fc.array(move, { maxLength: 8 }), (moves) => {
        for (const { entries, look, reopen } of moves) {
          apply(journal.appendAll(entries))
          if (reopen) {
            journal.close()
            journal = open(folder)
          }
          expect(journal.jobState(look)).toEqual(folded.get(look))
        }
      }),
      { seed: 2, numRuns: 20 },
    )
    expect(journal.recent(9)).toEqual(['c', 'b', 'a'].map((job) => folded.get(job)))
  })
})

describe('events since a number', () => {
  test('are those after it, none at the end, and nothing where they are too many', async () => {
    const journal = open(await tempFolder())
    const events = [
      journal.create(newJob('j')),
      ...[1, 2, 3, 4].map((done) => journal.append('j', progress('a', done))),
    ]
    const start = events[0]!.seq - 1
    for (let known = 0; known <= events.length; known++)
      expect(journal.since(start + known, 5)).toEqual(events.slice(known))
    expect(journal.since(start, 4)).toBeUndefined()
    expect(journal.since(start + 1, 4)).toHaveLength(4)
  })

  test('are unknown for a number of another journal, or none', async () => {
    const folder = await tempFolder()
    const journal = open(folder)
    for (const seq of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, journal.last() - 1, journal.last() + 1])
      expect(journal.since(seq, 9), `${seq}`).toBeUndefined()
    expect(journal.since(journal.last(), 9)).toEqual([])
  })

  test('of a journal that was lost are recognised as foreign by the one that follows', async () => {
    const earlier = open(await tempFolder(), () => 1_700_000_000_000)
    earlier.create(newJob('j'))
    const later = open(await tempFolder(), () => 1_700_000_002_000)
    later.create(newJob('k'))
    expect(later.since(earlier.last(), 9)).toBeUndefined()
    expect(earlier.since(later.last(), 9)).toBeUndefined()
  })
})

describe('past jobs', () => {
  test('come in pages, the one queued last first', async () => {
    const folder = await tempFolder()
    let journal = open(folder)
    const ids = Array.from({ length: 70 }, (_, index) => `job-${index}`)
    for (const id of ids) journal.create(newJob(id))
    journal.appendAll(ids.map((job) => ({ job, happening: { type: 'finished', ms: 1 } })))
    journal.close()
    journal = open(folder)
    const newestFirst = [...ids].reverse()
    const pages: string[] = []
    for (let before: string | undefined; ; ) {
      const page = journal.recent(16, before).map((each) => each.job)
      if (page.length === 0) break
      pages.push(...page)
      before = page.at(-1)
    }
    expect(pages).toEqual(newestFirst)
    expect(journal.recent(3).map((each) => each.status)).toEqual(['finished', 'finished', 'finished'])
    expect(journal.recent(5, 'nobody')).toEqual([])
    expect(journal.recent(0)).toEqual([])
  })

  test('that have not ended come in the order in which they were queued', async () => {
    const folder = await tempFolder()
    const journal = open(folder)
    for (const id of ['c', 'a', 'd', 'b']) journal.create(newJob(id))
    journal.append('a', { type: 'cancelled' })
    journal.append('b', { type: 'started', device: 'cpu' })
    journal.append('d', { type: 'failed', message: 'no' })
    journal.close()
    const open2 = open(folder).unfinished()
    expect(open2.map((each) => [each.job, each.state.status])).toEqual([
      ['c', 'queued'],
      ['b', 'running'],
    ])
    expect(open2.every((each) => !hasEnded(each.state.status))).toBe(true)
  })
})

describe('a journal that is damaged', () => {
  const damage: [string, whole: boolean, (file: string) => void][] = [
    ['text in its place', true, (file) => writeFileSync(file, 'this is no database\n'.repeat(300))],
    ['its middle overwritten', true, (file) => writeFileSync(file, overwritten(readFileSync(file)))],
    ['cut in half', true, (file) => truncateSync(file, Math.floor(readFileSync(file).length / 2 / 4096) * 4096 + 100)],
    [
      'another program’s tables',
      false,
      (file) => {
        writeFileSync(file, '')
        const database = new Database(file)
        database.exec('CREATE TABLE jobs (something TEXT); CREATE TABLE events (seq INTEGER PRIMARY KEY, job TEXT)')
        database.close()
      },
    ],
  ]
  test.each(damage)('(%s) is set aside whole, and a new one begins', async (_, whole, spoil) => {
    const folder = await tempFolder()
    const file = join(folder, 'journal.sqlite')
    const before = open(folder)
    for (let index = 0; index < 20; index++) before.create({ ...newJob(`j${index}`), document: 'x'.repeat(3000) })
    before.close()
    spoil(file)
    const spoilt = readFileSync(file)

    said.length = 0
    const journal = open(folder)
    expect(said).toHaveLength(1)
    const aside = readdirSync(folder).find((name) => /^journal\.sqlite\.damaged-[0-9TZ-]+$/.test(name))
    expect(said[0]).toContain(join(folder, aside!))
    // Another program's file is sound; opening it marks its header.
    const unmarked = (bytes: Buffer) => (whole ? bytes : bytes.subarray(4096))
    expect(unmarked(readFileSync(join(folder, aside!))).equals(unmarked(spoilt))).toBe(true)
    expect(journal.fresh).toBe(false)
    expect(journal.recent(9)).toEqual([])
    journal.create(newJob('new'))
    journal.close()
    said.length = 0
    expect(open(folder).recent(9)).toHaveLength(1)
    expect(said).toEqual([])
  })
})

describe('finding past jobs', () => {
  test('by words, stars or both, in pages; signs that mean something to SQL mean themselves', async () => {
    const journal = open(await tempFolder())
    const words = ['a red ball\nseed 7', 'a blue ball\nseed 11', 'a red cube 100%\nseed 7', undefined]
    words.forEach((each, index) => {
      journal.create({ ...newJob(`j${index}`), ...(each === undefined ? {} : { words: each }) })
    })
    const found = (search?: string, starred?: boolean, before?: string, limit = 9) =>
      journal.recent(limit, before, { search, starred }).map(({ job }) => job)
    expect(found('BALL')).toEqual(['j1', 'j0'])
    expect(found('red seed 7')).toEqual(['j2', 'j0'])
    expect(found('red', false, 'j2')).toEqual(['j0'])
    expect(found('a', false, undefined, 2)).toHaveLength(2)
    expect(found('%')).toEqual(['j2'])
    expect(found("' OR 1=1 --")).toEqual([])
    // A job of an earlier version is found by its document.
    expect(found('"of":"j3"')).toEqual(['j3'])
    journal.append('j0', { type: 'starred', starred: true })
    journal.append('j2', { type: 'starred', starred: true })
    expect(found('', true)).toEqual(['j2', 'j0'])
    expect(found('ball', true)).toEqual(['j0'])
  })

  test('a star stays over a restart and the end of its job, until it is taken away', async () => {
    const folder = await tempFolder()
    const first = open(folder)
    first.create(newJob('j'))
    first.append('j', { type: 'finished', ms: 1 })
    expect(first.jobState('j')).not.toHaveProperty('starred')
    first.append('j', { type: 'starred', starred: true })
    first.close()
    const again = open(folder)
    expect(again.jobState('j')).toMatchObject({ status: 'finished', starred: true })
    again.append('j', { type: 'starred', starred: false })
    expect(again.jobState('j')).not.toHaveProperty('starred')
    expect(again.recent(9, undefined, { starred: true })).toEqual([])
    expect(again.unfinished()).toEqual([])
  })

  test('a journal of an earlier version gets what it lacks, and keeps what it has', async () => {
    const folder = await tempFolder()
    const old = new Database(join(folder, 'journal.sqlite'))
    old.exec(`
      CREATE TABLE jobs (
        number INTEGER PRIMARY KEY, job TEXT NOT NULL UNIQUE, workflow TEXT NOT NULL,
        document TEXT NOT NULL, created INTEGER NOT NULL, ended INTEGER, state TEXT);
      CREATE TABLE events (
        seq INTEGER PRIMARY KEY, job TEXT NOT NULL, at INTEGER NOT NULL, happening TEXT NOT NULL);
      INSERT INTO jobs VALUES (1, 'j', 'w', '{"Seed":7}', 5, NULL, NULL);
      INSERT INTO events VALUES (41, 'j', 5, '{"type":"queued","title":"old","nodes":["a"]}');`)
    old.close()
    said.length = 0
    const journal = open(folder)
    expect(said).toEqual([])
    expect(journal.recent(9)).toMatchObject([{ job: 'j', title: 'old', place: 41 }])
    expect(journal.recent(9, undefined, { search: 'seed":7' })).toHaveLength(1)
    journal.append('j', { type: 'starred', starred: true })
    expect(journal.recent(9, undefined, { starred: true })).toHaveLength(1)
  })
})

const overwritten = (bytes: Buffer): Buffer => {
  for (let page = 1; page * 4096 < bytes.length; page += 2) bytes.fill(0xa5, page * 4096, page * 4096 + 2000)
  return bytes
}

describe('a journal that cannot be used', () => {
  test('because another process has it, says so, and the first goes on', async () => {
    const folder = await tempFolder()
    const file = join(folder, 'journal.sqlite')
    const journal = open(folder)
    const { stdout } = await runProgram(`
      import { openJournal } from ${JSON.stringify(new URL('../../server/open-journal.ts', import.meta.url).href)}
      try {
        openJournal(${JSON.stringify(file)}, { say: () => {} })
        console.log('opened')
      } catch (error) {
        console.log(error.name, error.reason, error.message)
      }`)
    expect(stdout.trim()).toBe(
      `JournalError locked Another Reelgraph uses ${folder}. Stop it, or start this one with another folder: --data FOLDER.`,
    )
    journal.create(newJob('j'))
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([])
    expect(failure(() => open(folder)).reason).toBe('locked')
  })

  test('because it was closed, says so to every call, and writes nothing any more', async () => {
    const folder = await tempFolder()
    const journal = open(folder)
    journal.create(newJob('j'))
    const last = journal.last()
    journal.close()
    journal.close()
    const calls: (() => unknown)[] = [
      () => journal.create(newJob('k')),
      () => journal.append('j', { type: 'cancelling' }),
      () => journal.since(last, 9),
      () => journal.jobState('j'),
      () => journal.document('j'),
      () => journal.mentions('j'),
      () => journal.recent(9),
      () => journal.unfinished(),
      () => journal.recent(9, undefined, { starred: true }),
      () => journal.speed({ kind: 'a', size: '', device: '' }),
      () => journal.learn({ kind: 'a', size: '', device: '' }, { seconds: 1, units: 1 }),
    ]
    for (const call of calls) expect(failure(call).message).toMatch(/is closed/)
    expect(open(folder).last()).toBe(last)
  })

  test('because a file lies where its folder should be, or a folder where its file should be', async () => {
    const folder = await tempFolder()
    writeFileSync(join(folder, 'file'), '')
    expect(failure(() => open(join(folder, 'file'))).message).toMatch(/cannot be read or written/)
    mkdirSync(join(folder, 'journal.sqlite'))
    expect(failure(() => open(folder)).message).toMatch(/cannot be read or written/)
    expect(readdirSync(folder).sort()).toEqual(['file', 'journal.sqlite'])
  })

  test('because the disk is full, says so, loses nothing that was written, and goes on when there is room', async () => {
    const folder = await tempFolder()
    const journal = open(folder)
    journal.create(newJob('j'))
    const database = opened.at(-1)!
    database.pragma('max_page_count = 12')
    let written = journal.last()
    const error = failure(() => {
      for (let index = 0; index < 1000; index++)
        written = journal.append('j', { type: 'warning', node: 'a', message: `${index} ${'x'.repeat(1000)}` }).seq
    })
    expect(error.reason).toBe('full')
    expect(error.message).toBe(
      `The disk of ${join(folder, 'journal.sqlite')} is full: nothing more can be written down. Make room there.`,
    )
    expect(failure(() => journal.create({ ...newJob('k'), document: 'x'.repeat(9000) })).reason).toBe('full')
    expect(journal.last()).toBe(written)
    expect(journal.jobState('k')).toBeUndefined()
    expect(journal.jobState('j')!.seq).toBe(written)

    database.pragma('max_page_count = 100000')
    expect(journal.append('j', { type: 'finished', ms: 1 }).seq).toBe(written + 1)
    journal.close()
    expect(open(folder).jobState('j')).toMatchObject({ status: 'finished', seq: written + 1 })
  })
})

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))
/** Runs a program in TypeScript in a process of its own. */
const runProgram = (program: string) =>
  run(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], { cwd: root })
