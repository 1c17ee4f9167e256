import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The folder of the program: where package.json, models/ and examples/ lie, whether this runs from source or from dist/.
 * @throws where no folder above this file is it
 */
export const findRoot = (from: string = fileURLToPath(import.meta.url)): string => {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    if (nameIn(join(folder, 'package.json')) === 'reelgraph') return folder
    if (dirname(folder) === folder)
      throw new Error(`No package.json of Reelgraph lies above ${from}. Keep the program's folder together as it came.`)
  }
}

const nameIn = (file: string): unknown => {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown }).name
  } catch {
    return undefined
  }
}
