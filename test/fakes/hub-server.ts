import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join, relative } from 'node:path'
import { listen } from './http-server.ts'

/** What a fake hub does wrong, each once unless said otherwise. */
export interface HubFaults {
  /** The line breaks when so many bytes of a large file were sent. */
  readonly cut?: { readonly path: string; readonly after: number; readonly times?: number }
  /** The line stays open and gives nothing more when so many bytes of a large file were sent. */
  readonly stall?: { readonly path: string; readonly after: number }
  /** One byte of a file is another. */
  readonly corrupt?: string
  /** Answers with this status and X-Error-Code to everything, always. */
  readonly refuse?: { readonly status: number; readonly code: string }
  /** Every request must bring this token, else the repository is gated. */
  readonly gate?: string
  /** Parts of files are not given: the whole comes with 200, always. */
  readonly ignoreRanges?: boolean
  /** The first requests so many get 503. */
  readonly busy?: number
}

/** A request as it came. */
export interface HubRequest {
  readonly path: string
  readonly range: string | undefined
  readonly authorization: string | undefined
}

export interface HubServer {
  /** For HF_ENDPOINT. */
  readonly url: string
  readonly requests: readonly HubRequest[]
  /** Requests for the bytes of large files, which another server gives. */
  readonly blobRequests: readonly HubRequest[]
  /** The commit of its one repository. */
  readonly commit: string
}

/** Git's content address of a file. */
const gitSha1 = (bytes: Uint8Array): string =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const isLarge = (path: string): boolean => /\.(?:safetensors|bin|ckpt|png)$/.test(path)
/** The listing comes in pages. */
const pageSize = 5

/**
 * A server that speaks the protocol of the Hugging Face hub for one repository: its commit, its tree in pages, and its
 * files, the large ones by a redirect to a second server, with byte ranges. Closed when the running test has ended.
 */
