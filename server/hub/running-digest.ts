import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { FileDigest } from '../checkpoint/download-record.ts'

/** A digest that grows with the bytes of a file. */
export interface RunningDigest {
  update(bytes: Uint8Array): void
  /** Hexadecimal; no more bytes after it. */
  end(): string
}

/** Begins the digest of a file of `size` bytes: its SHA-256, or what git calls its content. */
export const createDigest = (kind: FileDigest['kind'], size: number): RunningDigest => {
  const hash = createHash(kind === 'sha256' ? 'sha256' : 'sha1')
  if (kind === 'git-sha1') hash.update(`blob ${size}\0`)
  return { update: (bytes) => hash.update(bytes), end: () => hash.digest('hex') }
}

/** The digest of a file as it lies there. */
export const digestOfFile = async (path: string, kind: FileDigest['kind'], size: number): Promise<string> => {
  const digest = createDigest(kind, size)
  await addFile(digest, path)
  return digest.end()
}

/** Adds the bytes of a file to a digest. */
export const addFile = async (digest: RunningDigest, path: string): Promise<void> => {
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>)
    digest.update(chunk)
}
