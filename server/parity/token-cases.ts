import { readTokenizer } from '../checkpoint/tokenizer-files.ts'
import type { Outcome } from './outcome.ts'
import { readPythonJson } from './reference-files.ts'

interface Tokens {
  readonly text: string
  readonly pad: string
  readonly ids: readonly number[]
}

/** A file of texts and the ids that a tokenizer's folder gives them: one outcome for each padding. */
export async function* tokenCases(path: string, tokenizer: string, name: string): AsyncGenerator<Outcome> {
  const all = await readPythonJson<readonly Tokens[]>(path)
  for (const pad of new Set(all.map((each) => each.pad))) {
    const { encode } = await readTokenizer(tokenizer, undefined, pad)
    const texts = all.filter((each) => each.pad === pad)
    const wrong = texts.filter(({ text, ids }) => {
      const found = encode(text).ids
      return found.length !== ids.length || found.some((id, index) => id !== ids[index])
    })
    yield {
      name: `${name} padded with ${pad}${wrong[0] ? `, first wrong: ${JSON.stringify(wrong[0].text)}` : ''}`,
      error: wrong.length,
      bound: 0,
      unit: `of ${texts.length} texts wrong`,
    }
  }
}
