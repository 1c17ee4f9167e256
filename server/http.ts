import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { EditorPages } from './editor-pages.ts'
import type { Gate } from './gate.ts'
import type { Router } from './router.ts'
import { socketPath } from './socket.ts'

export interface HttpParts {
  readonly gate: Gate
  readonly router: Router
  /** The editor, once it is ready; undefined where only the API is served. Requests wait for it. */
  readonly pages: () => Promise<EditorPages | undefined>
  readonly report: (line: string) => void
}

/** The one server: /api/ to the router, everything else but Socket.IO to the editor, and nothing past the gate. */
export const createHttp = ({ gate, router, pages, report }: HttpParts): Server => {
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    // Socket.IO asks the gate by itself.
    if (isSocket(path)) return
    const refusal = gate(request)
    if (refusal !== undefined) refuse(request, response, refusal)
    else if (/^\/api(?:[/?]|$)/.test(path)) void router(request, response)
    else void page(request, response)
  })

  const page = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      const editor = await pages()
      if (!editor) return sayPlainly(response, 404, 'This server has no editor: only /api/ and Socket.IO.')
      // No other page may hold the editor in a frame and lead a click to it.
      response.setHeader('content-security-policy', "frame-ancestors 'self'")
      response.setHeader('x-content-type-options', 'nosniff')
      await editor.answer(request, response)
    } catch (error) {
      report(`${request.method} ${request.url?.slice(0, 200)}: ${error instanceof Error ? error.stack : error}`)
      if (response.headersSent) response.destroy()
      else
        sayPlainly(
          response,
          500,
          `The page could not be made (${(error as Error).message}). The terminal of the server says more.`,
        )
    }
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isSocket(request.url ?? '/')) return
    const drop = () => socket.destroy()
    socket.on('error', drop)
    const refusal = gate(request)
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 403 ${STATUS_CODES[403]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    pages().then((editor) => (editor ? editor.upgrade(request, socket, head) : drop()), drop)
  })
  return server
}

const isSocket = (path: string): boolean =>
  path.startsWith(socketPath) || path.startsWith(`${socketPath.slice(0, -1)}?`)

const sayPlainly = (response: ServerResponse, status: number, message: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${message}\n`)
}

const refuse = (request: IncomingMessage, response: ServerResponse, message: string): void => {
  // What a refused client still sends is not read.
  response.setHeader('connection', 'close')
  if (!request.url?.startsWith('/api/')) {
    sayPlainly(response, 403, message)
    return
  }
  response
    .writeHead(403, { 'content-type': 'application/json; charset=utf-8' })
    .end(`${JSON.stringify({ error: message })}\n`)
}

/** An address that cannot be listened on: says which, and what to do. */
export class ListenError extends Error {
  override name = 'ListenError'
}

/** Listens, and gives the port. @throws ListenError where that address cannot be had */
export const listenOn = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => reject(listenError(error, host, port))
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      resolve((server.address() as AddressInfo).port)
    })
  })

const listenError = (error: NodeJS.ErrnoException, host: string, port: number): ListenError => {
  const { code } = error
  if (code === 'EADDRINUSE')
    return new ListenError(
      `Port ${port} of ${host} is in use by another program. Stop that one, or take another port: npm start -- --port ${port === 65535 ? 3000 : port + 1} (or --port 0 for any free one).`,
    )
  if (code === 'EACCES')
    return new ListenError(
      `Port ${port} of ${host} may not be used without special rights. Take one from 1024: --port 3000.`,
    )
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new ListenError(
      `"${host}" is no address of this machine. Use --host 127.0.0.1 (this machine only) or --host 0.0.0.0 (the whole network).`,
    )
  return new ListenError(
    `The server cannot listen on ${host}, port ${port} (${error.message}). Try another --host or --port.`,
  )
}
