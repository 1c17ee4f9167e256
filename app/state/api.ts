import type { Factors } from '../../diffusion/latent-colour.ts'
import type { Asset } from '../../workflow/asset.ts'
import type { Definitions } from '../../workflow/definition.ts'
import type { JobState } from '../../workflow/job-state.ts'
import { isObject, type Json } from '../../workflow/json.ts'
import type { Said } from '../../workflow/said/said.ts'
import type { Expected } from '../../workflow/speeds.ts'
import { readStepRecords, type StepRecords } from '../../workflow/step-records.ts'
import type { LibraryItem } from '../../workflow/subgraphs/library.ts'
import type {
  CheckpointInfo,
  CheckpointTerms,
  ExampleLine,
  JobEvent,
  JobId,
  LibraryLine,
  ProblemAnswer,
  Revision,
  SavedWorkflow,
  SystemInfo,
  WorkflowId,
} from '../../workflow/wire.ts'
import type { Texts } from '../texts/texts.ts'
import { serverWords } from './server-words.ts'

/** A workflow file as the server has it: its text, and the content address to base a save on. */
export interface OpenedWorkflow {
  readonly text: string
  readonly rev: string
}

/** How many tokens a text has, and the words that do not fit. */
export interface TokenCount {
  readonly tokens: number
  readonly limit: number
  readonly lost: string
}

export interface ScheduleWish {
  readonly kind: string
  readonly steps: number
  readonly options: Readonly<Record<string, Json>>
}

/** Which past runs a list is to hold. */
export interface JobFilter {
  /** Words that must all occur in what a run was made of. */
  readonly search?: string
  readonly starred?: boolean
}

export interface NoiseLevels {
  readonly timesteps: number[]
  readonly sigmas: number[]
}

/** Why the server did not do it, in its own words. `status` is 0 where it could not be reached. */
export class ApiError extends Error {
  override name = 'ApiError'
  constructor(
    readonly status: number,
    message: string,
    /** With 412: the version that is there, or null where there is none. */
    readonly rev?: string | null,
  ) {
    super(message)
  }
}

/** The server's HTTP routes. Every call rejects with an {@link ApiError}. */
export interface Api {
  definitions(): Promise<Definitions>
  system(): Promise<SystemInfo>
  workflows(): Promise<SavedWorkflow[]>
  workflow(id: WorkflowId): Promise<OpenedWorkflow>
  /** Saves over the version `rev`, or as a new file where it is null; `edits` name what was done since. @returns the new version */
  saveWorkflow(id: WorkflowId, text: string, rev: string | null, edits?: readonly string[]): Promise<string>
  /** What a saved workflow is and was, the newest first. */
  revisions(id: WorkflowId): Promise<Revision[]>
  /** The text of a revision. */
  revision(id: WorkflowId, rev: string): Promise<string>
  /** Gives a revision a name, or takes it away with an empty one. */
  nameRevision(id: WorkflowId, revision: Pick<Revision, 'rev' | 'savedAt'>, name: string): Promise<void>
  /** Moves a saved workflow to the trash. */
  removeWorkflow(id: WorkflowId, rev: string): Promise<void>
  /** The person's own nodes. */
  library(): Promise<LibraryLine[]>
  /** Saves a node of the person's own; one of this id is replaced. */
  saveToLibrary(id: string, item: LibraryItem): Promise<void>
  /** Moves a node of the person's own to the trash. */
  removeFromLibrary(id: string): Promise<void>
  /** Keeps a file of the person's, and answers how a workflow names it. */
  keepAsset(file: File): Promise<Asset>
  examples(): Promise<ExampleLine[]>
  example(id: string): Promise<string>
  /** Past and present jobs, the newest first; with `before`, those queued before it. */
  jobs(limit: number, before?: JobId, filter?: JobFilter): Promise<JobState[]>
  /** Marks a run as worth keeping in sight, or takes the mark away. @returns its state then */
  star(job: JobId, starred: boolean): Promise<JobState>
  /** What is expected of each job that has not ended. */
  estimates(): Promise<Readonly<Record<JobId, Expected>>>
  job(job: JobId): Promise<JobState>
  /** The text of the workflow that a job ran. */
  jobDocument(job: JobId): Promise<string>
  /** What happened to one node of a job, or to those inside of a subgraph's, in its order. */
  nodeEvents(job: JobId, node: string): Promise<JobEvent[]>
  /** Undefined where they are gone. */
  factors(name: string): Promise<Factors | undefined>
  /** The steps that are kept under a content address, all of them or the newest alone; undefined where there are none. */
  steps(address: string, newest?: boolean): Promise<StepRecords | undefined>
  /** Rejects where the checkpoint cannot say. */
  tokens(checkpoint: string, text: string): Promise<TokenCount>
  /** Rejects where there is no such schedule. */
  levels(checkpoint: string, wish: ScheduleWish): Promise<NoiseLevels>
  checkpoints(): Promise<CheckpointInfo[]>
  /** The model card of a checkpoint, as Markdown. */
  card(checkpoint: string): Promise<string>
  /** What that card says of how the checkpoint may be used. */
  terms(checkpoint: string): Promise<CheckpointTerms>
}

