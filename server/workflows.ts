import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { readWorkflow, type Workflow, WorkflowError, writeWorkflow } from '../workflow/document.ts'
import { fileWords } from '../workflow/said/file-words.ts'
import { SaidError, say, type Words } from '../workflow/said/said.ts'
import type { JobId, Revision, SavedWorkflow, WorkflowId } from '../workflow/wire.ts'
import { syncFolder, temporaryPrefix, writeDurably } from './durable-file.ts'
import { isFileId } from './file-id.ts'
import { inTurn } from './in-turn.ts'
import type { SavedState } from './revision-notes.ts'
import { openRevisions } from './revisions.ts'
import { problemAnswer } from './worded-answers.ts'
import { versionName } from './workflow-versions.ts'

/** A workflow file as it was last saved: exactly those bytes. */
export interface WorkflowFile {
  readonly bytes: Buffer
  /** SHA-256 of the bytes, hexadecimal. */
  readonly rev: string
  readonly savedAt: number
}

/** What a save is based on: the version that the person had before them, or that there is none yet. */
export type Basis = { readonly rev: string } | 'new'

/** The saved workflows: one JSON file each, with the versions before it. */
export interface Workflows {
  /** All of them, the one saved last first; one that cannot be read is there with its `problem`. */
  list(): Promise<SavedWorkflow[]>
  /** The saved bytes, or undefined where there is no such workflow. */
  read(id: WorkflowId): Promise<WorkflowFile | undefined>
  /**
   * Saves the bytes as they are, and keeps the version that they replace; `edits` are the names of what was done since.
   * @throws WorkflowError for bytes that are no workflow, WorkflowConflict where the file is not what `basis` says
   */
  save(id: WorkflowId, bytes: Buffer, basis: Basis, edits?: readonly string[]): Promise<SavedWorkflow>
  /**
   * Moves the file to the folder `.trash`; false where there is none.
   * @throws WorkflowConflict where a `rev` is given and the file is another
   */
  remove(id: WorkflowId, rev?: string): Promise<boolean>
  /** What the file is and was, the newest first; undefined where there is no such workflow. */
  revisions(id: WorkflowId): Promise<Revision[] | undefined>
  /** The bytes of a revision, or undefined where there is none of this rev. */
  revision(id: WorkflowId, rev: string): Promise<Buffer | undefined>
  /** Gives the revision that was saved then a name, or takes it away with an empty one; false where there is none of this rev. */
  nameRevision(id: WorkflowId, state: SavedState, name: string): Promise<boolean>
  /** Notes that a job ran this text, where that is a revision of the file. */
  ran(id: WorkflowId, text: string, job: JobId): Promise<void>
}

/** A save that would overwrite what somebody else saved; nothing was changed. */
export class WorkflowConflict extends SaidError {
  override name = 'WorkflowConflict'
  constructor(
    /** The version that is there, or null where there is none. */
    readonly rev: string | null,
    words: Words,
  ) {
    super(words)
  }
}

/** An id that cannot name a file. */
export class WorkflowIdError extends SaidError {
  override name = 'WorkflowIdError'
}

/** SHA-256 of the bytes of a workflow file, hexadecimal. */
export const revOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const workflowIn = (bytes: Buffer): Workflow => {
  if (!isUtf8(bytes)) throw new WorkflowError(say('notUtf8'))
  return readWorkflow(bytes.toString('utf8'), fileWords)
}

/** When a file was saved. It is set after `before`, so that versions stay in order where a clock is coarse or was put back. */
const timeAfter = async (path: string, before = 0): Promise<number> => {
  const savedAt = Math.round((await stat(path)).mtimeMs)
  if (savedAt > before) return savedAt
  await utimes(path, (before + 1) / 1000, (before + 1) / 1000)
  return Math.round((await stat(path)).mtimeMs)
}

/** What a program that read the bytes would write; undefined for bytes that are no workflow. */
const rewritten = (bytes: Buffer): string | undefined => {
  try {
    return writeWorkflow(workflowIn(bytes))
  } catch {
    return undefined
  }
}

/**
 * The workflows in a folder, which is made where it is missing. What a crash left half written is removed.
 */
