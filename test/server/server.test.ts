import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { dataFolder } from '../../server/data-folder.ts'
import { findRoot } from '../../server/find-root.ts'
import { openServer, type RunningServer } from '../../server/open-server.ts'
import { readSettings, type Settings } from '../../server/settings.ts'
import { createTerminal } from '../../server/terminal.ts'
import { readWorkflow, type Workflow, writeWorkflow } from '../../workflow/document.ts'
import { setValue } from '../../workflow/edits.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import { applyEvent, type JobState } from '../../workflow/job-state.ts'
import { readStepRecords } from '../../workflow/step-records.ts'
import type { Clip } from '../../workflow/values.ts'
import type { JobEvent } from '../../workflow/wire.ts'
import { connectLine, openLine, type TestLine } from '../fakes/line.ts'
import { tempFolder } from '../fakes/temp-folder.ts'
import { fakeStream } from '../fakes/terminal-stream.ts'
import { builtProgram } from './built-program.ts'

const root = findRoot()
const worker = { execArgv: [], program: await builtProgram('test/programs/worker-with-pid') }
const apiServer = await builtProgram('test/programs/api-server')
const example = readWorkflow(readFileSync(join(root, 'examples/text-to-video.json'), 'utf8'), fileTexts)
const steps = 7
/** The demo with fewer steps; at 64 × 64 pixels, as it comes. */
const demo = (seed = 7): Workflow => setValue('scheduler', 'steps', steps)(setValue('noise', 'seed', seed)(example))

interface Opened {
  readonly server: RunningServer
  readonly origin: string
  readonly data: string
  readonly said: () => string
}

const settingsFor = (data: string, args: readonly string[] = []): Settings => {
  const settings = readSettings(['--port', '0', '--data', data, '--device', 'cpu', '--no-welcome', ...args], {}, root)
  if (settings === 'help') throw new Error('No settings.')
  return settings
}

/** A server without the editor, in this process; its worker is a process of its own. */
const openOn = async (data: string, args: readonly string[] = []): Promise<Opened> => {
  const stream = fakeStream()
  const server = await openServer({
    settings: settingsFor(data, args),
    root,
    terminal: createTerminal(stream),
    editor: false,
    worker,
  })
  return { server, data, origin: `http://127.0.0.1:${server.port}`, said: () => stream.written }
}

const open = async (args: readonly string[] = []): Promise<Opened> => {
  const opened = await openOn(await tempFolder(), args)
  onTestFinished(opened.server.stop)
  return opened
}

const workerOf = (data: string): number => Number(readFileSync(join(data, 'worker.pid'), 'utf8'))

const stateOf = (events: readonly JobEvent[], job: string): JobState => {
  const state = events
    .filter((event) => event.job === job)
    .reduce<JobState | undefined>((each, event) => applyEvent(each, event), undefined)
  if (!state) throw new Error(`No event of ${job} came.`)
  return state
}

const finishedClip = async (line: TestLine, job: string): Promise<Clip> => {
  await line.until((event) => event.job === job && event.type === 'finished')
  const [clip] = stateOf(line.events, job).clips
  if (!clip) throw new Error('The run made no clip.')
  return clip
}

const steppedTo = (job: string, done: number) => (event: JobEvent) =>
  event.job === job && event.type === 'progress' && event.node === 'steps' && event.done >= done

const expectNoGaps = (events: readonly JobEvent[], after: number) =>
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => after + 1 + index))

/** One server for the tests of a block. */
const openForBlock = (): { now(): Opened } => {
  let opened: Opened
  beforeAll(async () => {
    opened = await openOn(await mkdtemp(join(tmpdir(), 'reelgraph-server-')))
  })
  afterAll(async () => {
    await opened.server.stop()
    await rm(opened.data, { recursive: true, force: true })
  })
  return { now: () => opened }
}

const opened = openForBlock()

