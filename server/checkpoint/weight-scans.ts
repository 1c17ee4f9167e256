import { join } from 'node:path'
import type { Finding } from './finding.ts'
import type { PartFiles } from './part-files.ts'
import { createWeightScanner, type WeightScanner } from './scan-weights.ts'

/** The parts whose weights are looked at number by number while their files are read for their digests: once. */
export interface Scans {
  add(where: string, files: PartFiles): void
  /** One for each part that has weights in a file. @param real its path without links */
  of(real: string): WeightScanner[]
  /** What was found when all files were read. */
  findings(): Iterable<Finding>
}

/** No parts yet. */
export const createScans = (): Scans => {
  const parts: { readonly where: string; readonly scanners: ReadonlyMap<string, WeightScanner> }[] = []
  return {
    add: (where, { folder, tensors }) => {
      const files = new Set([...tensors.values()].map(({ file }) => file))
      const within = (wanted: string) => new Map([...tensors].filter(([, { file }]) => file === wanted))
      parts.push({
        where,
        scanners: new Map([...files].map((file) => [join(folder, file), createWeightScanner(within(file))])),
      })
    },
    of: (real) => parts.flatMap(({ scanners }) => scanners.get(real) ?? []),
    *findings() {
      for (const { where, scanners } of parts) {
        try {
          const bad = [...scanners.values()].flatMap((scanner) => scanner.end())
          for (const { tensor, nan, infinite } of bad)
            yield {
              state: 'wrong',
              where,
              message: `"${tensor}" holds ${nan} NaN and ${infinite} infinite numbers: every clip would be noise or black. Download the checkpoint again, or take another variant.`,
            }
          if (bad.length === 0) yield { state: 'fine', where, message: 'no NaN, no infinite number' }
        } catch (error) {
          yield { state: 'wrong', where, message: (error as Error).message }
        }
      }
    },
  }
}
