import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isObject } from '../../workflow/json.ts'
import type { CheckpointInfo } from '../../workflow/wire.ts'
import type { Checkpoints } from '../checkpoint/checkpoint.ts'
import { writeDurably } from '../durable-file.ts'
import { termsText } from './model-words.ts'

export interface TermsOptions {
  readonly checkpoints: Pick<Checkpoints, 'terms'>
  /** Where it is kept which terms were read. */
  readonly file: string
  /** The person says that they were, without being asked. */
  readonly accepted: boolean
  say(text: string): void
  ask(question: string): Promise<boolean>
}

/**
 * Shows the licence, limits and forbidden uses of checkpoints once before their first use, and remembers which were read,
 * by their digests: other terms are asked about again.
 * @returns true when all were read, now or in the past
 */
export const readTerms = async (
  used: readonly CheckpointInfo[],
  { checkpoints, file, accepted, say, ask }: TermsOptions,
): Promise<boolean> => {
  const read = await keptIn(file)
  for (const { name, terms } of used) {
    if (terms === undefined || read.includes(terms)) continue
    say(termsText(name, await checkpoints.terms(name)))
    if (!accepted && !(await ask(`Have you read this, and will you use "${name}" within it?`))) {
      say(
        `Nothing was run. Before "${name}" is used for the first time its terms must be read: then add --accept-licence.`,
      )
      return false
    }
    read.push(terms)
    await mkdir(dirname(file), { recursive: true })
    await writeDurably(file, Buffer.from(`${JSON.stringify({ format, read }, null, 2)}\n`))
  }
  return true
}

const format = 'reelgraph-read-terms'

const keptIn = async (file: string): Promise<string[]> => {
  try {
    const kept: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (!isObject(kept) || kept.format !== format || !Array.isArray(kept.read)) return []
    return kept.read.filter((each): each is string => typeof each === 'string')
  } catch {
    return []
  }
}
