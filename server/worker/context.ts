import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { Scheduler } from '../../diffusion/scheduler.ts'
import { Cancelled, type Context } from '../../nodes/contract/context.ts'
import { reasonOf } from '../../workflow/said/reason.ts'
import { type Said, SaidError, say, type Worded, type Words, worded } from '../../workflow/said/said.ts'
import type { JobId, WorkflowId } from '../../workflow/wire.ts'
import type { Checkpoints } from '../checkpoint/checkpoint.ts'
import { digestOf } from './content-address.ts'
import { diskTrouble } from './disk-trouble.ts'
import type { EngineListener } from './engine.ts'
import type { LatentColours } from './latent-colours.ts'
import type { Networks } from './networks.ts'
import { createPreviewLine, requireFinite } from './preview-line.ts'
import type { ProgressStore } from './progress-store.ts'
import type { ReadVideo } from './read-video.ts'
import type { EncodeVideo } from './video.ts'

/** All that contexts reach for nodes. */
export interface World {
  readonly checkpoints: Pick<Checkpoints, 'open' | 'of' | 'tokenize'>
  readonly networks: Pick<Networks, 'encodeText' | 'predict' | 'predictMemory' | 'vaeScale' | 'decode' | 'encode'>
  readonly colours: LatentColours
  readonly schedulers: ReadonlyMap<string, Scheduler>
  readonly encodeVideo: EncodeVideo
  readonly readVideo: ReadVideo
  readonly progress: ProgressStore
  /** How long a node that is done waits for the colours of its last previews, in milliseconds. */
  readonly previewPatienceMs?: number
}

/** The run of one node that a context is for. */
export interface NodeRunOf {
  readonly job: JobId
  readonly workflow: WorkflowId
  readonly node: string
  readonly listener: EngineListener
  readonly stop: AbortSignal
}

/** A context, and what the executor does around it. */
export interface NodeRun {
  readonly context: Context
  /** The node's remarks so far, without those that are about this run alone. */
  readonly remarks: readonly Worded[]
  /** From now on the node computes the result of this address: only then it can save and resume. */
  begin(address: string): void
  /** True where the progress store has something of this node. */
  readonly saved: boolean
  /** A remark that is about this run, not about the result. */
  remark(words: Words | Worded): void
  /** Resolves when all previews of the node are sent, or have waited for their colours too long. */
  previewed(): Promise<void>
  /** What the node does or did last, to follow "while". */
  readonly activity: Said
  /** Milliseconds of work in the result so far, those before an interruption included. */
  readonly ms: number
}

/** Makes contexts, and adds up the milliseconds that they spent writing videos. */
export interface Contexts {
  open(of: NodeRunOf): NodeRun
  readonly spent: { readonly videoMs: number }
}

/** What lies in the progress store: what the node saved, and how long it took to come there. */
interface Saved {
  readonly progress: unknown
  readonly ms: number
  /** Mean seconds of one unit of its work. */
  readonly seconds: number
}

const progressPauseMs = 100
/** A node that was stopped waits no longer than this for its last previews: the server waits for the worker. */
const stoppedPatienceMs = 1000

/** Contexts that reach this world. */
export const createContexts = (world: World): Contexts => {
  const spent = { videoMs: 0 }
  return { spent, open: (of) => openContext(world, of, spent) }
}

