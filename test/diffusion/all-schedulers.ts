import { readdirSync } from 'node:fs'
import type { Scheduler } from '../../diffusion/scheduler.ts'

const folder = new URL('../../diffusion/schedulers/', import.meta.url)

/** Every scheduler in the folder, by file name. */
export const allSchedulers: ReadonlyMap<string, Scheduler> = new Map(
  await Promise.all(
    readdirSync(folder).map(async (file): Promise<[string, Scheduler]> => {
      const module: { default: Scheduler } = await import(new URL(file, folder).href)
      return [file.replace('.ts', ''), module.default]
    }),
  ),
)
