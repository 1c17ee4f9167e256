import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { WeightError } from '../../onnx/tensors.ts'
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
  if (download)
    throw new CheckpointError(
      `The download of ${download.repo} into ${folder} is not finished. Go on with it: npm run models -- get ${download.repo}`,
    )
  if (!index)
    throw new CheckpointError(
      `${folder} is no checkpoint: it has no model_index.json. Give the folder of a whole diffusers pipeline, with model_index.json, text_encoder, tokenizer, unet, vae and scheduler.`,
    )
  const name = index._class_name
  if (typeof name !== 'string')
    throw new CheckpointError(
      `${path} names no "_class_name". Check that it is the model_index.json of a diffusers pipeline.`,
    )
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
      `${join(folder, 'model_index.json')} describes a ${name.slice(0, 100)}, which is not supported. Take a text-to-video checkpoint of ${pipelines.join(' or ')}.`,
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
        `${join(folder, directory, 'config.json')} describes a ${files.class}, which is a ${family.part}, where a ${which} is needed. Check that the folders of the checkpoint were not mixed up.`,
      )
    return files
  }
  const parts = { 'text-encoder': await part('text-encoder'), unet3d: await part('unet3d'), vae: await part('vae') }
  const tokenizer = join(folder, 'tokenizer')
  const names = await readdir(tokenizer).catch(() => undefined)
  if (!names)
    throw new CheckpointError(
      `The folder ${tokenizer} is not there, or cannot be read: prompts cannot be read without it. Download the checkpoint whole.`,
    )
  checkTokenizer(tokenizer, names)
  const scheduler = join(folder, 'scheduler', 'scheduler_config.json')
  const schedulerConfig = await readJsonObject(scheduler)
  if (!schedulerConfig)
    throw new CheckpointError(
      `${scheduler} is missing: it says how the network was trained. Download the checkpoint whole.`,
    )
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
    if (error instanceof WeightError) throw new CheckpointError(`In ${folder}: ${error.message}`, { cause: error })
    throw error
  }
}
