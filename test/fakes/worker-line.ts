import type { StartWorker, WorkerListener } from '../../server/queue.ts'
import type { Happening, JobId } from '../../workflow/wire.ts'

/** A worker that does what a test tells it to. */
export interface FakeWorker {
  /** What it was told, in order: `run JOB`, `cancel JOB`, `stop`, `kill`. */
  readonly told: readonly string[]
  readonly documents: readonly string[]
  ready(): void
  tell(job: JobId, ...happenings: Happening[]): void
  preview(job: JobId, step: number): void
  die(reason?: string): void
}

/** The device that fake workers say they have. */
export const fakeDevice = { id: 'cpu', title: 'Fake', threads: 1, memoryBytes: 1 }

/** Starts workers that a test plays by hand; `workers` holds them in the order in which they were started. */
export const fakeWorkers = (): { readonly start: StartWorker; readonly workers: readonly FakeWorker[] } => {
  const workers: FakeWorker[] = []
  const start: StartWorker = (listener) => {
    const told: string[] = []
    const documents: string[] = []
    let alive = true
    let release = () => {}
    const gone = new Promise<void>((resolve) => {
      release = resolve
    })
    const die = (reason = 'The worker went down.') => {
      if (!alive) return
      alive = false
      release()
      listener.gone(reason)
    }
    workers.push({ ...hands(listener, () => alive), told, documents, die })
    return {
      run: ({ job, document }) => {
        told.push(`run ${job}`)
        documents.push(document)
      },
      cancel: (job) => told.push(`cancel ${job}`),
      stop: async () => {
        told.push('stop')
        setImmediate(die, 'It was told to stop.')
        await gone
      },
      kill: () => {
        told.push('kill')
        setImmediate(die, 'It was killed.')
      },
    }
  }
  return { start, workers }
}

const hands = (listener: WorkerListener, alive: () => boolean): Pick<FakeWorker, 'ready' | 'tell' | 'preview'> => ({
  ready: () => {
    if (alive()) listener.ready(fakeDevice)
  },
  tell: (job, ...happenings) => {
    for (const happening of happenings) if (alive()) listener.happened(job, happening)
  },
  preview: (job, step) => {
    const sizes = { frames: 1, channels: 1, height: 1, width: 1, scale: [1], zero: [0] }
    const header = { job, workflow: 'w', node: 'n', address: 'a', step, steps: 9, ...sizes, colour: 'c', at: 0 }
    if (alive()) listener.preview({ header, latent: Uint8Array.of(step) })
  },
})
