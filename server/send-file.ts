import { open } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { byteRange } from './byte-range.ts'

/** A file whose content never changes under its name. */
export interface FileToSend {
  readonly path: string
  readonly type: string
  /** The content address of the file. */
  readonly etag: string
  /** Sent as a download under this name. */
  readonly download?: string
}

/**
 * Sends a file, or the part of it that is asked for, so that a player can seek. @throws where it cannot be opened
 */
export const sendFile = async (
  request: IncomingMessage,
  response: ServerResponse,
  { path, type, etag, download }: FileToSend,
): Promise<void> => {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const tag = `"${etag}"`
    response.setHeader('etag', tag)
    response.setHeader('accept-ranges', 'bytes')
    response.setHeader('cache-control', 'public, max-age=31536000, immutable')
    if (listed(request.headers['if-none-match']).some((each) => each === '*' || each.replace(/^W\//, '') === tag)) {
      response.writeHead(304).end()
      return
    }
    response.setHeader('content-type', type)
    if (download !== undefined) response.setHeader('content-disposition', attachment(download))
    const only = request.headers['if-range']
    // Only GET knows ranges (RFC 9110, section 14.2).
    const ranged = request.method === 'GET' && (only === undefined || only === tag)
    const range = ranged ? byteRange(request.headers.range, size) : undefined
    if (range === 'none') {
      response.removeHeader('cache-control')
      response.writeHead(416, { 'content-range': `bytes */${size}`, 'content-length': 0 }).end()
      return
    }
    const { start, end } = range ?? { start: 0, end: size - 1 }
    response.writeHead(range ? 206 : 200, {
      'content-length': end - start + 1,
      ...(range ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
    })
    if (request.method === 'HEAD' || size === 0) {
      response.end()
      return
    }
    await pipeline(file.createReadStream({ start, end, autoClose: false }), response).catch((error) => {
      // A player that seeks breaks off what it no longer needs.
      if (!hangUps.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    })
  } finally {
    await file.close()
  }
}

const hangUps: ReadonlySet<string> = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE'])

const listed = (header: string | undefined): string[] =>
  header === undefined ? [] : header.split(',').map((each) => each.trim())

/** RFC 6266, with a plain-ASCII name for programs that do not know its second form. */
const attachment = (name: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters would break the header
  const safe = [...name.replace(/[\u0000-\u001f\u007f/\\]+/g, '-')].slice(0, 100).join('')
  const plain = safe.replace(/[^\x20-\x7e]|["%]/g, '_')
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
