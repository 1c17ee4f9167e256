import type { DeviceProblem } from './device-texts.ts'
import type { Workflow } from './document.ts'
import type { JobState } from './job-state.ts'
import type { Problem } from './rules.ts'
import type { Said, Worded } from './said/said.ts'
import type { Picture } from './sizes.ts'
import type { LibraryItem } from './subgraphs/library.ts'
import type { PartRef, Summary } from './values.ts'

export type JobId = string
export type WorkflowId = string

/** So many calls of a network of those that a unit of work takes, for example one for each window of frames. */
export interface Part {
  readonly done: number
  readonly total: number
}

/** A node by what it is called. */
export interface NamedNode {
  /** Its definition. */
  readonly node: string
  /** The title that a person gave it. */
  readonly title?: string
}

/** Why a node cannot give its result, and the input where that stands. */
export interface NodeFailure extends Worded {
  readonly input?: string
}

/** The node that failed first in a run. */
export interface FirstFailure extends NamedNode, NodeFailure {
  /** How many more nodes failed. */
  readonly more: number
}

/** What happened, without when and to which job. */
export type Happening =
  /** `nodes` are those that the job will look at, in the order of its plan. */
  | { readonly type: 'queued'; readonly title: string; readonly nodes: readonly string[] }
  | { readonly type: 'started'; readonly device: string }
  /** A worker went down, and another goes on from the last state that was saved. */
  | { readonly type: 'resumed'; readonly reason: string }
  /** `address`, of nodes that show their steps: what GET /api/steps/ADDRESS has them under; unknown in older journals. */
  | { readonly type: 'node-started'; readonly node: string; readonly address?: string }
  /**
   * `done` of `total` units of the node's work (steps, frames); `seconds` is the mean time of one unit so far. `within` is
   * how far the next unit is, where it has parts.
   */
  | {
      readonly type: 'progress'
      readonly node: string
      readonly done: number
      readonly total: number
      readonly seconds: number
      readonly within?: Part
    }
  | ({ readonly type: 'warning'; readonly node: string } & Worded)
  | {
      readonly type: 'node-finished'
      readonly node: string
      /** True where nothing was computed: the result was there under its content address. */
      readonly cached: boolean
      readonly ms: number
      readonly outputs: Readonly<Record<string, Summary>>
      /** As `node-started` has it; where the result was there already, it has the steps of the run that made it. */
      readonly address?: string
      /** By how many bytes the worker's memory grew at its highest while the node ran; unknown in older journals. */
      readonly memory?: number
    }
  | ({ readonly type: 'node-failed'; readonly node: string } & NodeFailure)
  /** A node that could not run because one that it reads failed. */
  | { readonly type: 'node-skipped'; readonly node: string; readonly because: string }
  /** Cancel was asked for; the call to a network that is under way is the last. */
  | { readonly type: 'cancelling' }
  | { readonly type: 'finished'; readonly ms: number }
  /** `first` where it failed because a node did; unknown in older journals. */
  | ({ readonly type: 'failed'; readonly first?: FirstFailure } & Worded)
  | { readonly type: 'cancelled' }
  /** The job got another place among those that wait: they run from the lowest to the highest. */
  | { readonly type: 'moved'; readonly place: number }
  /** A person marked the job as worth keeping in sight, or took the mark away. */
  | { readonly type: 'starred'; readonly starred: boolean }

/**
 * One entry of the journal. `seq` counts up over all jobs without gaps; an event is written down before it is sent, and a
 * client that comes back asks for all after the last it saw.
 */
export type JobEvent = Happening & {
  readonly seq: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly job: JobId
  readonly workflow: WorkflowId
}

/**
 * What stands before the bytes of a preview. The payload is the latent estimate of the finished clip (x0, not x_t) of all
 * frames, 8 bits a number, shape (frames, channels, height, width): value = zero[channel] + scale[channel] · byte.
 */
