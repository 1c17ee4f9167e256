'use client'
import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react'
import { IconButton } from '../parts/icon-button.tsx'
import { useTexts } from '../texts/use-texts.ts'
import style from './transport.module.css'

interface TransportProps {
  readonly playing: boolean
  /** The frame that is shown, counted from 0. */
  readonly frame: number
  readonly count: number
  readonly toggle: () => void
  /** Holds a frame. */
  readonly go: (frame: number) => void
}

/** Plays, holds, and goes from frame to frame. */
export const Transport = ({ playing, frame, count, toggle, go }: TransportProps) => {
  const texts = useTexts()
  return (
    <div className={style.transport}>
      <IconButton label={playing ? texts.compare.pause : texts.compare.play} keys="Space" side="top" onClick={toggle}>
        {playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
      </IconButton>
      <IconButton label={texts.compare.back} keys="←" side="top" onClick={() => go(frame - 1)}>
        <ChevronLeft size={16} aria-hidden />
      </IconButton>
      <IconButton label={texts.compare.on} keys="→" side="top" onClick={() => go(frame + 1)}>
        <ChevronRight size={16} aria-hidden />
      </IconButton>
      <input
        type="range"
        min={0}
        max={count - 1}
        step={1}
        value={frame}
        aria-label={texts.compare.frame}
        aria-valuetext={texts.compare.frameOf(frame + 1, count)}
        onChange={(event) => go(Number(event.target.value))}
      />
      <span className={style.count}>
        {frame + 1} {texts.compare.of} {count}
      </span>
    </div>
  )
}
