import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { listWeights } from '../../onnx/list-weights.ts'
import type { Json } from '../../workflow/json.ts'
import { type Families, familyOf } from '../worker/families.ts'
import type { Configuration } from './configurations.ts'
import type { MadeType } from './random-weights.ts'
import { type Written, writeWeights } from './write-weights.ts'

type PartFolder = keyof Configuration['parts']

export interface MakeCheckpoint extends MakePart {
  /** The folder of clip-vocab.json.gz and clip-merges.txt.gz: CLIP's public vocabulary. */
  readonly vocabulary: string
}

export interface MakePart {
  /** The folder of the checkpoint: new, or empty. */
  readonly folder: string
  readonly configuration: Configuration
  readonly families: Families
  readonly type: MadeType
  /** The same seed makes the same bytes. */
  readonly seed?: number
  readonly written?: Written
}

/**
 * Writes a diffusers folder with random weights: whole in every file, of any size. What it draws is noise; what it takes
 * (memory, time) is what a trained checkpoint of that configuration takes.
 * @returns the bytes of the weights of each part, by folder
 * @throws where the folder is there and not empty
 */
export const makeCheckpoint = async (options: MakeCheckpoint): Promise<Readonly<Record<PartFolder, number>>> => {
  const { folder, vocabulary } = options
  const { parts, scheduler } = options.configuration
  await mkdir(folder, { recursive: true })
  if ((await readdir(folder)).length > 0)
    throw new Error(`${folder} is not empty. Give a folder that is new, or remove what lies there.`)
  await writeJson(folder, 'model_index.json', {
    _class_name: 'TextToVideoSDPipeline',
    scheduler: ['diffusers', scheduler._class_name as Json],
    text_encoder: ['transformers', parts.text_encoder.class],
    tokenizer: ['transformers', 'CLIPTokenizer'],
    unet: ['diffusers', parts.unet.class],
    vae: ['diffusers', parts.vae.class],
  })
  await writeJson(folder, 'scheduler/scheduler_config.json', scheduler)
  await writeTokenizer(folder, vocabulary)
  const bytes = { text_encoder: 0, unet: 0, vae: 0 }
  for (const part of ['text_encoder', 'unet', 'vae'] as const) bytes[part] = await makePart(part, options)
  return bytes
}

/** Writes the configuration and the weights of one part into its folder. @returns the bytes of its weights */
export const makePart = async (
  part: PartFolder,
  { folder, configuration, families, type, seed = 1, written }: MakePart,
): Promise<number> => {
  const { class: name, config } = configuration.parts[part]
  const configName = `${part}/config.json`
  await writeJson(folder, configName, config)
  const shapes = listWeights(familyOf(families, { class: name, configName }), config, configName)
  const stem = part === 'text_encoder' ? 'model' : 'diffusion_pytorch_model'
  const file = join(folder, part, `${stem}${type === 'F16' ? '.fp16' : ''}.safetensors`)
  return writeWeights(file, shapes, { type, seed, ...(written && { written }) })
}

/** CLIP's tokenizer as Stable Diffusion 2 and ModelScope publish it: padded with "!". */
const writeTokenizer = async (folder: string, vocabulary: string): Promise<void> => {
  await mkdir(join(folder, 'tokenizer'), { recursive: true })
  for (const [packed, name] of [
    ['clip-vocab.json.gz', 'vocab.json'],
    ['clip-merges.txt.gz', 'merges.txt'],
  ] as const)
    await writeFile(join(folder, 'tokenizer', name), await promisify(gunzip)(await readFile(join(vocabulary, packed))))
  const special = {
    bos_token: '<|startoftext|>',
    eos_token: '<|endoftext|>',
    unk_token: '<|endoftext|>',
    pad_token: '!',
  }
  await writeJson(folder, 'tokenizer/special_tokens_map.json', special)
  await writeJson(folder, 'tokenizer/tokenizer_config.json', {
    add_prefix_space: false,
    do_lower_case: true,
    errors: 'replace',
    model_max_length: 77,
    tokenizer_class: 'CLIPTokenizer',
    ...special,
  })
}

const writeJson = async (folder: string, name: string, value: Json): Promise<void> => {
  const path = join(folder, name)
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`)
}
