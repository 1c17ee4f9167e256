import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { sizeText } from '../../workflow/size-text.ts'
import { loadCatalogue } from '../catalogue.ts'
import { checkCheckpoint } from '../checkpoint/check.ts'
import { locateLikelyCheckpoint } from '../checkpoint/find-checkpoints.ts'
import { openCheckpoints } from '../checkpoint/open-checkpoints.ts'
import { termsOf, termsToRead } from '../checkpoint/terms.ts'
import { dataFolder } from '../data-folder.ts'
import { findRoot } from '../find-root.ts'
import { download } from '../hub/download.ts'
import { createDownloadLine } from '../hub/download-line.ts'
import { HubError } from '../hub/hub-error.ts'
import { type HubSettings, hubCache, readHubSettings } from '../hub/hub-settings.ts'
import { type DownloadPlan, planDownload, type Wanted } from '../hub/plan-download.ts'
import { planOffline } from '../hub/plan-offline.ts'
import { readSettings, SettingsError } from '../settings.ts'
import { createTerminal } from '../terminal.ts'
import { terminalText } from '../terminal-text.ts'
import { loadFamilies } from '../worker/families.ts'
import { ask } from './ask.ts'
import { checkpointTable, termsText } from './model-words.ts'
import { UsageError } from './usage-error.ts'

const help = `Usage: npm run models -- COMMAND

  get ORG/NAME     download a text-to-video checkpoint from the Hugging Face hub; goes on where it broke off
      --variant NAME     its weights of this variant, for example fp16 (half the size)
      --revision NAME    a branch, tag or commit (default main)
      --to FOLDER        the models folder that gets ORG/NAME (default: models beside the program)
      --accept-licence   agree to a licence that rules out commercial use, without being asked
  list             the checkpoints that there are: class, size, licence, weights, and what is wrong
  check NAME       every tensor there, shapes as the config says, nothing left over, the SHA-256 of each file
      --variant NAME     only this variant (default: all that are there)
      --deep             read all weights, too, for NaN and infinite numbers
  licence NAME     its licence, limits and forbidden uses, as its card has them

  --models FOLDER  a folder of checkpoints, before those of REELGRAPH_MODELS and ./models; may be given again
  --help           this text

get reads HF_TOKEN (or HUGGING_FACE_HUB_TOKEN, or ~/.cache/huggingface/token) and HF_ENDPOINT, and takes what is there
already from the Hugging Face cache (HF_HUB_CACHE, HF_HOME or ~/.cache/huggingface): weights as links, not a second time.
Where the hub does not answer, a whole copy of the revision in that cache, or of an earlier get, stands in; get says so.
Example: npm run models -- get damo-vilab/text-to-video-ms-1.7b --variant fp16
Ends with 0 only when all is well, with 2 where the command cannot be followed, else with 1.
`

