import { type Context, Flow, type PickParams, type SocketData } from 'rete-connection-plugin'
import type { SocketRef } from './geometry.ts'

/** What a wire drag asks of the canvas. */
export interface WireGesture {
  /** A person pressed on a socket: the socket from which the wire is drawn. */
  start(pressed: SocketRef): SocketRef
  /** The pointer was let go. */
  end(): void
}

/**
 * The course of a wire drag for rete-connection-plugin: press, move, let go. Unlike its classic flow it removes nothing
 * before the wire is dropped, so a gesture is one edit, and a wire never stays at the pointer after a drop.
 */
// biome-ignore lint/suspicious/noExplicitAny: the plugin's own types demand its class of nodes; ours hold no more than an id
export class DragFlow extends Flow<any, any> {
  private picked: SocketData | undefined

  constructor(private readonly gesture: WireGesture) {
    super()
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  async pick({ socket, event }: PickParams, _context: Context<any, any>): Promise<void> {
    if (event === 'down') {
      const { node, side, name } = this.gesture.start({ node: socket.nodeId, side: socket.side, name: socket.key })
      this.picked = { ...socket, nodeId: node, side, key: name }
      return
    }
    this.finish()
  }

  getPickedSocket(): SocketData | undefined {
    return this.picked
  }

  drop(): void {
    this.finish()
  }

  private finish(): void {
    if (!this.picked) return
    this.picked = undefined
    this.gesture.end()
  }
}
