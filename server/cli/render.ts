import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, extname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import {
  checkSize,
  inputOf,
  isLink,
  type NodeId,
  nodeOf,
  readWorkflow,
  type Workflow,
} from '../../workflow/document.ts'
import { fileText } from '../../workflow/file-text.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import { titleOf } from '../../workflow/rules.ts'
import { drawSeeds, fixedSeeds, seedDrawer } from '../../workflow/seeds.ts'
import { flatten } from '../../workflow/subgraphs/flatten.ts'
import { usedCheckpoints } from '../../workflow/used-checkpoints.ts'
import type { Clip } from '../../workflow/values.ts'
import { openAssets } from '../assets.ts'
import { loadCatalogue } from '../catalogue.ts'
import { openCheckpoints } from '../checkpoint/open-checkpoints.ts'
import { dataFolder } from '../data-folder.ts'
import { findRoot } from '../find-root.ts'
import { orderRun } from '../run-request.ts'
import { readSettings, SettingsError } from '../settings.ts'
import { createTerminal } from '../terminal.ts'
import { createTerminalProgress } from '../terminal-progress.ts'
import type { WorkerSettings } from '../worker/messages.ts'
import { openEngine } from '../worker/open-engine.ts'
import { ask } from './ask.ts'
import { chooseExport, onlyFor } from './choose-export.ts'
import { readTerms } from './read-terms.ts'
import { pathsIn, setValues } from './set-values.ts'
import { takeFiles } from './take-files.ts'
import { UsageError } from './usage-error.ts'

const help = `Usage: npm run render -- WORKFLOW.json --out FILE [options]

Runs a workflow here in the terminal and writes its clip.

  --out FILE                where the clip is written; its ending must be the format that Export makes
  --set NODE.INPUT=VALUE    another value for a field; NODE is an id or a title (of a node in a subgraph, INSTANCE/ID);
                            may be given again; a field for a file takes its path, and the file is copied into the data
                            folder, for example "Load clip.file=clip.mp4"
  --from NODE               the Export whose clip is wanted, where there are several
  --data FOLDER             where results are kept for the next run (default ./data)
  --models FOLDER           a folder of checkpoints, before those of REELGRAPH_MODELS and ./models; may be given again
  --device NAME             cpu, cuda or webgpu (default: the best that is there)
  --memory GB               memory for the weights of open networks; the one used longest ago is closed to make room
                            (default: half of the device's)
  --accept-licence          the licence and limits of its checkpoint were read: do not show them and ask
  --help                    this text

Example: npm run render -- examples/text-to-video.json --set "Noise.seed=11" --out star.mp4
Ends with 0 only when FILE was written, with 2 where the command cannot be followed, else with 1. Ctrl+C cancels.
`