const options = {
  variant: { type: 'string' },
  revision: { type: 'string' },
  to: { type: 'string' },
  'accept-licence': { type: 'boolean' },
  deep: { type: 'boolean' },
  models: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const

const terminal = createTerminal(process.stderr)
const print = (text: string): unknown => process.stdout.write(terminalText(text))

type Values = ReturnType<typeof parsed>['values']

const commands: Readonly<
  Record<string, { flags: readonly string[]; run: (name: string, values: Values) => Promise<number> }>
> = {
  get: {
    flags: ['variant', 'revision', 'to', 'accept-licence'],
    run: async (name, values) => get(name, values, await readHubSettings(process.env)),
  },
  list: { flags: ['models'], run: (_, values) => list(values) },
  check: { flags: ['variant', 'deep', 'models'], run: (name, values) => check(name, values) },
  licence: { flags: ['models'], run: (name, values) => licence(name, values) },
}

/** Runs the command and gives its exit code. @throws UsageError where it cannot be followed */
const main = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parsed(args)
  if (values.help) {
    print(help)
    return 0
  }
  const [word = '', name = '', ...more] = positionals
  const command = Object.hasOwn(commands, word) ? commands[word] : undefined
  if (!command) throw new UsageError(`${word === '' ? 'Give a command.' : `There is no command "${word}".`}\n\n${help}`)
  if (more.length > 0 || (word === 'list' ? name !== '' : name === ''))
    throw new UsageError(`"${word}" takes ${word === 'list' ? 'no name' : 'one name'}.\n\n${help}`)
  const stray = Object.keys(values).find((flag) => !command.flags.includes(flag))
  if (stray !== undefined) throw new UsageError(`--${stray} is no option of "${word}".\n\n${help}`)
  return command.run(name, values)
}

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}.\n\n${help}`)
  }
}

const get = async (name: string, values: Values, hub: HubSettings): Promise<number> => {
  const repo = name.startsWith(`${hub.url}/`) ? name.slice(hub.url.length + 1).replace(/\/+$/, '') : name
  if (!/^[\w-][\w.-]*\/[\w-][\w.-]*$/.test(repo))
    throw new UsageError(
      `"${name}" is no name of a model on the hub. Give it as ORG/NAME, for example damo-vilab/text-to-video-ms-1.7b.`,
    )
  terminal.show(`Looking at ${repo} on ${hub.url}…`)
  const folder = join(values.to === undefined ? join(findRoot(), 'models') : resolve(values.to), ...repo.split('/'))
  const cache = hubCache(process.env)
  const plan = await planHere(
    hub,
    { repo, revision: values.revision ?? 'main', variant: values.variant ?? '' },
    folder,
    cache,
  )
  terminal.show('')
  const bytes = plan.files.reduce((sum, { size }) => sum + size, 0)
  print(`${repo} at ${plan.commit.slice(0, 12)}: ${plan.files.length} files, ${sizeText(bytes)}, into ${folder}\n`)
  const terms = termsOf(plan.card)
  if (termsToRead(terms) === undefined) print(`Licence: ${terms.licence}\n`)
  else print(`\n${termsText(repo, terms)}\n`)
  if (
    terms.nonCommercial &&
    !values['accept-licence'] &&
    !(await ask(`Do you agree to ${terms.licence}: no commercial use, and the limits above?`))
  ) {
    terminal.say(
      `Nothing was downloaded. ${repo} is under ${terms.licence}, which rules out commercial use: to agree to it, add --accept-licence.`,
    )
    return 1
  }
  const line = createDownloadLine(terminal)
  const { fetched, cached } = await download({ plan, folder, cache, progress: line, pause }).finally(() =>
    terminal.show(''),
  )
  if (cached > 0) print(`${cached} files were in ${cache} and are used from there.\n`)
  if (fetched > 0) print(`Downloaded and checked: ${fetched} files.\n`)
  if (fetched + cached === 0) print('All files were there, with the right bytes.\n')
  print(`${folder}\n`)
  return 0
}

/** What to download; where the hub does not answer, what is on this disk, said so. @throws HubError */
const planHere = async (hub: HubSettings, wanted: Wanted, folder: string, cache: string): Promise<DownloadPlan> => {
  try {
    return await planDownload(hub, wanted, pause)
  } catch (error) {
    if (!(error instanceof HubError) || error.kind !== 'passing') throw error
    const families = await loadFamilies()
    const plan = await planOffline({ ...hub, ...wanted }, wanted, { folder, cache, families }, error)
    terminal.show('')
    // The rest of the message says how to try again, which is not needed now.
    terminal.say(`${error.message.split('. ')[0]}.`)
    terminal.say(
      `Going on without the hub, with the copy in ${plan.from}: ${wanted.repo} as ${wanted.revision} was when it came (commit ${plan.commit.slice(0, 12)}). Whether there is a newer one could not be seen.`,
    )
    return plan
  }
}

const list = async (values: Values): Promise<number> => {
  const models = roots(values)
  const found = await checkpointsIn(models).list()
  if (found.length === 0) {
    terminal.say(`There are no checkpoints in ${models.join(', ')}. Get one: npm run models -- get ORG/NAME`)
    return 1
  }
  print(checkpointTable(found))
  return found.some(({ problem }) => problem !== undefined) ? 1 : 0
}

const check = async (name: string, values: Values): Promise<number> => {
  const folder = await locateLikelyCheckpoint(roots(values), name)
  const [families, { schedulers }] = await Promise.all([loadFamilies(), loadCatalogue()])
  print(`${folder}\n`)
  let wrong = 0
  for await (const { state, where, message } of checkCheckpoint({
    folder,
    families,
    schedulers,
    ...(values.variant === undefined ? {} : { variant: values.variant }),
    deep: values.deep ?? false,
    progress: (what) => terminal.show(`${what}…`),
  })) {
    terminal.show('')
    if (state === 'wrong') wrong++
    print(`${{ fine: 'ok   ', wrong: 'WRONG', note: '     ' }[state]}  ${where}: ${message}\n`)
  }
  print(wrong === 0 ? 'All is well.\n' : `${wrong} ${wrong === 1 ? 'thing is' : 'things are'} wrong.\n`)
  return wrong === 0 ? 0 : 1
}

const licence = async (name: string, values: Values): Promise<number> => {
  print(termsText(name, await checkpointsIn(roots(values)).terms(name)))
  return 0
}

const checkpointsIn = (models: readonly string[]) =>
  openCheckpoints({ roots: models, fingerprints: dataFolder(resolve('data')).fingerprints })

const roots = (values: Values): string[] => {
  const flags = (values.models ?? []).flatMap((each) => ['--models', each])
  const settings = readSettings(flags, { REELGRAPH_MODELS: process.env.REELGRAPH_MODELS }, process.cwd())
  if (settings === 'help') throw new UsageError(help)
  return [...new Set([...settings.models, join(findRoot(), 'models')])]
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  terminal.show('')
  terminal.say((error as Error).message)
  process.exitCode = error instanceof UsageError || error instanceof SettingsError ? 2 : 1
}
