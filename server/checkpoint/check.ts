import { createReadStream } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { resolveConfig } from '../../diffusion/resolve-config.ts'
import type { Scheduler } from '../../diffusion/scheduler.ts'
import { buildNetwork, refuseLeftovers } from '../../onnx/build-network.ts'
import type { Family } from '../../onnx/family.ts'
import { listWeights } from '../../onnx/list-weights.ts'
import { createDigest } from '../hub/running-digest.ts'
import { type Families, familyOf } from '../worker/families.ts'
import { CheckpointError } from './checkpoint.ts'
import { type DownloadRecord, readDownloadRecord } from './download-record.ts'
import type { Finding } from './finding.ts'
import { digestInName } from './hugging-face-cache.ts'
import { inspectCheckpoint, partFolders } from './inspect.ts'
import type { PartFiles } from './part-files.ts'
import { checkpointFolders } from './survey.ts'
import { readTokenizer } from './tokenizer-files.ts'
import { listVariants } from './variants.ts'
import { createScans, type Scans } from './weight-scans.ts'

export interface CheckOptions {
  readonly folder: string
  /** The only variant to look at; all that there are where it is left out. */
  readonly variant?: string
  /** Look at every weight, too, for NaN and infinite numbers; each file is read once all the same. */
  readonly deep?: boolean
  readonly families: Families
  readonly schedulers: ReadonlyMap<string, Scheduler>
  /** Told what is being read. */
  readonly progress?: (what: string) => void
}

/**
 * Looks at a checkpoint from end to end: its pipeline, that every tensor of every network is there in the shape that its
 * configuration asks for, that none is left over, its tokenizer and scheduler, and the digest of every file against what
 * the hub said of it. Nothing is thrown for what is wrong: it is a finding.
 */
export async function* checkCheckpoint(options: CheckOptions): AsyncGenerator<Finding> {
  const { folder } = options
  const there = await listVariants(folder)
  const variants = options.variant !== undefined ? [options.variant] : there.length > 0 ? there : ['']
  const scans = createScans()
  for (const variant of variants) yield* checkVariant(options, variant, scans)
  yield* checkFiles(options, scans)
  yield* scans.findings()
}

async function* checkVariant(
  { folder, deep, families, schedulers }: CheckOptions,
  variant: string,
  scans: Scans,
): AsyncGenerator<Finding> {
  const named = (where: string) => (variant === '' ? where : `${where} (${variant})`)
  let found: Awaited<ReturnType<typeof inspectCheckpoint>>
  try {
    found = await inspectCheckpoint(folder, variant, families)
  } catch (error) {
    yield { state: 'wrong', where: named('checkpoint'), message: (error as Error).message }
    return
  }
  yield { state: 'fine', where: named('pipeline'), message: found.class }
  for (const [part, files] of Object.entries(found.parts)) {
    const where = named(partFolders[part as keyof typeof partFolders])
    const wrong = networkProblems(familyOf(families, files), files)
    for (const message of wrong) yield { state: 'wrong', where, message }
    if (wrong.length === 0) yield { state: 'fine', where, message: factsOf(files) }
    if (deep) scans.add(where, files)
  }
  yield await judged(named('tokenizer'), async () => {
    const positions = found.parts['text-encoder'].config.max_position_embeddings
    const tokenizer = await readTokenizer(join(folder, 'tokenizer'), typeof positions === 'number' ? positions : 77)
    const { limit } = tokenizer.encode('a')
    return `prompts of ${limit} tokens`
  })
  yield await judged(named('scheduler'), async () => {
    const name = String(found.schedulerConfig._class_name)
    const known = [...schedulers.values()]
    const own = known.find(({ diffusersClass }) => diffusersClass === name)
    // Its own class may be none of ours: the others still run under its training noise.
    const scheduler = own ?? known[0]
    scheduler?.plan(resolveConfig(scheduler, found.schedulerConfig, {}), 5)
    if (!own) return `${name}, which is not offered here: choose another solver`
    return name
  })
}

const judged = async (where: string, work: () => Promise<string>): Promise<Finding> => {
  try {
    return { state: 'fine', where, message: await work() }
  } catch (error) {
    return { state: 'wrong', where, message: (error as Error).message }
  }
}

/** How many tensors are named where many are missing. */
const namedAtMost = 8

/** What is wrong with the tensors of a network: graphs of all that it computes are built over them. */
const networkProblems = (family: Family, files: PartFiles): string[] => {
  try {
    for (const network of Object.keys(family.networks)) buildNetwork(family, network, files, 'float32')
  } catch (error) {
    return [(error as Error).message, ...furtherProblems(family, files)]
  }
  try {
    refuseLeftovers(family, files)
    return []
  } catch (error) {
    return [(error as Error).message]
  }
}

