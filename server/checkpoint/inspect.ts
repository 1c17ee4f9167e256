import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { WeightError } from '../../onnx/tensors.ts'
import { say, wordsOf } from '../../workflow/said/said.ts'
import type { PartRef } from '../../workflow/values.ts'
import { type Families, familyOf } from '../worker/families.ts'
import { CheckpointError } from './checkpoint.ts'
import { readDownloadRecord } from './download-record.ts'
import { openPart } from './part.ts'
import type { PartFiles } from './part-files.ts'
import { type JsonObject, readJsonObject } from './read-json.ts'
import { checkTokenizer } from './tokenizer-files.ts'

type PartName = PartRef['part']

/** What a checkpoint's configurations and headers say. No weights were read. */
export interface Inspected {
  /** The class of its pipeline. */
  readonly class: string
  readonly parts: Readonly<Record<PartName, PartFiles>>
  readonly schedulerConfig: JsonObject
}

/** The folders of the parts, as diffusers names them. */
export const partFolders = { 'text-encoder': 'text_encoder', unet3d: 'unet', vae: 'vae' } as const

/** Pipelines that are made of these three parts and a scheduler. */
export const pipelines: readonly string[] = ['TextToVideoSDPipeline', 'VideoToVideoSDPipeline']

/** The class of a folder's pipeline. @throws CheckpointError where the folder is no checkpoint */
export const pipelineClass = async (folder: string): Promise<{ name: string; index: JsonObject }> => {
  const path = join(folder, 'model_index.json')
  const index = await readJsonObject(path)
  const download = index ? undefined : await readDownloadRecord(folder)
  if (download) throw new CheckpointError(say('downloadNotFinished', { repo: download.repo, path: folder }))
  if (!index) throw new CheckpointError(say('noPipeline', { path: folder }))
  const name = index._class_name
  if (typeof name !== 'string') throw new CheckpointError(say('noClassName', { path }))
  return { name, index }
}

/**
 * Looks whether the checkpoint in a folder can be used: its pipeline, the configurations and weight headers of its three
 * networks, its tokenizer and its scheduler.
 * @throws CheckpointError naming the file and what to do
 */
export const inspectCheckpoint = async (folder: string, variant: string, families: Families): Promise<Inspected> => {
  const { name, index } = await pipelineClass(folder)
  if (!pipelines.includes(name))
    throw new CheckpointError(
      say('otherPipeline', { path: join(folder, 'model_index.json'), found: name.slice(0, 100), known: pipelines }),
    )
  const part = async (which: PartName): Promise<PartFiles> => {
    const directory = partFolders[which]
    const classInIndex = componentClass(index, directory)
    const files = await inFolder(folder, () =>
      openPart(join(folder, directory), { variant, name: directory, ...(classInIndex && { class: classInIndex }) }),
    )
    const family = await inFolder(folder, () => familyOf(families, files))
    if (family.part !== which)
      throw new CheckpointError(
        say('otherPart', {
          ...{ path: join(folder, directory, 'config.json'), found: files.class },
          ...{ part: family.part, wanted: which },
        }),
      )
    return files
  }
  const parts = { 'text-encoder': await part('text-encoder'), unet3d: await part('unet3d'), vae: await part('vae') }
  const tokenizer = join(folder, 'tokenizer')
  const names = await readdir(tokenizer).catch(() => undefined)
  if (!names) throw new CheckpointError(say('noTokenizerFolder', { path: tokenizer }))
  checkTokenizer(tokenizer, names)
  const scheduler = join(folder, 'scheduler', 'scheduler_config.json')
  const schedulerConfig = await readJsonObject(scheduler)
  if (!schedulerConfig) throw new CheckpointError(say('noSchedulerConfig', { path: scheduler }))
  return { class: name, parts, schedulerConfig }
}

/** The class that model_index.json gives a part: `"unet": ["diffusers", "UNet3DConditionModel"]`. */
const componentClass = (index: JsonObject, part: string): string | undefined => {
  const entry = Object.hasOwn(index, part) ? index[part] : undefined
  const name = Array.isArray(entry) ? entry[1] : undefined
  return typeof name === 'string' ? name : undefined
}

/** Errors about weights name the file within its checkpoint: says in which one. */
const inFolder = async <T>(folder: string, work: () => T | Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof WeightError)
      throw new CheckpointError(say('inFolder', { path: folder, what: wordsOf(error) }), { cause: error })
    throw error
  }
}
