import { join } from 'node:path'
import type { ClipTokenizer } from '../../diffusion/tokenizer.ts'
import { say, type Worded, worded, wordsOf } from '../../workflow/said/said.ts'
import type { PartRef } from '../../workflow/values.ts'
import { type CheckpointInfo, licenceNotStated } from '../../workflow/wire.ts'
import { inTurn } from '../in-turn.ts'
import { type Families, loadFamilies } from '../worker/families.ts'
import { type Checkpoint, CheckpointError, type Checkpoints } from './checkpoint.ts'
import { type Found, findCheckpoints, locateCheckpoint, locateLikelyCheckpoint } from './find-checkpoints.ts'
import { createFingerprints, type Fingerprints } from './fingerprints.ts'
import { type Inspected, inspectCheckpoint, partFolders, pipelineClass } from './inspect.ts'
import { readModelCard } from './model-card.ts'
import type { PartFiles } from './part-files.ts'
import { checkpointFingerprint, partFingerprint } from './part-fingerprint.ts'
import { pictureOf } from './picture-size.ts'
import { survey } from './survey.ts'
import { termsOf, termsToRead } from './terms.ts'
import { readTokenizer } from './tokenizer-files.ts'
import { listVariants } from './variants.ts'

/** Tokenizers that stay in memory; a large one takes some 20 MB. */
const keptTokenizers = 4

/**
 * The checkpoints under models roots, the first root first; names may also be absolute paths. A checkpoint that was opened
 * is looked at again by names, sizes and times of its files, and its weights are read for their digests only once: these
 * are kept in the file `fingerprints`.
 */