/** The first tensor that is missing or of a wrong shape ends the build: names the others too. */
const furtherProblems = (family: Family, { config, configName, tensors }: PartFiles): string[] => {
  let wanted: ReadonlyMap<string, readonly number[]>
  try {
    wanted = listWeights(family, config, configName)
  } catch {
    // Then the configuration is what is wrong, and that was said.
    return []
  }
  const missing = [...wanted.keys()].filter((path) => !tensors.has(path))
  const reshaped = [...wanted].flatMap(([path, shape]) => {
    const stored = tensors.get(path)?.shape
    return stored && count(stored) !== count(shape)
      ? [`"${path}" has the shape (${stored.join(', ')}), not (${shape.join(', ')})`]
      : []
  })
  return [
    ...(missing.length > 1 ? [`${missing.length} tensors are missing: ${someOf(missing)}`] : []),
    ...(reshaped.length > 1 ? [`${reshaped.length} tensors have other shapes: ${someOf(reshaped)}`] : []),
  ]
}

const count = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1)

const someOf = (texts: readonly string[]): string =>
  `${texts.slice(0, namedAtMost).join(', ')}${texts.length > namedAtMost ? ', …' : ''}`

const factsOf = ({ class: kind, tensors }: PartFiles): string => {
  const all = [...tensors.values()]
  const parameters = all.reduce((sum, { shape }) => sum + count(shape), 0)
  const types = [...new Set(all.map(({ type }) => type))].sort().join(', ')
  return `${kind}: all of ${tensors.size} tensors, ${(parameters / 1e6).toFixed(1)} million parameters, ${types}`
}

async function* checkFiles({ folder, progress }: CheckOptions, scans: Scans): AsyncGenerator<Finding> {
  const record = await readDownloadRecord(folder)
  const paths = await filesOf(folder)
  for (const path of Object.keys(record?.files ?? {}))
    if (!paths.includes(path))
      yield {
        state: 'wrong',
        where: path,
        message: `is missing. Get it: npm run models -- get ${record?.repo}`,
      }
  for (const path of paths) {
    progress?.(`reading ${path}`)
    yield await checkFile(folder, path, record, scans).catch(
      (error: Error): Finding => ({ state: 'wrong', where: path, message: error.message }),
    )
  }
}

const chunkBytes = 4 * 1024 * 1024

const checkFile = async (
  folder: string,
  path: string,
  record: DownloadRecord | undefined,
  scans: Scans,
): Promise<Finding> => {
  const file = join(folder, path)
  if (path.endsWith('.incomplete'))
    return { state: 'wrong', where: path, message: 'is a part of a file: its download is not finished.' }
  const real = await realpath(file).catch(() => {
    throw new CheckpointError('is a link to a file that is not there. Download the checkpoint again.')
  })
  const said = record && Object.hasOwn(record.files, path) ? record.files[path]?.digest : undefined
  const { size } = await stat(real)
  const [digest, git] = [createDigest('sha256', size), createDigest('git-sha1', size)]
  const readers = [digest, ...(said?.kind === 'git-sha1' ? [git] : []), ...scans.of(real)]
  for await (const chunk of createReadStream(real, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>)
    for (const reader of readers) reader.update(chunk)
  const sha256 = digest.end()
  const expected = said?.value ?? digestInName(real)
  if (expected === undefined) return { state: 'note', where: path, message: `SHA-256 ${sha256}` }
  const found = said?.kind === 'git-sha1' ? git.end() : sha256
  return found === expected
    ? { state: 'fine', where: path, message: `SHA-256 ${sha256}, as published` }
    : {
        state: 'wrong',
        where: path,
        message: `is not what was published: its ${said?.kind === 'git-sha1' ? 'checksum' : 'SHA-256'} is ${found}, and must be ${expected}. Remove it and download it again.`,
      }
}

/** The files that belong to a checkpoint, by path below its folder. */
const filesOf = async (folder: string): Promise<string[]> => {
  const inside = await Promise.all(
    checkpointFolders.map(async (name) =>
      (await readdir(join(folder, name)).catch(() => [])).map((file) => `${name}/${file}`),
    ),
  )
  const top = (await readdir(folder)).filter((name) => /^(?:model_index\.json|README\.md|LICENSE.*)$/.test(name))
  return [...top, ...inside.flat()].sort()
}
