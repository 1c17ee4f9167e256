import { WorkflowError } from './document.ts'
import type { FileTexts } from './file-texts.ts'

/** How files of other kinds begin, and what they are; -1 is any byte. */
const signatures: readonly (readonly [kind: keyof FileTexts['kinds'], ...bytes: number[]])[] = [
  ['png', 0x89, 0x50, 0x4e, 0x47],
  ['jpeg', 0xff, 0xd8, 0xff],
  ['gif', 0x47, 0x49, 0x46, 0x38],
  ['zip', 0x50, 0x4b, 0x03, 0x04],
  ['gzip', 0x1f, 0x8b],
  ['pdf', 0x25, 0x50, 0x44, 0x46],
  ['mp4', -1, -1, -1, -1, 0x66, 0x74, 0x79, 0x70],
  ['webm', 0x1a, 0x45, 0xdf, 0xa3],
]

/**
 * The text of a file that a person chose: UTF-8, or UTF-16 with a byte order mark, which is left out.
 * @throws WorkflowError for an empty file and for one that is no text: it says what it is instead
 */
export const fileText = (bytes: Uint8Array, texts: FileTexts): string => {
  const refuse = (what: string): never => {
    throw new WorkflowError(texts.noWorkflow(what))
  }
  if (bytes.length === 0) return refuse(texts.empty)
  const kind = signatures.find(([, ...begin]) => begin.every((byte, at) => byte < 0 || bytes[at] === byte))
  if (kind) return refuse(texts.kinds[kind[0]])
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return refuse(texts.noText)
  }
  if (text.includes('\0')) return refuse(texts.noText)
  return text.trim() === '' ? refuse(texts.empty) : text
}
