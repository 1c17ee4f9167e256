import { say, wordsOf } from '../../workflow/said/said.ts'
import { AssetError, type Assets } from '../assets.ts'
import { Refusal, type Route } from '../router.ts'
import { videoKindNamed } from '../video-kinds.ts'

/**
 * POST /api/assets?name=NAME keeps the body as a file of the person's and answers how a workflow names it;
 * GET /api/assets/:name gives it back.
 * @param mostBytes the longest file that is taken
 */
export const assetRoutes = (assets: Assets, mostBytes: number = 2 * 1024 ** 3): Route[] => [
  {
    method: 'POST',
    path: '/api/assets',
    answer: async ({ query, pieces }) => {
      try {
        return { status: 201, json: await assets.take(pieces(mostBytes), query.get('name') ?? '') }
      } catch (error) {
        if (error instanceof AssetError) throw new Refusal(415, wordsOf(error))
        if (error instanceof Refusal && error.status === 413)
          throw new Refusal(413, say('tooLargeForAsset', { most: mostBytes }))
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
      if (!found) throw new Refusal(404, say('noSuchAsset', { file: name.slice(0, 100) }))
      const type = videoKindNamed(extension)?.mime ?? 'application/octet-stream'
      return { file: { path: found.path, type, etag: asset } }
    },
  },
]
