import { mostBytes, WorkflowError } from '../../workflow/document.ts'
import { say, wordsOf } from '../../workflow/said/said.ts'
import type { ServerToClient, WorkflowId } from '../../workflow/wire.ts'
import { type Answer, type Call, Refusal, type Route } from '../router.ts'
import { errorAnswer } from '../worded-answers.ts'
import { type Basis, WorkflowConflict, WorkflowIdError, type Workflows } from '../workflows.ts'

/** What every open editor is told of a workflow file. */
export type WorkflowChange = Parameters<ServerToClient['workflow']>[0]

/**
 * /api/workflows: the saved workflows. A save may say with `edit=…`, once for each, what was done since the last one.
 * `changed` is told of every file that was saved or deleted.
 */
export const workflowRoutes = (workflows: Workflows, changed: (change: WorkflowChange) => void): Route[] => [
  { method: 'GET', path: '/api/workflows', answer: async () => ({ json: await workflows.list() }) },
  {
    method: 'GET',
    path: '/api/workflows/:id',
    answer: ({ params: { id = '' }, headers }) =>
      refusing(async () => {
        const file = await workflows.read(id)
        if (!file) throw unknown(id)
        const etag = `"${file.rev}"`
        if (headers['if-none-match'] === etag) return { status: 304, headers: { etag } }
        return { headers: { etag }, bytes: { type: 'application/json; charset=utf-8', data: file.bytes } }
      }),
  },
  {
    method: 'PUT',
    path: '/api/workflows/:id',
    answer: (call) =>
      refusing(async () => {
        const { id = '' } = call.params
        const basis = basisOf(call, id)
        const { rev, name } = await workflows.save(id, await call.body(mostBytes), basis, editsOf(call))
        changed({ id, rev, name })
        return { headers: { etag: `"${rev}"` }, json: { rev } }
      }),
  },
  {
    method: 'DELETE',
    path: '/api/workflows/:id',
    answer: (call) =>
      refusing(async () => {
        const { id = '' } = call.params
        const basis = basisOf(call, id)
        if (basis === 'new') throw new Refusal(400, say('deletedWithMatch'))
        if (!(await workflows.remove(id, basis.rev))) throw unknown(id)
        changed({ id, rev: null, name: id })
        return { status: 204 }
      }),
  },
]

const mostEdits = 100
const longestEdit = 200

const editsOf = ({ query }: Call): string[] =>
  query
    .getAll('edit')
    .slice(-mostEdits)
    .map((edit) => edit.slice(0, longestEdit))

/** That there is no workflow of this id. */
const unknown = (id: WorkflowId): Refusal => new Refusal(404, say('noWorkflow', { id: id.slice(0, 100) }))

/** What a change is based on. @throws Refusal where the request does not say, so that nothing is overwritten unseen */
const basisOf = ({ headers }: Call, id: WorkflowId): Basis => {
  const match = headers['if-match']
  if (match !== undefined) {
    const rev = /^\s*"([0-9a-f]{64})"\s*$/.exec(match)?.[1]
    if (rev === undefined) throw new Refusal(400, say('matchNoEtag'))
    return { rev }
  }
  const none = headers['if-none-match']
  if (none === undefined) throw new Refusal(428, say('noBasis', { id: id.slice(0, 100) }))
  if (none.trim() !== '*') throw new Refusal(400, say('noneMatchNoStar'))
  return 'new'
}

/** What a workflow file's trouble is in HTTP. */
export const refusing = async (work: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof WorkflowConflict)
      return { status: 412, json: { ...errorAnswer(wordsOf(error)), rev: error.rev } }
    if (error instanceof WorkflowError || error instanceof WorkflowIdError) throw new Refusal(400, wordsOf(error))
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw new Refusal(507, say('nothingSaved'))
    throw error
  }
}
