import { say } from '../../workflow/said/said.ts'
import { jsonBody } from '../json-body.ts'
import { Refusal, type Route } from '../router.ts'
import type { Workflows } from '../workflows.ts'
import { refusing } from './workflows.ts'

const longestName = 200

/**
 * /api/workflows/:id/revisions: what a workflow file is and was, an empty list where it was never saved. /:rev gives the bytes of one, and PUT /:rev/name with
 * {"name": …, "savedAt": …} a name to the one that was saved then, which keeps it for ever; an empty one takes it away.
 */
export const revisionRoutes = (workflows: Pick<Workflows, 'revisions' | 'revision' | 'nameRevision'>): Route[] => [
  {
    method: 'GET',
    path: '/api/workflows/:id/revisions',
    answer: ({ params: { id = '' } }) => refusing(async () => ({ json: (await workflows.revisions(id)) ?? [] })),
  },
  {
    method: 'GET',
    path: '/api/workflows/:id/revisions/:rev',
    answer: ({ params: { id = '', rev = '' } }) =>
      refusing(async () => {
        const bytes = await workflows.revision(id, rev)
        if (!bytes) throw noRevision(id, rev)
        return { headers: { etag: `"${rev}"` }, bytes: { type: 'application/json; charset=utf-8', data: bytes } }
      }),
  },
  {
    method: 'PUT',
    path: '/api/workflows/:id/revisions/:rev/name',
    answer: (call) =>
      refusing(async () => {
        const { id = '', rev = '' } = call.params
        const body = await jsonBody(call)
        const [name, at] = [body.text('name').trim(), body.wholeNumber('savedAt', 0, Number.MAX_SAFE_INTEGER)]
        if (name.length > longestName)
          throw new Refusal(400, say('revisionNameTooLong', { length: name.length, most: longestName }))
        if (!(await workflows.nameRevision(id, { rev, at }, name))) throw noRevision(id, rev)
        return { json: { name } }
      }),
  },
]

const noRevision = (id: string, rev: string): Refusal =>
  new Refusal(404, say('noRevision', { id: id.slice(0, 100), rev: rev.slice(0, 12) }))
