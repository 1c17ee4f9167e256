import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ClipTokenizer, createClipTokenizer } from '../../diffusion/tokenizer.ts'

/** The tokenizer in a folder. @param pad the padding token, where it is to be another than the folder's */
export const readTokenizer = async (folder: string, pad?: string): Promise<ClipTokenizer> => {
  const names = await readdir(folder)
  const text = async (name: string) => (names.includes(name) ? readFile(join(folder, name), 'utf8') : undefined)
  const json = async (name: string) => {
    const content = await text(name)
    return content === undefined ? undefined : JSON.parse(content)
  }
  const padding = pad === undefined ? {} : { pad_token: pad }
  return createClipTokenizer({
    tokenizerJson: await json('tokenizer.json'),
    vocab: await json('vocab.json'),
    merges: await text('merges.txt'),
    config: { ...(await json('tokenizer_config.json')), ...padding },
    specialTokens: { ...(await json('special_tokens_map.json')), ...padding },
  })
}
