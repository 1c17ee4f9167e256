import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createClipTokenizer } from '../../diffusion/tokenizer.ts'
import { readGolden } from './golden-file.ts'

const vocab = JSON.parse(readGolden('clip-vocab.json.gz'))
const merges = readGolden('clip-merges.txt.gz')
/** Ids by transformers' CLIPTokenizer: /work/shared/reference/tokens.json, gzipped. */
const cases = JSON.parse(readGolden('tokens.json.gz')) as readonly { text: string; pad: string; ids: number[] }[]

const tokenizerPadding = (pad: string) =>
  createClipTokenizer({ vocab, merges, config: { model_max_length: 77, pad_token: pad } })
const tokenizers = new Map(['!', '<|endoftext|>'].map((pad) => [pad, tokenizerPadding(pad)]))

test.each(cases.map((c) => [c.pad, c.text, c] as const))('ids of transformers, padded with %s: %s', (_, __, c) => {
  const encoded = tokenizers.get(c.pad)?.encode(c.text)
  expect(encoded?.ids).toEqual(c.ids)
  expect(encoded?.limit).toBe(77)
})

describe('what does not fit', () => {
  const tokenizer = tokenizers.get('!')
  test('is named in whole words', () => {
    const text = `${'word '.repeat(74)}unquestionablyunquestionable things, too`
    const encoded = tokenizer?.encode(text)
    expect(encoded?.tokens).toBe(77)
    expect(encoded?.lost).toBe('unquestionablyunquestionable things , too')
  })

  test('is nothing up to the limit', () => {
    expect(tokenizer?.encode('word '.repeat(75))).toMatchObject({ tokens: 77, lost: '' })
    expect(tokenizer?.encode('word '.repeat(76))).toMatchObject({ tokens: 77, lost: 'word' })
    expect(tokenizer?.encode('')).toMatchObject({ tokens: 2, lost: '' })
  })
})

test('a tokenizer.json gives the same ids as the pair of files it was made from', () => {
  const folder = new URL('../../models/demo/tokenizer/', import.meta.url)
  const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')
  const config = JSON.parse(read('tokenizer_config.json'))
  const demo = JSON.parse(read('vocab.json'))
  const pair = createClipTokenizer({ vocab: demo, merges: read('merges.txt'), config })
  const whole = createClipTokenizer({ tokenizerJson: tokenizerJsonOf(demo, read('merges.txt')), config })
  for (const text of ['a red ball, moving left', 'A  green\tSQUARE 42!', "it's <|endoftext|> done"])
    expect(whole.encode(text)).toEqual(pair.encode(text))
})

test('missing files and marks are named', () => {
  expect(() => createClipTokenizer({ config: {} })).toThrow('merges.txt')
  expect(() => createClipTokenizer({ vocab: { a: 0 }, merges: '', config: {} })).toThrow('<|startoftext|>')
})

/** As the tokenizers library saves CLIP's, merges as plain strings. */
function tokenizerJsonOf(vocabulary: object, mergesText: string): { [key: string]: unknown } {
  return {
    version: '1.0',
    added_tokens: [],
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFC' },
        { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        {
          type: 'Split',
          pattern: { Regex: "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+" },
          behavior: 'Removed',
          invert: true,
        },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      ],
    },
    post_processor: {
      type: 'RobertaProcessing',
      sep: ['<|endoftext|>', 726],
      cls: ['<|startoftext|>', 725],
      trim_offsets: false,
      add_prefix_space: false,
    },
    decoder: { type: 'ByteLevel' },
    model: {
      type: 'BPE',
      unk_token: '<|endoftext|>',
      continuing_subword_prefix: '',
      end_of_word_suffix: '</w>',
      vocab: vocabulary,
      merges: mergesText.split('\n').slice(1).filter(Boolean),
    },
  }
}
