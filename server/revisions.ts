import { copyFile, link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { JobId, Revision, WorkflowId } from '../workflow/wire.ts'
import { syncFolder, writeDurably } from './durable-file.ts'
import {
  compactNotes,
  editsBetween,
  marksOf,
  preciousRevs,
  type RevisionNote,
  readNotes,
  type SavedState,
  writeNotes,
} from './revision-notes.ts'
import { versionName, versionRev, versionsToDrop, versionTime } from './workflow-versions.ts'

/** A file as it is now: the newest revision. */
export interface PresentFile {
  readonly path: string
  readonly rev: string
  readonly savedAt: number
  /** Its size. */
  readonly bytes: number
}

/**
 * The earlier versions of workflow files, and what is known of them. A version is a file of its own that is never written
 * again; what is known is a log to which lines are added. Both are thinned now and then, so that they stay small.
 */
export interface Revisions {
  /** Keeps the file as it is before it is replaced, and thins out what is older. */
  keep(id: WorkflowId, file: Omit<PresentFile, 'bytes'>): Promise<void>
  /** Notes which edits led to what was saved. */
  saved(id: WorkflowId, file: Pick<PresentFile, 'rev' | 'savedAt'>, edits: readonly string[]): Promise<void>
  /** All that there are, the newest first. */
  list(id: WorkflowId, present: PresentFile | undefined): Promise<Revision[]>
  /** The bytes of a version, or undefined where there is none of this rev. */
  read(id: WorkflowId, rev: string): Promise<Buffer | undefined>
  /** When the last version of this rev was saved, or undefined where there is none. */
  savedAt(id: WorkflowId, rev: string): Promise<number | undefined>
  /** Gives a revision a name, which keeps it for ever; an empty one takes the name away. */
  name(id: WorkflowId, state: SavedState, name: string): Promise<void>
  /** Notes that a run used a revision, which keeps it for ever. */
  ran(id: WorkflowId, state: SavedState, job: JobId): Promise<void>
}

const logName = 'log.jsonl'
/** A log of fewer notes is not worth a thinning. */
const looseNotes = 400

/** The revisions in a folder, which is made when the first is kept. Calls for one id must not overlap. */
export const openRevisions = (root: string, now: () => number): Revisions => {
  const logs = new Map<WorkflowId, RevisionNote[]>()
  /** Logs whose last line a crash cut short. */
  const torn = new Set<WorkflowId>()
  const folderOf = (id: WorkflowId) => join(root, id)

  const namesOf = async (id: WorkflowId): Promise<string[]> => {
    try {
      return (await readdir(folderOf(id))).filter((name) => versionTime(name) !== undefined).sort()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  }

  const notesOf = async (id: WorkflowId): Promise<RevisionNote[]> => {
    const known = logs.get(id)
    if (known) return known
    const text = await readFile(join(folderOf(id), logName), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return ''
      throw error
    })
    const notes = readNotes(text)
    if (text !== '' && !text.endsWith('\n')) torn.add(id)
    logs.set(id, notes)
    return notes
  }

  const add = async (id: WorkflowId, note: RevisionNote): Promise<void> => {
    const notes = await notesOf(id)
    await mkdir(folderOf(id), { recursive: true })
    const file = await open(join(folderOf(id), logName), 'a')
    try {
      await file.appendFile(`${torn.has(id) ? '\n' : ''}${writeNotes([note])}`)
      await file.sync()
    } finally {
      await file.close()
    }
    torn.delete(id)
    notes.push(note)
  }

  const compact = async (
    id: WorkflowId,
    present: { readonly rev: string; readonly savedAt: number },
  ): Promise<void> => {
    const notes = await notesOf(id)
    const times = (await namesOf(id)).map((name) => ({ rev: versionRev(name), at: versionTime(name)! }))
    const small = compactNotes(notes, [...times, { rev: present.rev, at: present.savedAt }])
    if (small.length * 2 > notes.length) return
    await writeDurably(join(folderOf(id), logName), Buffer.from(writeNotes(small)))
    logs.set(id, small)
  }

  return {
    async keep(id, { path, rev, savedAt }) {
      const folder = folderOf(id)
      await mkdir(folder, { recursive: true })
      const to = join(folder, versionName(savedAt, rev))
      await link(path, to).catch(async (error: NodeJS.ErrnoException) => {
        // Where a file system has no second names for one file, the version is copied.
        if (error.code !== 'EEXIST') await copyFile(path, to)
      })
      await syncFolder(folder)
      const precious = preciousRevs(await notesOf(id))
      const old = versionsToDrop(await readdir(folder), now(), (each) => precious.has(each))
      for (const name of old) await rm(join(folder, name), { force: true })
    },
    async saved(id, { rev, savedAt }, edits) {
      if (edits.length > 0) await add(id, { rev, at: savedAt, edits, more: 0 })
      if ((await notesOf(id)).length > looseNotes) await compact(id, { rev, savedAt })
    },
    async list(id, present) {
      const files = await Promise.all(
        (await namesOf(id)).map(async (name) => ({
          rev: versionRev(name),
          savedAt: versionTime(name)!,
          bytes: (await stat(join(folderOf(id), name)).catch(() => undefined))?.size,
        })),
      )
      const there = files.flatMap(({ bytes, ...file }) => (bytes === undefined ? [] : [{ ...file, bytes }]))
      // A crash between keeping and replacing leaves the present file among its own versions.
      const older = there.filter((each) => each.rev !== present?.rev || each.savedAt < present.savedAt)
      const all = present ? [...older, { rev: present.rev, savedAt: present.savedAt, bytes: present.bytes }] : older
      const notes = await notesOf(id)
      const states = all.map(({ rev, savedAt }) => ({ rev, at: savedAt }))
      const marks = marksOf(notes, states)
      const edits = editsBetween(
        notes,
        states.map(({ at }) => at),
      )
      return all.map((each, index) => ({ ...each, ...edits[index]!, ...marks[index]! })).reverse()
    },
    async read(id, rev) {
      const name = (await namesOf(id)).findLast((each) => versionRev(each) === rev)
      return name === undefined ? undefined : await readFile(join(folderOf(id), name))
    },
    async savedAt(id, rev) {
      const name = (await namesOf(id)).findLast((each) => versionRev(each) === rev)
      return name === undefined ? undefined : versionTime(name)
    },
    name: (id, state, name) => add(id, { ...state, name }),
    async ran(id, state, job) {
      if (!(await notesOf(id)).some((note) => 'run' in note && note.run === job)) await add(id, { ...state, run: job })
    },
  }
}
