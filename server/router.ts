import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { reasonOf } from '../workflow/said/reason.ts'
import { SaidError, say, type Words, wordsOf } from '../workflow/said/said.ts'
import { type FileToSend, sendFile } from './send-file.ts'
import { errorAnswer } from './worded-answers.ts'

/** One request, as a route sees it. */
export interface Call {
  /** The parts of the path that the route names with a colon, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** The body. @throws Refusal with 413 where it is longer than `limit` bytes */
  body(limit: number): Promise<Buffer>
  /** The body piece by piece, as it comes. @throws Refusal with 413 as soon as it is longer than `limit` bytes */
  pieces(limit: number): AsyncIterable<Uint8Array>
}

/** What a route answers. */
export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly bytes?: { readonly type: string; readonly data: Uint8Array }
  readonly file?: FileToSend
}

/** One address of the API. */
export interface Route {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** For example /api/workflows/:id */
  readonly path: string
  answer(call: Call): Promise<Answer> | Answer
}

/** An answer other than success; its message says what was wrong and what to do. */
export class Refusal extends SaidError {
  override name = 'Refusal'
  constructor(
    readonly status: number,
    words: Words,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(words)
  }
}

/** Answers a request under /api/; never throws, and never leaves a request without an answer. */
export type Router = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** A router over routes. `report` is told of errors that are the server's own. */
export const createRouter = (routes: readonly Route[], report: (line: string) => void): Router => {
  const compiled = routes.map((route) => ({ route, pattern: patternOf(route.path) }))

  const find = (method: string, path: string) => {
    const there = compiled.flatMap(({ route, pattern }) => {
      const match = pattern.exec(path)
      return match ? [{ route, params: decoded(match.groups ?? {}) }] : []
    })
    if (there.length === 0) throw new Refusal(404, say('noSuchPath', { path: path.slice(0, 200) }))
    const found = there.find((each) => each.route.method === (method === 'HEAD' ? 'GET' : method))
    if (found) return found
    const methods = there.map((each) => each.route.method).join(', ')
    throw new Refusal(405, say('otherMethod', { path: path.slice(0, 200), method, methods }), { allow: methods })
  }

  return async (request, response) => {
    const method = request.method ?? 'GET'
    try {
      const url = urlOf(request.url ?? '/')
      const { route, params } = find(method, url.pathname)
      const answer = await route.answer({
        params,
        query: url.searchParams,
        headers: request.headers,
        body: (limit) => whole(piecesOf(request, limit)),
        pieces: (limit) => piecesOf(request, limit),
      })
      await send(request, response, answer)
    } catch (error) {
      const hungUp = response.destroyed || request.socket.destroyed
      const refusal = error instanceof Refusal ? error : undefined
      const address = (request.url ?? '/').slice(0, 200)
      // A client that breaks off in the middle of its body is no fault of the server.
      if (!refusal && !(hungUp && (error as NodeJS.ErrnoException | undefined)?.code === 'ECONNRESET'))
        report(`${method} ${address}: ${error instanceof Error ? error.stack : error}`)
      if (hungUp) return
      if (response.headersSent) {
        response.destroy()
        return
      }
      const words = refusal ? wordsOf(refusal) : say('couldNotAnswer', { method, address, why: reasonOf(error) })
      // What was meant for the answer that failed says nothing about this one.
      for (const name of response.getHeaderNames()) response.removeHeader(name)
      // A body that is not read to its end takes the connection with it.
      if (awaitsBody(request)) response.setHeader('connection', 'close')
      await send(request, response, {
        status: refusal?.status ?? 500,
        headers: refusal?.headers ?? {},
        json: errorAnswer(words),
      }).catch(() => response.destroy())
    }
  }
}

const urlOf = (address: string): URL => {
  try {
    // A path that begins with two slashes names no other server.
    return new URL(address.startsWith('/') ? `http://server${address}` : address)
  } catch {
    throw new Refusal(400, say('noAddress', { address: address.slice(0, 200) }))
  }
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)').replaceAll('.', '\\.')}/?$`)

const decoded = (groups: Readonly<Record<string, string>>): Record<string, string> => {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]))
  } catch {
    throw new Refusal(400, say('badlyEncoded'))
  }
}

const whole = async (pieces: AsyncIterable<Buffer>): Promise<Buffer> => {
  const all: Buffer[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

async function* piecesOf(request: IncomingMessage, limit: number): AsyncGenerator<Buffer> {
  const tooLong = () => new Refusal(413, say('requestTooLong', { most: Math.round(limit / 1024) }))
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLong()
  let length = 0
  // A plain `for await` that is left early destroys the connection, and the refusal would never arrive.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > limit) throw tooLong()
    yield chunk
  }
}

const send = async (request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> => {
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('cross-origin-resource-policy', 'same-origin')
  if (!answer.file) response.setHeader('cache-control', 'no-cache')
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value)
  if (answer.file) return sendFile(request, response, answer.file)
  const content = answer.bytes ?? {
    type: 'application/json; charset=utf-8',
    data: Buffer.from(`${JSON.stringify(answer.json ?? null)}\n`),
  }
  const status = answer.status ?? 200
  if (status === 204 || status === 304) {
    response.writeHead(status).end()
    return
  }
  response.writeHead(status, { 'content-type': content.type, 'content-length': content.data.byteLength })
  if (request.method !== 'HEAD') response.write(content.data)
  await restOf(request)
  response.end()
}

/** True where a body, or a part of it, is still to come. A request without one is not complete at once either. */
const awaitsBody = ({ complete, headers }: IncomingMessage): boolean =>
  !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0)

const restPatienceMs = 2000

/**
 * Takes in what a client still sends of a body that nobody reads, for a while. A connection that is closed while data
 * arrives is reset, and the client would lose the answer that it has not read yet.
 */
const restOf = (request: IncomingMessage): Promise<void> =>
  new Promise((resolve) => {
    if (!awaitsBody(request) || request.destroyed) return resolve()
    const timer = setTimeout(resolve, restPatienceMs)
    request.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
    request.on('error', () => undefined)
    request.resume()
  })
