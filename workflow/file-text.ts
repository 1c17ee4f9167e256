import { WorkflowError } from './document.ts'

/** How files of other kinds begin, and what they are. */
const signatures: readonly (readonly [what: string, ...bytes: number[]])[] = [
  ['a PNG picture', 0x89, 0x50, 0x4e, 0x47],
  ['a JPEG picture', 0xff, 0xd8, 0xff],
  ['a GIF picture', 0x47, 0x49, 0x46, 0x38],
  ['a ZIP archive', 0x50, 0x4b, 0x03, 0x04],
  ['a gzip archive', 0x1f, 0x8b],
  ['a PDF document', 0x25, 0x50, 0x44, 0x46],
]

const refuse = (what: string): never => {
  throw new WorkflowError(`The file ${what}. Pick a workflow that Reelgraph saved (.json).`)
}

/**
 * The text of a file that a person chose: UTF-8, or UTF-16 with a byte order mark, which is left out.
 * @throws WorkflowError for an empty file and for one that is no text: it says what it is instead
 */
export const fileText = (bytes: Uint8Array): string => {
  if (bytes.length === 0) return refuse('is empty')
  const kind = signatures.find(([, ...begin]) => begin.every((byte, at) => bytes[at] === byte))
  if (kind) return refuse(`is ${kind[0]}, no workflow`)
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return refuse('is no text')
  }
  if (text.includes('\0')) return refuse('is no text')
  return text.trim() === '' ? refuse('is empty') : text
}
