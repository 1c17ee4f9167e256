import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Preview } from '../state/app-context.ts'

/** A step of a run, by its names. */
export interface ChosenStep {
  readonly job: string
  readonly node: string
  readonly step: number
}

/** What a person chose on the timeline. */
export interface Marks {
  /** The step that is looked at; null where that is the newest, whichever it is. */
  readonly a: ChosenStep | null
  /** The frame of it that is held while nothing plays, counted from 0. */
  readonly frame: number
  /** The cell beside it. Its step is held with it, so that it stays when another run has taken the place of its own. */
  readonly b: { readonly preview: Preview; readonly frame: number } | null
  /** The frames of A's step play. */
  readonly playing: boolean
}

/** The two cells of one window's timeline; they stay while it is folded. */
export const createMarks = (playing: boolean): StoreApi<Marks> =>
  createStore<Marks>(() => ({ a: null, frame: 0, b: null, playing }))

/** What A shows. */
export interface Shown {
  readonly preview: Preview
  readonly frame: number
  /** Nobody chose a step: it goes on to every further one. */
  readonly follows: boolean
}

/** What A shows of these steps: one that was chosen in another run, or is gone, gives way to the newest. */
export const shownOf = ({ a, frame }: Pick<Marks, 'a' | 'frame'>, steps: readonly Preview[]): Shown | undefined => {
  const chosen = a && steps.find(({ header }) => isAt(header, a))
  const preview = chosen ?? steps.at(-1)
  return preview && { preview, frame: Math.min(frame, preview.header.frames - 1), follows: !chosen }
}

/** True for the header of a step that was chosen. */
export const isAt = (header: Preview['header'], { job, node, step }: ChosenStep): boolean =>
  header.job === job && header.node === node && header.step === step

/** A step by its names. */
export const stepOf = ({ header: { job, node, step } }: Preview): ChosenStep => ({ job, node, step })
