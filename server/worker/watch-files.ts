import { statSync } from 'node:fs'
import { join } from 'node:path'
import { WeightError } from '../../onnx/tensors.ts'
import { say } from '../../workflow/said/said.ts'
import type { PartFiles } from '../checkpoint/part-files.ts'

/** Says whether weight files are still those that were looked at. */
export interface WatchedFiles {
  /** @throws WeightError naming the first file that was changed, replaced or removed since */
  requireSame(): Promise<void>
}

/**
 * Remembers the weight files of a part as they are now. ONNX Runtime maps them: what is written into them while they are
 * in use is computed with, and where they become shorter the process dies.
 * @throws WeightError where one is not there
 */
export const watchFiles = async ({ folder, configName, tensors }: PartFiles): Promise<WatchedFiles> => {
  const paths = [...new Set([...tensors.values()].map(({ file }) => join(folder, file)))]
  // Twice for each call of a network: a wait for another thread would cost more than the look.
  const look = (path: string): string => {
    try {
      const { size, mtimeMs, ino } = statSync(path)
      return `${size} ${mtimeMs} ${ino}`
    } catch {
      return 'gone'
    }
  }
  const before = paths.map(look)
  const wrong = (path: string, what: 'weightFileGone' | 'weightFileRemoved' | 'weightFileChanged'): never => {
    throw new WeightError(say(what, { config: configName, path }))
  }
  if (before.includes('gone')) wrong(paths[before.indexOf('gone')]!, 'weightFileGone')
  return {
    async requireSame() {
      const now = paths.map(look)
      const changed = now.findIndex((each, index) => each !== before[index])
      if (changed >= 0) wrong(paths[changed]!, now[changed] === 'gone' ? 'weightFileRemoved' : 'weightFileChanged')
    },
  }
}
