import { AssetError, type Assets } from '../assets.ts'
import { Refusal, type Route } from '../router.ts'
import { videoKindNamed } from '../video-kinds.ts'

/** The longest file that is taken: 2 GiB. */
const mostBytes = 2 * 1024 ** 3

/**
 * POST /api/assets?name=NAME keeps the body as a file of the person's and answers how a workflow names it;
 * GET /api/assets/:name gives it back.
 */
export const assetRoutes = (assets: Assets): Route[] => [
  {
    method: 'POST',
    path: '/api/assets',
    answer: async ({ query, pieces }) => {
      try {
        return { status: 201, json: await assets.take(pieces(mostBytes), query.get('name') ?? '') }
      } catch (error) {
        if (error instanceof AssetError) throw new Refusal(415, error.message)
        throw error
      }
    },
  },
  {
    method: 'GET',
    path: '/api/assets/:name',
    answer: async ({ params: { name = '' } }) => {
      const [asset = '', extension = ''] = name.split('.')
      const found = await assets.find({ asset, extension })
      if (!found)
        throw new Refusal(404, `There is no file "${name.slice(0, 100)}" here. Give it to the workflow once more.`)
      const type = videoKindNamed(extension)?.mime ?? 'application/octet-stream'
      return { file: { path: found.path, type, etag: asset } }
    },
  },
]
