import { dirname } from 'node:path'
import type Database from 'libsql'
import { applyEvents, type JobState } from '../workflow/job-state.ts'
import { searchWords } from '../workflow/run-words.ts'
import { reasonOf } from '../workflow/said/reason.ts'
import { SaidError, say, type Words } from '../workflow/said/said.ts'
import { learnt, type Speed, type SpeedKey } from '../workflow/speeds.ts'
import type { Happening, JobEvent, JobId, WorkflowId } from '../workflow/wire.ts'

/** A job as it is written down when it is queued. */
export interface NewJob {
  readonly job: JobId
  readonly workflow: WorkflowId
  readonly title: string
  /** The text of the workflow, exactly as it is to be run. */
  readonly document: string
  /** The nodes that the job will look at, in the order of its plan. */
  readonly nodes: readonly string[]
  /** What the job is found by, in lower case; without it, its document is searched. */
  readonly words?: string
}

/** Which jobs a list is to hold. */
export interface JobFilter {
  /** Words that must all occur in what the job is found by. */
  readonly search?: string
  readonly starred?: boolean
}

/** Something that happened to a job, before it is written down. */
export interface Entry {
  readonly job: JobId
  readonly happening: Happening
}

/** A job that has not ended: what a server that starts again goes on with. */
export interface OpenJob {
  readonly job: JobId
  readonly workflow: WorkflowId
  readonly document: string
  readonly state: JobState
}

/**
 * The memory of the server: every job and every event, in one SQLite file. What a call has returned is on the disk, also
 * when the process or the machine goes down in the next moment.
 */
export interface Journal {
  /** True where no journal was there before. */
  readonly fresh: boolean
  /** The number of the last event. */
  last(): number
  /** Writes down a job and its `queued` event. */
  create(job: NewJob): JobEvent
  /** Writes down one event. */
  append(job: JobId, happening: Happening): JobEvent
  /** Writes down several events, all or none, with one wait for the disk. */
  appendAll(entries: readonly Entry[]): JobEvent[]
  /** All events after `seq`; undefined where they are more than `limit`, or `seq` is not of this journal. */
  since(seq: number, limit: number): JobEvent[] | undefined
  jobState(job: JobId): JobState | undefined
  /** What happened to one node of a job, or to any inside of it where it is a subgraph's, in its order. */
  nodeEvents(job: JobId, node: string): JobEvent[]
  /** The text of the workflow that the job was queued with. */
  document(job: JobId): string | undefined
  /** True where the document of a job has this text in it. */
  mentions(text: string): boolean
  /** States of jobs, the one queued last first; with `before`, those queued before that job. */
  recent(limit: number, before?: JobId, filter?: JobFilter): JobState[]
  /** The jobs that have not ended, by the places that they have in the queue. */
  unfinished(): OpenJob[]
  /** Learns how long a unit of work took; that it is lost with a full disk harms nothing. */
  learn(key: SpeedKey, speed: Speed): void
  /** What was learnt of a kind of node. */
  speed(key: SpeedKey): Speed | undefined
  close(): void
}

/** Why the journal could not be read or written. */
export class JournalError extends SaidError {
  override name = 'JournalError'
  constructor(
    readonly reason: 'full' | 'locked' | 'failed',
    words: Words,
  ) {
    super(words)
  }
}

/** The code of an error of SQLite or the system; empty where it has none. */
export const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? '')

/** An error of SQLite or the system as what it means for a journal. */
export const journalError = (error: unknown, file: string): JournalError => {
  if (error instanceof JournalError) return error
  const code = codeOf(error)
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') return new JournalError('full', say('journalFull', { file }))
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return new JournalError('locked', say('journalLocked', { folder: dirname(file) }))
  return new JournalError('failed', say('journalFailed', { file, why: reasonOf(error) }))
}

interface EventRow {
  readonly seq: number
  readonly job: string
  readonly workflow: string
  readonly at: number
  readonly happening: string
}

const eventOf = (row: EventRow): JobEvent => ({
  ...(JSON.parse(row.happening) as Happening),
  seq: row.seq,
  at: row.at,
  job: row.job,
  workflow: row.workflow,
})

const jobsIn = (rows: unknown[]): JobId[] => (rows as { job: string }[]).map(({ job }) => job)

const endings: ReadonlySet<string> = new Set(['finished', 'failed', 'cancelled'])

/** States kept folded in memory; an older one is folded again, or read back where its job ended. */
const maxFolded = 200

