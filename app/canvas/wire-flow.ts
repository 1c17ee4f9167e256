import { type Context, Flow, type PickParams, type SocketData } from 'rete-connection-plugin'

/** What a wire drag asks of the canvas. */
export interface WireGesture {
  /** A person pressed on a socket: the socket from which the wire is drawn. */
  start(pressed: SocketData): SocketData
  /** The pointer was let go, over that socket or over none. */
  end(over: SocketData | null): void
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
      this.picked = this.gesture.start(socket)
      return
    }
    this.finish(socket)
  }

  getPickedSocket(): SocketData | undefined {
    return this.picked
  }

  drop(): void {
    this.finish(null)
  }

  private finish(over: SocketData | null): void {
    if (!this.picked) return
    this.picked = undefined
    this.gesture.end(over)
  }
}
