import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { partFolders } from './inspect.ts'
import { listWeights } from './weight-files.ts'

/**
 * The weight variants that all networks of a checkpoint's folder have, the files without one (the empty text) first. Looks
 * at names alone; none where a network has no weights, or no variant in common with the others.
 */
export const listVariants = async (folder: string): Promise<string[]> => {
  const [first = [], ...others] = await Promise.all(
    Object.values(partFolders).map(async (part) => {
      const names = await readdir(join(folder, part)).catch(() => [])
      return [...new Set(listWeights(names).map(({ variant }) => variant))]
    }),
  )
  return first.filter((variant) => others.every((each) => each.includes(variant))).sort()
}
