import { readdir } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { networkCases } from './network-cases.ts'
import { noiseCases } from './noise-cases.ts'
import type { ParityTools } from './open-float32.ts'
import type { Outcome } from './outcome.ts'
import { pipelineCases } from './pipeline-cases.ts'
import { schedulerCases } from './scheduler-cases.ts'
import { tokenCases } from './token-cases.ts'

/** One or more cases that were found: how to compute them. */
export interface Found {
  readonly name: string
  compare(tools: ParityTools): AsyncGenerator<Outcome>
}

/**
 * What can be compared in a folder and those under it, known by what lies there:
 * config.json + io.safetensors (a network; that of `<name>` serves `<name>-bin` too, the same weights as torch's pickle), runs.json + io.safetensors (pipeline runs), schedulers.json, randn.json,
 * tokens.json + tokenizer/.
 */
export const findCases = (root: string): Promise<Found[]> => search(root, root)

const search = async (root: string, folder: string): Promise<Found[]> => {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = new Set(entries.map((entry) => entry.name))
  const title = relative(root, folder) || basename(folder)
  const found: Found[] = []
  const add = (name: string, compare: Found['compare']) => found.push({ name, compare })
  const missing = (name: string, what: string) =>
    add(name, async function* () {
      yield { name, skipped: `there is no ${what} beside it` }
    })
  const place = (file: string) => ({ path: join(folder, file), name: folder === root ? file : `${title}/${file}` })

  if (names.has('schedulers.json')) {
    const { path, name } = place('schedulers.json')
    add(name, () => schedulerCases(path, name))
  }
  if (names.has('randn.json')) {
    const { path, name } = place('randn.json')
    add(name, () => noiseCases(path, name))
  }
  if (names.has('tokens.json')) {
    const { path, name } = place('tokens.json')
    if (names.has('tokenizer')) add(name, () => tokenCases(path, join(folder, 'tokenizer'), name))
    else missing(name, 'tokenizer/')
  }
  if (names.has('runs.json')) {
    if (names.has('io.safetensors')) add(title, (tools) => pipelineCases(tools, folder, title))
    else missing(`${title}/runs.json`, 'io.safetensors')
  } else if (names.has('config.json')) {
    if (names.has('io.safetensors')) add(title, (tools) => networkCases(tools, folder, title))
    else {
      const twin = await twinOf(folder)
      if (twin === undefined) missing(title, 'io.safetensors')
      else add(title, (tools) => networkCases(tools, folder, title, twin))
    }
  }
  // The folders of a pipeline are its parts, no cases of their own.
  if (names.has('runs.json') || names.has('model_index.json')) return found
  for (const entry of entries.filter((each) => each.isDirectory()).sort((a, b) => a.name.localeCompare(b.name)))
    found.push(...(await search(root, join(folder, entry.name))))
  return found
}

/** The folder of the same network with its inputs and outputs: `unet3d-a` of `unet3d-a-bin`. */
const twinOf = async (folder: string): Promise<string | undefined> => {
  const twin = folder.replace(/-bin$/, '')
  if (twin === folder) return undefined
  const names = await readdir(twin).catch((): string[] => [])
  return names.includes('io.safetensors') ? twin : undefined
}
