import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** The editor, as the server hands it to browsers. */
export interface EditorPages {
  /** Answers a request that is not for the API. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Takes over a connection that is to become a WebSocket (Next's own, while developing), or closes it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): Promise<void>
}

/**
 * Opens the Next application in a folder: its build, or with `dev` its sources, rebuilt as they change.
 * @throws where there is no build
 */
export const openEditorPages = async (options: {
  readonly root: string
  readonly dev: boolean
  readonly host: string
  readonly port: number
}): Promise<EditorPages> => {
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  const { root, dev, host: hostname, port } = options
  const { default: next } = await import('next')
  // Next listens for upgrades on the server that it is given. This one never listens: what reaches it has passed our gate.
  const inner = createServer()
  const application = next({ dev, dir: root, hostname, port, httpServer: inner })
  const answer = application.getRequestHandler()
  await application.prepare()
  return {
    answer: (request, response) => answer(request, response),
    upgrade: (request, socket, head) => {
      if (!inner.emit('upgrade', request, socket, head)) socket.destroy()
    },
    close: () => application.close(),
  }
}
