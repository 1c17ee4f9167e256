import { emptyWorkflow } from '../../workflow/document.ts'
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
  for (const id of kept?.tabs ?? []) await documents.open(id)
  for (const draft of rescued) {
    if (!draft.touched && kept && !kept.tabs.includes(draft.id)) continue
    // A file that is open already keeps its tab: what another window left of it comes beside it.
    const id = session.editor(draft.id) ? `${draft.id.slice(0, 60)}-rescued` : draft.id
    const mine = id === draft.id ? draft : { ...draft, id, rev: null }
    drafts.keep(mine)
    documents.openDraft(mine)
  }
  if (kept?.front) session.show(kept.front)
  if (session.store.getState().editors.length > 0) return
  if (!(await openNewestRun(api, documents))) await openExample(api, documents)
}

const openNewestRun = async (api: WelcomeParts['api'], documents: Documents): Promise<boolean> => {
  try {
    const [newest] = await api.jobs(1)
    if (!newest) return false
    const saved = await api.workflows()
    return saved.some((each) => each.id === newest.workflow && !each.problem) && documents.open(newest.workflow)
  } catch {
    return false
  }
}

const openExample = async (api: WelcomeParts['api'], documents: Documents): Promise<void> => {
  const examples = await api.examples().catch(() => [])
  const example = examples.find((each) => each.id === firstExample) ?? examples[0]
  if (example) await documents.openExample(example.id)
  else documents.openNew(emptyWorkflow('untitled'))
}
