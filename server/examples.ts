import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isObject } from '../workflow/json.ts'

/** One line of the list of examples. */
export interface Example {
  /** Its file name without extension. */
  readonly id: string
  readonly name: string
  /** What it shows: the file's "about", or nothing. */
  readonly about: string
}

/** The workflows that come with the program. */
export interface Examples {
  /** All that can be read, by file name. */
  list(): Promise<Example[]>
  /** The text of the file, or undefined where there is none of this id. */
  read(id: string): Promise<string | undefined>
}

/** The examples in a folder; there are none where it is missing. */
export const createExamples = (folder: string): Examples => {
  const names = async (): Promise<string[]> => {
    try {
      return (await readdir(folder, { withFileTypes: true }))
        .filter((entry) => !entry.isDirectory() && /^[A-Za-z0-9][A-Za-z0-9_-]*\.json$/.test(entry.name))
        .map((entry) => entry.name)
        .sort()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  }
  return {
    list: async () => {
      const examples = await Promise.all(
        (await names()).map(async (name): Promise<Example | undefined> => {
          const id = name.slice(0, -'.json'.length)
          try {
            return { id, ...described(await readFile(join(folder, name), 'utf8'), id) }
          } catch {
            // One broken file must not hide the others.
            return undefined
          }
        }),
      )
      return examples.filter((each) => each !== undefined)
    },
    read: async (id) => {
      const name = `${id}.json`
      return (await names()).includes(name) ? readFile(join(folder, name), 'utf8') : undefined
    },
  }
}

const described = (text: string, id: string): Pick<Example, 'name' | 'about'> => {
  const workflow: unknown = JSON.parse(text)
  const { name, about } = isObject(workflow) ? workflow : {}
  return { name: typeof name === 'string' ? name : id, about: typeof about === 'string' ? about : '' }
}