/** The clip of a run that nothing disturbed, to compare with. */
let undisturbed: string
beforeAll(async () => {
  const line = await connectLine(opened.now().origin)
  undisturbed = (await finishedClip(line, await line.start(demo()))).artifact
  line.close()
})

describe('a run', () => {
  test('is told event by event without gaps, with moving previews before its end, and its clip can be fetched', async () => {
    const line = await openLine(opened.now().origin)
    const job = await line.start(demo(6))
    const clip = await finishedClip(line, job)
    expect(clip).toMatchObject({ extension: 'mp4', width: 64, height: 64, frames: 16, framesPerSecond: 8 })

    expectNoGaps(line.events, line.welcome.seq)
    const state = stateOf(line.events, job)
    expect(state).toMatchObject({ status: 'finished', title: 'a red ball bouncing on green grass under a blue sky' })
    const needed = Object.keys(example.nodes).filter((id) => id !== 'note')
    expect(Object.keys(state.nodes).sort()).toEqual(needed.sort())
    for (const [id, node] of Object.entries(state.nodes))
      expect(node.status, id).toBe(['noise', 'steps', 'decode', 'export'].includes(id) ? 'done' : 'cached')

    const ended = line.events.findLast((event) => event.type === 'finished')?.seq ?? 0
    // Who comes gets the newest preview of the run before, too.
    const previews = line.previews.filter(({ header }) => header.job === job)
    const early = previews.filter((preview) => preview.after < ended)
    expect(early.length).toBeGreaterThan(0)
    for (const { header, latent } of previews) {
      expect(header).toMatchObject({ job, node: 'steps', steps, frames: 16, channels: 4, height: 8, width: 8 })
      expect(latent).toHaveLength(16 * 4 * 8 * 8)
    }
    // It moves: the frames of one preview differ, and so does each preview from the one before.
    const { latent } = early.at(-1) ?? { latent: new Uint8Array() }
    expect(latent.subarray(0, 256)).not.toEqual(latent.subarray(15 * 256))
    expect(previews.map(({ header }) => header.step)).toEqual(
      [...new Set(previews.map(({ header }) => header.step))].sort((a, b) => a - b),
    )
    expect(previews.at(-1)?.header.step).toBe(steps)

    const colour = previews[0]?.header.colour
    expect((await fetch(`${opened.now().origin}/api/latent-colour/${colour}`)).status).toBe(200)
    const address = `${opened.now().origin}/api/artifacts/${clip.artifact}.mp4`
    const whole = Buffer.from(await (await fetch(address)).arrayBuffer())
    expect(createHash('sha256').update(whole).digest('hex')).toBe(clip.artifact)
    const part = await fetch(address, { headers: { range: 'bytes=4-11' } })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 4-11/${clip.bytes}`)
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(4, 12))
    expect(whole.subarray(4, 8).toString()).toBe('ftyp')
  })

  test('of the same graph computes nothing; another seed leaves what does not depend on it', async () => {
    const line = await openLine(opened.now().origin)
    const again = await line.start(demo())
    const clip = await finishedClip(line, again)
    expect(clip.artifact).toBe(undisturbed)
    const state = stateOf(line.events, again)
    expect(Object.values(state.nodes).map((node) => node.status)).toEqual(Object.keys(state.nodes).map(() => 'cached'))
    expect(line.events.some((event) => event.type === 'node-started' || event.type === 'progress')).toBe(false)

    const other = await line.start(demo(8))
    expect((await finishedClip(line, other)).artifact).not.toBe(undisturbed)
    const statuses = Object.entries(stateOf(line.events, other).nodes)
    expect(Object.fromEntries(statuses.map(([id, node]) => [id, node.status]))).toEqual({
      checkpoint: 'cached',
      prompt: 'cached',
      negative: 'cached',
      scheduler: 'cached',
      noise: 'done',
      steps: 'done',
      decode: 'done',
      export: 'done',
    })
  })

  test('is told in full to a client that was away, and as a state to one that is new', async () => {
    const line = await openLine(opened.now().origin)
    const job = await line.start(demo(9))
    await line.until(steppedTo(job, 2))
    const seen = line.events.at(-1)?.seq ?? 0
    line.close()

    const away = await openLine(opened.now().origin)
    expect(away.welcome.jobs?.find((each) => each.job === job)?.status).toBe('running')
    // The newest preview is there for who comes in the middle of a run.
    await away.until((event) => event.job === job && event.type === 'finished')
    expect(away.previews.length).toBeGreaterThan(0)

    const back = await openLine(opened.now().origin, seen)
    const missed = back.welcome.events ?? []
    expectNoGaps(missed, seen)
    expect(back.welcome.seq).toBe(missed.at(-1)?.seq)
    expect(stateOf([...line.events, ...missed], job)).toEqual(
      (await openLine(opened.now().origin)).welcome.jobs?.find((each) => each.job === job),
    )
    // A number of another journal gets states, not events.
    expect((await openLine(opened.now().origin, 5)).welcome).toHaveProperty('jobs')
  })

  test('is cancelled before its next step, and the next run goes on as if nothing had been', async () => {
    const line = await openLine(opened.now().origin)
    const waiting = demo(11)
    const job = await line.start(demo(10))
    const behind = await line.start(waiting)
    await line.until(steppedTo(job, 1))
    expect(await line.cancel(behind)).toBe(true)
    expect(await line.cancel(job)).toBe(true)
    await line.until((event) => event.job === job && event.type === 'cancelled')
    const state = stateOf(line.events, job)
    expect(state.nodes.steps).toMatchObject({ status: 'stopped' })
    expect(state.nodes.steps?.done).toBeLessThan(steps)
    expect(stateOf(line.events, behind)).toMatchObject({ status: 'cancelled' })
    expect(await line.cancel(job)).toBe(false)
    expect(await line.cancel('no such job')).toBe(false)
    const again = await line.start(demo(7))
    expect((await finishedClip(line, again)).artifact).toBe(undisturbed)
  })

  test('is queued again from its own document, waits where it is put, and keeps its star', async () => {
    const line = await openLine(opened.now().origin)
    const under = await line.start(demo(201))
    await line.until(steppedTo(under, 2))
    const [one, two] = [await line.start(demo(7)), await line.start(demo(203))]
    const move = (job: string, before: string | null) => line.socket.timeout(9000).emitWithAck('move', { job, before })
    expect(await move(two, one)).toBe(true)
    expect([await move(under, null), await move(one, 'nobody')]).toEqual([false, false])
    expect(await line.cancel(two)).toBe(true)
    expect(await line.cancel(under)).toBe(true)
    const clip = await finishedClip(line, one)
    const answer = await line.socket.timeout(9000).emitWithAck('retry', one)
    if ('error' in answer) throw new Error(answer.error)
    expect((await finishedClip(line, answer.job)).artifact).toBe(clip.artifact)
    const state = stateOf(line.events, answer.job)
    expect(Object.values(state.nodes).every((node) => node.status === 'cached')).toBe(true)
    const json = async (path: string, init?: RequestInit) => (await fetch(`${opened.now().origin}${path}`, init)).json()
    expect(await json(`/api/jobs/${answer.job}/document`)).toEqual(await json(`/api/jobs/${one}/document`))
    expect(await line.socket.timeout(9000).emitWithAck('retry', 'nobody')).toMatchObject({
      error: expect.stringMatching(/not in the journal/),
    })

    await json(`/api/stars/${one}`, { method: 'PUT' })
    await line.until((event) => event.type === 'starred' && event.job === one)
    const found = (await json('/api/jobs?starred=1&search=seed%207')) as JobState[]
    expect(found.map(({ job }) => job)).toEqual([one])
    expect(Object.keys(await json('/api/estimates'))).toEqual([])
  })

  test('that cannot be is refused with its problems, and bad messages harm nobody', async () => {
    const line = await openLine(opened.now().origin)
    const wide = await line.run(setValue('noise', 'width', 65)(example))
    expect(wide).toMatchObject({ problems: [{ node: 'noise', input: 'width' }] })
    expect(await line.run({ format: 'other' })).toHaveProperty('error')
    const { socket } = line
    const raw = socket as unknown as {
      emit(event: string, ...rest: unknown[]): void
      emitWithAck(event: string): Promise<unknown>
    }
    for (const event of ['run', 'hello', 'cancel', 'drawn']) {
      raw.emit(event)
      raw.emit(event, null, 'no function')
      raw.emit(event, { job: 1 }, { not: 'a function' })
    }
    expect((await fetch(`${opened.now().origin}/api/jobs?limit=1`)).status).toBe(200)
    expect((await openLine(opened.now().origin)).welcome.seq).toBeGreaterThan(0)
    expect(line.socket.connected).toBe(true)
  })
})

describe('no run is lost', () => {
  test('a worker that is killed is replaced, goes on where it was, and makes the very same clip', async () => {
    const { origin, data } = await open()
    const line = await openLine(origin)
    const job = await line.start(demo())
    await line.until(steppedTo(job, 5))
    process.kill(workerOf(data), 'SIGKILL')
    const resumed = await line.until((event) => event.job === job && event.type === 'resumed')
    expect(resumed).toMatchObject({ reason: expect.stringContaining('SIGKILL') })
    const clip = await finishedClip(line, job)
    expect(clip.artifact).toBe(undisturbed)
    expectNoGaps(line.events, line.welcome.seq)
    const first = line.events.find(
      (event) => event.seq > resumed.seq && event.type === 'progress' && event.node === 'steps',
    )
    // It was saved after each step: at most the save of the last one was under way.
    expect(first?.type === 'progress' ? first.done : 0).toBeGreaterThanOrEqual(4)
  })

  test('a server that is stopped and started again goes on', async () => {
    const data = await tempFolder()
    const before = await openOn(data)
    const line = await openLine(before.origin)
    const job = await line.start(demo())
    await line.until(steppedTo(job, 3))
    await before.server.stop()
    const seen = line.events.at(-1)?.seq ?? 0
    expect(stateOf(line.events, job).status).toBe('running')

    const after = await openOn(data)
    onTestFinished(after.server.stop)
    const back = await openLine(after.origin, seen)
    back.events.unshift(...(back.welcome.events ?? []))
    await back.until((event) => event.job === job && event.type === 'finished')
    const all = [...line.events, ...back.events]
    expectNoGaps(all, line.welcome.seq)
    expect(all.filter((event) => event.type === 'resumed')).toHaveLength(1)
    const state = stateOf(all, job)
    expect(state.clips[0]?.artifact).toBe(undisturbed)
    // Every step can be looked at, those of both servers.
    const answer = await fetch(`${after.origin}/api/steps/${state.nodes.steps?.address}`)
    expect(answer.headers.get('cache-control')).toContain('immutable')
    const { steps: kept, whole } = readStepRecords(new Uint8Array(await answer.arrayBuffer()))
    expect(whole).toBe(true)
    expect([...new Set(kept.map(({ header }) => header.step))].sort((a, b) => a - b)).toEqual(
      Array.from({ length: steps }, (_, index) => index + 1),
    )
    for (const { header, latent } of line.previews) {
      const its = kept.find((each) => each.header.step === header.step)
      expect(Buffer.from(its?.latent ?? []).equals(latent)).toBe(true)
    }
    for (const name of new Set(kept.map(({ header }) => header.colour)))
      expect((await fetch(`${after.origin}/api/latent-colour/${name}`)).status).toBe(200)
  })

  test('a server that is killed with a run under way goes on with it after the next start', async () => {
    const data = await tempFolder()
    const { child, origin } = await spawnServer(data)
    const line = await openLine(origin)
    const job = await line.start(demo())
    await line.until(steppedTo(job, 3))
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
    const seen = line.events.at(-1)?.seq ?? 0

    const after = await openOn(data)
    onTestFinished(after.server.stop)
    const back = await openLine(after.origin, seen)
    back.events.unshift(...(back.welcome.events ?? []))
    await back.until((event) => event.job === job && event.type === 'finished')
    const all = [...line.events, ...back.events]
    expectNoGaps(all, line.welcome.seq)
    expect(stateOf(all, job).clips[0]?.artifact).toBe(undisturbed)
    // Nothing half written stays behind.
    expect(await readdir(dataFolder(data).artifacts)).toEqual([`${undisturbed}.mp4`])
  })
})

const spawnServer = async (data: string): Promise<{ child: ChildProcess; origin: string }> => {
  const args = ['--port', '0', '--data', data, '--device', 'cpu', '--no-welcome']
  const child = spawn(process.execPath, [apiServer, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const port = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk
      const found = /port (\d+)/.exec(text)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it listened.`)))
  })
  return { child, origin: `http://127.0.0.1:${port}` }
}

