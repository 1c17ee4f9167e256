import type { Workflow } from '../../workflow/document.ts'
import type { Happening, JobId, PreviewHeader, SystemInfo, WorkflowId } from '../../workflow/wire.ts'

/** One job as an engine gets it. */
export interface EngineJob {
  readonly job: JobId
  readonly workflow: WorkflowId
  readonly document: Workflow
}

/** Where an engine tells what happens. */
export interface EngineListener {
  happened(happening: Happening): void
  /** `latent`: 8 bits a number, shape (frames, channels, height, width). */
  preview(header: PreviewHeader, latent: Uint8Array): void
}

/** All that computes: device, checkpoints, networks, cache and executor. The worker process and `npm run render` each have one. */
export interface Engine {
  readonly device: SystemInfo['device']
  /**
   * Computes a job, from `started` to `finished`, `failed` or `cancelled` (the last happening that it tells). Never rejects
   * for what a workflow or a node does wrong. When `stop` is aborted with the reason 'cancel', the job ends before its next
   * call to a network; with any other reason it stops there without a word, to be resumed.
   */
  run(job: EngineJob, listener: EngineListener, stop: AbortSignal): Promise<void>
  close(): Promise<void>
}
