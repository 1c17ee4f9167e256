import type { Words } from '../../workflow/said/said.ts'
import type { EngineInfo, Happening, JobId, PreviewHeader, SystemInfo, WorkflowId } from '../../workflow/wire.ts'

/** What the server tells a worker process. Sent with structured clone (`serialization: 'advanced'`). */
export type ToWorker =
  /** Computes one job; a worker has one at a time. `document` is the workflow's JSON text. */
  | { readonly type: 'run'; readonly job: JobId; readonly workflow: WorkflowId; readonly document: string }
  /** Ends the job before its next call to a network. */
  | { readonly type: 'cancel'; readonly job: JobId }
  /** Ends the process: the job under way stops where it last saved, without an event of its own. */
  | { readonly type: 'stop' }

/** What a worker process tells the server. */
export type FromWorker =
  | { readonly type: 'ready'; readonly device: SystemInfo['device'] }
  /** It cannot start, and ends. */
  | { readonly type: 'broken'; readonly why: Words }
  /** Devices were found, networks opened or closed. */
  | { readonly type: 'engine'; readonly info: EngineInfo }
  | { readonly type: 'happened'; readonly job: JobId; readonly happening: Happening }
  /** `latent`: 8 bits a number, shape (frames, channels, height, width). */
  | { readonly type: 'preview'; readonly header: PreviewHeader; readonly latent: Uint8Array }

/** What a worker process is started with: JSON in its first argument. All folders are absolute. */
export interface WorkerSettings {
  /** The folder of all that the server keeps. */
  readonly data: string
  /** The folders in which checkpoints are looked for, first come first. */
  readonly models: readonly string[]
  /** The device that the person asked for; undefined for the best that opens. */
  readonly device?: string
  /** How much the weights of open networks may take together, in gigabytes (10⁹ bytes); undefined for half of the device's memory. */
  readonly memoryGigabytes?: number
}