const openContext = (world: World, of: NodeRunOf, spent: { videoMs: number }): NodeRun => {
  const { checkpoints, networks, schedulers, encodeVideo, readVideo, progress: store } = world
  const { previewPatienceMs = 30_000 } = world
  const { job, workflow, node, listener, stop } = of
  let begun = performance.now()
  const remarks = new Map<string, Worded>()
  const passing = new Set<string>()
  const previews = createPreviewLine(world, listener, (words) => remark(words))
  let address: string | undefined
  let activity = say('running')
  let earlier: Saved | undefined
  let anchor: { readonly done: number; readonly at: number } | undefined
  let seconds = 0
  let lastTold = Number.NEGATIVE_INFINITY
  let saved = false

  const check = () => {
    if (stop.aborted) throw new Cancelled()
  }
  const ms = () => (earlier?.ms ?? 0) + performance.now() - begun
  /** Counted from the end of the first unit or part, which has the opening of a network in it; 0 where nothing is known. */
  const secondsAt = (done: number, now: number): number => {
    if (anchor && done > anchor.done) return (now - anchor.at) / 1000 / (done - anchor.done)
    if (done <= 0) return 0
    anchor = { done, at: now }
    // The opening of a network may be many times a part.
    return earlier?.seconds || (done < 1 ? 0 : (now - begun) / 1000 / done)
  }
  const remark = (words: Words | Worded) => {
    const told = typeof words === 'object' && 'message' in words ? words : worded(words)
    if (passing.has(told.message) || remarks.has(told.message)) return
    passing.add(told.message)
    listener.happened({ type: 'warning', node, ...told })
  }
  /** Where `work` throws, `activity` still says what it was. */
  const doing = async <T>(what: Said, work: () => Promise<T>): Promise<T> => {
    // ONNX Runtime holds this thread while it computes: a cancel that came meanwhile is heard in the next turn.
    await nextTurn()
    check()
    activity = what
    const result = await work()
    activity = say('running')
    return result
  }
  const addressFor = (what: string): string => {
    if (address === undefined) throw new SaidError(say('askedInIdentity', { call: what }))
    return address
  }

  const context: Context = {
    check,
    openCheckpoint: (name, variant) =>
      doing(say('openingCheckpoint', { checkpoint: name }), async () => (await checkpoints.open(name, variant)).parts),
    schedulerConfig: (part) =>
      doing(
        say('readingScheduler', { checkpoint: part.checkpoint }),
        async () => (await checkpoints.of(part)).schedulerConfig,
      ),
    scheduler: (kind) => {
      const found = schedulers.get(kind)
      if (!found) throw new SaidError(say('noScheduler', { kind, known: [...schedulers.keys()] }))
      return found
    },
    tokenize: (part, text) =>
      doing(say('readingPrompt', { checkpoint: part.checkpoint }), () => checkpoints.tokenize(part, text)),
    encodeText: (part, ids, skip) =>
      doing(say('runningTextEncoder', { checkpoint: part.checkpoint }), () => networks.encodeText(part, ids, skip)),
    predict: (part, call) => {
      previews.prepare(part)
      return doing(say('runningUnet', { checkpoint: part.checkpoint }), () => networks.predict(part, call))
    },
    predictMemory: (part, shape) =>
      doing(say('readingUnet', { checkpoint: part.checkpoint }), () => networks.predictMemory(part, shape)),
    vaeScale: (part) => doing(say('readingVae', { checkpoint: part.checkpoint }), () => networks.vaeScale(part)),
    decode: (part, latents, shape) =>
      doing(say('runningVae', { checkpoint: part.checkpoint }), () => networks.decode(part, latents, shape)),
    encode: (part, pictures, shape) =>
      doing(say('runningVae', { checkpoint: part.checkpoint }), () => networks.encode(part, pictures, shape)),
    readVideo: (asset, settings) =>
      doing(say('readingFile', { file: asset.name }), () =>
        readVideo(asset, settings, { check, progress: context.progress }),
      ),
    encodeVideo: (frames, settings) =>
      doing(say('writingVideo'), async () => {
        const start = performance.now()
        try {
          return await encodeVideo(frames, settings, { check, progress: context.progress })
        } finally {
          spent.videoMs += performance.now() - start
        }
      }),
    progress: (done, total, within) => {
      const now = performance.now()
      seconds = secondsAt(done + (within ? within.done / within.total : 0), now)
      // All of them would flood the journal; the first and the last say where it stands.
      if (now - lastTold < progressPauseMs && done < total) return
      lastTold = now
      listener.happened({ type: 'progress', node, done, total, seconds, ...(within ? { within } : {}) })
    },
    preview: (clean, shape, step, steps, part) => {
      const at = Date.now()
      requireFinite(clean, step, steps)
      previews.send({ job, workflow, node, address: addressFor('preview'), step, steps, at }, clean, shape, part)
    },
    warn: (words) => {
      const told = worded(words)
      if (remarks.has(told.message)) return
      remarks.set(told.message, told)
      if (!passing.has(told.message)) listener.happened({ type: 'warning', node, ...told })
    },
    digest: digestOf,
    resume: async <T>() => {
      const found = (await store.read(addressFor('resume'))) as Saved | undefined
      if (typeof found !== 'object' || found === null || !('progress' in found)) return undefined
      saved = true
      earlier = found
      return found.progress as T
    },
    save: async (progress) => {
      const state: Saved = { progress, ms: ms(), seconds }
      saved = true
      const at = addressFor('save')
      try {
        await store.write(at, state)
      } catch (error) {
        const trouble = diskTrouble(error, say('theProgress'), store.folder)
        const problem = trouble?.problem ?? say('progressNotSaved', { why: reasonOf(error) })
        remark(say('progressLost', { problem }))
      }
    },
  }

  return {
    context,
    get remarks() {
      return [...remarks.values()]
    },
    begin: (given) => {
      address = given
      begun = performance.now()
    },
    get saved() {
      return saved
    },
    remark,
    previewed: async () => {
      if (!previews.settled) return
      const patience = new AbortController()
      const ms = stop.aborted ? Math.min(stoppedPatienceMs, previewPatienceMs) : previewPatienceMs
      const enough = wait(ms, undefined, { signal: patience.signal }).catch(() => undefined)
      await Promise.race([previews.settled, enough])
      patience.abort()
    },
    get activity() {
      return activity
    },
    get ms() {
      return ms()
    },
  }
}
