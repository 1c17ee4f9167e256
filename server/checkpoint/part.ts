import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Config } from '../../onnx/config.ts'
import { fileWords } from '../../workflow/said/file-words.ts'
import { parseJson } from '../../workflow/said/parse-json.ts'
import { systemReason } from '../../workflow/said/reason.ts'
import { type Said, say } from '../../workflow/said/said.ts'
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
  if (!part) throw new CheckpointError(say('noPartClass', { path: join(folder, 'config.json') }))
  const chosen = chooseWeights(folder, names, options.variant ?? '')
  const files = chosen.index ? await shardsOf(folder, chosen) : { shards: [chosen.file], promised: undefined }
  const real = await Promise.all(files.shards.map((file) => resolveFile(join(folder, file))))
  const realFolder = dirname(real[0] as string)
  const stray = real.findIndex((path) => dirname(path) !== realFolder)
  if (stray >= 0) throw new CheckpointError(say('strayWeights', { path: folder, first: real[0]!, other: real[stray]! }))
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
    const at = { path: folder, part: name }
    if (code === 'ENOENT') throw new CheckpointError(say('noPartFolder', at))
    if (code === 'ENOTDIR') throw new CheckpointError(say('partNoFolder', at))
    throw new CheckpointError(say('partUnreadable', { ...at, code: systemReason(error) }))
  }
}

const readConfigFile = async (folder: string, name: string, names: readonly string[]): Promise<Config> => {
  const path = join(folder, 'config.json')
  if (!names.includes('config.json')) throw new CheckpointError(say('noConfig', { path: folder, part: name }))
  const config = await readJson(path)
  if (typeof config !== 'object' || config === null || Array.isArray(config))
    throw new CheckpointError(say('fileNoObject', { path }))
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
  const map = ((await readJson(path)) as { weight_map?: unknown } | null)?.weight_map
  const files = typeof map === 'object' && map !== null ? Object.values(map) : []
  if (files.length === 0) throw new CheckpointError(say('noShards', { path }))
  for (const file of files)
    if (typeof file !== 'string' || !/^[\w.-]+$/.test(file) || !file.endsWith(`.${extension}`))
      throw new CheckpointError(say('strayShard', { path, file: JSON.stringify(file), extension }))
  return { shards: [...new Set(files as string[])].sort(), promised: Object.keys(map as object) }
}

const readJson = async (path: string): Promise<unknown> => {
  const unreadable = (why: Said) => new CheckpointError(say('configUnreadable', { path, why }))
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw unreadable(systemReason(error))
  })
  return parseJson(text, fileWords, unreadable)
}

const resolveFile = async (path: string): Promise<string> => {
  try {
    const real = await realpath(path)
    if ((await stat(real)).isFile()) return real
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new CheckpointError(
      code === 'ENOENT' ? say('weightsGone', { path }) : say('weightsUnopened', { path, code: systemReason(error) }),
    )
  }
  throw new CheckpointError(say('weightsNoFile', { path }))
}
