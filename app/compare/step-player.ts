import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FrameClock } from '../parts/frame-clock.ts'
import type { ClipFrames } from './clip-frames.ts'

export interface StepState {
  readonly playing: boolean
  /** The frame that is asked for, counted from 0. */
  readonly frame: number
}

/** Plays several clips in step: the same frame of each, or for a shorter one its last. */
export interface StepPlayer {
  readonly store: StoreApi<StepState>
  /** Frames of the longest. */
  readonly count: number
  toggle(): void
  /** Holds a frame; beyond the ends it goes round. */
  go(frame: number): void
  /** Draws what is shown once more. */
  again(): void
  destroy(): void
}

export interface StepParts {
  readonly clips: readonly Pick<ClipFrames, 'at' | 'load' | 'count'>[]
  readonly framesPerSecond: number
  readonly clock: FrameClock
  /** True where it waits at the first frame until a person plays it. */
  readonly still?: boolean
  /** Shows one frame of each clip, all of the same moment. */
  draw(frames: readonly ImageBitmap[]): void
  failed(error: Error): void
}

/** A player that goes on to the next frame only when every clip has it, so that none runs ahead. */
export const createStepPlayer = ({
  clips,
  framesPerSecond,
  clock,
  still = false,
  draw,
  failed,
}: StepParts): StepPlayer => {
  const count = Math.max(1, ...clips.map((clip) => clip.count))
  const store = createStore<StepState>(() => ({ playing: !still, frame: 0 }))
  let shown = -1
  let wanted = 0
  let since = 0
  let stop: (() => void) | undefined
  let closed = false
  const asked = new Set<number>()

  const own = (clip: StepParts['clips'][number], frame: number) => Math.min(frame, clip.count - 1)
  const ready = (frame: number): ImageBitmap[] | undefined => {
    const frames = clips.map((clip) => clip.at(own(clip, frame)))
    return frames.every((each) => each !== undefined) ? (frames as ImageBitmap[]) : undefined
  }
  const ask = (frame: number) => {
    if (asked.has(frame)) return
    asked.add(frame)
    Promise.all(clips.map((clip) => clip.load(own(clip, frame)))).then(
      () => {
        asked.delete(frame)
        if (!closed && frame === wanted) show()
      },
      (error: Error) => {
        asked.delete(frame)
        if (!closed) failed(error)
      },
    )
  }
  const show = () => {
    if (shown === wanted) return
    const frames = ready(wanted)
    if (!frames) return ask(wanted)
    shown = wanted
    draw(frames)
  }
  const turn = (frame: number) => {
    wanted = ((frame % count) + count) % count
    store.setState({ frame: wanted })
    show()
  }
  /** @returns when the next frame is due; undefined while one is waited for */
  const tick = (now: number): number | undefined => {
    // The next is brought while this one is looked at.
    const next = (wanted + 1) % count
    if (!ready(next)) ask(next)
    if (shown !== wanted || !ready(next)) {
      since = now
      return
    }
    const due = since + 1000 / framesPerSecond
    if (now < due) return due
    since = now
    turn(next)
  }
  const play = (playing: boolean) => {
    store.setState({ playing })
    stop?.()
    stop = playing ? clock.each(tick) : undefined
  }
  show()
  play(!still)
  return {
    store,
    count,
    toggle: () => play(!store.getState().playing),
    go: (frame) => {
      play(false)
      turn(frame)
    },
    again: () => {
      shown = -1
      show()
    },
    destroy: () => {
      closed = true
      stop?.()
    },
  }
}
