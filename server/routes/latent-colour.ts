import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Route } from '../router.ts'

/** GET /api/latent-colour/:name: the factors that previews of this name are coloured with; they never change. 204 where they are gone. */
export const latentColourRoutes = (folder: string): Route[] => [
  {
    method: 'GET',
    path: '/api/latent-colour/:name',
    answer: async ({ params: { name = '' } }) => {
      const data = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(name)
        ? await contentOf(join(folder, `${name}.json`))
        : undefined
      if (!data) return { status: 204, headers: { 'cache-control': 'no-store' } }
      return {
        headers: { 'cache-control': 'public, max-age=31536000, immutable' },
        bytes: { type: 'application/json; charset=utf-8', data },
      }
    },
  },
]

const contentOf = async (path: string): Promise<Buffer | undefined> => {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
