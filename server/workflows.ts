import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { copyFile, link, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readWorkflow, type Workflow, WorkflowError } from '../workflow/document.ts'
import type { SavedWorkflow, WorkflowId } from '../workflow/wire.ts'
import { syncFolder, temporaryPrefix, writeDurably } from './durable-file.ts'
import { inTurn } from './in-turn.ts'
import { versionName, versionsToDrop } from './workflow-versions.ts'

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
   * Saves the bytes as they are, and keeps the version that they replace.
   * @throws WorkflowError for bytes that are no workflow, WorkflowConflict where the file is not what `basis` says
   */
  save(id: WorkflowId, bytes: Buffer, basis: Basis): Promise<SavedWorkflow>
  /**
   * Moves the file to the folder `.trash`; false where there is none.
   * @throws WorkflowConflict where a `rev` is given and the file is another
   */
  remove(id: WorkflowId, rev?: string): Promise<boolean>
}

/** A save that would overwrite what somebody else saved; nothing was changed. */
export class WorkflowConflict extends Error {
  override name = 'WorkflowConflict'
  constructor(
    /** The version that is there, or null where there is none. */
    readonly rev: string | null,
    message: string,
  ) {
    super(message)
  }
}

/** An id that cannot name a file. */
export class WorkflowIdError extends Error {
  override name = 'WorkflowIdError'
}

/** SHA-256 of the bytes of a workflow file, hexadecimal. */
export const revOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const workflowIn = (bytes: Buffer): Workflow => {
  if (!isUtf8(bytes)) throw new WorkflowError('The file is not UTF-8 text. Save it as UTF-8 and try again.')
  return readWorkflow(bytes.toString('utf8'))
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
  const described = new Map<WorkflowId, { readonly key: string; readonly line: SavedWorkflow }>()

  const pathOf = (id: WorkflowId): string => {
    // The first character keeps `.history` and `.trash` apart; the rest leaves no way out of the folder.
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/.test(id))
      throw new WorkflowIdError(
        `"${id.slice(0, 100)}" cannot name a workflow: take 1 to 80 letters (a–z), digits, "-" or "_", beginning with a letter or digit.`,
      )
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
      return { id, name: id, rev, savedAt, nodes: 0, problem: (error as Error).message }
    }
  }

  const keepVersion = async (id: WorkflowId, { rev, savedAt }: WorkflowFile): Promise<void> => {
    const versions = join(folder, '.history', id)
    await mkdir(versions, { recursive: true })
    const [from, to] = [pathOf(id), join(versions, versionName(savedAt, rev))]
    await link(from, to).catch(async (error: NodeJS.ErrnoException) => {
      // Where a file system has no second names for one file, the version is copied.
      if (error.code !== 'EEXIST') await copyFile(from, to)
    })
    await syncFolder(versions)
    for (const old of versionsToDrop(await readdir(versions), now())) await rm(join(versions, old), { force: true })
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
          lines.push({ id, name: id, rev: '', savedAt: 0, nodes: 0, problem: (error as Error).message })
        }
      }
      return lines.sort((a, b) => b.savedAt - a.savedAt || (a.id < b.id ? -1 : 1))
    },

    save: (id, bytes, basis) =>
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
            there
              ? basis === 'new'
                ? `There is already a workflow "${id}". Save under another id, or open that one.`
                : `The workflow "${id}" was saved elsewhere in the meantime. Nothing was overwritten: open that version, or save yours as a copy.`
              : `The workflow "${id}" is no longer there. Save it as a new one.`,
          )
        await writeDurably(path, bytes, there && (() => keepVersion(id, there)))
        return describe(id, { bytes, rev, savedAt: Math.round((await stat(path)).mtimeMs) })
      }),

    remove: (id, rev) =>
      turns(id, async () => {
        const path = pathOf(id)
        const there = await read(id)
        if (!there) return false
        if (rev !== undefined && rev !== there.rev)
          throw new WorkflowConflict(
            there.rev,
            `The workflow "${id}" was saved elsewhere in the meantime, and was not deleted. Open that version first.`,
          )
        const trash = join(folder, '.trash')
        await mkdir(trash, { recursive: true })
        await rename(path, join(trash, `${id}-${versionName(now(), there.rev)}`))
        await syncFolder(trash)
        await syncFolder(folder)
        return true
      }),
  }
}
