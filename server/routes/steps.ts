import { readFile } from 'node:fs/promises'
import { readStepRecords, stepRecord } from '../../workflow/step-records.ts'
import type { Route } from '../router.ts'
import type { StepArchive } from '../step-archive.ts'

const type = 'application/octet-stream'

/**
 * GET /api/steps/:address: the steps of the result of this content address as a file of step records, also while they are
 * still being taken; with ?newest the last of them alone. 204 where none are kept: they made room for newer ones, or were
 * never taken here.
 */
export const stepRoutes = (archive: Pick<StepArchive, 'find'>): Route[] => [
  {
    method: 'GET',
    path: '/api/steps/:address',
    answer: async ({ params: { address = '' }, query }) => {
      const found = await archive.find(address)
      if (!found) return { status: 204, headers: { 'cache-control': 'no-store' } }
      const { path, whole } = found
      if (query.has('newest')) {
        const newest = readStepRecords(await readFile(path)).steps.at(-1)
        return {
          headers: { 'cache-control': 'no-store' },
          bytes: { type, data: newest ? stepRecord(newest) : new Uint8Array() },
        }
      }
      if (whole) return { file: { path, type, etag: address } }
      return { headers: { 'cache-control': 'no-store' }, bytes: { type, data: await readFile(path) } }
    },
  },
]
