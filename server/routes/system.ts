import type { SystemInfo } from '../../workflow/wire.ts'
import type { Route } from '../router.ts'

/** GET /api/system: the device and the checkpoints. */
export const systemRoutes = (system: () => Promise<SystemInfo>): Route[] => [
  { method: 'GET', path: '/api/system', answer: async () => ({ json: await system() }) },
]
