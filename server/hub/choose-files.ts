import type { JsonObject } from '../checkpoint/read-json.ts'
import { tokenizerFiles } from '../checkpoint/tokenizer-files.ts'
import { chooseWeights } from '../checkpoint/weight-files.ts'
import { HubError } from './hub-error.ts'

/** The parts of a text-to-video pipeline that are networks, by folder. */
const networkFolders = ['text_encoder', 'unet', 'vae'] as const

/** What of a repository is wanted beside its networks' weights. */
const small: readonly RegExp[] = [
  /^model_index\.json$/,
  /^(?:README|LICENSE|LICENCE|NOTICE)(?:[-._][\w.-]+)?$/i,
  /^scheduler\/scheduler_config\.json$/,
  /^(?:text_encoder|unet|vae)\/config\.json$/,
  new RegExp(`^tokenizer/(?:${tokenizerFiles.map((name) => name.replaceAll('.', '\\.')).join('|')})$`),
]

/** The weights of one network: one file, or an index that names its shards. */
export interface ChosenWeights {
  readonly path: string
  readonly index: boolean
  readonly folder: string
}

/**
 * The weight file of each network that a checkpoint of this variant opens, safetensors before torch's format.
 * @param paths of all files of the repository
 * @throws HubError where a network has none of this variant, naming the variants that there are
 */
export const chooseNetworkWeights = (repo: string, paths: readonly string[], variant: string): ChosenWeights[] =>
  networkFolders.map((folder) => {
    const names = paths.flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []))
    if (names.length === 0)
      throw new HubError(
        `${repo} has no folder ${folder}: it is no whole text-to-video pipeline in the diffusers format. Take another.`,
      )
    try {
      const { file, index } = chooseWeights(`${repo}/${folder}`, names, variant)
      return { path: `${folder}/${file}`, index, folder }
    } catch (error) {
      throw new HubError((error as Error).message.replace('Choose one of these.', 'Choose one with --variant.'))
    }
  })

/**
 * The shards that an index of weights names, as paths in the repository.
 * @throws HubError where it names something that is no file beside it
 */
export const shardPaths = ({ path, folder }: ChosenWeights, index: JsonObject): string[] => {
  const names = Object.values((index.weight_map as JsonObject | undefined) ?? {})
  if (names.length === 0) throw new HubError(`${path} names no shards ("weight_map"). Take another checkpoint.`)
  for (const name of names)
    if (typeof name !== 'string' || !/^[\w-][\w.-]*$/.test(name))
      throw new HubError(`${path} names ${JSON.stringify(name)}, which is no file beside it. Take another checkpoint.`)
  return [...new Set(names as string[])].sort().map((name) => `${folder}/${name}`)
}

/**
 * Of all paths of a repository those that a pipeline needs: configurations, tokenizer, scheduler, card, licence, and the
 * given weights. model_index.json is the last: without it a folder is no checkpoint yet.
 */
export const neededPaths = (paths: readonly string[], weights: readonly string[]): string[] =>
  paths
    .filter((path) => weights.includes(path) || small.some((pattern) => pattern.test(path)))
    .sort((a, b) => rank(a, weights) - rank(b, weights) || (a < b ? -1 : 1))

const rank = (path: string, weights: readonly string[]): number =>
  path === 'model_index.json' ? 2 : weights.includes(path) ? 1 : 0