/** The journal in an open database that has its tables. @param fresh none was there before */
export const journalIn = (database: Database.Database, file: string, fresh: boolean, now: () => number): Journal => {
  const sql = {
    last: database.prepare('SELECT max(seq) AS seq FROM events'),
    first: database.prepare('SELECT min(seq) AS seq FROM events'),
    addJob: database.prepare('INSERT INTO jobs (job, workflow, document, created, words) VALUES (?, ?, ?, ?, ?)'),
    addEvent: database.prepare('INSERT INTO events (seq, job, at, happening) VALUES (?, ?, ?, ?)'),
    end: database.prepare('UPDATE jobs SET ended = ? WHERE job = ?'),
    star: database.prepare('UPDATE jobs SET starred = ? WHERE job = ?'),
    keep: database.prepare('UPDATE jobs SET state = ? WHERE job = ?'),
    job: database.prepare('SELECT number, workflow, document, ended, state FROM jobs WHERE job = ?'),
    count: database.prepare('SELECT count(*) AS count FROM events WHERE seq > ?'),
    since: database.prepare(
      'SELECT seq, events.job AS job, workflow, at, happening FROM events JOIN jobs ON jobs.job = events.job WHERE seq > ? ORDER BY seq',
    ),
    ofJob: database.prepare(
      'SELECT seq, events.job AS job, workflow, at, happening FROM events JOIN jobs ON jobs.job = events.job WHERE events.job = ? AND seq > ? ORDER BY seq',
    ),
    ofNode: database.prepare(
      'SELECT seq, events.job AS job, workflow, at, happening FROM events JOIN jobs ON jobs.job = events.job WHERE events.job = ? AND instr(happening, ?) > 0 ORDER BY seq',
    ),
    recent: database.prepare('SELECT job FROM jobs WHERE number < ? ORDER BY number DESC LIMIT ?'),
    learn: database.prepare(
      'INSERT OR REPLACE INTO speeds (kind, size, device, seconds, units) VALUES (?, ?, ?, ?, ?)',
    ),
    speed: database.prepare('SELECT seconds, units FROM speeds WHERE kind = ? AND size = ? AND device = ?'),
    mentions: database.prepare('SELECT 1 FROM jobs WHERE instr(document, ?) > 0 LIMIT 1'),
    open: database.prepare('SELECT job, workflow, document FROM jobs WHERE ended IS NULL ORDER BY number'),
  }
  const number = (row: unknown): number | undefined => (row as { seq: number | null } | undefined)?.seq ?? undefined
  // A journal begins at a number that no earlier journal of this folder can have reached, so that a client which knew
  // an earlier one is recognised by the number it brings.
  let last = number(sql.last.get()) ?? Math.floor(now() / 1000) * 1000
  const start = (number(sql.first.get()) ?? last + 1) - 1
  const folded = new Map<JobId, JobState>()
  let closed = false

  /** A closed connection of libsql still writes through its statements, and ends the process when asked for its state. */
  const checkOpen = () => {
    if (closed) throw new JournalError('failed', say('journalClosed', { file }))
  }

  const transact = <T>(work: () => T): T => {
    checkOpen()
    const before = last
    try {
      database.exec('BEGIN IMMEDIATE')
      const result = work()
      database.exec('COMMIT')
      return result
    } catch (error) {
      last = before
      try {
        // A full disk has already rolled back by itself.
        if (database.inTransaction) database.exec('ROLLBACK')
      } catch {}
      throw journalError(error, file)
    }
  }

  const jobRow = (job: JobId) => {
    checkOpen()
    return sql.job.get(job) as
      | { number: number; workflow: string; document: string; ended: number | null; state: string | null }
      | undefined
  }

  const write = (job: JobId, workflow: WorkflowId, happening: Happening): JobEvent => {
    const at = now()
    const seq = last + 1
    sql.addEvent.run(seq, job, at, JSON.stringify(happening))
    if (endings.has(happening.type)) sql.end.run(at, job)
    if (happening.type === 'starred') sql.star.run(happening.starred ? 1 : 0, job)
    last = seq
    return { ...happening, seq, at, job, workflow }
  }

  const workflows = new Map<JobId, WorkflowId>()
  const workflowOf = (job: JobId): WorkflowId => {
    const workflow = workflows.get(job) ?? jobRow(job)?.workflow
    if (workflow === undefined) throw new JournalError('failed', `No job "${job}" was queued: create it first.`)
    if (workflows.size >= maxFolded) workflows.clear()
    workflows.set(job, workflow)
    return workflow
  }

  const appendAll = (entries: readonly Entry[]): JobEvent[] =>
    entries.length === 0
      ? []
      : transact(() => entries.map(({ job, happening }) => write(job, workflowOf(job), happening)))

  /** Keeps the states of jobs that have ended, which only saves folding them again: the events are the truth. */
  const keep = (states: readonly JobState[]) => {
    if (states.length === 0) return
    try {
      transact(() => {
        for (const state of states) sql.keep.run(JSON.stringify(state), state.job)
      })
    } catch {}
  }

  const fold = (job: JobId, unkept: JobState[]): JobState | undefined => {
    let state = folded.get(job)
    if (!state) {
      const row = jobRow(job)
      if (!row) return undefined
      if (row.state !== null) state = JSON.parse(row.state) as JobState
    }
    const rows = sql.ofJob.all(job, state?.seq ?? 0) as EventRow[]
    state = applyEvents(state, rows.map(eventOf))
    if (!state) return undefined
    folded.delete(job)
    folded.set(job, state)
    if (folded.size > maxFolded) folded.delete(folded.keys().next().value as JobId)
    if (rows.length > 0 && state.endedAt !== undefined) unkept.push(state)
    return state
  }

  const statesOf = (jobs: readonly JobId[]): JobState[] => {
    const unkept: JobState[] = []
    const states = jobs.flatMap((job) => fold(job, unkept) ?? [])
    // One wait for the disk for a whole page.
    keep(unkept)
    return states
  }

  const jobState = (job: JobId): JobState | undefined => {
    checkOpen()
    return statesOf([job])[0]
  }

  const speedOf = (kind: string, size: string, device: string): Speed | undefined => {
    const row = sql.speed.get(kind, size, device) as Speed | undefined
    return row && { seconds: row.seconds, units: row.units }
  }

  return {
    fresh,
    last: () => last,
    create: ({ job, workflow, title, document, nodes, words }) =>
      transact(() => {
        sql.addJob.run(job, workflow, document, now(), words ?? null)
        return write(job, workflow, { type: 'queued', title, nodes })
      }),
    append: (job, happening) => appendAll([{ job, happening }])[0]!,
    appendAll,
    since: (seq, limit) => {
      checkOpen()
      if (!Number.isSafeInteger(seq) || seq < start || seq > last) return undefined
      const { count } = sql.count.get(seq) as { count: number }
      return count > limit ? undefined : (sql.since.all(seq) as EventRow[]).map(eventOf)
    },
    jobState,
    nodeEvents: (job, node) => {
      checkOpen()
      const isIts = (event: JobEvent) => 'node' in event && (event.node === node || event.node.startsWith(`${node}/`))
      // As the id, or its beginning, was written down: of a job of 10,000 nodes few events are read.
      return (sql.ofNode.all(job, JSON.stringify(node).slice(0, -1)) as EventRow[]).map(eventOf).filter(isIts)
    },
    document: (job) => jobRow(job)?.document,
    mentions: (text) => {
      checkOpen()
      return sql.mentions.get(text) !== undefined
    },
    recent: (limit, before, { search = '', starred = false } = {}) => {
      checkOpen()
      const from = before === undefined ? Number.MAX_SAFE_INTEGER : (jobRow(before)?.number ?? 0)
      const words = searchWords(search)
      if (words.length === 0 && !starred) return statesOf(jobsIn(sql.recent.all(from, limit)))
      // instr, unlike LIKE, knows no signs that stand for others.
      const wanted = [
        'number < ?',
        ...(starred ? ['starred = 1'] : []),
        ...words.map(() => 'instr(coalesce(words, lower(document)), ?) > 0'),
      ].join(' AND ')
      const found = database.prepare(`SELECT job FROM jobs WHERE ${wanted} ORDER BY number DESC LIMIT ?`)
      return statesOf(jobsIn(found.all(from, ...words, limit)))
    },
    unfinished: () => {
      checkOpen()
      const rows = sql.open.all() as { job: string; workflow: string; document: string }[]
      const open = rows.flatMap(({ job, workflow, document }) => {
        const state = jobState(job)
        return state ? [{ job, workflow, document, state }] : []
      })
      return open.sort((a, b) => (a.state.place ?? 0) - (b.state.place ?? 0))
    },
    learn: ({ kind, size, device }, measured) => {
      const before = speedOf(kind, size, device)
      const { seconds, units } = learnt(before, measured.seconds, measured.units)
      transact(() => sql.learn.run(kind, size, device, seconds, units))
    },
    speed: ({ kind, size, device }) => {
      checkOpen()
      return speedOf(kind, size, device)
    },
    close: () => {
      if (closed) return
      closed = true
      try {
        // The connection lives on until its last statement is collected: the lock must be given back by hand, and SQLite
        // gives back an exclusive one only outside WAL.
        database.pragma('journal_mode = DELETE')
        database.pragma('locking_mode = NORMAL')
        database.prepare('SELECT 1 FROM jobs LIMIT 1').get()
      } catch {
        // On a full disk the log stays beside the file, and is read from there.
      } finally {
        database.close()
      }
    },
  }
}
