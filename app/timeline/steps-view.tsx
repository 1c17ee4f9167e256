'use client'
import { Columns2, GitFork, Pause, Play, SkipForward } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { Button } from '../parts/button.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { noMotion } from '../parts/no-motion.ts'
import { previewTurn } from '../parts/preview-turn.ts'
import { type Preview, useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { CellPicture } from './cell-picture.tsx'
import { CompareCells } from './compare-cells.tsx'
import { type Cell, headerWidth, widthFor } from './grid-shape.ts'
import { type Marks, shownOf, stepOf } from './marks.ts'
import { partsIn } from './parts-in.ts'
import { SecondPicture } from './second-picture.tsx'
import { StepFacts } from './step-facts.tsx'
import { StepGrid } from './step-grid.tsx'
import type { Chain } from './step-nodes.ts'
import style from './timeline.module.css'
import { TimelineHead } from './timeline-head.tsx'
import { useFork } from './use-fork.ts'
import { useSize } from './use-size.ts'
import { Where } from './where.tsx'

interface StepsViewProps {
  readonly chains: readonly Chain[]
  readonly chain: Chain
  /** At least one. */
  readonly steps: readonly Preview[]
  readonly marks: StoreApi<Marks>
}

/** The steps of a node as a grid, with A and B large beside it. */
export const StepsView = ({ chains, chain, steps, marks }: StepsViewProps) => {
  const texts = useTexts()
  const { clock } = useApp()
  const chosen = useStore(marks)
  const { b } = chosen
  const a = shownOf(chosen, steps)!
  // What was chosen in an earlier run holds nothing in this one.
  const playing = a.follows && chosen.a ? !noMotion() : chosen.playing
  const { frames, width, height, step } = a.preview.header
  const [body, size] = useSize()
  const [compared, setCompared] = useState(false)
  const fork = useFork(chain)
  const playhead = useMemo(() => createStore(() => ({ frame: 0 })), [])
  useEffect(() => {
    const go = (frame: number) => frame !== playhead.getState().frame && playhead.setState({ frame })
    if (!playing) return void go(a.frame)
    return clock.each((now) => {
      const { frame, due } = previewTurn(now, frames)
      go(frame)
      return due
    })
  }, [playing, a.frame, frames, clock, playhead])

  const toggle = () =>
    marks.setState({ playing: !playing, frame: playhead.getState().frame, ...(a.follows ? { a: null } : {}) })
  const choose = (letter: 'a' | 'b', cell: Cell) => {
    const preview = steps.find(({ header }) => header.step === cell.step)
    if (!preview) return
    if (letter === 'b') marks.setState({ b: { preview, frame: cell.frame } })
    else marks.setState({ a: stepOf(preview), frame: cell.frame, playing: false })
  }
  const hold = () => a.follows && marks.setState({ a: stepOf(a.preview), playing, frame: playhead.getState().frame })
  const takeB = () => marks.setState({ b: null })
  const here = () => choose('b', { step, frame: playhead.getState().frame })
  const parts = size && partsIn(size.width, size.height, width / height, headerWidth + widthFor(frames, size.height))

  return (
    <>
      <TimelineHead
        chains={chains}
        chain={chain}
        before={
          <IconButton
            className={style.play}
            label={playing ? texts.compare.pause : texts.timeline.play}
            side="top"
            onClick={toggle}
          >
            {playing ? <Pause size={15} aria-hidden /> : <Play size={15} aria-hidden />}
          </IconButton>
        }
        where={
          <>
            <Where step={step} playhead={playhead} />
            {!a.follows && (
              <IconButton
                label={texts.timeline.follow}
                size="small"
                side="top"
                onClick={() => marks.setState({ a: null, playing: !noMotion() })}
              >
                <SkipForward size={14} aria-hidden />
              </IconButton>
            )}
          </>
        }
        acts={
          <>
            <Button look="quiet" onClick={() => void fork(a.preview.header)}>
              <GitFork size={14} aria-hidden /> <span>{texts.timeline.fork}</span>
            </Button>
            <Button look="quiet" disabled={!b} onClick={() => setCompared(true)}>
              <Columns2 size={14} aria-hidden /> <span>{texts.timeline.compare}</span>
            </Button>
          </>
        }
      />
      <div ref={body} className={style.body} data-under={parts?.under || undefined}>
        {parts && size && (
          <>
            <StepGrid
              steps={steps}
              a={a}
              b={b}
              playhead={playhead}
              label={texts.timeline.grid}
              size={parts.grid}
              choose={choose}
              hold={hold}
              takeB={takeB}
            />
            {parts.pictures > 0 && (
              <CellPicture
                letter="A"
                preview={a.preview}
                frame={playhead}
                size={parts.picture}
                label={texts.timeline.large('A', step)}
              >
                <Where step={step} playhead={playhead} />
              </CellPicture>
            )}
            {parts.pictures > 1 && <SecondPicture b={b} steps={steps} size={parts.picture} put={here} take={takeB} />}
            {parts.facts > 0 && <StepFacts header={a.preview.header} width={parts.facts} />}
          </>
        )}
      </div>
      {b && <CompareCells open={compared} close={() => setCompared(false)} previews={[a.preview, b.preview]} />}
    </>
  )
}
