import { readFile } from 'node:fs/promises'
import { say } from '../../workflow/said/said.ts'
import type { Examples } from '../examples.ts'
import { Refusal, type Route } from '../router.ts'

/** GET /api/examples, /api/examples/:id and its pictures, still.webp and moving.webp: the workflows that come with the program. */
export const exampleRoutes = (examples: Examples): Route[] => [
  { method: 'GET', path: '/api/examples', answer: async () => ({ json: await examples.list() }) },
  ...(['still', 'moving'] as const).map(
    (kind): Route => ({
      method: 'GET',
      path: `/api/examples/:id/${kind}.webp`,
      answer: async ({ params: { id = '' } }) => {
        const path = await examples.picture(id, kind)
        if (path === undefined) throw new Refusal(404, say('noExamplePicture', { id: id.slice(0, 100) }))
        return { bytes: { type: 'image/webp', data: await readFile(path) } }
      },
    }),
  ),
  {
    method: 'GET',
    path: '/api/examples/:id',
    answer: async ({ params: { id = '' } }) => {
      const text = await examples.read(id)
      if (text === undefined) throw new Refusal(404, say('noExample', { id: id.slice(0, 100) }))
      return { bytes: { type: 'application/json; charset=utf-8', data: Buffer.from(text) } }
    },
  },
]
