import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Asset } from '../../workflow/asset.ts'
import { AssetError, type Assets } from '../assets.ts'
import { UsageError } from './usage-error.ts'

/**
 * Keeps files of this machine as assets, by the paths that name them.
 * @throws UsageError for a path where nothing can be read, or a file of no kind that frames are read from
 */
export const takeFiles = async (
  paths: readonly string[],
  assets: Pick<Assets, 'take'>,
): Promise<ReadonlyMap<string, Asset>> => {
  const taken = new Map<string, Asset>()
  for (const path of new Set(paths)) taken.set(path, await takeFile(resolve(path), assets))
  return taken
}

const takeFile = async (path: string, assets: Pick<Assets, 'take'>): Promise<Asset> => {
  try {
    // A pipe or a device may never end.
    if (!(await stat(path)).isFile()) throw new UsageError(`${path} is no file. Give the path of a video or picture.`)
    return await assets.take(createReadStream(path), basename(path))
  } catch (error) {
    if (error instanceof AssetError) throw new UsageError(`${path}: ${error.message}`, { cause: error })
    const { code, path: where } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new UsageError(`There is no file ${path}. Give the path of a video or picture.`, { cause: error })
    if (code !== undefined && where === path)
      throw new UsageError(`${path} cannot be read (${code}). Check its permissions.`, { cause: error })
    throw error
  }
}
