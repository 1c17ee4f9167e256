import type { Definitions } from '../../workflow/definition.ts'
import type { Route } from '../router.ts'

/** GET /api/definitions: the palette, with the checkpoints and schedulers that there are now. */
export const definitionRoutes = (palette: () => Promise<Definitions>): Route[] => [
  { method: 'GET', path: '/api/definitions', answer: async () => ({ json: await palette() }) },
]
