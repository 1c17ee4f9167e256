'use client'
import { Film, Maximize2, Sparkles } from 'lucide-react'
import { useState } from 'react'
import type { NodeId } from '../../workflow/document.ts'
import { card } from '../canvas/geometry.ts'
import { useFoundWithin } from '../cards/card-hooks.ts'
import { ClipView, clipOf } from '../cards/clip-view.tsx'
import { usePreviewed } from '../cards/steps-of-run.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { LatentCanvas } from '../parts/latent-canvas.tsx'
import { PictureControl } from '../parts/picture-control.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './instance-view.module.css'

/** What a subgraph with a clip shows: the clip as it forms, then the finished one, and either again at a press. */
export const InstanceView = ({ id, y }: { readonly id: NodeId; readonly y: number }) => {
  const texts = useTexts()
  const { editor, enlarge } = useApp()
  const clip = useFoundWithin(id, clipOf)
  const forms = usePreviewed(id)
  const [back, setBack] = useState<string>()
  const finished = clip !== undefined && !(forms && back === clip.artifact)
  return (
    <>
      {finished || !forms ? (
        <ClipView id={id} y={y} />
      ) : (
        <div className={style.forming} style={{ top: y, height: card.clipBox }}>
          <LatentCanvas workflow={editor.id} node={id} label={texts.cards.preview} />
          {enlarge && !clip && (
            <span className={style.large}>
              <PictureControl label={texts.gallery.large} act={() => enlarge(id)}>
                <Maximize2 size={14} aria-hidden />
              </PictureControl>
            </span>
          )}
        </div>
      )}
      {clip && forms && (
        <div className={style.switch} style={{ top: y + 6 }} data-nodrag>
          <IconButton
            size="small"
            label={finished ? texts.subgraphs.showPreview : texts.subgraphs.showClip}
            onClick={() => setBack(finished ? clip.artifact : undefined)}
          >
            {finished ? (
              <Sparkles size={14} strokeWidth={1.75} aria-hidden />
            ) : (
              <Film size={14} strokeWidth={1.75} aria-hidden />
            )}
          </IconButton>
        </div>
      )}
    </>
  )
}
