'use client'
import { createContext, useContext } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { Definitions } from '../../workflow/definition.ts'
import type { NodeId } from '../../workflow/document.ts'
import type { JobId, SystemInfo } from '../../workflow/wire.ts'
import type { SocketRef } from '../canvas/geometry.ts'
import type { Lookout } from '../history/looking.ts'
import type { KeyMap } from '../keys/key-map.ts'
import type { FrameClock } from '../parts/frame-clock.ts'
import type { Api } from '../state/api.ts'
import type { CanvasCommands, Previews, RunsState } from '../state/app-context.ts'
import type { Documents } from '../state/documents.ts'
import type { LanguageStore } from '../state/language.ts'
import type { ModelTerms } from '../state/model-terms.ts'
import type { PaletteMarksStore } from '../state/palette-marks.ts'
import type { LayoutStore } from '../state/panel-layout.ts'
import type { Saving } from '../state/saving.ts'
import type { Session } from '../state/session.ts'
import type { ThemeStore } from '../state/theme.ts'
import type { OwnNodes } from '../subgraphs/own-nodes.ts'

/** What a person can do about what they are told. */
export interface NoticeAction {
  readonly label: string
  readonly act: () => void
}

/** @returns what takes the message back */
export type Tell = (message: string, kind?: 'done' | 'refused' | 'failed', action?: NoticeAction) => () => void

/** What of the editor is there yet. */
export interface StudioState {
  readonly definitions?: Definitions
  readonly system?: SystemInfo
  /** Why nothing can be shown; it goes on trying. */
  readonly problem?: string
  /** The workflows of the last visit are open. */
  readonly ready: boolean
  /** A run was asked for and the server has not answered yet. */
  readonly asking: boolean
  readonly palette: boolean
  /** The templates to begin with are shown. */
  readonly templates: boolean
  /** It is being chosen how often the workflow in front runs. */
  readonly several: boolean
  /** The shortcut sheet is open. */
  readonly shortcuts: boolean
  /** The socket whose connection is being chosen with the keyboard. */
  readonly connecting: SocketRef | null
  /** The node of the open level whose picture is shown large. */
  readonly enlarged: NodeId | null
  /** Counts the changes of files on the server that this window was told of: lists look again. */
  readonly files: number
}

/** All that the editor in one window is made of. */
export interface Studio {
  readonly store: StoreApi<StudioState>
  readonly api: Api
  readonly runs: StoreApi<RunsState>
  readonly previews: Previews
  readonly clock: FrameClock
  readonly canvas: { current: CanvasCommands | null }
  readonly session: Session
  readonly saving: Saving
  readonly documents: Documents
  /** The look at earlier revisions. */
  readonly looking: Lookout
  readonly layout: LayoutStore
  readonly keys: KeyMap
  readonly marks: PaletteMarksStore
  /** The library of the person's own nodes. */
  readonly own: OwnNodes
  readonly theme: ThemeStore
  readonly language: LanguageStore
  readonly terms: ModelTerms
  /** Looks again at which nodes and checkpoints there are. */
  look(): void
  /** Saves and runs the workflow in front, once or more often, when the terms of its checkpoints were read. */
  run(count?: number): Promise<void>
  /** Cancels the run of the workflow in front, or the given job. */
  cancel(job?: JobId): Promise<void>
  /** Queues the document of a run again. */
  retry(job: JobId): Promise<void>
  /** Puts a waiting run before another one, or at the end. */
  move(job: JobId, before: JobId | null): Promise<void>
  tell: Tell
  destroy(): void
}

const context = createContext<Studio | null>(null)
export const StudioProvider = context.Provider

/** The editor of this window. @throws outside of StudioProvider */
export const useStudio = (): Studio => {
  const studio = useContext(context)
  if (!studio)
    throw new Error('useStudio was called outside of StudioProvider: mount the part under app/shell/workspace.tsx.')
  return studio
}
