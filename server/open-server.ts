import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import type { Definitions } from '../workflow/definition.ts'
import { readWorkflow } from '../workflow/document.ts'
import { fileTexts } from '../workflow/file-texts.ts'
import type { JobState } from '../workflow/job-state.ts'
import { inEnglish, say as sentence, worded, wordsOf } from '../workflow/said/said.ts'
import { seedDrawer } from '../workflow/seeds.ts'
import type { Clip } from '../workflow/values.ts'
import type { EngineInfo, JobEvent, JobId, RunAnswer, SystemInfo, WorkflowId } from '../workflow/wire.ts'
import { openArtifacts } from './artifacts.ts'
import { openAssets } from './assets.ts'
import { loadCatalogue } from './catalogue.ts'
import { openCheckpoints } from './checkpoint/open-checkpoints.ts'
import { dataFolder } from './data-folder.ts'
import { type EditorPages, openEditorPages } from './editor-pages.ts'
import { createEstimates } from './estimates.ts'
import { createExamples } from './examples.ts'
import { createForkWorker, type ForkOptions } from './fork-worker.ts'
import { createGate } from './gate.ts'
import { createHttp, listenOn } from './http.ts'
import { type Journal, JournalError } from './journal.ts'
import { openLibrary } from './library.ts'
import { openJournal } from './open-journal.ts'
import { createPreviews, type Preview } from './previews.ts'
import { createQueue } from './queue.ts'
import { createRouter } from './router.ts'
import { artifactRoutes } from './routes/artifacts.ts'
import { assetRoutes } from './routes/assets.ts'
import { checkpointRoutes } from './routes/checkpoints.ts'
import { definitionRoutes } from './routes/definitions.ts'
import { exampleRoutes } from './routes/examples.ts'
import { jobRoutes } from './routes/jobs.ts'
import { latentColourRoutes } from './routes/latent-colour.ts'
import { levelRoutes } from './routes/levels.ts'
import { libraryRoutes } from './routes/library.ts'
import { revisionRoutes } from './routes/revisions.ts'
import { starRoutes } from './routes/stars.ts'
import { stepRoutes } from './routes/steps.ts'
import { systemRoutes } from './routes/system.ts'
import { tokenRoutes } from './routes/tokens.ts'
import { workflowRoutes } from './routes/workflows.ts'
import { orderRun } from './run-request.ts'
import type { Settings } from './settings.ts'
import { type LiveLine, openSocket } from './socket.ts'
import { openStepArchive } from './step-archive.ts'
import type { Terminal } from './terminal.ts'
import { namedBelow, removeUnusedAssets } from './unused-assets.ts'
import { welcome } from './welcome.ts'
import { errorAnswer } from './worded-answers.ts'
import { openWorkflows } from './workflows.ts'

export interface ServerParts {
  readonly settings: Settings
  /** The folder of the program. */
  readonly root: string
  readonly terminal: Terminal
  /** False to serve the API and the socket alone. */
  readonly editor?: boolean
  /** How workers are started, where that is not as this process was. */
  readonly worker?: Pick<ForkOptions, 'execArgv' | 'errors' | 'program'>
}

/** A server that answers. */
export interface RunningServer {
  readonly host: string
  readonly port: number
  /** Runs the demo where this folder is new. */
  welcome(): Promise<void>
  /** Stops in order: no new jobs, the run under way saved, everybody told, the journal closed. */
  stop(): Promise<void>
}

/**
 * Builds the whole server and lets it listen: the only place that knows how its parts go together.
 * @throws JournalError, ListenError and others, in words for the person at the terminal; then nothing is left open
 */
export const openServer = async (parts: ServerParts): Promise<RunningServer> => {
  const opened: (() => unknown)[] = []
  try {
    return await openParts(parts, opened)
  } catch (error) {
    for (const close of opened.reverse()) await close()
    throw error
  }
}

