import { readdir, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { say } from '../../workflow/said/said.ts'
import { CheckpointError } from './checkpoint.ts'
import { repoFolderOf, repoOf, snapshotOf } from './hugging-face-cache.ts'

/** A folder that is, or was meant to be, a checkpoint, and the name to open it by. */
export interface Found {
  readonly name: string
  readonly folder: string
}

const maxDepth = 3
/** A models root is no whole disk: after so many folders the search of a root ends. */
const maxFolders = 2000

/**
 * Everything below the roots that is, or was meant to be, a checkpoint, in order of name; of the same name in several roots
 * that of the first. Roots that are not there are passed over. Looks at names of files alone, three folders deep.
 */
export const findCheckpoints = async (roots: readonly string[]): Promise<Found[]> => {
  const found = new Map<string, Found>()
  for (const root of roots)
    for (const each of await findIn(resolve(root))) if (!found.has(each.name)) found.set(each.name, each)
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

const findIn = async (root: string): Promise<Found[]> => {
  const found: Found[] = []
  const seen = new Set<string>()

  const visit = async (folder: string, path: readonly string[]): Promise<void> => {
    const real = await realpath(folder).catch(() => undefined)
    // Links may lead in circles.
    if (real === undefined || seen.has(real) || seen.size >= maxFolders) return
    seen.add(real)
    const names = await namesIn(folder)
    if (looksLikeCheckpoint(names)) {
      // A root that is a checkpoint itself has no name below itself.
      found.push({ name: path.length === 0 ? folder : path.join('/'), folder })
      return
    }
    if (path.length === maxDepth) return
    for (const name of names) {
      if (name.startsWith('.') || name.includes('\\')) continue
      const inner = join(folder, name)
      const repo = repoOf(name)
      if (repo === undefined) await visit(inner, [...path, name])
      else {
        const snapshot = await snapshotOf(inner)
        if (snapshot && looksLikeCheckpoint(await namesIn(snapshot)))
          found.push({ name: [...path, repo].join('/'), folder: snapshot })
      }
    }
  }

  await visit(root, [])
  return found
}

const namesIn = async (folder: string): Promise<string[]> => (await readdir(folder).catch(() => [])).sort()

/**
 * True for the names in a folder that is, or was meant to be, a checkpoint. A Hugging Face cache holds models of every kind:
 * those without the folders of a diffusers pipeline are none of ours.
 */
const looksLikeCheckpoint = (names: readonly string[]): boolean =>
  names.includes('model_index.json') ||
  ['text_encoder', 'unet', 'vae'].filter((part) => names.includes(part)).length > 1

/**
 * The folder of a checkpoint by its name: a path below a root, a repository in a Hugging Face cache below a root, or an
 * absolute path. Whether it can be used is another question.
 * @throws CheckpointError where there is no such folder, naming the checkpoints that there are
 */
export const locateCheckpoint = async (roots: readonly string[], name: string): Promise<string> => {
  if (name.trim() === '') throw new CheckpointError(say('noCheckpointChosen'))
  if (name.includes('\0')) throw new CheckpointError(say('zeroInName'))
  const candidates = isAbsolute(name) ? [resolve(name)] : placesOf(roots, name)
  const there = (await Promise.all(candidates.map(usable))).flat()
  const best = there.find((each) => each.complete) ?? there[0]
  if (best) return best.folder
  if (isAbsolute(name)) throw new CheckpointError(say('noFolder', { path: name }))
  const known = (await findCheckpoints(roots)).map((each) => each.name)
  const checkpoint = name.slice(0, 200)
  const where = roots.join(', ') || say('anyModelsFolder')
  throw new CheckpointError(
    known.length > 0
      ? say('noSuchCheckpoint', { checkpoint, where, known })
      : say('noCheckpoints', { checkpoint, where }),
  )
}

/** As {@link locateCheckpoint}, for what is read before a checkpoint is known to be one. @throws CheckpointError also where the folder has nothing of one */
export const locateLikelyCheckpoint = async (roots: readonly string[], name: string): Promise<string> => {
  const folder = await locateCheckpoint(roots, name)
  if (looksLikeCheckpoint(await namesIn(folder))) return folder
  throw new CheckpointError(say('noModelIndex', { path: folder }))
}

/** Where a name below the roots may lie. @throws CheckpointError for a name that could lead out of them */
const placesOf = (roots: readonly string[], name: string): string[] => {
  const path = name.split('/')
  if (name.includes('\\') || path.some((each) => each === '' || each === '.' || each === '..'))
    throw new CheckpointError(say('noCheckpointName', { checkpoint: name.slice(0, 200) }))
  return roots.flatMap((root) => [
    join(root, ...path),
    // A repository has one name or two: org/name.
    ...[1, 2]
      .filter((length) => length <= path.length)
      .map((length) => join(root, ...path.slice(0, -length), repoFolderOf(path.slice(-length).join('/')))),
  ])
}

const usable = async (place: string): Promise<{ folder: string; complete: boolean }[]> => {
  const folder = repoOf(place) === undefined ? place : await snapshotOf(place)
  if (folder === undefined || !(await stat(folder).catch(() => undefined))?.isDirectory()) return []
  return [{ folder, complete: (await namesIn(folder)).includes('model_index.json') }]
}
