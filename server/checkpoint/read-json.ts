import { readFile } from 'node:fs/promises'
import type { Json } from '../../workflow/json.ts'
import { isObject } from '../../workflow/json.ts'
import { fileWords } from '../../workflow/said/file-words.ts'
import { whyNoJson } from '../../workflow/said/parse-json.ts'
import { reasonOf, systemReason } from '../../workflow/said/reason.ts'
import { say } from '../../workflow/said/said.ts'
import { CheckpointError } from './checkpoint.ts'

/** A JSON object, as a configuration is. */
export type JsonObject = { readonly [key: string]: Json }

/** The text of a file, or undefined where there is none. @throws CheckpointError where it cannot be read */
export const readText = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new CheckpointError(say('fileUnreadable', { path, code: systemReason(error) }))
  }
}

/**
 * The JSON object in a file, or undefined where there is no such file, read by {@link parsePythonJson}.
 * @throws CheckpointError where the file holds something else
 */
export const readJsonObject = async (path: string): Promise<JsonObject | undefined> => {
  const text = await readText(path)
  if (text === undefined) return undefined
  let value: Json
  try {
    value = parsePythonJson(text)
  } catch (error) {
    const why = whyNoJson(text, fileWords, { python: true }) ?? reasonOf(error)
    throw new CheckpointError(say('fileNotJson', { path, why }))
  }
  if (!isObject(value)) throw new CheckpointError(say('fileNoObject', { path }))
  return value
}

/**
 * JSON as Python writes it: infinities (a saved DPMSolverMultistepScheduler has `"lambda_min_clipped": -Infinity`) are
 * read as such, NaN as null. @throws SyntaxError
 */
export const parsePythonJson = (text: string): Json =>
  JSON.parse(
    text.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (token) => {
      if (token.startsWith('"')) return token
      // A number too large for a double is read as infinity.
      return token === 'NaN' ? 'null' : token.replace('Infinity', '1e999')
    }),
  )
