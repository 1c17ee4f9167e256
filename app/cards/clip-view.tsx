'use client'
import { useStore } from 'zustand'
import type { NodeId } from '../../workflow/document.ts'
import type { NodeState } from '../../workflow/job-state.ts'
import { card } from '../canvas/geometry.ts'
import { ClipPlayer } from '../parts/clip-player.tsx'
import { useApp } from '../state/app-context.ts'
import { statesWithin } from '../subgraphs/state-within.ts'
import { useTexts } from '../texts/use-texts.ts'
import { useFoundWithin } from './card-hooks.ts'
import { runsBefore } from './runs-before.ts'
import style from './view.module.css'

/** The clip among what a node gave, or undefined. */
export const clipOf = (state: NodeState) =>
  Object.values(state.outputs ?? {}).find((summary) => summary.type === 'clip')

/** While the shown run has not come to a node: the clip that it gave before. */
const useEarlierClip = (id: NodeId) => {
  const { runs, editor } = useApp()
  return useStore(runs, (state) => {
    for (const { nodes } of runsBefore(state, editor))
      for (const [, each] of statesWithin(nodes, editor, id)) {
        const found = clipOf(each)
        if (found) return found
      }
    return undefined
  })
}

/** The finished clip, playing, in a box that has its size before there is one; until it is made again, the one from before, faint. */
export const ClipView = ({ id, y }: { readonly id: NodeId; readonly y: number }) => {
  const texts = useTexts()
  const { editor, enlarge } = useApp()
  const clip = useFoundWithin(id, clipOf)
  const earlier = useEarlierClip(id)
  const name = useStore(editor.store, (state) => state.history.present.name ?? 'clip')
  return (
    <div className={style.clip} data-empty={!(clip ?? earlier) || undefined} style={{ top: y, height: card.clipBox }}>
      {!clip && earlier ? (
        <div className={style.earlier}>
          <ClipPlayer
            key={earlier.artifact}
            clip={earlier}
            title={texts.cards.clipBefore}
            className={style.player}
            controls={false}
          />
          <p>{texts.cards.clipBefore}</p>
        </div>
      ) : clip ? (
        <ClipPlayer
          key={clip.artifact}
          clip={clip}
          title={name}
          className={style.player}
          enlarge={enlarge && (() => enlarge(id))}
        />
      ) : (
        <p>{texts.cards.clipHere}</p>
      )}
    </div>
  )
}
