'use client'
import { createContext, useContext } from 'react'
import type { Socket } from 'socket.io-client'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Definitions } from '../../workflow/definition.ts'
import type { NodeId } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import { usedCheckpoints } from '../../workflow/used-checkpoints.ts'
import type { JobId, SystemInfo } from '../../workflow/wire.ts'
import type { SocketRef } from '../canvas/geometry.ts'
import { createLookout, type Lookout } from '../history/looking.ts'
import { createKeyMap, type KeyMap } from '../keys/key-map.ts'
import { createFrameClock, type FrameClock } from '../parts/frame-clock.ts'
import { type Api, createApi } from '../state/api.ts'
import type { CanvasCommands, Previews, RunsState } from '../state/app-context.ts'
import { createConnection, type Line } from '../state/connection.ts'
import { createDocuments, type Documents } from '../state/documents.ts'
import { createDrafts } from '../state/drafts.ts'
import { jobFacts } from '../state/job-facts.ts'
import { createLanguage, type LanguageStore } from '../state/language.ts'
import { createModelTerms, type ModelTerms } from '../state/model-terms.ts'
import { createPaletteMarks, type PaletteMarksStore } from '../state/palette-marks.ts'
import { createLayout, type LayoutStore } from '../state/panel-layout.ts'
import { createPreviewStore } from '../state/preview-store.ts'
import { noRuns, openJobOf } from '../state/runs.ts'
import { createSaving, type Saving } from '../state/saving.ts'
import { createSession, keepSession, readKeptSession, type Session } from '../state/session.ts'
import { createTheme, type ThemeStore } from '../state/theme.ts'
import { translated } from '../state/translated.ts'
import { openFirst } from '../state/welcome.ts'
import { nameWindow } from '../state/window-name.ts'
import { createOwnNodes, type OwnNodes } from '../subgraphs/own-nodes.ts'
import { failedRuns } from './failed-runs.ts'
import { queueRuns } from './queue-runs.ts'
import { refusedRun } from './refused-run.ts'
import { showNodes } from './show-nodes.ts'

/** What a person can do about what they are told. */
export interface NoticeAction {
  readonly label: string
  readonly act: () => void
}

export type Tell = (message: string, kind?: 'done' | 'refused' | 'failed', action?: NoticeAction) => void

/** What of the editor is there yet. */
export interface StudioState {
  readonly definitions?: Definitions
  readonly system?: SystemInfo
  /** Why nothing can be shown; it goes on trying. */
  readonly problem?: string
  /** The workflows of the last visit are open. */
  readonly ready: boolean
  /** A run was asked for and the server has not answered yet. */
  readonly asking: boolean
  readonly palette: boolean
  /** The templates to begin with are shown. */
  readonly templates: boolean
  /** It is being chosen how often the workflow in front runs. */
  readonly several: boolean
  /** The shortcut sheet is open. */
  readonly shortcuts: boolean
  /** The socket whose connection is being chosen with the keyboard. */
  readonly connecting: SocketRef | null
  /** The node of the open level whose picture is shown large. */
  readonly enlarged: NodeId | null
  /** Counts the changes of files on the server that this window was told of: lists look again. */
  readonly files: number
}

/** All that the editor in one window is made of. */
export interface Studio {
  readonly store: StoreApi<StudioState>
  readonly api: Api
  readonly runs: StoreApi<RunsState>
  readonly previews: Previews
  readonly clock: FrameClock
  readonly canvas: { current: CanvasCommands | null }
  readonly session: Session
  readonly saving: Saving
  readonly documents: Documents
  /** The look at earlier revisions. */
  readonly looking: Lookout
  readonly layout: LayoutStore
  readonly keys: KeyMap
  readonly marks: PaletteMarksStore
  /** The library of the person's own nodes. */
  readonly own: OwnNodes
  readonly theme: ThemeStore
  readonly language: LanguageStore
  readonly terms: ModelTerms
  /** Looks again at which nodes and checkpoints there are. */
  look(): void
  /** Saves and runs the workflow in front, once or more often, when the terms of its checkpoints were read. */
  run(count?: number): Promise<void>
  /** Cancels the run of the workflow in front, or the given job. */
  cancel(job?: JobId): Promise<void>
  /** Queues the document of a run again. */
  retry(job: JobId): Promise<void>
  /** Puts a waiting run before another one, or at the end. */
  move(job: JobId, before: JobId | null): Promise<void>
  tell: Tell
  destroy(): void
}