export const startHub = async (
  repo: string,
  files: ReadonlyMap<string, Uint8Array>,
  faults: HubFaults = {},
): Promise<HubServer> => {
  const commit = createHash('sha1')
    .update([...files].map(([path, bytes]) => `${path} ${gitSha1(bytes)}`).join('\n'))
    .digest('hex')
  const requests: HubRequest[] = []
  const blobRequests: HubRequest[] = []
  let cutsLeft = faults.cut ? (faults.cut.times ?? 1) : 0
  let stallsLeft = faults.stall ? 1 : 0
  let corruptionsLeft = faults.corrupt === undefined ? 0 : 1
  let busyLeft = faults.busy ?? 0
  const byDigest = new Map([...files].map(([path, bytes]) => [sha256(bytes), path]))

  const send = (path: string, request: IncomingMessage, response: ServerResponse, headers: Record<string, string>) => {
    let bytes = files.get(path) as Uint8Array
    const range = /^bytes=(?<from>\d+)-(?<to>\d*)$/.exec(request.headers.range ?? '')?.groups
    const from = range && !faults.ignoreRanges ? Number(range.from) : 0
    const end = range?.to && !faults.ignoreRanges ? Math.min(Number(range.to) + 1, bytes.length) : bytes.length
    const whole = !range || faults.ignoreRanges
    if (corruptionsLeft > 0 && path === faults.corrupt && end - from > 1) {
      corruptionsLeft--
      bytes = new Uint8Array(bytes)
      bytes[bytes.length - 1]! ^= 1
    }
    const part = bytes.subarray(from, end)
    response.writeHead(whole ? 200 : 206, {
      'content-length': part.length,
      'content-type': 'application/octet-stream',
      ...(whole ? {} : { 'content-range': `bytes ${from}-${end - 1}/${bytes.length}` }),
      ...headers,
    })
    if (cutsLeft > 0 && path === faults.cut?.path && part.length > faults.cut.after) {
      cutsLeft--
      response.write(part.subarray(0, faults.cut.after), () => setTimeout(() => response.destroy(), 50))
    } else if (stallsLeft > 0 && path === faults.stall?.path && part.length > faults.stall.after) {
      stallsLeft--
      response.write(part.subarray(0, faults.stall.after))
    } else response.end(part)
  }
  const noted = ({ url = '', headers }: IncomingMessage): HubRequest => ({
    path: url,
    range: headers.range,
    authorization: headers.authorization,
  })

  const blobs = await listen((request, response) => {
    blobRequests.push(noted(request))
    const path = byDigest.get((request.url ?? '').slice(1))
    if (path === undefined) response.writeHead(403).end()
    else send(path, request, response, { etag: `"${request.url?.slice(1)}"` })
  })

  const { origin } = await listen((request, response) => {
    requests.push(noted(request))
    const url = new URL(request.url ?? '', 'http://hub')
    const refuse = (status: number, code: string) =>
      response
        .writeHead(status, { 'x-error-code': code, 'content-type': 'application/json' })
        .end(JSON.stringify({ error: code }))
    const json = (value: unknown, headers: Record<string, string> = {}) =>
      response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
    if (faults.refuse) return refuse(faults.refuse.status, faults.refuse.code)
    if (busyLeft > 0) {
      busyLeft--
      return refuse(503, '')
    }
    if (faults.gate !== undefined && request.headers.authorization !== `Bearer ${faults.gate}`)
      return refuse(request.headers.authorization === undefined ? 401 : 403, 'GatedRepo')
    const api = `/api/models/${repo}`
    const path = decodeURIComponent(url.pathname)
    if (path === `${api}/revision/main` || path === `${api}/revision/${commit}`)
      return json({ _id: '1', id: repo, sha: commit, lastModified: '2024-01-01T00:00:00.000Z', siblings: [] })
    if (path.startsWith(`${api}/revision/`)) return refuse(404, 'RevisionNotFound')
    if (path === `${api}/tree/${commit}`) {
      const at = Number(url.searchParams.get('cursor') ?? 0)
      const next = new URL(url)
      next.searchParams.set('cursor', String(at + pageSize))
      const more = at + pageSize < files.size
      return json(
        [...files].slice(at, at + pageSize).map(([file, bytes]) => ({
          type: 'file',
          path: file,
          size: bytes.length,
          oid: gitSha1(bytes),
          ...(isLarge(file) ? { lfs: { oid: sha256(bytes), size: bytes.length, pointerSize: 134 } } : {}),
        })),
        more ? { link: `<${origin}${next.pathname}${next.search}>; rel="next"` } : {},
      )
    }
    const prefix = `/${repo}/resolve/${commit}/`
    const file = path.startsWith(prefix) ? path.slice(prefix.length) : ''
    const bytes = files.get(file)
    if (!bytes)
      return refuse(path.startsWith(prefix) ? 404 : 401, path.startsWith(prefix) ? 'EntryNotFound' : 'RepoNotFound')
    const marks = { 'x-repo-commit': commit, etag: `"${gitSha1(bytes)}"` }
    if (!isLarge(file)) return send(file, request, response, marks)
    response
      .writeHead(302, {
        ...marks,
        location: `${blobs.origin}/${sha256(bytes)}`,
        'x-linked-etag': `"${sha256(bytes)}"`,
        'x-linked-size': String(bytes.length),
      })
      .end()
  })
  return { url: origin, requests, blobRequests, commit }
}

/** The files of a folder by path, as a repository has them, with changes; `null` leaves one out. */
export const repositoryOf = async (
  folder: string,
  changes: Readonly<Record<string, Uint8Array | string | null>> = {},
): Promise<Map<string, Uint8Array>> => {
  const files = new Map<string, Uint8Array>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile()) files.set(relative(folder, path).replaceAll('\\', '/'), await readFile(path))
  }
  for (const [path, content] of Object.entries(changes))
    if (content === null) files.delete(path)
    else files.set(path, typeof content === 'string' ? Buffer.from(content) : content)
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)))
}
