import { isObject } from './json.ts'
import type { PreviewHeader } from './wire.ts'

/** One step as it was previewed. */
export interface StepRecord {
  readonly header: PreviewHeader
  /** 8 bits a number, shape (frames, channels, height, width). */
  readonly latent: Uint8Array
}

/** What a file of steps holds. */
export interface StepRecords {
  /** In the order in which they were written: a step that came again stands there again. */
  readonly steps: readonly StepRecord[]
  /** How many bytes of the file were read: behind them it is torn or damaged. */
  readonly bytes: number
  /** No further step will come. */
  readonly whole: boolean
}

/** "step" and "ends" as the file has them. */
const marks = { step: 0x70657473, end: 0x73646e65 }
const prefixBytes = 12
const maxHeaderBytes = 1024 ** 2

/**
 * One step as bytes. All numbers are unsigned, of 32 bits, the lowest byte first.
 *
 *     "step" │ bytes of the header │ bytes of the latent │ header: JSON in UTF-8 │ latent
 */
export const stepRecord = ({ header, latent }: StepRecord): Uint8Array => {
  const text = new TextEncoder().encode(JSON.stringify(header))
  const bytes = new Uint8Array(prefixBytes + text.length + latent.length)
  writePrefix(bytes, marks.step, text.length, latent.length)
  bytes.set(text, prefixBytes)
  bytes.set(latent, prefixBytes + text.length)
  return bytes
}

/** What stands behind the last step of a file that is whole. */
export const lastRecord = (): Uint8Array => {
  const bytes = new Uint8Array(prefixBytes)
  writePrefix(bytes, marks.end, 0, 0)
  return bytes
}

/**
 * The steps in a file, up to its end or to where it is torn or damaged; the latents are views of the given bytes. Never
 * throws, whatever the bytes are.
 */
export const readStepRecords = (bytes: Uint8Array): StepRecords => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const steps: StepRecord[] = []
  let at = 0
  while (at + prefixBytes <= bytes.length) {
    const mark = view.getUint32(at, true)
    const headerBytes = view.getUint32(at + 4, true)
    const latentBytes = view.getUint32(at + 8, true)
    if (mark === marks.end && headerBytes === 0 && latentBytes === 0)
      return { steps, bytes: at + prefixBytes, whole: true }
    const from = at + prefixBytes
    const end = from + headerBytes + latentBytes
    if (mark !== marks.step || headerBytes > maxHeaderBytes || end > bytes.length) break
    const header = headerIn(bytes.subarray(from, from + headerBytes))
    if (!header || header.frames * header.channels * header.height * header.width !== latentBytes) break
    steps.push({ header, latent: bytes.subarray(from + headerBytes, end) })
    at = end
  }
  return { steps, bytes: at, whole: false }
}

const writePrefix = (bytes: Uint8Array, mark: number, headerBytes: number, latentBytes: number): void => {
  const view = new DataView(bytes.buffer)
  view.setUint32(0, mark, true)
  view.setUint32(4, headerBytes, true)
  view.setUint32(8, latentBytes, true)
}

const headerIn = (bytes: Uint8Array): PreviewHeader | undefined => {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
  return isHeader(value) ? value : undefined
}

const isHeader = (value: unknown): value is PreviewHeader => {
  if (!isObject(value)) return false
  const header = value as Record<keyof PreviewHeader, unknown>
  const { job, workflow, node, address, colour, step, steps, frames, channels, height, width, scale, zero, at } = header
  return (
    [job, workflow, node, address, colour].every((each) => typeof each === 'string') &&
    [step, steps].every((each) => Number.isSafeInteger(each)) &&
    [frames, channels, height, width].every((each) => Number.isSafeInteger(each) && (each as number) > 0) &&
    [scale, zero].every((each) => Array.isArray(each) && each.length === channels && each.every(Number.isFinite)) &&
    Number.isFinite(at)
  )
}
