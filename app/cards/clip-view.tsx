'use client'
import { useStore } from 'zustand'
import type { NodeId } from '../../workflow/document.ts'
import type { NodeState } from '../../workflow/job-state.ts'
import { card } from '../canvas/geometry.ts'
import { ClipPlayer } from '../parts/clip-player.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { useFoundWithin } from './card-hooks.ts'
import style from './view.module.css'

/** The clip among what a node gave, or undefined. */
export const clipOf = (state: NodeState) =>
  Object.values(state.outputs ?? {}).find((summary) => summary.type === 'clip')

/** The finished clip, playing, in a box that has its size before there is one. */
export const ClipView = ({ id, y }: { readonly id: NodeId; readonly y: number }) => {
  const texts = useTexts()
  const { editor, enlarge } = useApp()
  const clip = useFoundWithin(id, clipOf)
  const name = useStore(editor.store, (state) => state.history.present.name ?? 'clip')
  return (
    <div className={style.clip} data-empty={!clip || undefined} style={{ top: y, height: card.clipBox }}>
      {clip ? (
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