export const openWorkflows = async (
  folder: string,
  { now = Date.now }: { now?: () => number } = {},
): Promise<Workflows> => {
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(folder))
    if (name.startsWith(temporaryPrefix)) await rm(join(folder, name), { force: true })
  const turns = inTurn()
  const history = openRevisions(join(folder, '.history'), now)
  const described = new Map<WorkflowId, { readonly key: string; readonly line: SavedWorkflow }>()

  const pathOf = (id: WorkflowId): string => {
    if (!isFileId(id)) throw new WorkflowIdError(say('idOfWorkflow', { id: id.slice(0, 100) }))
    return join(folder, `${id}.json`)
  }

  const read = async (id: WorkflowId): Promise<WorkflowFile | undefined> => {
    const path = pathOf(id)
    try {
      const [bytes, { mtimeMs }] = [await readFile(path), await stat(path)]
      return { bytes, rev: revOf(bytes), savedAt: Math.round(mtimeMs) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  const describe = (id: WorkflowId, { bytes, rev, savedAt }: WorkflowFile): SavedWorkflow => {
    try {
      const workflow = workflowIn(bytes)
      return { id, name: workflow.name || id, rev, savedAt, nodes: Object.keys(workflow.nodes).length }
    } catch (error) {
      return { id, name: id, rev, savedAt, nodes: 0, ...problemAnswer(error as Error) }
    }
  }

  return {
    read,

    async list() {
      const lines: SavedWorkflow[] = []
      for (const name of await readdir(folder)) {
        if (name.startsWith('.') || !name.endsWith('.json')) continue
        const id = name.slice(0, -'.json'.length)
        try {
          const { mtimeMs, size, ino } = await stat(join(folder, name))
          const key = `${mtimeMs} ${size} ${ino}`
          const known = described.get(id)
          const file = known?.key === key ? undefined : await read(id)
          const line = known?.key === key ? known.line : file && describe(id, file)
          if (!line) continue
          described.set(id, { key, line })
          lines.push(line)
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue
          lines.push({ id, name: id, rev: '', savedAt: 0, nodes: 0, ...problemAnswer(error as Error) })
        }
      }
      return lines.sort((a, b) => b.savedAt - a.savedAt || (a.id < b.id ? -1 : 1))
    },

    save: (id, bytes, basis, edits = []) =>
      turns(id, async () => {
        const path = pathOf(id)
        workflowIn(bytes)
        const there = await read(id)
        const expected = basis === 'new' ? null : basis.rev
        const rev = revOf(bytes)
        if (there?.rev === rev) return describe(id, there)
        if ((there?.rev ?? null) !== expected)
          throw new WorkflowConflict(
            there?.rev ?? null,
            there ? say(basis === 'new' ? 'idTaken' : 'changedElsewhere', { id }) : say('noLongerThere', { id }),
          )
        await writeDurably(path, bytes, there && (() => history.keep(id, { ...there, path })))
        const savedAt = await timeAfter(path, there?.savedAt)
        // The file is saved: that what led to it cannot be noted is no reason to say otherwise.
        await history.saved(id, { rev, savedAt }, edits).catch(() => undefined)
        return describe(id, { bytes, rev, savedAt })
      }),

    remove: (id, rev) =>
      turns(id, async () => {
        const path = pathOf(id)
        const there = await read(id)
        if (!there) return false
        if (rev !== undefined && rev !== there.rev) throw new WorkflowConflict(there.rev, say('notDeleted', { id }))
        const trash = join(folder, '.trash')
        await mkdir(trash, { recursive: true })
        await rename(path, join(trash, `${id}-${versionName(now(), there.rev)}`))
        await syncFolder(trash)
        await syncFolder(folder)
        return true
      }),

    revisions: (id) =>
      turns(id, async () => {
        const path = pathOf(id)
        const there = await read(id)
        return there && history.list(id, { ...there, path, bytes: there.bytes.byteLength })
      }),

    async revision(id, rev) {
      const there = await read(id)
      return there?.rev === rev ? there.bytes : history.read(id, rev)
    },

    nameRevision: (id, state, name) =>
      turns(id, async () => {
        if ((await read(id))?.rev !== state.rev && (await history.savedAt(id, state.rev)) === undefined) return false
        await history.name(id, state, name)
        return true
      }),

    ran: (id, text, job) =>
      turns(id, async () => {
        const there = await read(id)
        const rev = revOf(Buffer.from(text))
        if (there && (there.rev === rev || rewritten(there.bytes) === text))
          return history.ran(id, { rev: there.rev, at: there.savedAt }, job)
        const at = await history.savedAt(id, rev)
        if (at !== undefined) await history.ran(id, { rev, at }, job)
      }),
  }
}
