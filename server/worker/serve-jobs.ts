import { readWorkflow, type Workflow } from '../../workflow/document.ts'
import { fileWords } from '../../workflow/said/file-words.ts'
import { worded, wordsOf } from '../../workflow/said/said.ts'
import type { Engine } from './engine.ts'
import type { FromWorker, ToWorker } from './messages.ts'

/** The worker's side of its line to the server. */
export interface JobService {
  receive(message: ToWorker): void
  /** Stops the job under way where it last saved, without an event of its own; resolves when it has stopped. */
  stop(): Promise<void>
}

/** Computes the jobs that arrive, one after the other in the order in which they came, and sends what happens. */
export const serveJobs = (engine: Pick<Engine, 'run'>, send: (message: FromWorker) => void): JobService => {
  const stops = new Map<string, AbortController>()
  let stopped = false
  let last: Promise<void> = Promise.resolve()

  const run = async ({ job, workflow, document }: Extract<ToWorker, { type: 'run' }>, stop: AbortSignal) => {
    if (stopped) return
    const failed = (error: unknown) =>
      send({ type: 'happened', job, happening: { type: 'failed', ...worded(wordsOf(error as Error)) } })
    let parsed: Workflow
    try {
      parsed = readWorkflow(document, fileWords)
    } catch (error) {
      return failed(error)
    }
    const listener = {
      happened: (happening: Extract<FromWorker, { type: 'happened' }>['happening']) =>
        send({ type: 'happened', job, happening }),
      preview: (header: Extract<FromWorker, { type: 'preview' }>['header'], latent: Uint8Array) =>
        send({ type: 'preview', header, latent }),
    }
    await engine.run({ job, workflow, document: parsed }, listener, stop).catch(failed)
  }

  return {
    receive: (message) => {
      if (message.type === 'run') {
        const stop = new AbortController()
        stops.set(message.job, stop)
        last = last.then(() => run(message, stop.signal)).finally(() => stops.delete(message.job))
      } else if (message.type === 'cancel') stops.get(message.job)?.abort('cancel')
    },
    stop: async () => {
      stopped = true
      for (const stop of stops.values()) stop.abort('stop')
      await last
    },
  }
}
