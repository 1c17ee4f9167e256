import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { NodeId } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import type { Clip } from '../../workflow/values.ts'
import { clipOf } from '../cards/clip-view.tsx'
import type { Take } from '../compare/take.ts'
import { nodeNames } from '../outline/node-names.ts'
import { useApp } from '../state/app-context.ts'
import type { Editor } from '../state/editor.ts'
import { statesWithin } from '../subgraphs/state-within.ts'

/** The first clip that a job says a node made, or for a subgraph's one of the nodes inside. */
export const clipWithin = (nodes: JobState['nodes'] | undefined, editor: Editor, id: NodeId): Clip | undefined => {
  for (const [, state] of statesWithin(nodes, editor, id)) {
    const found = clipOf(state)
    if (found) return found
  }
  return undefined
}

/** What the other nodes of a level show, in the order in which they run: a clip, or the newest latents. */
export const useOtherPictures = (id: NodeId): readonly Take[] => {
  const { editor, runs, previews, definitions } = useApp()
  const present = useStore(editor.store, ({ history }) => history.present)
  const nodes = useStore(runs, ({ jobs, shown }) => jobs[shown[editor.id] ?? '']?.nodes)
  return useMemo(
    () =>
      [...nodeNames(present, definitions)].flatMap(([other, title]): Take[] => {
        if (other === id) return []
        const clip = clipWithin(nodes, editor, other)
        const preview = clip ? undefined : previews.latest(editor.id, other)
        const of = clip ? { clip } : preview && { preview }
        return of ? [{ key: `node ${other}`, title, of }] : []
      }),
    [present, definitions, nodes, previews, editor, id],
  )
}
