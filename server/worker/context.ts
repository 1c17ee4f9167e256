import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Scheduler } from '../../diffusion/scheduler.ts'
import { Cancelled, type Context } from '../../nodes/contract/context.ts'
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
  readonly remarks: readonly string[]
  /** From now on the node computes the result of this address: only then it can save and resume. */
  begin(address: string): void
  /** True where the progress store has something of this node. */
  readonly saved: boolean
  /** A remark that is about this run, not about the result. */
  remark(message: string): void
  /** What the node does or did last, to follow "while". */
  readonly activity: string
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

/** Contexts that reach this world. */
export const createContexts = (world: World): Contexts => {
  const spent = { videoMs: 0 }
  return { spent, open: (of) => openContext(world, of, spent) }
}

const openContext = (world: World, of: NodeRunOf, spent: { videoMs: number }): NodeRun => {
  const { checkpoints, networks, schedulers, encodeVideo, readVideo, progress: store } = world
  const { job, workflow, node, listener, stop } = of
  let begun = performance.now()
  const remarks = new Set<string>()
  const passing = new Set<string>()
  const previews = createPreviewLine(world, listener, (message) => remark(message))
  let address: string | undefined
  let activity = 'running'
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
  const remark = (message: string) => {
    if (passing.has(message) || remarks.has(message)) return
    passing.add(message)
    listener.happened({ type: 'warning', node, message })
  }
  /** Where `work` throws, `activity` still says what it was. */
  const doing = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    // ONNX Runtime holds this thread while it computes: a cancel that came meanwhile is heard in the next turn.
    await nextTurn()
    check()
    activity = what
    const result = await work()
    activity = 'running'
    return result
  }
  const addressFor = (what: string): string => {
    if (address === undefined)
      throw new Error(
        `A node asked to ${what} in its identity(). Do that in run(): only there its result has an address.`,
      )
    return address
  }

  const context: Context = {
    check,
    openCheckpoint: (name, variant) =>
      doing(`opening the checkpoint "${name}"`, async () => (await checkpoints.open(name, variant)).parts),
    schedulerConfig: (part) =>
      doing(`reading the scheduler of ${part.checkpoint}`, async () => (await checkpoints.of(part)).schedulerConfig),
    scheduler: (kind) => {
      const found = schedulers.get(kind)
      if (!found)
        throw new Error(`There is no scheduler "${kind}". Choose one of these: ${[...schedulers.keys()].join(', ')}.`)
      return found
    },
    tokenize: (part, text) =>
      doing(`reading the prompt with the tokenizer of ${part.checkpoint}`, () => checkpoints.tokenize(part, text)),
    encodeText: (part, ids, skip) =>
      doing(`running the text encoder of ${part.checkpoint}`, () => networks.encodeText(part, ids, skip)),
    predict: (part, call) => {
      previews.prepare(part)
      return doing(`running the UNet3D of ${part.checkpoint}`, () => networks.predict(part, call))
    },
    predictMemory: (part, shape) =>
      doing(`reading the UNet3D of ${part.checkpoint}`, () => networks.predictMemory(part, shape)),
    vaeScale: (part) => doing(`reading the VAE of ${part.checkpoint}`, () => networks.vaeScale(part)),
    decode: (part, latents, shape) =>
      doing(`running the VAE of ${part.checkpoint}`, () => networks.decode(part, latents, shape)),
    encode: (part, pictures, shape) =>
      doing(`running the VAE of ${part.checkpoint}`, () => networks.encode(part, pictures, shape)),
    readVideo: (asset, settings) =>
      doing(`reading "${asset.name}"`, () => readVideo(asset, settings, { check, progress: context.progress })),
    encodeVideo: (frames, settings) =>
      doing('writing the video', async () => {
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
      previews.send({ job, workflow, node, step, steps, at }, clean, shape, part)
    },
    warn: (message) => {
      if (remarks.has(message)) return
      remarks.add(message)
      if (!passing.has(message)) listener.happened({ type: 'warning', node, message })
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
        const trouble = diskTrouble(error, 'How far this node came', store.folder)
        remark(
          `${trouble?.problem ?? `How far this node came could not be saved (${(error as Error).message}).`} The run goes on, but after an interruption it would go back to the last state that was saved.`,
        )
      }
    },
  }

  return {
    context,
    get remarks() {
      return [...remarks]
    },
    begin: (given) => {
      address = given
      begun = performance.now()
    },
    get saved() {
      return saved
    },
    remark,
    get activity() {
      return activity
    },
    get ms() {
      return ms()
    },
  }
}
