import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** The folders of a checkpoint that its runs depend on. */
export const checkpointFolders = ['scheduler', 'text_encoder', 'tokenizer', 'unet', 'vae'] as const

/** What lies in a checkpoint's folder, by names, sizes and times alone. */
export interface Survey {
  /** Another text as soon as a file was added, removed or written. */
  readonly stamp: string
  /** The size of all its files together. */
  readonly bytes: number
}

/** Looks at every file that a checkpoint's runs can depend on; opens none. What is missing is no error here. */
export const survey = async (folder: string): Promise<Survey> => {
  const inside = await Promise.all(
    checkpointFolders.map(async (name) =>
      (await readdir(join(folder, name)).catch(() => [])).sort().map((file) => `${name}/${file}`),
    ),
  )
  const lines = await Promise.all(
    ['model_index.json', ...inside.flat()].map(async (path) => {
      const found = await stat(join(folder, path)).catch(() => undefined)
      return { path, size: found?.isFile() ? found.size : 0, mtimeMs: found?.mtimeMs ?? 0 }
    }),
  )
  return {
    stamp: lines.map(({ path, size, mtimeMs }) => `${path}:${size}:${mtimeMs}`).join('\n'),
    bytes: lines.reduce((sum, { size }) => sum + size, 0),
  }
}
