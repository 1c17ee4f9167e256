import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import next from 'next'
import { Server } from 'socket.io'
import { type Factors, quantise } from '../../diffusion/latent-colour.ts'
import { type Artifacts, openArtifacts } from '../../server/artifacts.ts'
import { loadCatalogue } from '../../server/catalogue.ts'
import { createEstimates } from '../../server/estimates.ts'
import { createExamples } from '../../server/examples.ts'
import { openJournal } from '../../server/open-journal.ts'
import { createPreviews } from '../../server/previews.ts'
import { createQueue, type StartWorker } from '../../server/queue.ts'
import { createRouter, type Route } from '../../server/router.ts'
import { artifactRoutes } from '../../server/routes/artifacts.ts'
import { definitionRoutes } from '../../server/routes/definitions.ts'
import { exampleRoutes } from '../../server/routes/examples.ts'
import { jobRoutes } from '../../server/routes/jobs.ts'
import { latentColourRoutes } from '../../server/routes/latent-colour.ts'
import { revisionRoutes } from '../../server/routes/revisions.ts'
import { starRoutes } from '../../server/routes/stars.ts'
import { systemRoutes } from '../../server/routes/system.ts'
import { workflowRoutes } from '../../server/routes/workflows.ts'
import { openWorkflows } from '../../server/workflows.ts'
import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import { nodeOf, readWorkflow, writeWorkflow } from '../../workflow/document.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import { planOf } from '../../workflow/plan.ts'
import { ruleTexts } from '../../workflow/rule-texts.ts'
import { problemsOf, titleOf } from '../../workflow/rules.ts'
import type { Summary } from '../../workflow/values.ts'
import type { CheckpointInfo, ClientToServer, JobEvent, ServerToClient } from '../../workflow/wire.ts'

/**
 * The server with everything real but the engine: its worker draws a ball that comes out of noise and writes one clip.
 * For looking at the editor without networks: node --import tsx test/fakes/editor-server.ts PORT [dev] [STEP_MS]
 */
const root = join(import.meta.dirname, '../..')
const [port = '4700', mode = 'built', stepMs = '300'] = process.argv.slice(2)

const checkpoint: CheckpointInfo = {
  name: 'demo',
  title: 'Demo',
  class: 'TextToVideoSDPipeline',
  licence: 'MIT',
  bytes: 27_400_000,
  variants: [''],
}
const broken: CheckpointInfo = {
  name: 'zeroscope-half',
  title: 'zeroscope-half',
  class: 'TextToVideoSDPipeline',
  licence: '',
  bytes: 3_400_000_000,
  variants: [],
  problem:
    'unet/diffusion_pytorch_model.safetensors is cut short: its header wants 3.4 GB and it has 1.2 GB. Fetch it again.',
}

const [frames, channels, side] = [16, 4, 16]
/** Three channels are red, green and blue: one latent value is 4 × 4 pixels of one colour. */
const factors: Factors = {
  format: 'latent-colour',
  channels,
  kernel: 1,
  scale: 4,
  weights: [0, 1, 2, 3, 4].flatMap((row) =>
    Array.from({ length: 48 }, (_, column) => (row === column % 3 ? 0.5 : row === 4 ? 0.5 : 0)),
  ),
}

/** All frames of a ball that bounces on grass, with this share of noise. */
const ball = (noise: number) => {
  const data = new Float32Array(frames * channels * side * side)
  for (let frame = 0; frame < frames; frame++)
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const height = side * (0.62 - 0.42 * Math.abs(Math.sin((frame / frames) * Math.PI)))
        const inside = Math.hypot(x - side / 2, y - height) < side * 0.2
        const colour = inside ? [0.8, -0.7, -0.7] : y > side * 0.78 ? [-0.7, 0.2, -0.7] : [-0.2, 0.2, 0.9]
        for (let c = 0; c < channels; c++)
          data[((frame * channels + c) * side + y) * side + x] =
            (colour[c] ?? 0) * (1 - noise) + noise * (Math.random() * 2 - 1)
      }
  return data
}

