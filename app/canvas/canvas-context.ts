'use client'
import { createContext, useContext } from 'react'
import type { NodeId, Workflow } from '../../workflow/document.ts'
import type { CardProblem } from '../cards/node-sign.ts'
import type { Editor } from '../state/editor.ts'
import type { SocketRef } from './geometry.ts'
import type { Readers } from './link-index.ts'
import type { Scene } from './scene.ts'

/** What a card needs of the canvas that shows it. */
export interface CanvasParts {
  readonly editor: Editor
  readonly scene: Scene
  /** The links of the document by the node that they leave; computed once for each document. */
  readers(workflow: Workflow): Readers
  /** What is wrong in the document, by node; computed once for each document. */
  problems(workflow: Workflow): ReadonlyMap<NodeId, readonly CardProblem[]>
  /** Tells the canvas which element is a socket. @returns a function that takes it back */
  addSocket(socket: SocketRef, element: HTMLElement): () => void
  /** Offers what fits at the other end of a socket, for who draws no wires: the choice is placed and connected. */
  offerAt(socket: SocketRef): void
  /** Removes the link into an input. */
  unlink(socket: SocketRef): void
}

const context = createContext<CanvasParts | null>(null)
export const CanvasPartsProvider = context.Provider

/** The canvas around a card. @throws outside of the canvas */
export const useCanvas = (): CanvasParts => {
  const parts = useContext(context)
  if (!parts) throw new Error('useCanvas was called outside of the canvas: render the card through CardLayer.')
  return parts
}
