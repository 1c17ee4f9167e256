import { acceptedTypes, type Definitions, definitionOf } from '../../workflow/definition.ts'
import { inputOf, isLink, nodeOf, openPort } from '../../workflow/document.ts'
import { connect, type Edit } from '../../workflow/edits.ts'
import { linkRefusal, type Wish } from '../../workflow/rules.ts'
import { subgraphAt } from '../../workflow/subgraphs/level.ts'
import { movePort, removePort, retitlePort, type Side } from '../../workflow/subgraphs/ports.ts'
import { isEdge, subgraphOf } from '../../workflow/subgraphs/subgraph.ts'
import type { SocketRef } from '../canvas/geometry.ts'
import type { Editor } from '../state/editor.ts'
import type { Texts } from '../texts/texts.ts'

/** A port of the subgraph that is open, and where it stands among those of its side. */
export interface OpenPort {
  readonly side: Side
  readonly name: string
  /** The title that a person gave it. */
  readonly own: string
  readonly title: string
  readonly index: number
  readonly count: number
}

export interface PortActionParts {
  /** The editor of a level. */
  readonly editor: Editor
  readonly definitions: Definitions
  texts(): Pick<Texts, 'subgraphs' | 'wires'>
  refuse(reason: string): void
}

/** What a person does to the ports of the subgraph that is open; each call is one edit. */
export const createPortActions = ({ editor, definitions, texts, refuse }: PortActionParts) => {
  const whole = editor.whole ?? editor
  const open = () => subgraphAt(whole.workflow(), editor.path ?? [])
  const edit = (label: string, make: (id: string) => Edit) => {
    const id = open()
    if (id !== undefined) whole.commit(label, make(id))
  }
  /** The wire that makes a port for a socket inside. */
  const promoting = ({ node, side, name }: SocketRef): Wish =>
    side === 'input'
      ? { from: 'inputs', output: openPort, to: node, input: name }
      : { from: node, output: name, to: 'outputs', input: openPort }

  return {
    /** The port that a socket on the edge is, or undefined for all other sockets. */
    portOf({ node, name }: Pick<SocketRef, 'node' | 'name'>): OpenPort | undefined {
      const placed = nodeOf(editor.workflow(), node)
      const id = open()
      if (!placed || !isEdge(placed) || id === undefined) return undefined
      const side: Side = node === 'inputs' ? 'inputs' : 'outputs'
      const ports = subgraphOf(editor.workflow(), id)?.[side] ?? []
      const index = ports.findIndex((port) => port.name === name)
      if (index < 0) return undefined
      const own = ports[index]!.title ?? ''
      const definition = definitionOf(definitions, placed.node)
      const title = (side === 'inputs' ? definition?.outputs : definition?.inputs)?.[name]?.title ?? name
      return { side, name, own, title, index, count: ports.length }
    },
    retitle: ({ side, name, title }: OpenPort, wished: string) =>
      edit(texts().subgraphs.portRename(title), (id) => retitlePort(id, side, name, wished)),
    move: ({ side, name, title }: OpenPort, by: number) =>
      edit(texts().subgraphs.portMove(title), (id) => movePort(id, side, name, by)),
    remove: ({ side, name, title }: OpenPort) =>
      edit(texts().subgraphs.portRemove(title), (id) => removePort(id, side, name, definitions, definitions)),
    /** True for a socket inside of a subgraph that can have a port of its own: an input that nothing fills by a wire, or an output. */
    promotes({ node, side, name }: SocketRef): boolean {
      const placed = nodeOf(editor.workflow(), node)
      if (!placed || isEdge(placed) || open() === undefined) return false
      if (side === 'output') return true
      const input = definitionOf(definitions, placed.node)?.inputs[name]
      if (!input || isLink(inputOf(placed, name))) return false
      return input.kind !== 'port' || acceptedTypes(input).length > 0
    },
    promote(socket: SocketRef) {
      const wish = promoting(socket)
      const placed = nodeOf(editor.workflow(), socket.node)
      const definition = placed && definitionOf(definitions, placed.node)
      const input = socket.side === 'input' ? definition?.inputs[socket.name] : undefined
      // A field that takes no wire, such as a choice, is set on the node outside and by nothing else.
      const setOnly = input !== undefined && input.kind !== 'port' && acceptedTypes(input).length === 0
      const refusal = setOnly ? undefined : linkRefusal(editor.workflow(), definitions, wish, texts().wires)
      if (refusal) return refuse(refusal)
      const title = (socket.side === 'input' ? definition?.inputs : definition?.outputs)?.[socket.name]?.title
      editor.commit(texts().subgraphs.promoteEdit(title ?? socket.name), connect(wish))
    },
  }
}

export type PortActions = ReturnType<typeof createPortActions>