const options = {
  out: { type: 'string' },
  set: { type: 'string', multiple: true },
  from: { type: 'string' },
  data: { type: 'string' },
  models: { type: 'string', multiple: true },
  device: { type: 'string' },
  memory: { type: 'string' },
  'accept-licence': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

const terminal = createTerminal(process.stderr)

/** Runs the command and gives its exit code. @throws UsageError where it cannot be followed */
const render = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parsed(args)
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw new UsageError(`Give one workflow.\n\n${help}`)
  if (!values.out) throw new UsageError(`Say where the clip goes: --out FILE.\n\n${help}`)
  const out = resolve(values.out)
  const settings = engineSettings(values)

  const catalogue = await loadCatalogue()
  const checkpoints = openCheckpoints({
    roots: settings.models,
    fingerprints: dataFolder(settings.data).fingerprints,
  })
  const definitions = await catalogue.definitions(checkpoints)
  const flat = flatten(await workflowIn(file), definitions)
  const set = values.set ?? []
  const paths = pathsIn(flat, definitions, set)
  const given =
    paths.length === 0
      ? undefined
      : await takeFiles(
          paths,
          await openAssets(dataFolder(settings.data).assets, join(findRoot(), 'examples', 'assets')),
        )
  const workflow = setValues(flat, definitions, set, given)
  const wanted = chooseExport(workflow, definitions, values.from)
  requireEnding(out, workflow, definitions, wanted)
  const document = fixedSeeds(drawSeeds(definitions, seedDrawer())(onlyFor(workflow, wanted)), definitions)
  const order = orderRun('render', document, definitions)
  if ('error' in order) throw new Error(order.error)
  const allowed = await readTerms(usedCheckpoints(document, definitions, await checkpoints.list()), {
    checkpoints,
    file: dataFolder(settings.data).readTerms,
    accepted: values['accept-licence'] ?? false,
    say: terminal.say,
    ask,
  })
  if (!allowed) return 1
  await mkdir(dirname(out), { recursive: true })

  const engine = await openEngine(settings)
  try {
    const progress = createTerminalProgress(terminal, (id) => {
      const node = nodeOf(document, id)
      return node ? titleOf(definitions, node) : id
    })
    progress.happened({ type: 'queued', title: order.order.title, nodes: order.order.nodes })
    const stop = cancelOnInterrupt()
    let clip: Clip | undefined
    let failed = false
    await engine.run(
      { job: 'render', workflow: 'render', document },
      {
        happened: (happening) => {
          progress.happened(happening)
          if (happening.type === 'failed') failed = true
          if (happening.type === 'node-finished' && happening.node === wanted)
            clip = Object.values(happening.outputs).find((each) => each.type === 'clip')
        },
        preview: progress.preview,
      },
      stop,
    )
    if (stop.aborted || failed) {
      terminal.say(`${out} was not written.`)
      return 1
    }
    if (!clip) throw new Error('The run ended without a clip. Check that Export is connected.')
    if (extname(out) !== `.${clip.extension}`)
      throw new Error(
        `The clip is .${clip.extension}, and --out ends in "${extname(out)}". Nothing was written there: name it .${clip.extension}.`,
      )
    await copyWhole(join(dataFolder(settings.data).artifacts, `${clip.artifact}.${clip.extension}`), out)
    process.stdout.write(`${out}\n`)
    return 0
  } finally {
    await engine.close()
  }
}

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}.\n\n${help}`)
  }
}

/** The settings of the engine, as the server reads its own. */
const engineSettings = (values: ReturnType<typeof parsed>['values']): WorkerSettings => {
  const flags = [
    ...(values.data === undefined ? [] : ['--data', values.data]),
    ...(values.models ?? []).flatMap((each) => ['--models', each]),
    ...(values.device === undefined ? [] : ['--device', values.device]),
    ...(values.memory === undefined ? [] : ['--memory', values.memory]),
  ]
  const settings = readSettings(flags, { REELGRAPH_MODELS: process.env.REELGRAPH_MODELS }, process.cwd())
  if (settings === 'help') throw new UsageError(help)
  const { data, models, device, memoryGigabytes } = settings
  return {
    data,
    models: [...new Set([...models, join(findRoot(), 'models')])],
    ...(device === undefined ? {} : { device }),
    ...(memoryGigabytes === undefined ? {} : { memoryGigabytes }),
  }
}

const workflowIn = async (file: string): Promise<Workflow> => {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UsageError(
      code === 'ENOENT'
        ? `There is no file ${resolve(file)}. Give the path of a workflow, for example examples/text-to-video.json.`
        : `${resolve(file)} cannot be read (${code}). Give the path of a workflow file.`,
    )
  }
  try {
    checkSize(bytes.length, fileTexts)
    return readWorkflow(fileText(bytes, fileTexts), fileTexts)
  } catch (error) {
    throw new UsageError(`${resolve(file)}: ${(error as Error).message}`)
  }
}

/** A wrong ending is found before hours of work, where the format stands on the card. */
const requireEnding = (out: string, workflow: Workflow, definitions: Definitions, id: NodeId): void => {
  const node = nodeOf(workflow, id)
  const field = node && definitionOf(definitions, node.node)?.inputs.format
  const filled = node && inputOf(node, 'format')
  if (!node || field?.kind !== 'choice' || isLink(filled)) return
  const format = filled?.value ?? field.default
  const ending = extname(out).slice(1)
  if (ending === format) return
  const possible = field.options.some((option) => option.value === ending)
  throw new UsageError(
    `--out ${out} ends in "${extname(out)}", and ${titleOf(definitions, node)} makes ${format}. Name it .${format}${possible ? `, or add --set "${id}.format=${ending}"` : ''}.`,
  )
}

/** Aborted by the first Ctrl+C; the second ends the process at once. One keypress may arrive twice: npm hands it on. */
const cancelOnInterrupt = (): AbortSignal => {
  const controller = new AbortController()
  let first = 0
  const cancel = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) {
      if (signal === 'SIGTERM' || Date.now() - first > 400) process.exit(1)
      return
    }
    first = Date.now()
    terminal.say('Cancelling after the call to a network that is under way…')
    controller.abort('cancel')
  }
  process.on('SIGINT', cancel)
  process.on('SIGTERM', cancel)
  return controller.signal
}

/** Copies so that `to` is never half a file. */
const copyWhole = async (from: string, to: string): Promise<void> => {
  const temporary = `${to}.${process.pid}.part`
  try {
    await copyFile(from, temporary)
    await rename(temporary, to)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw new Error(
      `The clip could not be written to ${to} (${(error as NodeJS.ErrnoException).code}). It lies in ${from}: copy it from there.`,
      { cause: error },
    )
  }
}

try {
  process.exitCode = await render(process.argv.slice(2))
} catch (error) {
  terminal.show('')
  terminal.say((error as Error).message)
  process.exitCode = error instanceof UsageError || error instanceof SettingsError ? 2 : 1
}