export const openCheckpoints = ({
  roots,
  fingerprints: file,
}: {
  readonly roots: readonly string[]
  readonly fingerprints: string
}): Checkpoints => {
  const fingerprints = createFingerprints(file)
  const turn = inTurn()
  const inspected = new Map<string, { readonly stamp: string; readonly found: Inspected }>()
  const opened = new Map<string, { readonly stamp: string; readonly checkpoint: Checkpoint }>()
  const tokenizers = new Map<string, Promise<ClipTokenizer>>()
  let families: Promise<Families> | undefined

  const inspect = async (folder: string, variant: string, stamp: string): Promise<Inspected> => {
    const key = JSON.stringify([folder, variant])
    const known = inspected.get(key)
    if (known?.stamp === stamp) return known.found
    families ??= loadFamilies()
    const found = await inspectCheckpoint(folder, variant, await families)
    inspected.set(key, { stamp, found })
    return found
  }

  /** What the files of a checkpoint say, their weights not read. */
  const look = async (name: string, variant: string) => {
    const folder = await locateCheckpoint(roots, name)
    const { stamp } = await survey(folder)
    return { folder, stamp, found: await inspect(folder, variant, stamp) }
  }

  const open = (name: string, variant: string): Promise<Checkpoint> => {
    const key = JSON.stringify([name, variant])
    return turn(key, async () => {
      const folder = await locateCheckpoint(roots, name)
      const { stamp } = await survey(folder)
      const known = opened.get(key)
      if (known?.stamp === stamp && known.checkpoint.folder === folder) return known.checkpoint
      const found = await inspect(folder, variant, stamp)
      const checkpoint = await fingerprinted({ name, folder }, variant, found, fingerprints)
      if ((await survey(folder)).stamp !== stamp) throw new CheckpointError(say('filesChange', { path: folder }))
      opened.set(key, { stamp, checkpoint })
      return checkpoint
    })
  }

  const of = async (part: PartRef): Promise<Checkpoint> => {
    const checkpoint = await open(part.checkpoint, part.variant)
    const now = Object.values(checkpoint.parts).find((each) => each.part === part.part)
    if (now?.fingerprint !== part.fingerprint)
      throw new CheckpointError(
        say('filesChanged', {
          path: join(checkpoint.folder, partFolders[part.part]),
          checkpoint: part.checkpoint,
        }),
      )
    return checkpoint
  }

  const describe = async ({ name, folder }: Found): Promise<CheckpointInfo> => {
    const problems: Worded[] = []
    const orProblem = async <T>(work: Promise<T>): Promise<T | undefined> =>
      work.catch((error: unknown) => {
        problems.push(worded(wordsOf(error as Error)))
        return undefined
      })
    const { stamp, bytes } = await survey(folder)
    const variants = await listVariants(folder)
    const found = await orProblem(inspect(folder, variants.includes('') ? '' : (variants[0] ?? ''), stamp))
    const picture = found && pictureOf(name, found.parts.unet3d.config, found.parts.vae.config)
    const card = await orProblem(readModelCard(folder))
    const terms = card && termsToRead(termsOf(card))
    const [problem] = problems
    return {
      name,
      title: card?.title ?? name,
      class: await pipelineClass(folder).then(
        (pipeline) => pipeline.name,
        () => '',
      ),
      licence: card?.licence ?? licenceNotStated,
      bytes,
      variants,
      ...(picture === undefined ? {} : { picture }),
      ...(terms === undefined ? {} : { terms }),
      ...(problem ? { problem: problem.message } : {}),
      ...(problem?.said ? { said: problem.said } : {}),
    }
  }

  /** @param stamp another one for other files in the folder */
  const tokenizerOf = (folder: string, stamp: string, files: PartFiles): Promise<ClipTokenizer> => {
    const key = JSON.stringify([folder, stamp])
    const positions = files.config.max_position_embeddings
    const longest = typeof positions === 'number' ? positions : 77
    const known = tokenizers.get(key)
    if (known) return known
    const tokenizer = readTokenizer(join(folder, 'tokenizer'), longest)
    tokenizers.set(key, tokenizer)
    if (tokenizers.size > keptTokenizers) tokenizers.delete(tokenizers.keys().next().value as string)
    tokenizer.catch(() => tokenizers.delete(key))
    return tokenizer
  }

  return {
    open,
    of,
    list: async () => Promise.all((await findCheckpoints(roots)).map(describe)),
    tokenize: async (textEncoder, text) => {
      const { folder, files } = await of(textEncoder)
      const tokenizer = await tokenizerOf(folder, textEncoder.fingerprint, await files('text-encoder'))
      return tokenizer.encode(text)
    },
    schedulerConfig: async (name, variant) => (await look(name, variant)).found.schedulerConfig,
    countTokens: async (name, variant, text) => {
      const { folder, stamp, found } = await look(name, variant)
      const { tokens, limit, lost } = (await tokenizerOf(folder, stamp, found.parts['text-encoder'])).encode(text)
      return { tokens, limit, lost }
    },
    card: async (name) => {
      const { licence, text } = await readModelCard(await locateLikelyCheckpoint(roots, name))
      return { licence, text }
    },
    terms: async (name) => termsOf(await readModelCard(await locateLikelyCheckpoint(roots, name))),
  }
}

const fingerprinted = async (
  { name, folder }: Found,
  variant: string,
  found: Inspected,
  fingerprints: Fingerprints,
): Promise<Checkpoint> => {
  // One after the other: two files read at once from one disk take longer than in turn.
  const part = async (which: PartRef['part']): Promise<PartRef> => ({
    part: which,
    checkpoint: name,
    variant,
    fingerprint: await partFingerprint(folder, which, found, fingerprints),
  })
  const parts = { textEncoder: await part('text-encoder'), unet3d: await part('unet3d'), vae: await part('vae') }
  return {
    name,
    folder,
    variant,
    fingerprint: await checkpointFingerprint(folder, [
      parts.textEncoder.fingerprint,
      parts.unet3d.fingerprint,
      parts.vae.fingerprint,
    ]),
    parts,
    files: async (which) => found.parts[which],
    schedulerConfig: found.schedulerConfig,
  }
}
