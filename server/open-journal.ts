import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'libsql'
import { codeOf, type Journal, journalError, journalIn } from './journal.ts'

/**
 * Opens the journal, or begins one. A file that is damaged is set aside under a new name (`say` tells the person which)
 * and a new journal begins; nothing is deleted. Only one process at a time can hold a journal.
 * @throws JournalError where another process holds it, or the folder cannot be written
 */
export const openJournal = (
  file: string,
  { say, now = Date.now }: { say: (line: string) => void; now?: () => number },
): Journal => {
  const fresh = !existsSync(file)
  try {
    mkdirSync(dirname(file), { recursive: true })
    return openedJournal(file, fresh, now)
  } catch (error) {
    if (!isDamage(error)) throw journalError(error, file)
  }
  try {
    setAside(file, say, now)
    return openedJournal(file, false, now)
  } catch (error) {
    throw journalError(error, file)
  }
}

const openedJournal = (file: string, fresh: boolean, now: () => number): Journal => {
  const database = openDatabase(file)
  try {
    return journalIn(database, file, fresh, now)
  } catch (error) {
    // A file that stays open could not be set aside on every system.
    database.close()
    throw error
  }
}

const setAside = (file: string, say: (line: string) => void, now: () => number): void => {
  const aside = `${file}.damaged-${new Date(now()).toISOString().replaceAll(/[:.]/g, '-')}`
  for (const end of ['', '-wal', '-shm']) if (existsSync(file + end)) renameSync(file + end, aside + end)
  say(
    `The journal ${file} is damaged and was set aside as ${aside}. A new one begins; workflows and clips are not affected. To rescue past jobs, try: sqlite3 "${aside}" .recover`,
  )
}

const openDatabase = (file: string): Database.Database => {
  const database = new Database(file)
  try {
    // The lock is held until the process ends, however it ends: two servers never run one queue.
    database.pragma('locking_mode = EXCLUSIVE')
    // Before anything is written: a damaged file is set aside exactly as it was found.
    const [check] = database.pragma('quick_check(1)') as { quick_check: string }[]
    if (check?.quick_check !== 'ok') throw new Damage(check?.quick_check ?? 'no answer')
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.exec(`
      CREATE TABLE IF NOT EXISTS jobs (
        number INTEGER PRIMARY KEY, job TEXT NOT NULL UNIQUE, workflow TEXT NOT NULL,
        document TEXT NOT NULL, created INTEGER NOT NULL, ended INTEGER, state TEXT);
      CREATE TABLE IF NOT EXISTS events (
        seq INTEGER PRIMARY KEY, job TEXT NOT NULL, at INTEGER NOT NULL, happening TEXT NOT NULL);
      CREATE INDEX IF NOT EXISTS events_of_job ON events (job, seq);
      CREATE INDEX IF NOT EXISTS open_jobs ON jobs (number) WHERE ended IS NULL;
      CREATE TABLE IF NOT EXISTS speeds (
        kind TEXT NOT NULL, size TEXT NOT NULL, device TEXT NOT NULL, seconds REAL NOT NULL, units REAL NOT NULL,
        PRIMARY KEY (kind, size, device));`)
    addColumns(database)
    database.exec('CREATE INDEX IF NOT EXISTS starred_jobs ON jobs (number) WHERE starred = 1')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Columns that journals of earlier versions lack. */
const addColumns = (database: Database.Database): void => {
  const there = new Set((database.pragma('table_info(jobs)') as { name: string }[]).map(({ name }) => name))
  for (const [name, type] of [
    ['words', 'TEXT'],
    ['starred', 'INTEGER'],
  ] as const)
    if (there.size > 0 && !there.has(name)) database.exec(`ALTER TABLE jobs ADD COLUMN ${name} ${type}`)
}

class Damage extends Error {}

const isDamage = (error: unknown): boolean =>
  error instanceof Damage || /^SQLITE_(NOTADB|CORRUPT|SCHEMA)/.test(codeOf(error)) || /no such column/.test(`${error}`)
