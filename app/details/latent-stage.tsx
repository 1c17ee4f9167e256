'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { NodeId } from '../../workflow/document.ts'
import { useNodeState } from '../cards/card-hooks.ts'
import { progressText } from '../cards/progress-text.ts'
import compare from '../compare/compare.module.css'
import { frameKeys } from '../compare/frame-keys.ts'
import { Transport } from '../compare/transport.tsx'
import { createLatentPlayer, type LatentPlayer } from '../parts/latent-player.ts'
import { noMotion } from '../parts/no-motion.ts'
import { previewTurn } from '../parts/preview-turn.ts'
import { type Preview, useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './large.module.css'

interface LatentStageProps {
  readonly id: NodeId
  /** What a screen reader says of the picture. */
  readonly label: string
  /** Stands beside how far it is. */
  readonly tools?: ReactNode
}

/** The clip of a node as it forms, large, always the newest: all frames playing, or one that is held. */
export const LatentStage = ({ id, label, tools }: LatentStageProps) => {
  const texts = useTexts()
  const { previews, clock, editor } = useApp()
  const canvas = useRef<HTMLCanvasElement>(null)
  const player = useRef<LatentPlayer | null>(null)
  const stage = useRef<HTMLElement>(null)
  const [count, setCount] = useState(1)
  const [playing, setPlaying] = useState(() => !noMotion())
  const [frame, setFrame] = useState(0)
  const progress = useNodeState(id, (state) => progressText(state, texts))

  useEffect(() => {
    const made = createLatentPlayer(canvas.current!, { clock, previews })
    player.current = made
    const show = (preview: Preview) => {
      setCount(preview.header.frames)
      made.show(preview)
    }
    const latest = previews.latest(editor.id, id)
    if (latest) show(latest)
    const end = previews.subscribe(editor.id, id, show)
    stage.current?.focus({ preventScroll: true })
    return () => {
      end()
      made.destroy()
      player.current = null
    }
  }, [previews, clock, editor.id, id])

  useEffect(() => {
    player.current?.hold(playing ? null : frame)
    // As the player counts.
    if (!playing) return
    return clock.each((now) => {
      const { frame, due } = previewTurn(now, count)
      setFrame(frame)
      return due
    })
  }, [playing, frame, count, clock])

  const controls = {
    frame,
    count,
    toggle: () => setPlaying(!playing),
    go(to: number) {
      setPlaying(false)
      setFrame(((to % count) + count) % count)
    },
  }
  return (
    <section
      ref={stage}
      className={compare.player}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows go frame by frame from here
      tabIndex={0}
      onKeyDown={(event) => frameKeys(event, controls)}
    >
      <div className={compare.tools}>
        {tools}
        <p className={style.progress}>{progress}</p>
      </div>
      <div className={style.stage}>
        <canvas ref={canvas} role="img" aria-label={label} width={1} height={1} />
      </div>
      <Transport {...controls} playing={playing} />
    </section>
  )
}