export interface PreviewHeader {
  readonly job: JobId
  readonly workflow: WorkflowId
  readonly node: string
  /** The content address of the result that is being made: equal for the same step of the same computation in any run. */
  readonly address: string
  readonly step: number
  readonly steps: number
  readonly frames: number
  readonly channels: number
  readonly height: number
  readonly width: number
  readonly scale: readonly number[]
  readonly zero: readonly number[]
  /** Names the latent-to-colour factors: GET /api/latent-colour/NAME. */
  readonly colour: string
  /** When the step ended, in milliseconds since 1970. */
  readonly at: number
}

/** What a client that says hello gets: all events since it was last here, or, where that is unknown or long ago, the state of every recent job. */
export interface Welcome {
  readonly seq: number
  readonly events?: readonly JobEvent[]
  readonly jobs?: readonly JobState[]
}

export type RunAnswer =
  | { readonly job: JobId }
  | { readonly error: string; readonly said?: Said; readonly problems?: readonly RefusedNode[] }

/** What is wrong with a node of a run that is refused. */
export interface RefusedNode extends Problem {
  /** The message, as any language can say it. */
  readonly said?: Said
}

export interface ServerToClient {
  events(batch: readonly JobEvent[]): void
  /** Volatile, latest wins: a client that has not said `drawn` for a node's last preview gets no further one of that node. */
  preview(header: PreviewHeader, latent: Uint8Array): void
  /** A workflow file was saved, renamed or deleted (`rev` null), by this client or another. */
  workflow(change: { readonly id: WorkflowId; readonly rev: string | null; readonly name: string }): void
  /** A node of the person's own was kept, renamed or removed, by this client or another. */
  library(): void
  /** Networks were opened or closed, devices found; nothing where no worker is there to have them. */
  engine(info: EngineInfo | null): void
}

export interface ClientToServer {
  hello(greeting: { readonly since?: number }, answer: (welcome: Welcome) => void): void
  /** `drawn`: the seeds are those of this run; otherwise the server draws those that are drawn anew for each run. */
  run(
    request: { readonly workflow: WorkflowId; readonly document: Workflow; readonly drawn?: boolean },
    answer: (answer: RunAnswer) => void,
  ): void
  cancel(job: JobId, answer: (found: boolean) => void): void
  /** Queues the document of a job again; what was computed or saved for it is taken from there. */
  retry(job: JobId, answer: (answer: RunAnswer) => void): void
  /** Puts a waiting job before another one, or at the end; false where one of them does not wait. */
  move(wish: { readonly job: JobId; readonly before: JobId | null }, answer: (done: boolean) => void): void
  drawn(preview: { readonly job: JobId; readonly node: string; readonly step: number }): void
}

/** GET /api/workflows: one line of the list of saved workflows. `rev` is the content address of the saved file. */
export interface SavedWorkflow {
  readonly id: WorkflowId
  readonly name: string
  readonly rev: string
  readonly savedAt: number
  readonly nodes: number
  /** Why the file cannot be opened; it is listed all the same. */
  readonly problem?: string
  /** The same, as any language can say it. */
  readonly said?: Said
}

/** One line of GET /api/examples. */
export interface ExampleLine {
  /** Its file name without extension. */
  readonly id: string
  readonly name: string
  /** What it shows: the file's "about", or nothing. */
  readonly about: string
  /** Words by which it is found. */
  readonly tags: readonly string[]
  /** The checkpoints that its nodes are set to use. */
  readonly checkpoints: readonly string[]
  /** How many nodes it has. */
  readonly nodes: number
  /** Whether there is a still and a moving picture of a run. */
  readonly pictures: boolean
}

/** One line of GET /api/library: a node of the person's own. */
export interface LibraryLine {
  readonly id: string
  readonly title: string
  readonly savedAt: number
  /** Absent where the file cannot be read. */
  readonly item?: LibraryItem
  /** Why it cannot. */
  readonly problem?: string
  /** The same, as any language can say it. */
  readonly said?: Said
}

/** GET /api/system */
export interface SystemInfo {
  readonly device: {
    readonly id: string
    readonly title: string
    readonly threads: number
    readonly memoryBytes: number
  }
  /** Unknown until a worker has opened the device. */
  readonly engine?: EngineInfo | undefined
  readonly checkpoints: readonly CheckpointInfo[]
}

