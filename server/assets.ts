import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Asset } from '../workflow/asset.ts'
import { SaidError, say } from '../workflow/said/said.ts'
import { openArtifacts } from './artifacts.ts'
import { noteUse } from './unused-assets.ts'
import { headBytes, videoKindNames, videoKindOf } from './video-kinds.ts'

/** The files that the person gave, each under the digest of its content. */
export interface Assets {
  /** Keeps a file. @throws AssetError where it is of no kind that frames are read from */
  take(pieces: AsyncIterable<Uint8Array>, name: string): Promise<Asset>
  /** The file, which counts as used now, or undefined where it is not here. */
  find(
    asset: Pick<Asset, 'asset' | 'extension'>,
  ): Promise<{ readonly path: string; readonly bytes: number } | undefined>
}

/** A file that cannot be taken: says why, and what to give. */
export class AssetError extends SaidError {
  override name = 'AssetError'
}

/** The assets in a folder, which is made where it is missing, and those in `shipped`, which come with the program. */
export const openAssets = async (
  folder: string,
  shipped: string,
  { now = Date.now }: { readonly now?: () => number } = {},
): Promise<Assets> => {
  const store = await openArtifacts(folder)
  return {
    take: async (pieces, given) => {
      const name = plainName(given)
      const temporary = store.temporary('part')
      try {
        const head = await write(temporary, pieces)
        if (head.length === 0) throw new AssetError(say('fileEmpty', { file: name, kinds: videoKindNames }))
        const kind = videoKindOf(head)
        if (!kind) throw new AssetError(say('noVideo', { file: name, kinds: videoKindNames }))
        const { artifact, path } = await store.adopt(temporary, kind.extension)
        await noteUse(path, now())
        return { asset: artifact, extension: kind.extension, name }
      } catch (error) {
        await rm(temporary, { force: true })
        throw error
      }
    },
    find: async ({ asset, extension }) => {
      const name = `${asset}.${extension}`
      const own = await store.find(name)
      if (!own) return findShipped(shipped, name)
      await noteUse(own.path, now())
      return own
    },
  }
}

/** Writes what comes, and answers its first bytes. */
const write = async (path: string, pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const file = await open(path, 'wx')
  let head = new Uint8Array()
  try {
    for await (const piece of pieces) {
      if (head.length < headBytes) head = Uint8Array.from([...head, ...piece.subarray(0, headBytes - head.length)])
      await file.write(piece)
    }
  } finally {
    await file.close()
  }
  return head
}

const findShipped = async (folder: string, name: string) => {
  if (!/^[0-9a-f]{64}\.[a-z0-9]{1,8}$/.test(name)) return undefined
  const path = join(folder, name)
  try {
    const file = await open(path, 'r')
    try {
      return { path, bytes: (await file.stat()).size }
    } finally {
      await file.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The last part of a name, without what no person sees; never a place on a disk. */
const plainName = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/\p{C}/gu, '').trim().slice(0, 120) || 'clip'
