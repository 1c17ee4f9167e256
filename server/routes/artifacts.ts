import { say } from '../../workflow/said/said.ts'
import type { Artifacts } from '../artifacts.ts'
import { Refusal, type Route } from '../router.ts'

const types: ReadonlyMap<string, string> = new Map([
  ['mp4', 'video/mp4'],
  ['webm', 'video/webm'],
  ['gif', 'image/gif'],
  ['png', 'image/png'],
  ['json', 'application/json; charset=utf-8'],
])

/** GET /api/artifacts/:name: a finished file, whole or a part of it; with ?download=NAME as a download of that name. */
export const artifactRoutes = (artifacts: Artifacts): Route[] => [
  {
    method: 'GET',
    path: '/api/artifacts/:name',
    answer: async ({ params, query }) => {
      const name = params.name ?? ''
      const found = await artifacts.find(name)
      if (!found) throw new Refusal(404, say('noArtifact', { name: name.slice(0, 100) }))
      const [etag = '', extension = ''] = name.split('.')
      const download = query.get('download')
      return {
        file: {
          path: found.path,
          type: types.get(extension) ?? 'application/octet-stream',
          etag,
          ...(download === null ? {} : { download: download || name }),
        },
      }
    },
  },
]
