import type { Definitions } from '../../workflow/definition.ts'
import type { Workflow } from '../../workflow/document.ts'
import type { Wish } from '../../workflow/rules.ts'
import { nodesBetween, nodesInstead } from '../../workflow/wire-edits.ts'
import type { Texts } from '../texts/texts.ts'
import type { SocketRef } from './geometry.ts'
import type { SearchRequest } from './search.tsx'
import type { WireUnderWay } from './wiring.ts'

interface RemedyParts {
  readonly definitions: Definitions
  workflow(): Workflow
  /** The texts of the chosen language. */
  texts(): Pick<Texts['canvas'], 'between' | 'instead'>
  /** A wire from a socket, as if it were drawn. */
  wireFrom(socket: SocketRef): WireUnderWay | undefined
  offer(request: SearchRequest): void
  /** Says only why not. */
  refuse(reason: string): void
}

/**
 * Where a wire was refused, offers the nodes that can stand between its ends, else those that can take the place of its start;
 * where none can, it says why not.
 */
export const createWireRemedy =
  ({ definitions, workflow, texts, wireFrom, offer, refuse }: RemedyParts) =>
  (reason: string, wish: Wish | undefined, { clientX: x, clientY: y }: { clientX: number; clientY: number }) => {
    if (!wish) return refuse(reason)
    const between = nodesBetween(workflow(), definitions, wish)
    if (between.length > 0)
      return offer({ at: { x, y }, between: wish, offered: between, reason: texts().between(reason) })
    const instead = nodesInstead(workflow(), definitions, wish)
    if (instead.length === 0) return refuse(reason)
    const wire = wireFrom({ node: wish.to, side: 'input', name: wish.input })
    offer({ at: { x, y }, wire, offered: instead, reason: texts().instead(reason) })
  }
