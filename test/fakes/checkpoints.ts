import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { writeSafetensors } from '../../onnx/safetensors.ts'

/** What a written checkpoint holds beside, or in place of, what a whole one does: `null` leaves a file out. */
export type CheckpointChanges = Readonly<Record<string, string | Uint8Array | null>>

/** Weights of a few tensors with numbers of this seed. */
export const tinyWeights = (seed: number): Uint8Array => {
  const numbers = (count: number, from: number) =>
    new Uint8Array(Float32Array.from({ length: count }, (_, i) => Math.sin(seed * 100 + from + i)).buffer)
  return writeSafetensors({
    'conv_in.weight': { type: 'F32', shape: [2, 3], data: numbers(6, 0) },
    'conv_in.bias': { type: 'F32', shape: [2], data: numbers(2, 50) },
  })
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** A byte-pair vocabulary of four letters, the word "abc" and the marks. */
const vocab = Object.fromEntries(
  ['a', 'b', 'c', 'd', 'a</w>', 'b</w>', 'c</w>', 'd</w>', 'ab', 'abc</w>', '<|startoftext|>', '<|endoftext|>'].map(
    (token, id) => [token, id],
  ),
)

/** The files of a checkpoint that opens: its weights have the form of weights, and are those of no network. */
const wholeCheckpoint: Readonly<Record<string, string | Uint8Array>> = {
  'model_index.json': json({
    _class_name: 'TextToVideoSDPipeline',
    scheduler: ['diffusers', 'DDIMScheduler'],
    text_encoder: ['transformers', 'CLIPTextModel'],
    tokenizer: ['transformers', 'CLIPTokenizer'],
    unet: ['diffusers', 'UNet3DConditionModel'],
    vae: ['diffusers', 'AutoencoderKL'],
  }),
  'README.md': '---\nlicense: mit\n---\n# A tiny model\n\nIt knows nothing.\n',
  'scheduler/scheduler_config.json': json({ _class_name: 'DDIMScheduler', num_train_timesteps: 1000 }),
  'text_encoder/config.json': json({ architectures: ['CLIPTextModel'], max_position_embeddings: 8 }),
  'text_encoder/model.safetensors': tinyWeights(1),
  'tokenizer/vocab.json': json(vocab),
  'tokenizer/merges.txt': '#version: 0.2\na b\nab c</w>\n',
  'tokenizer/tokenizer_config.json': json({ model_max_length: 77, pad_token: '<|endoftext|>' }),
  'unet/config.json': json({ _class_name: 'UNet3DConditionModel', in_channels: 4 }),
  'unet/diffusion_pytorch_model.safetensors': tinyWeights(2),
  'vae/config.json': json({ _class_name: 'AutoencoderKL', scaling_factor: 0.5 }),
  'vae/diffusion_pytorch_model.safetensors': tinyWeights(3),
}

/** The files of a tiny checkpoint by path, with changes. */
export const checkpointFiles = (changes: CheckpointChanges = {}): [path: string, content: string | Uint8Array][] =>
  Object.entries({ ...wholeCheckpoint, ...changes }).flatMap(([path, content]): [string, string | Uint8Array][] =>
    content === null ? [] : [[path, content]],
  )

/** Writes a tiny checkpoint into a folder, which it makes and gives back. */
export const writeCheckpoint = async (folder: string, changes: CheckpointChanges = {}): Promise<string> => {
  for (const [path, content] of checkpointFiles(changes)) await write(join(folder, path), content)
  return folder
}

/**
 * Writes a tiny checkpoint as the Hugging Face cache keeps it: a snapshot of links into blobs. `nameOf` names the blob of a
 * file (by default something that is no digest). Gives back the repository's folder.
 */
export const writeCachedCheckpoint = async (
  root: string,
  repo: string,
  {
    revision = 'r1',
    main = revision,
    changes = {},
    nameOf = (path) => `blob-${revision}-${path.replaceAll('/', '-')}`,
  }: {
    readonly revision?: string
    /** What refs/main says; null for no such file. */
    readonly main?: string | null
    readonly changes?: CheckpointChanges
    readonly nameOf?: (path: string, content: string | Uint8Array) => string
  } = {},
): Promise<string> => {
  const folder = join(root, `models--${repo.replaceAll('/', '--')}`)
  for (const [path, content] of checkpointFiles(changes)) {
    const [blob, link] = [join(folder, 'blobs', nameOf(path, content)), join(folder, 'snapshots', revision, path)]
    await write(blob, content)
    await mkdir(dirname(link), { recursive: true })
    await symlink(relative(dirname(link), blob), link)
  }
  if (main !== null) await write(join(folder, 'refs', 'main'), main)
  return folder
}

const write = async (path: string, content: string | Uint8Array): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}
