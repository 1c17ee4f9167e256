import { Tokenizer } from '@huggingface/tokenizers'
import { SaidError, say } from '../workflow/said/said.ts'

/** Plain JSON, as a tokenizer's files hold it. */
type JsonObject = { readonly [key: string]: unknown }

/** A text as CLIP's text encoder reads it. */
export interface EncodedText {
  /** Token ids: start mark, text, end mark, then padding up to `limit`. */
  readonly ids: number[]
  /** How many of them are used, the two marks included. */
  readonly tokens: number
  /** The words that did not fit, as the tokenizer reads them (lower case); empty when all did. */
  readonly lost: string
  readonly limit: number
}

/** Reads texts as CLIP's text encoder takes them. */
export interface ClipTokenizer {
  encode(text: string): EncodedText
}

/** The files of a tokenizer folder, parsed: either `tokenizerJson`, or `vocab` and `merges` (the text of merges.txt). */
export interface ClipTokenizerFiles {
  readonly tokenizerJson?: JsonObject | undefined
  readonly vocab?: { readonly [token: string]: number } | undefined
  readonly merges?: string | undefined
  /** tokenizer_config.json */
  readonly config: JsonObject
  /** special_tokens_map.json; its entries go before the configuration's. */
  readonly specialTokens?: JsonObject | undefined
}

/**
 * CLIP's tokenizer (Radford et al. 2021, arXiv 2103.00020, section 2.4), with the ids that transformers' CLIPTokenizer
 * gives. Throws when files or marks are missing.
 */
export function createClipTokenizer(files: ClipTokenizerFiles): ClipTokenizer {
  const { config } = files
  const marks = specialMarks(files)
  const json = files.tokenizerJson ?? describe(files, marks)
  const vocab = vocabOf(json)
  const idOf = (token: string): number => {
    const id = vocab[token]
    if (id === undefined) throw new SaidError(say('markNotKnown', { mark: token }))
    return id
  }
  const [start, end, pad] = [idOf(marks.bos), idOf(marks.eos), idOf(marks.pad)]
  const limit = limitOf(config)
  const tokenizer = new Tokenizer({ ...json, added_tokens: addedTokens(json, marks, idOf) }, config)

  return {
    encode(text) {
      const ids = text === '' ? [] : tokenizer.encode(text, { add_special_tokens: false }).ids
      const room = limit - 2
      const used = [start, ...ids.slice(0, room), end]
      return {
        ids: [...used, ...new Array<number>(limit - used.length).fill(pad)],
        tokens: used.length,
        lost: ids.length > room ? wordsFrom(tokenizer, ids, room) : '',
        limit,
      }
    },
  }
}

interface Marks {
  readonly bos: string
  readonly eos: string
  readonly unk: string
  readonly pad: string
}

function specialMarks({ config, specialTokens }: ClipTokenizerFiles): Marks {
  const read = (key: string, otherwise: string): string => {
    const value = specialTokens?.[key] ?? config[key]
    if (typeof value === 'string') return value
    // Files of before 2023 spell a mark out as an object.
    const content = (value as JsonObject | null | undefined)?.content
    return typeof content === 'string' ? content : otherwise
  }
  const eos = read('eos_token', '<|endoftext|>')
  return { bos: read('bos_token', '<|startoftext|>'), eos, unk: read('unk_token', eos), pad: read('pad_token', eos) }
}

function limitOf(config: JsonObject): number {
  const limit = config.model_max_length ?? 77
  // transformers writes a number near 1e30 where none was set.
  if (typeof limit !== 'number' || !(limit >= 2)) throw new SaidError(say('noTokenLimit', { limit: String(limit) }))
  return limit > 1e6 ? 77 : limit
}

function vocabOf(json: JsonObject): { readonly [token: string]: number } {
  const vocab = (json.model as JsonObject | undefined)?.vocab
  if (typeof vocab !== 'object' || vocab === null) throw new SaidError(say('noVocabulary'))
  return vocab as { readonly [token: string]: number }
}

/** The marks are cut out of a text before anything else: with `!` as padding, so is every `!`. */
function addedTokens(json: JsonObject, marks: Marks, idOf: (token: string) => number): JsonObject[] {
  const present = (json.added_tokens ?? []) as readonly JsonObject[]
  const missing = [...new Set(Object.values(marks))].filter((mark) => !present.some((t) => t.content === mark))
  return [
    ...present,
    ...missing.map((content) => ({
      id: idOf(content),
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
  ]
}

/** The words from the first that was cut on, whole. */
function wordsFrom(tokenizer: Tokenizer, ids: readonly number[], cut: number): string {
  let from = cut
  while (from > 0 && !tokenizer.id_to_token(ids[from - 1] as number)?.endsWith('</w>')) from--
  return tokenizer
    .decode(ids.slice(from), { skip_special_tokens: false, clean_up_tokenization_spaces: false })
    .replaceAll('</w>', ' ')
    .trim()
}

/** What transformers makes of vocab.json and merges.txt: CLIP's normalizer, splitting pattern and byte-level BPE. */
function describe({ vocab, merges }: ClipTokenizerFiles, { unk }: Marks): JsonObject {
  if (!vocab || merges === undefined) throw new SaidError(say('noTokenizerFiles'))
  const pattern = "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+"
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
        { type: 'Split', pattern: { Regex: pattern }, behavior: 'Removed', invert: true },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      ],
    },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      unk_token: unk,
      continuing_subword_prefix: '',
      end_of_word_suffix: '</w>',
      fuse_unk: false,
      byte_fallback: false,
      vocab,
      merges: merges
        .split('\n')
        .filter((line) => line.trim() !== '' && !line.startsWith('#version'))
        .map((line) => line.trim().split(' ')),
    },
  }
}
