import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { ErrorAnswer } from '../workflow/wire.ts'
import { type FileToSend, sendFile } from './send-file.ts'

/** One request, as a route sees it. */
export interface Call {
  /** The parts of the path that the route names with a colon, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** The body. @throws Refusal with 413 where it is longer than `limit` bytes */
  body(limit: number): Promise<Buffer>
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
export class Refusal extends Error {
  override name = 'Refusal'
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
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
    if (there.length === 0)
      throw new Refusal(404, `There is nothing at ${path.slice(0, 200)}. The API is described in workflow/wire.ts.`)
    const found = there.find((each) => each.route.method === (method === 'HEAD' ? 'GET' : method))
    if (found) return found
    const methods = there.map((each) => each.route.method).join(', ')
    throw new Refusal(405, `${path.slice(0, 200)} does not take ${method}. Use ${methods}.`, { allow: methods })
  }

  return async (request, response) => {
    const method = request.method ?? 'GET'
    try {
      const url = new URL(request.url ?? '/', 'http://server')
      const { route, params } = find(method, url.pathname)
      const answer = await route.answer({
        params,
        query: url.searchParams,
        headers: request.headers,
        body: (limit) => bodyOf(request, limit),
      })
      await send(request, response, answer)
    } catch (error) {
      if (response.headersSent) {
        response.destroy()
        return
      }
      const refusal = error instanceof Refusal ? error : undefined
      if (!refusal) report(`${method} ${request.url}: ${(error as Error).stack ?? error}`)
      const message =
        refusal?.message ??
        `The server could not answer ${method} ${request.url}: ${(error as Error).message}. Its terminal says more.`
      // What was not read of a body would be taken for the next request.
      if (!request.complete) response.setHeader('connection', 'close')
      await send(request, response, {
        status: refusal?.status ?? 500,
        headers: refusal?.headers ?? {},
        json: { error: message } satisfies ErrorAnswer,
      }).catch(() => response.destroy())
    }
  }
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)').replaceAll('.', '\\.')}/?$`)

const decoded = (groups: Readonly<Record<string, string>>): Record<string, string> => {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]))
  } catch {
    throw new Refusal(400, 'The address is not well encoded. Encode its parts with encodeURIComponent.')
  }
}

const bodyOf = async (request: IncomingMessage, limit: number): Promise<Buffer> => {
  const tooLong = () =>
    new Refusal(
      413,
      `The request has more than ${Math.round(limit / 1024)} KiB, which is the most this address takes. Send less.`,
    )
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLong()
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > limit) throw tooLong()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
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
  response.end(request.method === 'HEAD' ? undefined : content.data)
}
