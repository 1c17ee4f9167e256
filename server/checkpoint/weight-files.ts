import { CheckpointError } from './checkpoint.ts'

/** The stems under which diffusers and transformers save weights: where a folder holds both, the first counts. */
const stems = ['diffusion_pytorch_model', 'model']
const weightFile = /^(?:diffusion_pytorch_model|model)(?:\.(?<variant>[\w-]+?))?\.safetensors$/
// diffusers and transformers put the variant last, others first.
const indexFile =
  /^(?:diffusion_pytorch_model|model)\.(?:safetensors\.index(?:\.(?<last>[\w-]+))?|(?<first>[\w-]+)\.safetensors\.index)\.json$/

/** A weight file, or an index of shards. */
export interface Weights {
  readonly file: string
  readonly index: boolean
  /** Empty for the default. */
  readonly variant: string
}

/** The safetensors weights among the names of a folder's files, in order of preference; shards themselves are left out. */
export const listWeights = (names: readonly string[]): Weights[] => {
  const stemOf = (file: string) => stems.findIndex((stem) => file.startsWith(`${stem}.`))
  return names
    .flatMap((file): Weights[] => {
      const whole = weightFile.exec(file)
      if (whole) return [{ file, index: false, variant: whole.groups?.variant ?? '' }]
      const index = indexFile.exec(file)
      return index ? [{ file, index: true, variant: index.groups?.last ?? index.groups?.first ?? '' }] : []
    })
    .sort((a, b) => stemOf(a.file) - stemOf(b.file) || Number(a.index) - Number(b.index))
}

/**
 * The weights of a variant among the names of a folder's files; where it is empty, those without a variant, or else the
 * only variant that is there.
 * @throws CheckpointError naming the variants that are there, or the pickle that is there instead
 */
export const chooseWeights = (folder: string, names: readonly string[], variant: string): Weights => {
  const found = listWeights(names)
  const only = variant === '' && new Set(found.map((each) => each.variant)).size === 1 ? found[0] : undefined
  const best = found.find((each) => each.variant === variant) ?? only
  if (best) return best
  if (found.length > 0) {
    const known = [...new Set(found.map((each) => (each.variant === '' ? 'the default (none)' : each.variant)))]
    throw new CheckpointError(
      `${folder} has no ${variant === '' ? 'weights without a variant' : `variant "${variant}"`}. There is: ${known.sort().join(', ')}. Choose one of these.`,
    )
  }
  const files = stems.map((stem) => `${stem}.safetensors`)
  const pickle = names.find((file) => /\.(?:bin|ckpt|pth?)$/.test(file))
  if (pickle)
    throw new CheckpointError(
      `${folder} holds its weights only as ${pickle}, torch's older format, which is not supported yet. Take a version of the checkpoint with ${files.join(' or ')}.`,
    )
  throw new CheckpointError(
    `${folder} holds no weights: neither ${files.join(' nor ')}, nor an index of shards. Download the checkpoint again.`,
  )
}
