'use client'
import { useStore } from 'zustand'
import type { Editor } from '../state/editor.ts'
import { runShare } from '../state/run-share.ts'
import { openJobOf } from '../state/runs.ts'
import { useStudio } from './studio.ts'

/** How much of an editor's run is done, in hundredths; undefined while none is on. */
export const useRunShare = (editor: Editor): number | undefined => {
  const { runs, store } = useStudio()
  return useStore(runs, (state) => {
    const job = openJobOf(state, editor.id)
    return job && Math.floor(runShare(job, editor.workflow(), store.getState().definitions) * 100) / 100
  })
}