/** The status of an answer that says that there is nothing, where that is to be expected: no error, which a browser would write to its console. */
const noContent = 204
/** How many answers of one kind are remembered. */
const remembered = 200

/** The server's routes over `fetch`. What cannot change (tokens, levels, factors) is asked once. */
export const createApi = (fetch: typeof globalThis.fetch, texts: () => Texts['saving']): Api => {
  const send = async (path: string, init?: RequestInit): Promise<Response> => {
    let answer: Response
    try {
      answer = await fetch(path, init)
    } catch {
      throw new ApiError(0, texts().unreachable)
    }
    if (answer.ok) return answer
    const body = (await answer.json().catch(() => null)) as { error?: unknown; said?: Said; rev?: unknown } | null
    const message =
      typeof body?.error === 'string'
        ? serverWords({ ...body, message: body.error }, texts())
        : texts().answered(answer.status, path)
    throw new ApiError(
      answer.status,
      message,
      body?.rev === null || typeof body?.rev === 'string' ? body.rev : undefined,
    )
  }
  const json = async <T>(path: string, init?: RequestInit): Promise<T> => (await send(path, init)).json()
  const text = async (path: string): Promise<string> => (await send(path)).text()
  /** What cannot be answered yet is no error of HTTP, which a browser would write to its console. */
  const post = async <T>(path: string, body: unknown): Promise<T> => {
    const answer = await send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const given = (await answer.json()) as T | ProblemAnswer
    if (isProblem(given)) throw new ApiError(answer.status, serverWords({ ...given, message: given.problem }, texts()))
    return given
  }
  const named = (root: string, id: string) => `${root}/${encodeURIComponent(id)}`

  return {
    definitions: () => json('/api/definitions'),
    system: () => json('/api/system'),
    workflows: () => json('/api/workflows'),
    async workflow(id) {
      const answer = await send(named('/api/workflows', id), { cache: 'no-store' })
      const rev = /"([^"]+)"/.exec(answer.headers.get('etag') ?? '')?.[1]
      if (rev === undefined) throw new ApiError(answer.status, texts().noVersion(id))
      return { rev, text: await answer.text() }
    },
    async saveWorkflow(id, content, rev, edits = []) {
      const query = new URLSearchParams(edits.map((edit) => ['edit', edit])).toString()
      const path = `${named('/api/workflows', id)}${query === '' ? '' : `?${query}`}`
      const answer = await json<{ rev: string }>(path, {
        method: 'PUT',
        headers: {
          'content-type': 'application/json',
          ...(rev === null ? { 'if-none-match': '*' } : { 'if-match': `"${rev}"` }),
        },
        body: content,
      })
      return answer.rev
    },
    revisions: (id) => json(`${named('/api/workflows', id)}/revisions`, { cache: 'no-store' }),
    revision: (id, rev) => text(named(`${named('/api/workflows', id)}/revisions`, rev)),
    async nameRevision(id, { rev, savedAt }, name) {
      await send(`${named(`${named('/api/workflows', id)}/revisions`, rev)}/name`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, savedAt }),
      })
    },
    async removeWorkflow(id, rev) {
      await send(named('/api/workflows', id), { method: 'DELETE', headers: { 'if-match': `"${rev}"` } })
    },
    library: () => json('/api/library', { cache: 'no-store' }),
    async saveToLibrary(id, item) {
      await send(named('/api/library', id), {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: `${JSON.stringify(item, null, 2)}\n`,
      })
    },
    async removeFromLibrary(id) {
      await send(named('/api/library', id), { method: 'DELETE' })
    },
    keepAsset: (file) =>
      json(`/api/assets?${new URLSearchParams({ name: file.name })}`, { method: 'POST', body: file }),
    examples: async () =>
      (await json<ExampleLine[]>('/api/examples')).map((line) => {
        const { examples } = texts()
        const { name, about } = Object.hasOwn(examples, line.id) ? examples[line.id]! : line
        return { ...line, name, about }
      }),
    example: (id) => text(named('/api/examples', id)),
    jobs(limit, before, { search = '', starred = false } = {}) {
      const query = new URLSearchParams({ limit: String(limit) })
      if (before !== undefined) query.set('before', before)
      if (search !== '') query.set('search', search)
      if (starred) query.set('starred', '1')
      return json(`/api/jobs?${query}`)
    },
    star: (job, starred) => json(named('/api/stars', job), { method: starred ? 'PUT' : 'DELETE' }),
    estimates: () => json('/api/estimates'),
    job: (job) => json(named('/api/jobs', job)),
    jobDocument: (job) => text(`${named('/api/jobs', job)}/document`),
    nodeEvents: (job, node) => json(`${named('/api/jobs', job)}/events?${new URLSearchParams({ node })}`),
    factors: onceEach(async (name) => {
      const answer = await send(named('/api/latent-colour', name))
      return answer.status === noContent ? undefined : answer.json()
    }, String),
    async steps(address, newest = false) {
      const answer = await send(`${named('/api/steps', address)}${newest ? '?newest' : ''}`)
      return answer.status === noContent ? undefined : readStepRecords(new Uint8Array(await answer.arrayBuffer()))
    },
    tokens: onceEach(
      (checkpoint, words) => post('/api/tokens', { checkpoint, text: words }),
      (checkpoint, words) => JSON.stringify([checkpoint, words]),
    ),
    levels: onceEach(
      (checkpoint, wish) => post('/api/levels', { checkpoint, ...wish }),
      (checkpoint, wish) => JSON.stringify([checkpoint, wish]),
    ),
    checkpoints: () => json('/api/checkpoints'),
    card: (checkpoint) => text(`${named('/api/checkpoints', checkpoint)}/card`),
    terms: (checkpoint) => json(`${named('/api/checkpoints', checkpoint)}/terms`),
  }
}

const isProblem = (given: unknown): given is ProblemAnswer => isObject(given) && typeof given.problem === 'string'

/** A call that remembers its answers by key; one that failed or found nothing is made again next time. */
const onceEach = <Arguments extends unknown[], Answer>(
  ask: (...given: Arguments) => Promise<Answer>,
  keyOf: (...given: Arguments) => string,
): ((...given: Arguments) => Promise<Answer>) => {
  const answers = new Map<string, Promise<Answer>>()
  return (...given) => {
    const key = keyOf(...given)
    const known = answers.get(key)
    if (known) return known
    const answer = ask(...given)
    answers.set(key, answer)
    if (answers.size > remembered) answers.delete(answers.keys().next().value as string)
    const forget = () => answers.delete(key)
    answer.then((found) => found === undefined && forget(), forget)
    return answer
  }
}
