import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { systemReason } from '../../workflow/said/reason.ts'
import { say } from '../../workflow/said/said.ts'
import { licenceNotStated } from '../../workflow/wire.ts'
import { CheckpointError } from './checkpoint.ts'

/** What a checkpoint's README.md says. */
export interface ModelCard {
  /** Its first heading; undefined where it has none. */
  readonly title: string | undefined
  /** What its front matter calls the licence, or {@link licenceNotStated}. */
  readonly licence: string
  /** A page with the licence, where the front matter names one. */
  readonly licenceLink?: string
  /** Markdown without front matter, at most 64 KiB; empty where there is no card. */
  readonly text: string
}

const maxBytes = 64 * 1024

/** The model card of a checkpoint's folder. @throws CheckpointError where it is there and cannot be read */
export const readModelCard = async (folder: string): Promise<ModelCard> =>
  modelCardIn(await beginningOf(join(folder, 'README.md'), 2 * maxBytes))

/** The model card in the text of a README.md. */
export const modelCardIn = (source: string): ModelCard => {
  const [, matter = ''] = frontMatter.exec(source) ?? []
  const text = cut(source.replace(frontMatter, '').trimStart())
  const link = entryOf(matter, 'license_link')
  return {
    title: titleIn(text),
    licence: licenceIn(matter),
    ...(link !== undefined && /^https?:\/\/\S+$/.test(link) ? { licenceLink: link } : {}),
    text,
  }
}

const frontMatter = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/

const beginningOf = async (path: string, bytes: number): Promise<string> => {
  try {
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0)
      return decoded(buffer.subarray(0, bytesRead))
    } finally {
      await file.close()
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EISDIR') return ''
    throw new CheckpointError(say('cardUnreadable', { path, code: systemReason(error) }))
  }
}

/** Text from UTF-8; a sign that the end cuts in two is left out. */
const decoded = (bytes: Uint8Array): string => new TextDecoder().decode(bytes, { stream: true })

const cut = (text: string): string => {
  const bytes = Buffer.from(text)
  return bytes.length <= maxBytes ? text : decoded(bytes.subarray(0, maxBytes))
}

const titleIn = (text: string): string | undefined => {
  const outsideOfCode = text.replace(/^```[\s\S]*?^```/gm, '')
  const [, heading] = /^#[ \t]+(.+?)[ \t#]*$/m.exec(outsideOfCode) ?? []
  const plain = heading
    ?.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]*>|[*`]/g, '')
    .trim()
  return plain ? plain.slice(0, 100) : undefined
}

/** The licence in a card's YAML: one name, or a list of names. "other" is said by `license_name`. */
const licenceIn = (matter: string): string => {
  const licence = entryOf(matter, 'license')
  if (licence === 'other') return entryOf(matter, 'license_name') ?? licence
  return licence ?? licenceNotStated
}

const entryOf = (matter: string, key: string): string | undefined => {
  const found = new RegExp(`^${key}:[ \\t]*(.*?)[ \\t]*\\r?\\n((?:[ \\t]*-[ \\t]+.*\\r?\\n)*)`, 'm').exec(matter)
  if (!found) return undefined
  const [, first = '', list = ''] = found
  const items =
    first === ''
      ? list.split('\n').map((line) => line.replace(/^[ \t]*-/, ''))
      : first.replace(/^\[|\]$/g, '').split(',')
  const names = items
    .map((item) =>
      item
        .replace(/\s#.*$/, '')
        .trim()
        .replace(/^(["'])(.*)\1$/, '$2'),
    )
    .filter((name) => name !== '')
  return names.length > 0 ? names.join(', ').slice(0, 100) : undefined
}
