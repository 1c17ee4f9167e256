import type { Socket } from 'socket.io-client'
import { createStore } from 'zustand/vanilla'
import type { Definitions } from '../../workflow/definition.ts'
import type { JobState } from '../../workflow/job-state.ts'
import type { WorkflowId } from '../../workflow/wire.ts'
import { createLookout } from '../history/looking.ts'
import { createKeyMap } from '../keys/key-map.ts'
import { createFrameClock } from '../parts/frame-clock.ts'
import { listen } from '../parts/listen.ts'
import { createApi } from '../state/api.ts'
import type { CanvasCommands, RunsState } from '../state/app-context.ts'
import { createConnection, type Line } from '../state/connection.ts'
import { createDocuments } from '../state/documents.ts'
import { createDrafts } from '../state/drafts.ts'
import { failureText } from '../state/failure-text.ts'
import { createLanguage } from '../state/language.ts'
import { createModelTerms } from '../state/model-terms.ts'
import { createPaletteMarks } from '../state/palette-marks.ts'
import { createLayout } from '../state/panel-layout.ts'
import { createPreviewStore } from '../state/preview-store.ts'
import { noRuns, openedRuns, withOpened } from '../state/runs.ts'
import { createSaving } from '../state/saving.ts'
import { serverWords } from '../state/server-words.ts'
import { createSession, keepSession, readKeptSession } from '../state/session.ts'
import { createTheme } from '../state/theme.ts'
import { translated } from '../state/translated.ts'
import { openFirst } from '../state/welcome.ts'
import { nameWindow } from '../state/window-name.ts'
import { createOwnNodes } from '../subgraphs/own-nodes.ts'
import { failedRuns } from './failed-runs.ts'
import { createRunActs } from './run-acts.ts'
import { showNodes } from './show-nodes.ts'
import type { Studio, StudioState, Tell } from './studio.ts'

/** How long to wait before the server is asked again for what the editor cannot do without. */
const retryMs = 2000

const random = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => (byte % 36).toString(36)).join('')

/** The narrowest window that has room for a panel, the canvas and the details, in pixels. */
const leastForBoth = 1000

