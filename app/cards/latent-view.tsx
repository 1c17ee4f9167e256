'use client'
import { Maximize2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { NodeId } from '../../workflow/document.ts'
import { card } from '../canvas/geometry.ts'
import { FalseColours } from '../parts/false-colours.tsx'
import { createLatentPlayer } from '../parts/latent-player.ts'
import { PictureControl } from '../parts/picture-control.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { useNodeState } from './card-hooks.ts'
import { shareOf } from './node-sign.ts'
import { progressText } from './progress-text.ts'
import { usePreviewed } from './steps-of-run.ts'
import style from './view.module.css'

/** The clip as it forms, all frames playing, and how far the steps are. Frames are drawn past React. */
export const LatentView = ({ id, y }: { readonly id: NodeId; readonly y: number }) => {
  const texts = useTexts()
  const { previews, clock, editor, enlarge } = useApp()
  const canvas = useRef<HTMLCanvasElement>(null)
  const previewed = usePreviewed(id)
  const empty = previewed === undefined

  useEffect(() => {
    const player = createLatentPlayer(canvas.current!, { clock, previews })
    const still = window.matchMedia('(prefers-reduced-motion: reduce)')
    const settle = () => player.hold(still.matches ? 0 : null)
    settle()
    still.addEventListener('change', settle)
    const latest = previews.latest(editor.id, id)
    if (latest) player.show(latest)
    const end = previews.subscribe(editor.id, id, player.show)
    return () => {
      end()
      still.removeEventListener('change', settle)
      player.destroy()
    }
  }, [previews, clock, editor.id, id])

  return (
    <div className={style.latent} style={{ top: y }}>
      <div className={style.picture} style={{ height: card.latentBox }} data-empty={empty || undefined}>
        <canvas ref={canvas} role="img" aria-label={texts.cards.preview} width={1} height={1} />
        {empty && <p>{texts.cards.forms}</p>}
        {previewed === 'false' && <FalseColours className={style.falseColours} />}
        {!empty && enlarge && (
          <span className={style.large}>
            <PictureControl label={texts.gallery.large} act={() => enlarge(id)}>
              <Maximize2 size={14} aria-hidden />
            </PictureControl>
          </span>
        )}
      </div>
      <ProgressLine id={id} />
    </div>
  )
}

const ProgressLine = ({ id }: { id: NodeId }) => {
  const texts = useTexts()
  const share = useNodeState(id, (state) => (state?.status === 'running' ? shareOf(state) : 0))
  const text = useNodeState(id, (state) => progressText(state, texts))
  return (
    <>
      <div className={style.progress}>
        <i style={{ width: `${share * 100}%` }} />
      </div>
      <div className={style.status}>{text}</div>
    </>
  )
}
