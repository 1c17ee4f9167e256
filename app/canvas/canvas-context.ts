'use client'
import { createContext, useContext } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { NodeId, PlacedLink, Workflow } from '../../workflow/document.ts'
import type { CardProblem } from '../cards/node-sign.ts'
import type { Editor } from '../state/editor.ts'
import type { OpenedDocument } from '../subgraphs/opened-document.ts'
import type { OpenPort, PortActions } from '../subgraphs/port-actions.ts'
import type { SocketRef } from './geometry.ts'
import type { Readers } from './link-index.ts'
import type { Scene } from './scene.ts'

/** What is known of the document of a level, on the canvas and beside it: each is computed once for each document. */
export interface DocumentParts {
  readonly editor: Editor
  /** The links of which both ends are there. */
  links(workflow: Workflow): readonly PlacedLink[]
  /** The same by the node that they leave. */
  readers(workflow: Workflow): Readers
  /** The document around this level, with its subgraphs opened. */
  readonly opened: OpenedDocument
  /** What is wrong in the document, by node. */
  problems(workflow: Workflow): ReadonlyMap<NodeId, readonly CardProblem[]>
  /** The nodes that a mute leaves out of the next run. */
  silent(workflow: Workflow): ReadonlySet<NodeId>
}

/** What a card needs of the canvas that shows it. */
export interface CanvasParts extends DocumentParts {
  readonly scene: Scene
  /** The node or frame whose name is being written. */
  readonly naming: StoreApi<string | null>
  /** The card of a subgraph that was just made, while its name is being written. */
  readonly namingMade: StoreApi<NodeId | null>
  /** The port of the open subgraph whose name is being written. */
  readonly namingPort: StoreApi<OpenPort | null>
  /** What is done to the ports of the open subgraph. */
  readonly ports: PortActions
  /** Tells the canvas which element is a socket. @returns a function that takes it back */
  addSocket(socket: SocketRef, element: HTMLElement): () => void
  /** Offers what fits at the other end of a socket, for who draws no wires: the choice is placed and connected. */
  offerAt(socket: SocketRef): void
  /** Removes the link into an input. */
  unlink(socket: SocketRef): void
}

const context = createContext<DocumentParts | CanvasParts | null>(null)
export const CanvasPartsProvider = context.Provider

/** The canvas around a card. @throws outside of the canvas */
export const useCanvas = (): CanvasParts => {
  const parts = useContext(context)
  if (!parts || !('scene' in parts))
    throw new Error('useCanvas was called outside of the canvas: render the card through CardLayer.')
  return parts
}

/** What is known of the document around a part. @throws outside of OpenLevel */
export const useDocument = (): DocumentParts => {
  const parts = useContext(context)
  if (!parts)
    throw new Error('useDocument was called outside of CanvasPartsProvider: render the part inside of OpenLevel.')
  return parts
}