/** Builds the editor of a window; it begins to connect at once. */
export const createStudio = (window: Window, connect: () => Socket, tell: Tell): Studio => {
  let destroyed = false
  const endings: (() => void)[] = []
  const language = createLanguage(window)
  const { texts } = language
  const saved = () => texts().saving
  const api = createApi(window.fetch.bind(window), saved)
  const store = createStore<StudioState>(() => ({
    ready: false,
    asking: false,
    palette: false,
    templates: false,
    several: false,
    shortcuts: false,
    connecting: null,
    enlarged: null,
    files: 0,
  }))
  const runs = createStore<RunsState>(() => noRuns)
  const previews = createPreviewStore({
    factors: api.factors,
    steps: api.steps,
    acknowledge: (what) => connection.drawn(what),
  })
  const session = createSession()
  const wide = window.innerWidth >= 1100
  const layout = createLayout(window.localStorage, wide ? 'gallery' : null, () => window.innerWidth < leastForBoth)
  const marks = createPaletteMarks(window)
  const own = createOwnNodes({ api, random, texts: () => texts().subgraphs, tell })
  const theme = createTheme(window)
  const keys = createKeyMap(window.localStorage, () => texts().keys)
  const canvas: { current: CanvasCommands | null } = { current: null }
  const terms = createModelTerms(window.localStorage)

  // The drafts need the window's name, which the browser tells later; until then nothing is open.
  let drafts = createDrafts(window.localStorage, 'new')
  const lateDrafts: typeof drafts = {
    keep: (draft) => drafts.keep(draft),
    drop: (id) => drafts.drop(id),
    read: (id) => drafts.read(id),
    adopt: (open) => drafts.adopt(open),
  }
  const saving = createSaving({
    texts,
    api,
    drafts: lateDrafts,
    tell,
    editName: ({ label, undone }) => (undone ? texts().history.undone(label) : label),
    setTimer: (act, ms) => window.setTimeout(act, ms),
    clearTimer: (timer) => window.clearTimeout(timer as number | undefined),
  })
  const showRun = (workflow: WorkflowId, job: JobState) => runs.setState((state) => withOpened(state, workflow, job))
  const documents = createDocuments({
    ...{ texts, api, session, saving, drafts: lateDrafts, random, tell },
    showRun,
  })
  const looking = createLookout({
    api,
    session,
    documents,
    save: saving.save,
    runOf(workflow) {
      const { jobs, shown } = runs.getState()
      return jobs[shown[workflow] ?? '']
    },
    showRun,
    texts,
    now: Date.now,
    tell,
  })
  const connection = createConnection({
    texts: saved,
    line: connect() as Line,
    runs,
    preview: previews.receive,
    changed(change) {
      saving.changed(change)
      store.setState(({ files }) => ({ files: files + 1 }))
    },
    library: () => void own.look(),
    engine(info) {
      store.setState(({ system }) => (system ? { system: { ...system, engine: info ?? undefined } } : {}))
    },
  })

  const worded = (definitions: Definitions) =>
    translated(definitions, texts().nodes, (words) => serverWords(words, texts().saving))

  let served: Definitions | undefined
  const look = async () => {
    try {
      const [definitions, system] = await Promise.all([api.definitions(), api.system()])
      const same = sameJson(served, definitions)
      served = definitions
      store.setState((state) => ({
        // The canvas is built anew for another palette: only where it is another.
        definitions: same ? state.definitions : worded(definitions),
        system,
        problem: undefined,
      }))
      return true
    } catch (error) {
      if (!store.getState().definitions) store.setState({ problem: (error as Error).message })
      return false
    }
  }
  /** A device is opened with the first worker, and another may take its place: a start tells. */
  const lookAtDevice = () => {
    api.system().then(
      (system) => destroyed || store.setState({ system }),
      () => {},
    )
  }
  const tellOfFailure = (job: JobState) => {
    const error = failureText(job, store.getState().definitions, texts())
    const nodes = Object.keys(job.nodes).filter((id) => job.nodes[id]?.status === 'failed')
    const show = async () => {
      looking.close()
      const editor = (await documents.open(job.workflow)) && session.editor(job.workflow)
      // The canvas of another tab comes up first.
      if (editor) window.setTimeout(() => showNodes(editor, nodes, canvas.current), 100)
    }
    tell(
      texts().announce.failed(error),
      'failed',
      nodes.length > 0 ? { label: texts().shell.showWhere, act: () => void show() } : undefined,
    )
  }
  const start = async () => {
    // React mounts twice in development: what is thrown away at once takes no name and opens nothing.
    await Promise.resolve()
    if (destroyed) return
    const name = await nameWindow(window.sessionStorage, window.navigator.locks, random)
    drafts = createDrafts(window.localStorage, name.own)
    while (!(await look())) {
      await new Promise((resolve) => window.setTimeout(resolve, retryMs))
      if (destroyed) return
    }
    void own.look()
    const places = [window.sessionStorage, window.localStorage]
    const rescued = name.open ? drafts.adopt(name.open) : []
    const kept = readKeptSession(places)
    await openFirst({ api, documents, session, drafts, kept, rescued })
    const opened = Object.entries(kept?.runs ?? {}).filter(([workflow]) => session.editor(workflow))
    await Promise.all(
      opened.map(([workflow, job]) =>
        api.job(job).then(
          (run) => showRun(workflow, run),
          () => {},
        ),
      ),
    )
    if (destroyed) return
    endings.push(keepSession(session, places, () => openedRuns(runs.getState())))
    session.store.setState({})
    store.setState({ ready: true })
  }

  endings.push(
    language.store.subscribe(({ shown }, before) => {
      if (served && shown !== before.shown) store.setState({ definitions: worded(served) })
    }),
    runs.subscribe((state, before) => {
      for (const job of failedRuns(before, state)) tellOfFailure(job)
      if (startedJobs(state) !== startedJobs(before)) lookAtDevice()
      if (state.connection !== 'open' || before.connection !== 'lost') return
      saving.retry()
      // The server may have been started anew, with other nodes or checkpoints.
      void look()
      void own.look()
    }),
  )
  const leave = (event: BeforeUnloadEvent) => {
    // Where the browser has no room for a draft, the person is asked before it is lost.
    if (!saving.flush()) event.preventDefault()
  }
  const hide = () => void saving.flush()
  endings.push(listen(window, { beforeunload: leave, pagehide: hide, online: saving.retry }))
  void start()

  return {
    store,
    api,
    runs,
    previews,
    clock: createFrameClock(window),
    canvas,
    session,
    saving,
    documents,
    looking,
    layout,
    terms,
    look: () => void look(),
    keys,
    marks,
    own,
    theme,
    language,
    tell,
    ...createRunActs({ api, store, session, saving, looking, runs, connection, terms, canvas, texts, tell }),
    destroy() {
      destroyed = true
      saving.flush()
      connection.close()
      theme.destroy()
      language.destroy()
      marks.destroy()
      for (const end of endings) end()
    },
  }
}

const startedJobs = ({ jobs }: RunsState) => Object.values(jobs).filter((job) => job.startedAt !== undefined).length

const sameJson = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
