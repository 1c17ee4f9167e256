'use client'
import { createContext, useContext } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { Factors } from '../../diffusion/latent-colour.ts'
import type { Asset } from '../../workflow/asset.ts'
import type { Definitions } from '../../workflow/definition.ts'
import type { NodeId, Workflow } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import type { Json } from '../../workflow/json.ts'
import type { Tint } from '../../workflow/tints.ts'
import type { JobId, PreviewHeader, WorkflowId } from '../../workflow/wire.ts'
import type { CanvasAction } from '../canvas/selection-actions.ts'
import type { Lookout } from '../history/looking.ts'
import type { KeyMap } from '../keys/key-map.ts'
import type { FrameClock } from '../parts/frame-clock.ts'
import type { OpenedLevels } from '../subgraphs/opened-levels.ts'
import type { OwnNodes } from '../subgraphs/own-nodes.ts'
import type { Texts } from '../texts/texts.ts'
import type { Editor } from './editor.ts'
import type { PaletteMarksStore } from './palette-marks.ts'
import type { LayoutStore } from './panel-layout.ts'
import type { StepsOfRun } from './recall-steps.ts'

/** The jobs that the browser knows, folded from the server's events. */
export interface RunsState {
  readonly jobs: Readonly<Record<JobId, JobState>>
  /** The job of each workflow that its cards show: the one at work, or else the newest; one of another workflow where its graph was opened from there. */
  readonly shown: Readonly<Record<WorkflowId, JobId>>
  readonly connection: 'connecting' | 'open' | 'lost'
}

/** One preview as it arrived. */
export interface Preview {
  readonly header: PreviewHeader
  readonly latent: Uint8Array
  readonly factors: Factors
  /** It was taken earlier, and the server brought it back. */
  readonly recalled?: true
  /** The colours that were fitted to it are gone: `factors` stand in for them. */
  readonly falseColours?: true
}

/** Previews, kept out of React: a new one wakes only who subscribed to its node. */
export interface Previews {
  latest(workflow: WorkflowId, node: NodeId): Preview | undefined
  /** The single steps of the result that it made or showed last, as far as they are here, the first step first; the same array while they are the same. */
  steps(workflow: WorkflowId, node: NodeId): readonly Preview[]
  /** Brings back what the server kept of a run's steps, `newest` or all of them, where it is not here. */
  recall(of: StepsOfRun, newest: boolean): void
  /** Tells of each preview that is there to be shown, and has no part in when the next is sent. @returns a function that ends it */
  watch(workflow: WorkflowId, node: NodeId, changed: () => void): () => void
  /** From now on none of its steps that are here makes room for others. @returns a function that ends that */
  hold(workflow: WorkflowId, node: NodeId): () => void
  /** @returns a function that ends the subscription */
  subscribe(workflow: WorkflowId, node: NodeId, listen: (preview: Preview) => void): () => void
  /** Says that a preview is on the screen: the server sends the next. */
  drawn(preview: Preview): void
}

/** What the canvas can be told to do from outside (menus, shortcuts, the command search). */
export interface CanvasCommands {
  /** Fits the given nodes, or all, into the free part of the view, animated. */
  fit(ids?: readonly NodeId[]): void
  /** Fits the given nodes where one of them is not all in view, or too small to be read. */
  show(ids: readonly NodeId[]): void
  /** Brings the given nodes into the view where they are not all in it, with no longer a move than that takes. */
  bring(ids: readonly NodeId[]): void
  /** Multiplies the zoom about the centre of the view. */
  zoomBy(factor: number): void
  zoomTo(zoom: number): void
  /** Opens the search-to-add at a point of the screen, or in the middle of the view. */
  openSearch(at?: { x: number; y: number }): void
  /** Places a node from the palette, in the middle of the view or at a point of the screen, and selects it. */
  place(definition: string, at?: { x: number; y: number }): void
  copy(): void
  cut(): void
  paste(): void
  /** What is selected as a workflow of its own, under this name; undefined where nothing is. */
  selected(name: string): Workflow | undefined
  /** Inserts a workflow, with its middle at a point of the screen. */
  insert(workflow: Workflow, at?: { x: number; y: number }): void
  duplicate(): void
  removeSelected(): void
  selectAll(): void
  /** Does to the selection what the action names: mute, align, tidy … */
  act(action: CanvasAction): void
  /** Gives the cards of the selection a tint, or takes it away. */
  colour(tint: Tint | undefined): void
  /** Brings a card into the view and gives it, or one of its sockets, the keyboard's focus. */
  focus(id: NodeId, socket?: { readonly side: 'input' | 'output'; readonly name: string }): void
}

export interface AppContext {
  readonly definitions: Definitions
  /** The workflow in front. */
  readonly editor: Editor
  /** The levels that are looked at, of it and of the other open workflows. */
  readonly openedLevels: OpenedLevels
  readonly runs: StoreApi<RunsState>
  readonly previews: Previews
  /** One animation frame for all that plays. */
  readonly clock: FrameClock
  /** The texts of the chosen language, for what is no component. */
  texts(): Texts
  /** Which keys do what. */
  readonly keys: KeyMap
  /** The nodes with a star, and those that were placed last. */
  readonly marks: PaletteMarksStore
  /** The nodes of the person's own; absent where the canvas stands alone. */
  readonly own?: OwnNodes
  /** Set by the canvas while it is mounted. */
  readonly canvas: { current: CanvasCommands | null }
  /** What is open beside and over the canvas; absent where the canvas stands alone. */
  readonly layout?: LayoutStore
  /** The earlier revision that is shown, if one is; absent where the canvas stands alone. */
  readonly looking?: Lookout['store']
  run(): void
  cancel(): void
  /** Opens the choice of what a socket is connected to. */
  connectSocket(node: NodeId, side: 'input' | 'output', name: string): void
  /** Shows the picture of a node large; absent where the canvas stands alone. */
  readonly enlarge?: (node: NodeId) => void
  /** A short notice; a refusal says why something was not done. */
  tell(message: string, kind?: 'done' | 'refused' | 'failed'): void
  /** Gives a file of the person's to the server. @returns how a workflow names it */
  keepFile(file: File): Promise<Asset>
  /** The tokens of a text under a checkpoint's tokenizer. */
  tokens(checkpoint: string, text: string): Promise<{ tokens: number; limit: number; lost: string }>
  /** The noise levels of a schedule under a checkpoint's training noise. */
  levels(
    checkpoint: string,
    choice: { kind: string; steps: number; options: Readonly<Record<string, Json>> },
  ): Promise<{ timesteps: number[]; sigmas: number[] }>
}

const context = createContext<AppContext | null>(null)
export const AppProvider = context.Provider

/** What the editor's parts share. @throws outside of AppProvider */
export const useApp = (): AppContext => {
  const app = useContext(context)
  if (!app) throw new Error('useApp was called outside of AppProvider: mount the part under app/shell/workspace.tsx.')
  return app
}
