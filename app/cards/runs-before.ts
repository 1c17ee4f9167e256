import { hasEnded, type JobState } from '../../workflow/job-state.ts'
import type { RunsState } from '../state/app-context.ts'
import type { Editor } from '../state/editor.ts'

/** While the shown run of a workflow is under way, the ended ones, the newest first: what is there of them can be seen meanwhile. */
export const runsBefore = (
  { jobs, shown }: Pick<RunsState, 'jobs' | 'shown'>,
  { id }: Pick<Editor, 'id'>,
): readonly JobState[] => {
  const now = jobs[shown[id] ?? '']
  if (!now || hasEnded(now.status)) return []
  return Object.values(jobs)
    .filter(({ workflow, status }) => workflow === id && hasEnded(status))
    .sort((a, b) => b.queuedAt - a.queuedAt)
}