const context = createContext<Studio | null>(null)
export const StudioProvider = context.Provider

/** The editor of this window. @throws outside of StudioProvider */
export const useStudio = (): Studio => {
  const studio = useContext(context)
  if (!studio)
    throw new Error('useStudio was called outside of StudioProvider: mount the part under app/shell/workspace.tsx.')
  return studio
}

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
  const previews = createPreviewStore({ factors: api.factors, acknowledge: (what) => connection.drawn(what) })
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
  const documents = createDocuments({ texts, api, session, saving, drafts: lateDrafts, random, tell })
  const looking = createLookout({
    api,
    session,
    documents,
    save: saving.save,
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

  const worded = (definitions: Definitions) => translated(definitions, texts().nodes, texts().saving.said)

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
    const { error } = jobFacts(job)
    const nodes = Object.keys(job.nodes).filter((id) => job.nodes[id]?.status === 'failed')
    const show = async () => {
      looking.close()
      const editor = (await documents.open(job.workflow)) && session.editor(job.workflow)
      // The canvas of another tab comes up first.
      if (editor) window.setTimeout(() => showNodes(editor, nodes, canvas.current), 100)
    }
    tell(
      texts().announce.failed(error && saved().said(error)),
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
    await openFirst({ api, documents, session, drafts, kept: readKeptSession(places), rescued })
    if (destroyed) return
    endings.push(keepSession(session, places))
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
  window.addEventListener('beforeunload', leave)
  window.addEventListener('pagehide', hide)
  window.addEventListener('online', saving.retry)
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
    async run(count = 1) {
      const editor = session.front()
      const { definitions, system, asking } = store.getState()
      if (!editor || !definitions || asking) return
      if (looking.store.getState()) return tell(texts().history.noRun, 'refused')
      if (!(await terms.allow(usedCheckpoints(editor.workflow(), definitions, system?.checkpoints ?? [])))) return
      store.setState({ asking: true })
      try {
        const { save } = saving
        const refusal = await queueRuns({
          editor,
          definitions,
          count,
          label: texts().fields.drawSeeds,
          save,
          connection,
        })
        if (!refusal) return
        const { answer, document } = refusal
        const { message, nodes } = refusedRun(answer, document, definitions, texts())
        tell(message, 'failed')
        showNodes(editor, nodes, session.front() === editor ? canvas.current : null)
      } finally {
        store.setState({ asking: false })
      }
    },
    async cancel(job) {
      const front = session.store.getState().front
      const wanted = job ?? (front === null ? undefined : openJobOf(runs.getState(), front)?.job)
      if (wanted !== undefined && !(await connection.cancel(wanted)))
        tell(runs.getState().connection === 'open' ? texts().saving.ended : texts().saving.cancelNoLine, 'refused')
    },
    async retry(job) {
      const answer = await connection.retry(job)
      if ('error' in answer) tell(answer.error, 'failed')
    },
    async move(job, before) {
      if (!(await connection.move(job, before))) tell(texts().saving.queueMoved, 'refused')
    },
    destroy() {
      destroyed = true
      saving.flush()
      connection.close()
      theme.destroy()
      language.destroy()
      marks.destroy()
      window.removeEventListener('beforeunload', leave)
      window.removeEventListener('pagehide', hide)
      window.removeEventListener('online', saving.retry)
      for (const end of endings) end()
    },
  }
}

const startedJobs = ({ jobs }: RunsState) => Object.values(jobs).filter((job) => job.startedAt !== undefined).length

const sameJson = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