const makeClip = async (artifacts: Artifacts) => {
  const { path } = (await import('@ffmpeg-installer/ffmpeg')).default
  const file = artifacts.temporary('mp4')
  const source = 'testsrc2=size=128x128:rate=8:duration=2'
  await promisify(execFile)(path, ['-y', '-f', 'lavfi', '-i', source, '-pix_fmt', 'yuv420p', '-c:v', 'libx264', file])
  return artifacts.adopt(file, 'mp4')
}

type Stored = Awaited<ReturnType<Artifacts['adopt']>>

const fakeWorker =
  (definitions: Definitions, clip: Stored): StartWorker =>
  (listener) => {
    const cancelled = new Set<string>()
    const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
    const done = new Set<string>()
    const work = async (job: string, workflow: string, text: string) => {
      const document = readWorkflow(text, fileTexts)
      const plan = planOf(document)
      const began = Date.now()
      listener.happened(job, { type: 'started', device: 'cpu' })
      for (const id of 'order' in plan ? plan.order : []) {
        if (cancelled.has(job)) return listener.happened(job, { type: 'cancelled' })
        const placed = nodeOf(document, id)
        const definition = placed && definitionOf(definitions, placed.node)
        if (!placed || !definition) continue
        const start = Date.now()
        listener.happened(job, { type: 'node-started', node: id })
        const key = JSON.stringify(placed.inputs) + id + job.length
        if (definition.view === 'latent' && placed.node !== 'preview') {
          const total = 25
          for (let step = 1; step <= total; step++) {
            await pause(Number(stepMs))
            if (cancelled.has(job)) return listener.happened(job, { type: 'cancelled' })
            const { data, scale, zero } = quantise(ball(1 - step / total), [frames, channels, side, side])
            listener.happened(job, { type: 'progress', node: id, done: step, total, seconds: Number(stepMs) / 1000 })
            const shape = { frames, channels, height: side, width: side, scale, zero }
            listener.preview({
              header: {
                job,
                workflow,
                node: id,
                address: job,
                step,
                steps: total,
                ...shape,
                colour: 'fake',
                at: Date.now(),
              },
              latent: data,
            })
          }
        } else await pause(done.has(key) ? 5 : 250)
        if (JSON.stringify(placed.inputs).includes('fail please')) {
          const message = 'The text "fail please" cannot be encoded. Take another.'
          listener.happened(job, { type: 'node-failed', node: id, message })
          const first = { node: placed.node, ...(placed.title ? { title: placed.title } : {}), message, more: 0 }
          return listener.happened(job, {
            type: 'failed',
            message: `${titleOf(definitions, placed)}: ${message}`,
            first,
          })
        }
        const outputs: Record<string, Summary> = {}
        if (definition.view === 'clip')
          outputs.clip = {
            type: 'clip',
            artifact: clip.artifact,
            extension: 'mp4',
            mime: 'video/mp4',
            bytes: clip.bytes,
            width: 128,
            height: 128,
            frames: 16,
            framesPerSecond: 8,
          }
        listener.happened(job, {
          type: 'node-finished',
          node: id,
          cached: done.has(key),
          ms: Date.now() - start,
          outputs,
        })
        done.add(key)
      }
      listener.happened(job, { type: 'finished', ms: Date.now() - began })
    }
    setImmediate(() => listener.ready(device))
    return {
      run: ({ job, workflow, document }) => void work(job, workflow, document),
      cancel: (job) => void cancelled.add(job),
      stop: async () => {},
      kill: () => {},
    }
  }

const device = { id: 'cpu', title: 'CPU', threads: 2, memoryBytes: 25_769_803_776 }

