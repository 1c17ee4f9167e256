'use client'
import { Columns2, Diff, SquareSplitHorizontal } from 'lucide-react'
import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react'
import { useStore } from 'zustand'
import { namedApart } from '../panels/tell-apart.ts'
import { noMotion } from '../parts/no-motion.ts'
import { PickButton } from '../parts/pick-button.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import type { ClipFrames } from './clip-frames.ts'
import style from './compare.module.css'
import { frameKeys } from './frame-keys.ts'
import { letterOf } from './letter-of.ts'
import { drawDifference, drawSide, drawWipe, type Look, type Mode } from './stage.ts'
import { createStepPlayer, type StepPlayer } from './step-player.ts'
import { openTake, rateOf, ratioOf, type Take } from './take.ts'
import { Transport } from './transport.tsx'

const modes = [
  { mode: 'side', Icon: Columns2 },
  { mode: 'wipe', Icon: SquareSplitHorizontal },
  { mode: 'difference', Icon: Diff },
] as const satisfies readonly { mode: Mode; Icon: unknown }[]

const gains = [1, 2, 4, 8, 16]

interface CompareViewProps {
  /** One or more; the same array while they are the same. */
  readonly takes: readonly Take[]
  /** By the key of a take, what tells it from others of its title, in words. */
  readonly apart?: ReadonlyMap<string, string>
  /** Stands before the ways to compare. */
  readonly tools?: ReactNode
}

/** Clips that play in step, or one by itself, frame by frame. Frames are drawn past React. */
export const CompareView = ({ takes, apart, tools }: CompareViewProps) => {
  const texts = useTexts()
  const { clock } = useApp()
  const [chosen, setLook] = useState<Look>({ mode: 'side', pair: [0, 1], divider: 0.5, gain: 4 })
  const alone = takes.length === 1
  const look: Look = alone ? { ...chosen, mode: 'side' } : chosen
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
          if (mean.current)
            mean.current.textContent =
              away === 0 ? texts.compare.noPixelDiffers : texts.compare.mean(texts.amounts.decimals(away, 2))
        }
      }
    }
    const failed = (error: Error) => {
      if (!closed) setProblem(error.message)
    }
    Promise.allSettled(takes.map((take) => openTake(take, texts.compare))).then((answers) => {
      opened = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
      const refused = answers.find((answer) => answer.status === 'rejected')
      if (closed) for (const each of opened) each.destroy()
      else if (refused) failed(refused.reason as Error)
      else {
        mine = createStepPlayer({
          clips: opened,
          framesPerSecond: takes[0] ? rateOf(takes[0]) : 8,
          clock,
          still: noMotion(),
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
  }, [takes, clock, texts])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another look is drawn at once, also while nothing plays
  useEffect(() => player?.again(), [player, chosen])

  const keys = (event: KeyboardEvent) => {
    if (player) frameKeys(event, { ...player, frame: player.store.getState().frame })
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
      {(tools || !alone) && (
        <div className={style.tools} role="toolbar" aria-label={texts.compare.how}>
          {tools}
          {!alone && (
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
          )}
          {look.mode !== 'side' && takes.length > 2 && (
            <span className={style.pair}>
              {([0, 1] as const).map((side) => (
                <PickButton
                  key={side}
                  label={side === 0 ? texts.compare.first : texts.compare.second}
                  value={look.pair[side]}
                  choices={takes.map((_, value) => ({ value, title: letterOf(value) }))}
                  choose={(chosen) =>
                    setLook((before) => ({
                      ...before,
                      pair: side === 0 ? [chosen, before.pair[1]] : [before.pair[0], chosen],
                    }))
                  }
                />
              ))}
            </span>
          )}
          {look.mode === 'difference' && (
            <>
              <PickButton
                label={texts.compare.amplified}
                value={look.gain}
                choices={gains.map((value) => ({ value, title: `${value} ×` }))}
                choose={(gain) => setLook((before) => ({ ...before, gain }))}
              />
              <output ref={mean} className={style.mean} />
            </>
          )}
        </div>
      )}
      {problem !== undefined && (
        <p className={style.problem} role="alert">
          {problem}
        </p>
      )}
      {look.mode === 'side' ? (
        <div
          className={style.side}
          style={{ gridTemplateColumns: `repeat(${columnsFor(takes.length)}, minmax(0, 1fr))` }}
        >
          {takes.map(({ key, title }, index) => {
            const told = apart?.get(key)
            const name = namedApart(title, told)
            return (
              <figure key={key}>
                <canvas
                  ref={(canvas) => {
                    canvases.current[index] = canvas
                  }}
                  role="img"
                  aria-label={alone ? name : texts.compare.clip(letterOf(index), name)}
                />
                {!alone && (
                  <figcaption title={name}>
                    <b data-letter={letterOf(index)}>{letterOf(index)}</b>{' '}
                    {/* What is the same in all of them gives way to what is not. */}
                    {told === undefined ? title : <span className={style.told}>{told}</span>}
                  </figcaption>
                )}
              </figure>
            )
          })}
        </div>
      ) : (
        <div className={style.one}>
          <div
            className={style.frame}
            style={{ '--ratio': takes[look.pair[0]] ? ratioOf(takes[look.pair[0]]!) : 1 } as CSSProperties}
          >
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
      {player ? <StepTransport player={player} /> : <p className={style.quiet}>{texts.compare.reading}</p>}
    </section>
  )
}

const columnsFor = (count: number) => (count <= 3 ? count : Math.ceil(Math.sqrt(count)))

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
      <span data-side="left" data-letter={letters[0]}>
        {letters[0]}
      </span>
      <span data-side="right" data-letter={letters[1]}>
        {letters[1]}
      </span>
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

const StepTransport = ({ player }: { readonly player: StepPlayer }) => {
  const { playing, frame } = useStore(player.store)
  return <Transport playing={playing} frame={frame} count={player.count} toggle={player.toggle} go={player.go} />
}
