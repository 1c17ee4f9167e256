'use client'
import { useCallback } from 'react'
import { useStore } from 'zustand'
import type { Revision, WorkflowId } from '../../workflow/wire.ts'
import { type Loaded, useLoaded } from '../panels/use-loaded.ts'
import { useStudio } from '../shell/studio.ts'

/** The revisions of a workflow, the newest first, asked again after every save and every run; none where it was never saved. */
export const useRevisions = (workflow: WorkflowId): Loaded<readonly Revision[]> => {
  const { api, store, runs } = useStudio()
  const files = useStore(store, (state) => state.files)
  const shown = useStore(runs, (state) => state.shown[workflow])
  const load = useCallback(() => api.revisions(workflow), [api, workflow])
  return useLoaded<readonly Revision[]>(load, `${workflow} ${files} ${shown}`)
}
