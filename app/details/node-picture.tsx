'use client'
import { Maximize2 } from 'lucide-react'
import { useStore } from 'zustand'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import { titleOf } from '../../workflow/rules.ts'
import { useFoundWithin } from '../cards/card-hooks.ts'
import { clipOf } from '../cards/clip-view.tsx'
import { usePreviewed } from '../cards/steps-of-run.ts'
import { ClipPlayer } from '../parts/clip-player.tsx'
import { LatentCanvas } from '../parts/latent-canvas.tsx'
import { PictureControl } from '../parts/picture-control.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './details.module.css'

/** True while a node has a picture of its own: a clip, or one that forms. */
export const usePictured = (id: NodeId): boolean => {
  const clip = useFoundWithin(id, clipOf)
  const previewed = usePreviewed(id)
  return clip !== undefined || previewed !== undefined
}

interface NodePictureProps {
  readonly id: NodeId
  /** False where it is only looked at: without what plays it or shows it large. */
  readonly controls?: boolean
}

/** The picture of a node as wide as its panel. */
export const NodePicture = ({ id, controls = true }: NodePictureProps) => {
  const texts = useTexts()
  const { editor, definitions, enlarge } = useApp()
  const clip = useFoundWithin(id, clipOf)
  const title = useStore(editor.store, ({ history }) => {
    const node = nodeOf(history.present, id)
    return node ? titleOf(definitions, node) : ''
  })
  if (clip)
    return (
      <ClipPlayer
        key={clip.artifact}
        clip={clip}
        title={title}
        controls={controls}
        enlarge={enlarge && (() => enlarge(id))}
      />
    )
  return (
    <div className={style.forming}>
      <LatentCanvas workflow={editor.id} node={id} label={texts.cards.preview} />
      {controls && enlarge && (
        <PictureControl label={texts.gallery.large} act={() => enlarge(id)}>
          <Maximize2 size={14} aria-hidden />
        </PictureControl>
      )}
    </div>
  )
}
