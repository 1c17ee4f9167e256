import { reasonOf } from '../../workflow/said/reason.ts'
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts'
import { openEngine } from './open-engine.ts'
import { serveJobs } from './serve-jobs.ts'

/** How long the call to a network that is under way may take after this process was asked to end. */
const stopPatienceMs = 8000

/** The worker program: an engine at the end of a line to the server that started it. */
const main = async () => {
  const settings = JSON.parse(process.argv[2] ?? 'null') as WorkerSettings | null
  if (!settings || !process.send)
    throw new Error('A worker is started by the server, with its settings. Start the server: npm start.')

  const send = (message: FromWorker) => {
    // Where the server is gone nobody listens, and this process is about to end.
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
  }
  let early: ToWorker[] | undefined = []
  let receive = (message: ToWorker) => {
    early?.push(message)
  }
  let stop = async () => {}
  const end = () => {
    // A call to a network cannot be broken off. What it works on was saved after its last step.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), stopPatienceMs).unref()
    void stop().finally(() => process.exit(0))
  }
  process.on('message', (message: ToWorker) => (message.type === 'stop' ? end() : receive(message)))
  process.on('disconnect', end)
  process.on('SIGTERM', end)
  process.on('SIGINT', end)

  const engine = await openEngine(settings, (info) => send({ type: 'engine', info }))
  const jobs = serveJobs(engine, send)
  receive = jobs.receive
  stop = async () => {
    await jobs.stop()
    await engine.close()
  }
  for (const message of early) receive(message)
  early = undefined
  send({ type: 'ready', device: engine.device })
  await engine.survey()
}

main().catch((error: unknown) => {
  const told = new Promise((resolve) => {
    if (process.connected) process.send?.({ type: 'broken', why: reasonOf(error) } satisfies FromWorker, resolve)
    else resolve(undefined)
  })
  const line = `Error: ${error instanceof Error ? error.message : String(error)}\n`
  process.stderr.write(line, () => void told.then(() => process.exit(1)))
})
