import { mostBytes } from '../../workflow/document.ts'
import { say } from '../../workflow/said/said.ts'
import type { Library } from '../library.ts'
import { Refusal, type Route } from '../router.ts'
import { refusing } from './workflows.ts'

/**
 * /api/library: a person's own nodes, each a subgraph with all that stands in it.
 * @param changed hears of each node that was kept or removed
 */
export const libraryRoutes = (library: Library, changed: () => void): Route[] => [
  { method: 'GET', path: '/api/library', answer: async () => ({ json: await library.list() }) },
  {
    method: 'PUT',
    path: '/api/library/:id',
    answer: (call) =>
      refusing(async () => {
        await library.save(call.params.id ?? '', await call.body(mostBytes))
        changed()
        return { status: 204 }
      }),
  },
  {
    method: 'DELETE',
    path: '/api/library/:id',
    answer: ({ params: { id = '' } }) =>
      refusing(async () => {
        if (!(await library.remove(id))) throw new Refusal(404, say('noLibraryNode', { id: id.slice(0, 100) }))
        changed()
        return { status: 204 }
      }),
  },
]
