import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/**
 * The default exports of all modules in a folder, by file name without extension, in order of name. Works on sources and
 * on what the build makes of them, since the build keeps the tree.
 * @param folder for example `new URL('../nodes/', import.meta.url)`
 */
export const loadFolder = async <T>(folder: URL): Promise<ReadonlyMap<string, T>> => {
  const names = (await readdir(fileURLToPath(folder), { withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.[jt]s$/.test(entry.name))
    .map((entry) => entry.name)
    .sort()
  const loaded = await Promise.all(
    names.map(async (name) => {
      const { default: content } = (await import(new URL(name, folder).href)) as { default?: T }
      if (content === undefined)
        throw new Error(
          `${fileURLToPath(new URL(name, folder))} has no default export. Every file in that folder needs one.`,
        )
      return [name.replace(/\.[jt]s$/, ''), content] as const
    }),
  )
  return new Map(loaded)
}
