import { join } from 'node:path'
import { type ClipTokenizer, createClipTokenizer } from '../../diffusion/tokenizer.ts'
import { reasonOf } from '../../workflow/said/reason.ts'
import { say } from '../../workflow/said/said.ts'
import { CheckpointError } from './checkpoint.ts'
import { readJsonObject, readText } from './read-json.ts'

/** Every file that a tokenizer folder's ids can depend on. */
export const tokenizerFiles = [
  'tokenizer.json',
  'vocab.json',
  'merges.txt',
  'tokenizer_config.json',
  'special_tokens_map.json',
] as const

/**
 * Looks whether a tokenizer folder is whole: `tokenizer.json`, or `vocab.json`, `merges.txt` and `tokenizer_config.json`.
 * @param names the files that are in it
 * @throws CheckpointError naming the first file that is missing
 */
export const checkTokenizer = (folder: string, names: readonly string[]): void => {
  if (names.includes('tokenizer.json')) return
  const missing = ['vocab.json', 'merges.txt', 'tokenizer_config.json'].find((name) => !names.includes(name))
  if (missing !== undefined) throw new CheckpointError(say('noTokenizerFile', { path: join(folder, missing) }))
}

/**
 * The tokenizer in a folder.
 * @param longest how many tokens its text encoder takes, where that is known
 * @param pad the padding token, where it is to be another than the folder's
 * @throws CheckpointError naming the folder and what is wrong there
 */
export const readTokenizer = async (folder: string, longest?: number, pad?: string): Promise<ClipTokenizer> => {
  const json = (name: (typeof tokenizerFiles)[number]) => readJsonObject(join(folder, name))
  const [tokenizerJson, vocab, merges, config, specialTokens] = await Promise.all([
    json('tokenizer.json'),
    json('vocab.json'),
    readText(join(folder, 'merges.txt')),
    json('tokenizer_config.json'),
    json('special_tokens_map.json'),
  ])
  const own = config?.model_max_length
  const limit = longest !== undefined && typeof own === 'number' && own >= 2 ? Math.min(own, longest) : (own ?? longest)
  const padding = pad === undefined ? {} : { pad_token: pad }
  try {
    return createClipTokenizer({
      tokenizerJson,
      vocab: vocab as { readonly [token: string]: number } | undefined,
      merges,
      config: { ...config, ...padding, ...(limit === undefined ? {} : { model_max_length: limit }) },
      specialTokens: { ...specialTokens, ...padding },
    })
  } catch (error) {
    throw new CheckpointError(say('noTokenizer', { path: folder, why: reasonOf(error) }), { cause: error })
  }
}
