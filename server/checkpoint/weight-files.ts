import { say } from '../../workflow/said/said.ts'
import { CheckpointError } from './checkpoint.ts'

/** The formats in order of preference, and the stems under which diffusers and transformers save them: the first counts. */
const formats = [
  { extension: 'safetensors', stems: ['diffusion_pytorch_model', 'model'] },
  { extension: 'bin', stems: ['diffusion_pytorch_model', 'pytorch_model'] },
] as const

/** In order of preference: which file names are weights, or an index of their shards. */
const patterns = formats.flatMap(({ extension, stems }) =>
  stems.flatMap((stem) => [
    { extension, index: false, name: new RegExp(`^${stem}(?:\\.(?<variant>[\\w-]+))?\\.${extension}$`) },
    // diffusers and transformers put the variant last, others first.
    { extension, index: true, name: new RegExp(`^${stem}\\.${extension}\\.index(?:\\.(?<variant>[\\w-]+))?\\.json$`) },
    { extension, index: true, name: new RegExp(`^${stem}\\.(?<variant>[\\w-]+)\\.${extension}\\.index\\.json$`) },
  ]),
)

/** A weight file, or an index of shards. */
export interface Weights {
  readonly file: string
  readonly index: boolean
  /** `bin` is torch's own format, a pickle in a zip archive. */
  readonly extension: 'safetensors' | 'bin'
  /** Empty for the default. */
  readonly variant: string
}

/**
 * The weights among the names of a folder's files, in order of preference, safetensors before torch's format; shards
 * themselves are left out.
 */
export const listWeights = (names: readonly string[]): Weights[] =>
  patterns.flatMap(({ extension, index, name }) =>
    names.flatMap((file): Weights[] => {
      const match = name.exec(file)
      return match ? [{ file, index, extension, variant: match.groups?.variant ?? '' }] : []
    }),
  )

/**
 * The weights of a variant among the names of a folder's files; where it is empty, those without a variant, or else the
 * only variant that is there.
 * @throws CheckpointError naming the variants that are there, or the files of another format that are there instead
 */
export const chooseWeights = (folder: string, names: readonly string[], variant: string): Weights => {
  const found = listWeights(names)
  const only = variant === '' && new Set(found.map((each) => each.variant)).size === 1 ? found[0] : undefined
  const best = found.find((each) => each.variant === variant) ?? only
  if (best) return best
  if (found.length > 0) {
    const known = [...new Set(found.map((each) => each.variant))].sort()
    throw new CheckpointError(
      variant === ''
        ? say('noPlainWeights', { path: folder, known })
        : say('noVariant', { path: folder, variant, known }),
    )
  }
  const files = formats.flatMap(({ extension, stems }) => stems.map((stem) => `${stem}.${extension}`))
  const other = names.find((file) => /\.(?:bin|safetensors|ckpt|pth?|msgpack|h5|onnx|gguf)$/.test(file))
  if (other) throw new CheckpointError(say('otherWeights', { path: folder, file: other, known: files }))
  throw new CheckpointError(say('noWeights', { path: folder, known: files }))
}