describe('the HTTP side', () => {
  const opened = openForBlock()

  test('keeps what another tab saved', async () => {
    const { origin } = opened.now()
    const line = await openLine(origin)
    const address = `${origin}/api/workflows/mine`
    const put = (document: Workflow, headers: Record<string, string>) =>
      fetch(address, { method: 'PUT', body: writeWorkflow(document), headers })
    const made = await put(example, { 'if-none-match': '*' })
    expect(made.status).toBe(200)
    const { rev } = (await made.json()) as { rev: string }
    const mine = await put(demo(1), { 'if-match': `"${rev}"` })
    expect(mine.status).toBe(200)
    const late = await put(demo(2), { 'if-match': `"${rev}"` })
    expect(late.status).toBe(412)
    expect(((await late.json()) as { rev: string }).rev).not.toBe(rev)
    expect((await put(demo(2), { 'if-none-match': '*' })).status).toBe(412)
    expect((await put(demo(2), {})).status).toBe(428)
    expect(await (await fetch(address)).text()).toBe(writeWorkflow(demo(1)))
    await expect.poll(() => line.changes.map(({ id }) => id)).toEqual(['mine', 'mine'])
  })

  test('describes the palette, the device and the examples', async () => {
    const { origin } = opened.now()
    const json = async (path: string, init?: RequestInit) => (await fetch(`${origin}${path}`, init)).json()
    const definitions = await json('/api/definitions')
    expect(Object.keys(definitions)).toEqual(
      expect.arrayContaining(Object.values(example.nodes).map(({ node }) => node)),
    )
    const system = await json('/api/system')
    expect(system.device).toMatchObject({ id: 'cpu' })
    expect(system.device.threads).toBeGreaterThan(0)
    expect(system.checkpoints.map((each: { name: string }) => each.name)).toContain('demo')
    // The devices that are not in use are tried when the worker is ready.
    const devices = async () =>
      (await json('/api/system')).engine?.devices.map((each: { id: string }) => each.id).sort() ?? []
    await expect.poll(devices, { timeout: 30_000 }).toEqual(['cpu', 'cuda', 'webgpu'])
    expect((await json('/api/system')).engine).toMatchObject({ device: 'cpu', chosen: true, networks: [] })
    expect((await json('/api/examples')).map((each: { id: string }) => each.id)).toContain('text-to-video')
    const post = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) })
    const levels = await json('/api/levels', post({ checkpoint: 'demo', kind: 'ddim', steps: 5, options: {} }))
    expect(levels.timesteps).toHaveLength(5)
    const tokens = await json('/api/tokens', post({ checkpoint: 'demo', text: 'a red ball' }))
    expect(tokens).toEqual({ tokens: expect.any(Number), limit: 32, lost: '' })
  })

  test('is closed to pages elsewhere, on every way in', async () => {
    const { origin, server } = opened.now()
    const foreign = { origin: 'http://evil.example' }
    for (const path of ['/api/jobs', '/', '/socket.io/?EIO=4&transport=polling'])
      expect((await fetch(`${origin}${path}`, { headers: foreign })).status, path).toBe(403)
    expect((await fetch(`${origin}/api/jobs`, { headers: { origin } })).status).toBe(200)
    await expect(
      new Promise((resolve, reject) => {
        const socket = io(origin, {
          transports: ['websocket'],
          extraHeaders: foreign,
          reconnection: false,
          forceNew: true,
        })
        onTestFinished(() => {
          socket.disconnect()
        })
        socket.on('connect', () => resolve('connected'))
        socket.on('connect_error', reject)
      }),
    ).rejects.toThrow()
    // Rebinding: a name of somebody else that points here.
    expect(await rawStatus(server.port, 'GET /api/jobs HTTP/1.1', 'Host: evil.example')).toBe('403')
    expect(
      await rawStatus(
        server.port,
        'GET /_next/hmr HTTP/1.1',
        'Host: evil.example',
        'Connection: Upgrade',
        'Upgrade: websocket',
      ),
    ).toBe('403')
  })

  test('stays up where a run asks for what is not there, and says what', async () => {
    const { origin } = opened.now()
    for (const [path, status] of [
      ['/api/nothing', 404],
      ['/api/artifacts/..%2fjournal.sqlite', 404],
      ['/api/jobs/none', 404],
      ['/api/workflows/a%2fb', 400],
      ['/api/jobs?limit=x', 400],
    ] as const) {
      const answer = await fetch(`${origin}${path}`)
      expect(answer.status, path).toBe(status)
      expect((await answer.json()) as object, path).toHaveProperty('error')
    }
  })
})

