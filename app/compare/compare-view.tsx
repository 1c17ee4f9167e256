'use client'
import { ChevronLeft, ChevronRight, Columns2, Diff, Pause, Play, SquareSplitHorizontal } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { JobState } from '../../workflow/job-state.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { useApp } from '../state/app-context.ts'
import { jobFacts } from '../state/job-facts.ts'
import { useTexts } from '../texts/use-texts.ts'
import { type ClipFrames, openClipFrames } from './clip-frames.ts'
import style from './compare.module.css'
import { letterOf } from './letter-of.ts'
import { drawDifference, drawSide, drawWipe, type Look, type Mode } from './stage.ts'
import { createStepPlayer, type StepPlayer } from './step-player.ts'

const modes = [
  { mode: 'side', Icon: Columns2 },
  { mode: 'wipe', Icon: SquareSplitHorizontal },
  { mode: 'difference', Icon: Diff },
] as const satisfies readonly { mode: Mode; Icon: unknown }[]

const gains = [1, 2, 4, 8, 16]

/** The clips of some runs, playing in step. Frames are drawn past React. */
export const CompareView = ({ jobs }: { readonly jobs: readonly JobState[] }) => {
  const texts = useTexts()
  const { clock } = useApp()
  const [look, setLook] = useState<Look>({ mode: 'side', pair: [0, 1], divider: 0.5, gain: 4 })
  const [player, setPlayer] = useState<StepPlayer | null>(null)
  const [problem, setProblem] = useState<string>()
  const canvases = useRef<(HTMLCanvasElement | null)[]>([])
  const one = useRef<HTMLCanvasElement>(null)
  const mean = useRef<HTMLOutputElement>(null)
  const latest = useRef(look)
  latest.current = look

  useEffect(() => {
    let closed = false
    let opened: ClipFrames[] = []
    let mine: StepPlayer | undefined
    const draw = (frames: readonly ImageBitmap[]) => {
      const { mode, pair, divider, gain } = latest.current
      const [a, b] = [frames[pair[0]], frames[pair[1]]]
      if (mode === 'side') drawSide(canvases.current, frames)
      else if (one.current && a && b) {
        if (mode === 'wipe') drawWipe(one.current, a, b, divider)
        else {
          const away = drawDifference(one.current, a, b, gain)
          if (mean.current) mean.current.textContent = texts.compare.mean(texts.amounts.decimals(away, 2))
        }
      }
    }
    const failed = (error: Error) => {
      if (!closed) setProblem(error.message)
    }
    const clips = jobs.flatMap((job) => jobFacts(job).clip ?? [])
    Promise.allSettled(clips.map((clip) => openClipFrames(clip, texts.compare))).then((answers) => {
      opened = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
      const refused = answers.find((answer) => answer.status === 'rejected')
      if (closed) for (const each of opened) each.destroy()
      else if (refused) failed(refused.reason as Error)
      else {
        mine = createStepPlayer({
          clips: opened,
          framesPerSecond: clips[0]?.framesPerSecond ?? 8,
          clock,
          draw,
          failed,
        })
        setPlayer(mine)
      }
    })
    return () => {
      closed = true
      mine?.destroy()
      for (const each of opened) each.destroy()
      setPlayer(null)
      setProblem(undefined)
    }
  }, [jobs, clock, texts])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another look is drawn at once, also while nothing plays
  useEffect(() => player?.again(), [player, look])

  const keys = (event: KeyboardEvent) => {
    if (!player || event.target instanceof HTMLSelectElement) return
    const { frame } = player.store.getState()
    const range = event.target instanceof HTMLInputElement
    if (event.key === 'ArrowRight' && !range) player.go(frame + 1)
    else if (event.key === 'ArrowLeft' && !range) player.go(frame - 1)
    else if (event.key === 'Home' && !range) player.go(0)
    else if (event.key === 'End' && !range) player.go(player.count - 1)
    else if (event.key === ' ' && !(event.target instanceof HTMLButtonElement)) player.toggle()
    else return
    event.preventDefault()
  }
  // The dialog itself has the focus at first: the keys work from there as well.
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    section.current?.focus({ preventScroll: true })
  }, [])

  return (
    <section
      ref={section}
      className={style.player}
      aria-label={texts.compare.inStep}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows go frame by frame from here
      tabIndex={0}
      onKeyDown={keys}
    >
      <div className={style.tools} role="toolbar" aria-label={texts.compare.how}>
        <fieldset className={style.modes}>
          <legend>{texts.compare.how}</legend>
          {modes.map(({ mode, Icon }) => (
            <button
              key={mode}
              type="button"
              aria-pressed={look.mode === mode}
              onClick={() => setLook((before) => ({ ...before, mode }))}
            >
              <Icon size={14} aria-hidden /> {texts.compare[mode]}
            </button>
          ))}
        </fieldset>
        {look.mode !== 'side' && jobs.length > 2 && (
          <span className={style.pair}>
            {([0, 1] as const).map((side) => (
              <select
                key={side}
                aria-label={side === 0 ? texts.compare.first : texts.compare.second}
                value={look.pair[side]}
                onChange={(event) => {
                  const chosen = Number(event.target.value)
                  setLook((before) => ({
                    ...before,
                    pair: side === 0 ? [chosen, before.pair[1]] : [before.pair[0], chosen],
                  }))
                }}
              >
                {jobs.map((job, index) => (
                  <option key={job.job} value={index}>
                    {letterOf(index)}
                  </option>
                ))}
              </select>
            ))}
          </span>
        )}
        {look.mode === 'difference' && (
          <>
            <label className={style.gain}>
              {texts.compare.amplified}
              <select
                value={look.gain}
                onChange={(event) => setLook((before) => ({ ...before, gain: Number(event.target.value) }))}
              >
                {gains.map((gain) => (
                  <option key={gain} value={gain}>
                    {gain} ×
                  </option>
                ))}
              </select>
            </label>
            <output ref={mean} className={style.mean} />
          </>
        )}
      </div>
      {problem !== undefined && (
        <p className={style.problem} role="alert">
          {problem}
        </p>
      )}
      {look.mode === 'side' ? (
        <div
          className={style.side}
          style={{ gridTemplateColumns: `repeat(${columnsFor(jobs.length)}, minmax(0, 1fr))` }}
        >
          {jobs.map((job, index) => (
            <figure key={job.job}>
              <canvas
                ref={(canvas) => {
                  canvases.current[index] = canvas
                }}
                role="img"
                aria-label={texts.compare.clip(letterOf(index), job.title)}
              />
              <figcaption title={job.title}>
                <b>{letterOf(index)}</b> {job.title || 'untitled'}
              </figcaption>
            </figure>
          ))}
        </div>
      ) : (
        <div className={style.one}>
          <div className={style.frame} style={{ '--ratio': ratioOf(jobs[look.pair[0]]) } as CSSProperties}>
            <canvas
              ref={one}
              role="img"
              aria-label={texts.compare.pair(look.mode, letterOf(look.pair[0]), letterOf(look.pair[1]))}
            />
            {look.mode === 'wipe' && (
              <Divider
                at={look.divider}
                letters={[letterOf(look.pair[0]), letterOf(look.pair[1])]}
                move={(divider) => setLook((before) => ({ ...before, divider }))}
              />
            )}
          </div>
        </div>
      )}
      <Transport player={player} />
    </section>
  )
}

