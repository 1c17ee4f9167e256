import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Config } from '../../onnx/config.ts'
import { CheckpointError } from './checkpoint.ts'
import type { PartFiles } from './part-files.ts'
import { readTensors } from './read-tensors.ts'
import { chooseWeights, type Weights } from './weight-files.ts'

export interface PartOptions {
  /** The weight variant, for example `fp16`; the files without one where it is empty or left out. */
  readonly variant?: string
  /** The class, where config.json does not say it (model_index.json does). */
  readonly class?: string
  /** What errors call the part, for example `unet`; by default the folder's name. */
  readonly name?: string
}

/**
 * One network of a checkpoint: its configuration, and where each of its tensors lies. Reads configurations and headers,
 * no weights; links are followed to the real files, as the Hugging Face cache is made of them.
 * @throws CheckpointError naming the folder or file that is missing and what to do; WeightError naming a damaged file
 */
export const openPart = async (folder: string, options: PartOptions = {}): Promise<PartFiles> => {
  const name = options.name ?? basename(folder)
  const names = await filesOf(folder, name)
  const config = await readConfigFile(folder, name, names)
  const part = classOf(config, options.class)
  if (!part)
    throw new CheckpointError(
      `${join(folder, 'config.json')} names no class ("_class_name" or "architectures"). Check that it is the config.json of a diffusers or transformers model.`,
    )
  const chosen = chooseWeights(folder, names, options.variant ?? '')
  const files = chosen.index ? await shardsOf(folder, chosen) : { shards: [chosen.file], promised: undefined }
  const real = await Promise.all(files.shards.map((file) => resolveFile(join(folder, file))))
  const realFolder = dirname(real[0] as string)
  const stray = real.findIndex((path) => dirname(path) !== realFolder)
  if (stray >= 0)
    throw new CheckpointError(
      `The weights in ${folder} lie in different folders: ${real[0]} and ${real[stray]}. ONNX Runtime reads the files of a network from one folder: put them together.`,
    )
  const tensors = await readTensors(
    real.map((path, index) => ({ path, name: `${name}/${files.shards[index]}` })),
    files.promised,
  )
  return { class: part, config, configName: `${name}/config.json`, tensors, folder: realFolder }
}

const filesOf = async (folder: string, name: string): Promise<readonly string[]> => {
  try {
    return await readdir(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const what = code === 'ENOENT' ? 'is not there' : code === 'ENOTDIR' ? 'is no folder' : `cannot be read (${code})`
    throw new CheckpointError(
      `The folder ${folder} ${what}. A checkpoint needs its "${name}" folder with config.json and weights: download it whole.`,
    )
  }
}

const readConfigFile = async (folder: string, name: string, names: readonly string[]): Promise<Config> => {
  const path = join(folder, 'config.json')
  if (!names.includes('config.json'))
    throw new CheckpointError(
      `${folder} has no config.json, which says how the network of "${name}" is built. Download that file of the checkpoint too.`,
    )
  let config: unknown
  try {
    config = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new CheckpointError(`${path} cannot be read (${(error as Error).message}). Download it again.`)
  }
  if (typeof config !== 'object' || config === null || Array.isArray(config))
    throw new CheckpointError(`${path} holds no JSON object. Download it again.`)
  return config as Config
}

const classOf = (config: Config, given: string | undefined): string | undefined => {
  const named = config._class_name ?? (Array.isArray(config.architectures) ? config.architectures[0] : undefined)
  return typeof named === 'string' ? named : given
}

/** The files that an index of shards names, and the tensors that it promises. */
const shardsOf = async (
  folder: string,
  { file: index, extension }: Weights,
): Promise<{ shards: string[]; promised: string[] }> => {
  const path = join(folder, index)
  let map: unknown
  try {
    map = (JSON.parse(await readFile(path, 'utf8')) as { weight_map?: unknown } | null)?.weight_map
  } catch (error) {
    throw new CheckpointError(`${path} cannot be read (${(error as Error).message}). Download it again.`)
  }
  const files = typeof map === 'object' && map !== null ? Object.values(map) : []
  if (files.length === 0) throw new CheckpointError(`${path} names no weights ("weight_map"). Download it again.`)
  for (const file of files)
    if (typeof file !== 'string' || !/^[\w.-]+$/.test(file) || !file.endsWith(`.${extension}`))
      throw new CheckpointError(
        `${path} names ${JSON.stringify(file)}, which is no .${extension} file beside it. Download it again.`,
      )
  return { shards: [...new Set(files as string[])].sort(), promised: Object.keys(map as object) }
}

const resolveFile = async (path: string): Promise<string> => {
  try {
    const real = await realpath(path)
    if ((await stat(real)).isFile()) return real
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new CheckpointError(
      code === 'ENOENT'
        ? `${path} is named but not there, or is a link to a file that is not. Download the checkpoint again.`
        : `${path} cannot be opened (${code}). Check its permissions.`,
    )
  }
  throw new CheckpointError(`${path} is no file. Download the checkpoint again.`)
}
