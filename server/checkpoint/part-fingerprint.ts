import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { PartRef } from '../../workflow/values.ts'
import { digestOf, type Fingerprints } from './fingerprints.ts'
import { type Inspected, partFolders } from './inspect.ts'
import { tokenizerFiles } from './tokenizer-files.ts'

type PartName = PartRef['part']

/** What else a part's results depend on, beside its own folder. */
const besides: Readonly<Record<PartName, readonly string[]>> = {
  'text-encoder': tokenizerFiles.map((name) => `tokenizer/${name}`),
  unet3d: ['scheduler/scheduler_config.json'],
  vae: [],
}

/**
 * The fingerprint of one part, hexadecimal: a digest over its class, its configuration, every byte of its weights, and the
 * tokenizer (text encoder) or the scheduler's configuration (UNet3D). The same content gives the same one wherever it lies.
 * @throws CheckpointError where a file is gone or changes while it is read
 */
export const partFingerprint = async (
  folder: string,
  part: PartName,
  { parts }: Inspected,
  fingerprints: Fingerprints,
): Promise<string> => {
  const { class: name, tensors, folder: weightFolder } = parts[part]
  const texts: [name: string, digest: string][] = []
  for (const path of [`${partFolders[part]}/config.json`, ...besides[part]]) {
    const there = await stat(join(folder, path)).catch(() => undefined)
    if (there?.isFile()) texts.push([path, await digestOf(join(folder, path))])
  }
  const weights: string[] = []
  for (const file of new Set([...tensors.values()].map((tensor) => tensor.file)))
    weights.push(await fingerprints.sha256(join(weightFolder, file)))
  // In the Hugging Face cache files have other names: the order of shards is that of their content.
  return digestOfText(JSON.stringify(['reelgraph part', 1, name, texts, weights.sort()]))
}

/** The fingerprint of a whole checkpoint, hexadecimal: a digest over model_index.json and its parts. */
export const checkpointFingerprint = async (folder: string, parts: readonly string[]): Promise<string> =>
  digestOfText(JSON.stringify(['reelgraph checkpoint', 1, await digestOf(join(folder, 'model_index.json')), parts]))

const digestOfText = (text: string): string => createHash('sha256').update(text).digest('hex')
