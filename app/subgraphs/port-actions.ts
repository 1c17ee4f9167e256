import { acceptedTypes, type Definitions, definitionOf } from '../../workflow/definition.ts'
import { inputOf, isLink, nodeOf, openPort } from '../../workflow/document.ts'
import { connect, type Edit } from '../../workflow/edits.ts'
import { linkRefusal, type Wish } from '../../workflow/rules.ts'
import { subgraphAt } from '../../workflow/subgraphs/level.ts'
import { movePort, removePort, retitlePort, type Side, takeBack } from '../../workflow/subgraphs/ports.ts'
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

  /** Why a socket inside cannot have a port, or undefined where it can. */
  const promotionRefusal = (socket: SocketRef): string | undefined => {
    const placed = nodeOf(editor.workflow(), socket.node)
    const definition = placed && definitionOf(definitions, placed.node)
    const input = socket.side === 'input' ? definition?.inputs[socket.name] : undefined
    // A field that takes no wire, such as a choice, is set on the node outside and by nothing else.
    const setOnly = input !== undefined && input.kind !== 'port' && acceptedTypes(input).length === 0
    return setOnly ? undefined : linkRefusal(editor.workflow(), definitions, promoting(socket), texts().wires)
  }

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
    /** The port that shows a socket inside on the node outside, or undefined where it is not shown. */
    shownAs({ node, side, name }: SocketRef): OpenPort | undefined {
      const level = editor.workflow()
      if (side === 'input') {
        const placed = nodeOf(level, node)
        const filled = placed && inputOf(placed, name)
        return isLink(filled) && filled.from === 'inputs'
          ? this.portOf({ node: 'inputs', name: filled.output })
          : undefined
      }
      const read = Object.entries(nodeOf(level, 'outputs')?.inputs ?? {}).find(
        ([, filled]) => isLink(filled) && filled.from === node && filled.output === name,
      )
      return read && this.portOf({ node: 'outputs', name: read[0] })
    },
    /** Shows sockets of one node on the node outside, in one edit. @param title what they are together */
    promote(sockets: readonly SocketRef[], title: string) {
      const refusal = sockets.map(promotionRefusal).find((each) => each !== undefined)
      if (refusal !== undefined) return refuse(refusal)
      editor.commit(texts().subgraphs.promoteEdit(title), (level) =>
        sockets.reduce((before, socket) => connect(promoting(socket))(before), level),
      )
    },
    /** Shows sockets of one node on the node outside no more, in one edit. @param title what they are together */
    takeBack(sockets: readonly SocketRef[], title: string) {
      edit(texts().subgraphs.takeBackEdit(title), (id) => (workflow) => {
        const outputs = sockets.flatMap((socket) =>
          socket.side === 'output' ? (this.shownAs(socket)?.name ?? []) : [],
        )
        const less = outputs.reduce(
          (before, name) => removePort(id, 'outputs', name, definitions, definitions)(before),
          workflow,
        )
        const inputs = sockets.flatMap(({ side, name }) => (side === 'input' ? name : []))
        return takeBack(id, sockets[0]?.node ?? '', inputs, definitions, definitions)(less)
      })
    },
  }
}

export type PortActions = ReturnType<typeof createPortActions>
