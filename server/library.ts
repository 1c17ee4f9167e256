import { isUtf8 } from 'node:buffer'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { checkKept, WorkflowError } from '../workflow/document.ts'
import { fileWords } from '../workflow/said/file-words.ts'
import { parseJson } from '../workflow/said/parse-json.ts'
import { say } from '../workflow/said/said.ts'
import { checkLibraryItem, type LibraryItem } from '../workflow/subgraphs/library.ts'
import type { LibraryLine } from '../workflow/wire.ts'
import { syncFolder, temporaryPrefix, writeDurably } from './durable-file.ts'
import { isFileId } from './file-id.ts'
import { inTurn } from './in-turn.ts'
import { problemAnswer } from './worded-answers.ts'
import { versionName } from './workflow-versions.ts'
import { revOf, WorkflowIdError } from './workflows.ts'

/** A person's own nodes: one JSON file each. */
export interface Library {
  /** All of them, by title; one that cannot be read is there with its `problem`. */
  list(): Promise<LibraryLine[]>
  /**
   * Saves the bytes as they are; what they replace goes to the folder `.trash`.
   * @throws WorkflowError for bytes that are no item of a library
   */
  save(id: string, bytes: Buffer): Promise<void>
  /** Moves the file to the folder `.trash`; false where there is none. */
  remove(id: string): Promise<boolean>
}

const itemIn = (bytes: Buffer): LibraryItem => {
  if (!isUtf8(bytes)) throw new WorkflowError(say('notUtf8'))
  const text = bytes.toString('utf8')
  const parsed = parseJson(text, fileWords, (why) => new WorkflowError(say('nodeNotJson', { why })))
  const item = checkLibraryItem(parsed, fileWords)
  checkKept(text, fileWords)
  return item
}

/** The library in a folder, which is made where it is missing. What a crash left half written is removed. */
export const openLibrary = async (
  folder: string,
  { now = Date.now }: { readonly now?: () => number } = {},
): Promise<Library> => {
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(folder))
    if (name.startsWith(temporaryPrefix)) await rm(join(folder, name), { force: true })
  const turns = inTurn()

  const pathOf = (id: string): string => {
    if (!isFileId(id)) throw new WorkflowIdError(say('idOfNode', { id: id.slice(0, 100) }))
    return join(folder, `${id}.json`)
  }
  const bytesOf = async (path: string): Promise<Buffer | undefined> => {
    try {
      return await readFile(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }
  const trashed = async (id: string, bytes: Buffer): Promise<string> => {
    const trash = join(folder, '.trash')
    await mkdir(trash, { recursive: true })
    return join(trash, `${id}-${versionName(now(), revOf(bytes))}`)
  }

  return {
    async list() {
      const lines: LibraryLine[] = []
      for (const name of await readdir(folder)) {
        if (name.startsWith('.') || !name.endsWith('.json')) continue
        const id = name.slice(0, -'.json'.length)
        const path = join(folder, name)
        try {
          const bytes = await bytesOf(path)
          if (!bytes) continue
          const savedAt = Math.round((await stat(path)).mtimeMs)
          const item = itemIn(bytes)
          lines.push({ id, title: item.subgraphs[item.main]!.title || id, savedAt, item })
        } catch (error) {
          lines.push({ id, title: id, savedAt: 0, ...problemAnswer(error as Error) })
        }
      }
      return lines.sort((a, b) => a.title.localeCompare(b.title) || (a.id < b.id ? -1 : 1))
    },

    save: (id, bytes) =>
      turns(id, async () => {
        const path = pathOf(id)
        itemIn(bytes)
        const there = await bytesOf(path)
        if (there?.equals(bytes)) return
        await writeDurably(path, bytes, there && (async () => writeDurably(await trashed(id, there), there)))
      }),

    remove: (id) =>
      turns(id, async () => {
        const path = pathOf(id)
        const there = await bytesOf(path)
        if (!there) return false
        await rename(path, await trashed(id, there))
        await syncFolder(join(folder, '.trash'))
        await syncFolder(folder)
        return true
      }),
  }
}