const openParts = async (
  { settings, root, terminal, editor = true, worker }: ServerParts,
  opened: (() => unknown)[],
): Promise<RunningServer> => {
  const { say } = terminal
  const folders = dataFolder(settings.data)
  const models = [...new Set([...settings.models, join(root, 'models')])]

  // First of all: it holds the folder, and a second server must not touch what the first one writes.
  const journal = openJournal(folders.journal, { say })
  opened.push(journal.close)
  const [workflows, library, artifacts, assets, catalogue] = await Promise.all([
    openWorkflows(folders.workflows),
    openLibrary(folders.library),
    openArtifacts(folders.artifacts),
    openAssets(folders.assets, join(root, 'examples', 'assets')),
    loadCatalogue(),
  ])
  const examples = createExamples(join(root, 'examples'))
  const checkpoints = openCheckpoints({ roots: models, fingerprints: folders.fingerprints })
  const definitions = (): Promise<Definitions> => catalogue.definitions(checkpoints)
  const previews = createPreviews()
  const steps = openStepArchive({
    folder: folders.steps,
    trouble: ({ job, node }, words) => {
      try {
        tell([journal.append(job, { type: 'warning', node, ...worded(words) })])
      } catch (error) {
        say(`${inEnglish(words)} ${error instanceof Error ? error.message : error}`)
      }
    },
  })
  const device = createDevice()
  let engine: EngineInfo | null = null

  const followers = new Set<Follower>()
  let line: LiveLine | undefined
  const tell = (batch: readonly JobEvent[]) => {
    for (const event of batch)
      if (event.type === 'node-finished' && event.address !== undefined) steps.end(event.address)
    line?.events(batch)
    estimates.events(batch)
    for (const follower of [...followers]) follower.events(batch)
  }
  const estimates = createEstimates({ journal, definitions, report: say })
  const queue = createQueue({
    journal,
    startWorker: createForkWorker({
      settings: {
        data: settings.data,
        models,
        ...(settings.device === undefined ? {} : { device: settings.device }),
        ...(settings.memoryGigabytes === undefined ? {} : { memoryGigabytes: settings.memoryGigabytes }),
      },
      errors: new Writable({
        write: (chunk: Buffer, _, done) => {
          say(chunk.toString().trimEnd())
          done()
        },
      }),
      onEngine: (info) => {
        engine = info
        line?.engine(info)
      },
      ...worker,
    }),
    onEvents: tell,
    onPreview: (preview) => {
      previews.publish(preview)
      steps.keep(preview)
      for (const follower of [...followers]) follower.preview(preview)
    },
    onDevice: device.set,
    say,
  })

  let stopping = false
  const run = async (workflow: WorkflowId, document: unknown, drawn = false): Promise<RunAnswer> => {
    const request = orderRun(workflow, document, await definitions(), drawn ? undefined : seedDrawer())
    if ('error' in request) return request
    if (stopping) return errorAnswer(sentence('serverStopping'))
    try {
      const job = queue.enqueue(request.order)
      // Which revision it used is worth knowing, and no run is worth losing for it.
      workflows.ran(workflow, request.sent, job).catch((error: Error) => say(`Revision of ${job}: ${error}`))
      return { job }
    } catch (error) {
      if (error instanceof JournalError) return errorAnswer(wordsOf(error))
      throw error
    }
  }

  const retry = async (job: JobId): Promise<RunAnswer> => {
    const state = typeof job === 'string' ? journal.jobState(job) : undefined
    const document = state && journal.document(job)
    return state && document !== undefined
      ? run(state.workflow, readWorkflow(document, fileTexts))
      : errorAnswer(sentence('runForgotten'))
  }
  const star = (job: JobId, starred: boolean): JobState | undefined => {
    const state = journal.jobState(job)
    if (!state || (state.starred ?? false) === starred) return state
    tell([journal.append(job, { type: 'starred', starred })])
    return journal.jobState(job)
  }

  const gate = createGate({ host: settings.host, allowedHosts: settings.allowedHosts })
  const router = createRouter(
    [
      ...definitionRoutes(definitions),
      ...systemRoutes(async () => {
        const [known, found] = await Promise.all([device.get(), checkpoints.list()])
        return { device: known, ...(engine ? { engine } : {}), checkpoints: found }
      }),
      ...workflowRoutes(workflows, (change) => line?.workflow(change)),
      ...revisionRoutes(workflows),
      ...libraryRoutes(library, () => line?.library()),
      ...exampleRoutes(examples),
      ...jobRoutes(journal, async (jobs) => estimates.expected(jobs, (await device.get()).title)),
      ...starRoutes(star),
      ...stepRoutes(steps),
      ...artifactRoutes(artifacts),
      ...assetRoutes(assets),
      ...checkpointRoutes(checkpoints),
      ...latentColourRoutes(folders.latentColour),
      ...levelRoutes(checkpoints, catalogue.schedulers),
      ...tokenRoutes(checkpoints),
    ],
    say,
  )
  let pages: Promise<EditorPages | undefined> = Promise.resolve(undefined)
  const http = createHttp({ gate, router, pages: () => pages, report: say })
  opened.push(() => http.close())
  const port = await listenOn(http, settings.host, settings.port)
  line = openSocket({ http, gate, journal, queue, previews, run, retry, report: say })
  queue.start()
  opened.push(queue.stop)
  // Nobody waits for it, and what it cannot read now it will read at the next start.
  void removeUnusedAssets(
    folders.assets,
    async (digests) => {
      const below = await namedBelow([folders.workflows, folders.library, join(root, 'examples')], digests)
      return new Set([...digests].filter((digest) => below.has(digest) || journal.mentions(digest)))
    },
    Date.now(),
  ).then(
    (removed) => {
      if (removed.length > 0)
        say(`Files of yours that no workflow or run has named for 30 days were removed: ${removed.length}.`)
    },
    (error: Error) => say(`Files of yours that nothing uses were not looked for: ${error.message}`),
  )
  if (editor) {
    pages = openEditorPages({ root, dev: settings.dev, host: settings.host, port })
    await pages
  }

  const server: RunningServer = {
    host: settings.host,
    port,
    welcome: async () => {
      if (!settings.welcome || !journal.fresh) return
      await welcome({
        examples,
        workflows,
        definitions,
        run,
        terminal,
        pathOf: ({ artifact, extension }: Clip) => join(folders.artifacts, `${artifact}.${extension}`),
        follow: (follower) => {
          followers.add(follower)
          return () => followers.delete(follower)
        },
      })
    },
    stop: async () => {
      stopping = true
      http.close()
      // The worker saves what it has; what it says on the way still reaches the journal and the editors.
      await queue.stop()
      await line?.close()
      http.closeAllConnections()
      await (await pages.catch(() => undefined))?.close().catch(() => undefined)
      await steps.close()
      closeJournal(journal, say)
    },
  }
  return server
}

interface Follower {
  events(batch: readonly JobEvent[]): void
  preview(preview: Preview): void
}

const closeJournal = (journal: Journal, say: (line: string) => void): void => {
  try {
    journal.close()
  } catch (error) {
    say(`The journal could not be closed cleanly (${(error as Error).message}). What was written down is safe.`)
  }
}

/** How long an editor that asks for the device waits for the first worker to have opened it. */
const devicePatienceMs = 3000

/** The device as the worker names it; until it does, what is known of this machine. */
const createDevice = () => {
  let known: SystemInfo['device'] | undefined
  let tell = () => {}
  const told = new Promise<void>((resolve) => {
    tell = resolve
  })
  const patience = new Promise<void>((resolve) => setTimeout(resolve, devicePatienceMs).unref())
  return {
    set: (device: SystemInfo['device']) => {
      known = device
      tell()
    },
    get: async (): Promise<SystemInfo['device']> => {
      await Promise.race([told, patience])
      return (
        known ?? {
          id: 'opening',
          title: '',
          threads: availableParallelism(),
          memoryBytes: totalmem(),
        }
      )
    },
  }
}
