import { isObject, type Json } from './json.ts'

/** A file that the person gave, by what is in it: the server keeps it under that name. */
export interface Asset {
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly asset: string
  /** The kind of file by its content, without the dot, for example `mp4`. */
  readonly extension: string
  /** What the person called it; shown, and used for nothing else. */
  readonly name: string
}

/** Whether a literal names a file, whatever else stands in it. */
export const isAsset = (value: Json): boolean =>
  isObject(value) &&
  typeof value.asset === 'string' &&
  /^[0-9a-f]{64}$/.test(value.asset) &&
  typeof value.extension === 'string' &&
  /^[a-z0-9]{1,8}$/.test(value.extension) &&
  typeof value.name === 'string'