/** What networks can compute on and what is open there now. */
export interface EngineInfo {
  /** The id of the device in use. */
  readonly device: string
  /** The device was asked for by its name; otherwise it is the best that opens. */
  readonly chosen: boolean
  /** All devices, the one that is usually fastest first. */
  readonly devices: readonly FoundDevice[]
  /** How many bytes the weights of open networks may take together. */
  readonly budgetBytes: number
  readonly networks: readonly OpenNetwork[]
}

/** A device that was looked for, and why it cannot be used where it cannot. */
export interface FoundDevice {
  readonly id: string
  readonly title: string
  /** How many threads it computes on, where it is the processor. */
  readonly threads?: number
  /** Its memory in bytes; unknown where nobody tells. */
  readonly memoryBytes?: number
  /** The version of its driver. */
  readonly driver?: string
  /** It answers, but seems to compute on the processor. */
  readonly software?: boolean
  /** It computes in single precision alone. */
  readonly singleOnly?: boolean
  /** Why it cannot be used. */
  readonly problem?: DeviceProblem
  /** A command that helps. */
  readonly command?: string
}

/** A network that is open. */
export interface OpenNetwork {
  readonly checkpoint: string
  readonly variant: string
  readonly part: PartRef['part']
  /** Its name in the family: `text`, `unet`, `decoder`, `encoder`. */
  readonly network: string
  readonly precision: 'float32' | 'float16'
  /** Bytes that its weights take while it is open. */
  readonly bytes: number
  /** Where its nodes ran; known after its first call on another device than the CPU. */
  readonly placed?: {
    /** How many nodes there are. */
    readonly nodes: number
    /** How many of them ran on the CPU. */
    readonly fallen: number
    /** The share of their time that these took, 0 to 1. */
    readonly share: number
    /** Their names, weight paths, those that took longest first; at most {@link namedNodes}. */
    readonly names: readonly string[]
  }
}

/** How many nodes that fell back to the CPU are named for each network. */
export const namedNodes = 200

/** What stands for the licence of a checkpoint whose card names none. */
export const licenceNotStated = 'not stated'

export interface CheckpointInfo {
  readonly name: string
  readonly title: string
  readonly class: string
  /** As its card names it, or {@link licenceNotStated}. */
  readonly licence: string
  readonly bytes: number
  /** The weight variants that all of its networks have, for example `fp16`; the empty text stands for the files without one. */
  readonly variants: readonly string[]
  /** The pictures that it makes best, where its configurations say so. */
  readonly picture?: Picture
  /** A digest of its terms, where these must be read before its first run. */
  readonly terms?: string
  /** Why it cannot be used. */
  readonly problem?: string
  /** The same, as any language can say it. */
  readonly said?: Said
}

/** GET /api/checkpoints/NAME/terms: what its model card says of how it may be used. */
export interface CheckpointTerms {
  readonly licence: string
  /** The licence rules out commercial use. */
  readonly nonCommercial: boolean
  /** A page with the licence itself. */
  readonly link?: string
  /** The parts of the card about limits, biases and uses that it rules out: Markdown; empty where it has none. */
  readonly limits: string
}

/** GET /api/workflows/ID/revisions: what a workflow file is now and was before, the newest first. */
export interface Revision {
  /** The content address of its bytes, which GET /api/workflows/ID/revisions/REV gives. */
  readonly rev: string
  readonly savedAt: number
  /** Its size. */
  readonly bytes: number
  /** The last edits since the revision before, as the undo menu of the editor that saved it names them. */
  readonly edits: readonly string[]
  /** How many edits came before those. */
  readonly more: number
  /** What a person called it. */
  readonly name?: string
  /** The runs that it was used for, in their order. */
  readonly runs: readonly JobId[]
}

/** An error as HTTP answers it: what was wrong, where, and what to do next. */
export interface ErrorAnswer {
  readonly error: string
  /** The same, as any language can say it. */
  readonly said?: Said
}

/** Why something cannot be answered yet, where whoever asks expects that: no error of HTTP. */
export interface ProblemAnswer {
  readonly problem: string
  /** The same, as any language can say it. */
  readonly said?: Said
}