const main = async () => {
  const data = process.env.FAKE_DATA ?? (await mkdtemp(join(tmpdir(), 'reelgraph-fake-')))
  await mkdir(join(data, 'colours'), { recursive: true })
  await writeFile(join(data, 'colours', 'fake.json'), JSON.stringify(factors))
  const catalogue = await loadCatalogue()
  const palette = () => catalogue.definitions({ list: async () => [checkpoint, broken] })
  const definitions = await palette()
  const workflows = await openWorkflows(join(data, 'workflows'))
  const artifacts = await openArtifacts(join(data, 'artifacts'))
  const journal = openJournal(join(data, 'journal.db'), { say: console.log })
  const previews = createPreviews()
  const io = new Server<ClientToServer, ServerToClient>({ serveClient: false, maxHttpBufferSize: 2e7 })
  const estimates = createEstimates({ journal, definitions: async () => definitions, report: console.error })
  const tell = (events: readonly JobEvent[]) => {
    io.emit('events', events)
    estimates.events(events)
  }
  const queue = createQueue({
    journal,
    startWorker: fakeWorker(definitions, await makeClip(artifacts)),
    onEvents: tell,
    onPreview: previews.publish,
    onDevice: () => {},
    say: console.log,
  })
  const extra: Route[] = [
    { method: 'GET', path: '/api/checkpoints', answer: () => ({ json: [checkpoint, broken] }) },
    {
      method: 'GET',
      path: '/api/checkpoints/:name/card',
      answer: async () => ({
        file: { path: join(root, 'models/demo/README.md'), type: 'text/markdown; charset=utf-8', etag: 'card' },
      }),
    },
    { method: 'POST', path: '/api/tokens', answer: () => ({ json: { tokens: 9, limit: 32, lost: '' } }) },
    {
      method: 'POST',
      path: '/api/levels',
      answer: () => ({
        json: {
          timesteps: Array.from({ length: 25 }, (_, step) => 999 - step * 40),
          sigmas: Array.from({ length: 26 }, (_, step) => 14 * (1 - step / 25) ** 3),
        },
      }),
    },
  ]
  const router = createRouter(
    [
      ...definitionRoutes(palette),
      ...systemRoutes(async () => ({ device, checkpoints: [checkpoint, broken] })),
      ...workflowRoutes(workflows, (change) => void io.emit('workflow', change)),
      ...revisionRoutes(workflows),
      ...exampleRoutes(createExamples(join(root, 'examples'))),
      ...jobRoutes(journal, (jobs) => estimates.expected(jobs, 'cpu')),
      ...starRoutes((job, starred) => {
        tell([journal.append(job, { type: 'starred', starred })])
        return journal.jobState(job)
      }),
      ...latentColourRoutes(join(data, 'colours')),
      ...artifactRoutes(artifacts),
      ...extra,
    ],
    console.error,
  )
  const editor = next({ dev: mode === 'dev', dir: root, hostname: '127.0.0.1', port: Number(port) })
  await editor.prepare()
  const pages = editor.getRequestHandler()
  const upgrade = editor.getUpgradeHandler()
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/socket.io/')) return
    void (request.url?.startsWith('/api/') ? router(request, response) : pages(request, response))
  })
  io.attach(server)
  server.on('upgrade', (request, socket, head) => {
    if (!request.url?.startsWith('/socket.io/')) void upgrade(request, socket, head)
  })
  io.on('connection', (socket) => {
    const seat = previews.join({
      send: ({ header, latent }) => {
        socket.volatile.emit('preview', header, latent)
        return true
      },
    })
    socket.on('hello', ({ since }, answer) => {
      const events = since === undefined ? undefined : journal.since(since, 5000)
      answer({ seq: journal.last(), ...(events ? { events } : { jobs: journal.recent(50) }) })
    })
    socket.on('run', ({ workflow, document }, answer) => {
      const problems = problemsOf(document, definitions, ruleTexts)
      const plan = planOf(document)
      if (problems.length > 0 || !('order' in plan)) {
        answer({ error: `The workflow cannot run: ${problems[0]?.message}`, problems })
        return
      }
      const title = document.name ?? workflow
      const job = queue.enqueue({ workflow, title, document: writeWorkflow(document), nodes: plan.order })
      void workflows.ran(workflow, writeWorkflow(document), job)
      answer({ job })
    })
    socket.on('cancel', (job, answer) => answer(queue.cancel(job)))
    socket.on('retry', (job, answer) => {
      const state = journal.jobState(job)
      const document = journal.document(job)
      if (!state || document === undefined) return answer({ error: 'That run is not in the journal any more.' })
      const { workflow, title, nodes } = state
      answer({ job: queue.enqueue({ workflow, title, document, nodes: Object.keys(nodes) }) })
    })
    socket.on('move', ({ job, before }, answer) => answer(queue.move(job, before)))
    socket.on('drawn', seat.drawn)
    socket.on('disconnect', seat.leave)
  })
  queue.start()
  server.listen(Number(port), '127.0.0.1', () => console.log(`http://127.0.0.1:${port}  ${data}`))
}

await main()
