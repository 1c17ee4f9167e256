import type { StoreApi } from 'zustand/vanilla'
import type { Definition } from '../../workflow/definition.ts'
import type { NodeId } from '../../workflow/document.ts'
import type { CanvasCommands } from '../state/app-context.ts'
import type { CanvasParts } from './canvas-context.ts'
import type { CanvasEdits } from './commands.ts'
import type { SearchRequest } from './search.tsx'
import type { Snap } from './snap.ts'
import type { Transform } from './transform.ts'
import type { Viewport } from './viewport.ts'

/** The elements that the canvas is built on, all of one size. */
export interface CanvasElements {
  readonly root: HTMLElement
  /** Rete's: it holds the cards and takes the pointer. */
  readonly container: HTMLElement
  readonly below: HTMLCanvasElement
  /** In the place of `below` while nothing is painted. */
  readonly rested: HTMLCanvasElement
  readonly above: HTMLCanvasElement
  readonly box: HTMLElement
  /** Stands beside the pointer and says why a wire cannot end there. */
  readonly reason: HTMLElement
}

/** A canvas as the parts around it see it. */
export interface MountedCanvas {
  readonly parts: CanvasParts
  readonly viewport: Viewport
  /** Where the view is, once a person has seen it. */
  view(): Transform | undefined
  readonly commands: CanvasCommands
  /** What only a part of the canvas asks for. */
  readonly edits: Pick<CanvasEdits, 'reroute' | 'placeBetween' | 'reveal'>
  readonly snap: Snap
  /** The element under the cards that holds the titles of frames. */
  readonly frameHost: HTMLElement
  /** Gives the name of a node a field to be written in, on its card. */
  rename(id: NodeId): void
  /** Gives the canvas the keyboard, as a press on it does. */
  focusRoot(): void
  readonly search: StoreApi<SearchRequest | null>
  place(definition: Definition, request: SearchRequest): void
  /** The size of the view in CSS pixels, as it was measured last. */
  size(): { readonly width: number; readonly height: number }
  /** The nodes that a gesture or a move holds, which lie elsewhere than in the document: another map when others are held. */
  held(): ReadonlyMap<NodeId, unknown>
  /** Calls back when the view moved or zoomed, when cards moved and when the document changed. */
  onChange(listen: () => void): () => void
  /** Settles when the document, Rete, React and the painted canvas agree. */
  idle(): Promise<void>
  destroy(): void
}