const columnsFor = (count: number) => (count <= 3 ? count : Math.ceil(Math.sqrt(count)))

const ratioOf = (job: JobState | undefined) => {
  const clip = job && jobFacts(job).clip
  return clip ? clip.width / clip.height : 1
}

interface DividerProps {
  readonly at: number
  readonly letters: readonly [string, string]
  readonly move: (to: number) => void
}

/** The line of a wipe: it is dragged anywhere on the picture, and moves with the arrows. */
const Divider = ({ at, letters, move }: DividerProps) => {
  const texts = useTexts()
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons === 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const { left, width } = event.currentTarget.getBoundingClientRect()
    move(Math.min(1, Math.max(0, (event.clientX - left) / width)))
  }
  const keys = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowLeft' ? -0.02 : event.key === 'ArrowRight' ? 0.02 : undefined
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    move(Math.min(1, Math.max(0, at + by)))
  }
  return (
    <div className={style.wipe} onPointerDown={drag} onPointerMove={drag}>
      <span data-side="left">{letters[0]}</span>
      <span data-side="right">{letters[1]}</span>
      <div
        className={style.divider}
        style={{ left: `${at * 100}%` }}
        role="slider"
        tabIndex={0}
        aria-label={texts.compare.divides}
        aria-valuenow={Math.round(at * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        onKeyDown={keys}
      />
    </div>
  )
}

const Transport = ({ player }: { readonly player: StepPlayer | null }) => {
  const texts = useTexts()
  return (
    <div className={style.transport}>
      {player ? <Controls player={player} /> : <span>{texts.compare.reading}</span>}
    </div>
  )
}

const Controls = ({ player }: { readonly player: StepPlayer }) => {
  const texts = useTexts()
  const { playing, frame } = useStore(player.store)
  return (
    <>
      <IconButton
        label={playing ? texts.compare.pause : texts.compare.play}
        keys="Space"
        side="top"
        onClick={player.toggle}
      >
        {playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
      </IconButton>
      <IconButton label={texts.compare.back} keys="←" side="top" onClick={() => player.go(frame - 1)}>
        <ChevronLeft size={16} aria-hidden />
      </IconButton>
      <IconButton label={texts.compare.on} keys="→" side="top" onClick={() => player.go(frame + 1)}>
        <ChevronRight size={16} aria-hidden />
      </IconButton>
      <input
        type="range"
        min={0}
        max={player.count - 1}
        step={1}
        value={frame}
        aria-label={texts.compare.frame}
        aria-valuetext={texts.compare.frameOf(frame + 1, player.count)}
        onChange={(event) => player.go(Number(event.target.value))}
      />
      <span className={style.count}>
        {frame + 1} {texts.compare.of} {player.count}
      </span>
    </>
  )
}