const rawStatus = (port: number, ...lines: string[]): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`))
    socket.setEncoding('latin1')
    socket.once('data', (text) => {
      socket.destroy()
      resolve(/^HTTP\/1\.1 (\d+)/.exec(String(text))?.[1])
    })
    socket.once('error', reject)
  })

describe('starting', () => {
  test('a second server on the same folder is refused before it touches anything', async () => {
    const { data } = await open()
    await expect(openOn(data)).rejects.toThrow(/Another Reelgraph uses/)
  })

  test('a port in use is named, with the flag that takes another', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => {
      taken.close()
    })
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as AddressInfo
    const data = await tempFolder()
    await expect(openOn(data, ['--port', String(port)])).rejects.toThrow(`Port ${port} of 127.0.0.1 is in use`)
    // It let go of the folder.
    const after = await openOn(data)
    await after.server.stop()
  })

  test('the very first start runs the demo and ends with the path of its clip; the next one does not', async () => {
    const data = await tempFolder()
    const settings = { ...settingsFor(data), welcome: true }
    const stream = fakeStream(100)
    const server = await openServer({ settings, root, terminal: createTerminal(stream), editor: false, worker })
    await server.welcome()
    const line = await openLine(`http://127.0.0.1:${server.port}`)
    expect(line.welcome.jobs).toHaveLength(1)
    expect(line.welcome.jobs?.[0]).toMatchObject({ workflow: 'text-to-video' })
    await expect.poll(() => stream.screen.join('\n'), { timeout: 50_000, interval: 100 }).toMatch(/The clip: .*\.mp4/)
    const path = /The clip: (.*\.mp4)/.exec(stream.screen.join('\n'))?.[1] ?? ''
    expect(existsSync(path)).toBe(true)
    expect(stream.written).toMatch(/UNet3D steps +█+.* \d+\/25 {2}\d:\d\d left {2}preview 16 × 8 × 8, 4\.0 KiB/)
    const saved = await fetch(`http://127.0.0.1:${server.port}/api/workflows/text-to-video`)
    expect(await saved.text()).toBe(readFileSync(join(root, 'examples/text-to-video.json'), 'utf8'))
    await server.stop()

    const next = await openServer({ settings, root, terminal: createTerminal(fakeStream()), editor: false, worker })
    onTestFinished(next.stop)
    await next.welcome()
    expect((await openLine(`http://127.0.0.1:${next.port}`)).welcome.jobs).toHaveLength(1)
  })
})
