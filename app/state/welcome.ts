import type { WorkflowId } from '../../workflow/wire.ts'
import type { Api } from './api.ts'
import type { Documents } from './documents.ts'
import type { Draft, Drafts } from './drafts.ts'
import type { KeptSession, Session } from './session.ts'

export interface WelcomeParts {
  readonly api: Pick<Api, 'jobs' | 'workflows' | 'examples'>
  readonly documents: Documents
  readonly session: Session
  readonly drafts: Drafts
  /** The tabs of the last visit. */
  readonly kept: KeptSession | undefined
  /** Drafts that closed windows left behind. */
  readonly rescued: readonly Draft[]
}

/** The example that a first visit sees. */
const firstExample = 'text-to-video'

/** Opens what was open at the last visit; on the first, the workflow of the newest run, or else an example. */
export const openFirst = async ({ api, documents, session, drafts, kept, rescued }: WelcomeParts): Promise<void> => {
  const left = new Map<WorkflowId, Draft>()
  for (const draft of rescued) {
    if (!draft.touched && kept && !kept.tabs.includes(draft.id)) continue
    // The tab of a file goes on with what a window left of it; what another one left comes beside it.
    const taken = left.has(draft.id) || drafts.read(draft.id) !== undefined
    const mine = taken ? { ...draft, id: `${draft.id.slice(0, 60)}-rescued`, rev: null } : draft
    drafts.keep(mine)
    left.set(mine.id, mine)
  }
  for (const id of kept?.tabs ?? []) {
    const draft = left.get(id)
    if (!draft || !documents.openDraft(draft)) await documents.open(id)
  }
  for (const draft of left.values()) if (!session.editor(draft.id)) documents.openDraft(draft)
  if (kept?.front) session.show(kept.front)
  if (session.store.getState().editors.length > 0) return
  if (!(await openNewestRun(api, documents))) await openExample(api, documents)
}

const openNewestRun = async (api: WelcomeParts['api'], documents: Documents): Promise<boolean> => {
  try {
    const [newest] = await api.jobs(1)
    if (!newest) return false
    const saved = await api.workflows()
    const { workflow } = newest
    if (!saved.some((each) => each.id === workflow && !each.problem) || !(await documents.open(workflow))) return false
    // The server ran its demo before it knew who would look at it.
    await documents.translateExample(workflow)
    return true
  } catch {
    return false
  }
}

const openExample = async (api: WelcomeParts['api'], documents: Documents): Promise<void> => {
  const examples = await api.examples().catch(() => [])
  const example = examples.find((each) => each.id === firstExample) ?? examples[0]
  if (example) await documents.openExample(example.id)
  else documents.create()
}
