import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { root } from './root.mjs'

/**
 * All files in the given files and folders under the root, by path with slashes, in order. What is not there is left out.
 * @param {readonly string[]} places
 */
export const filesIn = (places) => {
  const found = []
  for (const place of places) {
    const path = join(root, place)
    if (!existsSync(path)) continue
    if (statSync(path).isFile()) {
      found.push(path)
      continue
    }
    for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
      // Node 20.9 knows the folder of an entry as `path` only.
      if (entry.isFile()) found.push(join(entry.parentPath ?? entry.path, entry.name))
    }
  }
  return found.map((path) => relative(root, path).split(sep).join('/')).sort()
}

/**
 * A digest over the names and contents of files: equal as long as nothing in them changed, whatever their times.
 * @param {readonly string[]} places
 */
export const stampOf = (places) => {
  const hash = createHash('sha256')
  for (const file of filesIn(places)) {
    const content = readFileSync(join(root, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
