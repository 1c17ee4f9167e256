import { access, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isObject, type Json } from '../workflow/json.ts'
import type { ExampleLine } from '../workflow/wire.ts'

export type PictureKind = 'still' | 'moving'

/** The workflows that come with the program. */
export interface Examples {
  /** All that can be read, by file name. */
  list(): Promise<ExampleLine[]>
  /** The text of the file, or undefined where there is none of this id. */
  read(id: string): Promise<string | undefined>
  /** The path of a picture of its run, or undefined where there is none. */
  picture(id: string, kind: PictureKind): Promise<string | undefined>
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
  const picture = async (id: string, kind: PictureKind): Promise<string | undefined> => {
    if (!(await names()).includes(`${id}.json`)) return undefined
    const path = join(folder, 'pictures', `${id}-${kind}.webp`)
    return access(path).then(
      () => path,
      () => undefined,
    )
  }
  return {
    list: async () => {
      const examples = await Promise.all(
        (await names()).map(async (name): Promise<ExampleLine | undefined> => {
          const id = name.slice(0, -'.json'.length)
          try {
            const text = await readFile(join(folder, name), 'utf8')
            return { id, ...described(text, id), pictures: (await picture(id, 'moving')) !== undefined }
          } catch {
            // One broken file must not hide the others.
            return undefined
          }
        }),
      )
      return examples.filter((each) => each !== undefined)
    },
    picture,
    read: async (id) => {
      const name = `${id}.json`
      return (await names()).includes(name) ? readFile(join(folder, name), 'utf8') : undefined
    },
  }
}

const described = (text: string, id: string): Omit<ExampleLine, 'id' | 'pictures'> => {
  const workflow: unknown = JSON.parse(text)
  const { name, about, tags, nodes } = isObject(workflow) ? workflow : {}
  const placed = Object.values(isObject(nodes) ? nodes : {})
  return {
    name: typeof name === 'string' ? name : id,
    about: typeof about === 'string' ? about : '',
    tags: Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [],
    checkpoints: [...new Set(placed.flatMap(checkpointIn))],
    nodes: placed.length,
  }
}

/** What a node that loads a checkpoint is set to. */
const checkpointIn = (node: Json): string[] => {
  const inputs = isObject(node) && isObject(node.inputs) ? node.inputs : {}
  const value = isObject(inputs.checkpoint) ? inputs.checkpoint.value : undefined
  return typeof value === 'string' ? [value] : []
}
