import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createForkWorker, type ForkOptions } from '../../server/fork-worker.ts'
import { inEnglish, type Words } from '../../workflow/said/said.ts'
import type { Happening } from '../../workflow/wire.ts'
import { tempFolder } from '../fakes/temp-folder.ts'

/**
 * A worker in a few lines: the document that it is to run is the program of what it does, with `say` to speak to the
 * server.
 */
const program = `
const say = (message) => process.send(message)
const settings = JSON.parse(process.argv[2])
const device = { id: settings.data, title: 'Fake', threads: process.pid, memoryBytes: 1 }
process.on('message', (message) => {
  if (message.type === 'run') new Function('say', 'message', message.document)(say, message)
  if (message.type === 'cancel') say({ type: 'happened', job: message.job, happening: { type: 'cancelled' } })
  if (message.type === 'stop' && !globalThis.deaf) process.disconnect()
})
say({ type: 'ready', device })
`

const settings = { data: '/data', models: ['/models'] }

/** Starts that worker; what it tells is in `ready`, `happened`, `previews` and `gone`. */
const begin = async (more: Partial<ForkOptions> = {}, source = program) => {
  const path = join(await tempFolder(), 'worker.mjs')
  await writeFile(path, source)
  const ready: { id: string; threads: number }[] = []
  const happened: { job: string; happening: Happening }[] = []
  const previews: { step: number; bytes: number[]; isBytes: boolean }[] = []
  const gone: string[] = []
  const said: Words[] = []
  let output = ''
  const errors = new Writable({
    write(chunk, _, done) {
      output += chunk
      done()
    },
  })
  const line = createForkWorker({ settings, program: path, execArgv: [], errors, ...more })({
    ready: (device) => ready.push(device),
    happened: (job, happening) => happened.push({ job, happening }),
    preview: ({ header, latent }) =>
      previews.push({ step: header.step, bytes: [...latent], isBytes: latent instanceof Uint8Array }),
    gone: (reason) => {
      said.push(reason)
      gone.push(inEnglish(reason))
    },
  })
  onTestFinished(() => line.kill())
  const run = (document: string) => line.run({ job: 'j', workflow: 'w', document })
  return { line, run, ready, happened, previews, gone, said, output: () => output }
}

const until = async (met: () => boolean) => {
  for (let tries = 0; tries < 1000 && !met(); tries++) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(met()).toBe(true)
}
const isThere = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('a worker process', () => {
  test('gets its settings and its job, and what it tells arrives in order, bytes as bytes', async () => {
    const { line, run, ready, happened, previews, gone } = await begin()
    await until(() => ready.length === 1)
    expect(ready[0]).toMatchObject({ id: '/data', title: 'Fake' })
    run(`
      say({ type: 'happened', job: message.job, happening: { type: 'started', device: message.workflow } })
      for (let step = 1; step <= 3; step++) {
        const latent = new Uint8Array(new Uint8Array(64).buffer, 3, 2).fill(step)
        say({ type: 'preview', header: { step }, latent })
        say({ type: 'happened', job: message.job, happening: { type: 'progress', node: 'n', done: step, total: 3, seconds: 1 } })
      }`)
    await until(() => happened.length === 4)
    expect(
      happened.map(({ job, happening }) => [job, happening.type === 'progress' ? happening.done : happening]),
    ).toEqual([
      ['j', { type: 'started', device: 'w' }],
      ['j', 1],
      ['j', 2],
      ['j', 3],
    ])
    expect(previews).toEqual([1, 2, 3].map((step) => ({ step, bytes: [step, step], isBytes: true })))
    line.cancel('k')
    await until(() => happened.length === 5)
    expect(happened[4]).toEqual({ job: 'k', happening: { type: 'cancelled' } })
    expect(gone).toEqual([])
  })

  test('what it computes on is told, and that nothing is known of that any more when it is gone', async () => {
    const heard: unknown[] = []
    const { line, run, ready } = await begin({ onEngine: (info) => heard.push(info) })
    await until(() => ready.length === 1)
    run(`say({ type: 'engine', info: { device: 'fake', networks: [] } })`)
    await until(() => heard.length === 1)
    await line.stop()
    expect(heard).toEqual([{ device: 'fake', networks: [] }, null])
  })

  test('stops when it is told to, and then is gone', async () => {
    const { line, ready, gone } = await begin()
    await until(() => ready.length === 1)
    await line.stop()
    expect(gone).toEqual(['The worker ended by itself.'])
    expect(isThere(ready[0]!.threads)).toBe(false)
    // What is said to it now reaches nobody and breaks nothing.
    line.run({ job: 'j', workflow: 'w', document: '' })
    line.cancel('j')
    line.kill()
    await line.stop()
    expect(gone).toHaveLength(1)
  })

  test('that does not listen is killed when the patience is over', async () => {
    const { line, run, ready, happened, gone } = await begin({ stopPatienceMs: 150 })
    await until(() => ready.length === 1)
    run(`globalThis.deaf = true; setInterval(() => {}, 1000)
      say({ type: 'happened', job: 'j', happening: { type: 'cancelling' } })`)
    await until(() => happened.length === 1)
    const begun = performance.now()
    await line.stop()
    expect(performance.now() - begun).toBeGreaterThan(140)
    expect(gone).toEqual([expect.stringMatching(/SIGKILL/)])
    expect(isThere(ready[0]!.threads)).toBe(false)
  })

  test('is killed at once', async () => {
    const { line, ready, gone } = await begin()
    await until(() => ready.length === 1)
    line.kill()
    await until(() => gone.length === 1)
    expect(gone).toEqual(['The worker was killed by the system (SIGKILL), most likely because memory ran out.'])
  })
})

describe('a worker that goes down', () => {
  test.each([
    ['process.exit(3)', 'The worker stopped with an error (exit code 3).'],
    ['process.exit(0)', 'The worker ended by itself.'],
    ['process.kill(process.pid, "SIGSEGV")', 'The worker crashed in native code (SIGSEGV).'],
    ['process.kill(process.pid, "SIGTERM")', 'The worker was ended by the signal SIGTERM.'],
    [
      'setImmediate(() => { throw new TypeError("wires crossed") })',
      'The worker stopped with an error (exit code 1). Its last words: TypeError: wires crossed.',
    ],
  ])('by %s tells why, once', async (document, reason) => {
    const { run, ready, gone } = await begin()
    await until(() => ready.length === 1)
    run(document)
    await until(() => gone.length > 0)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(gone).toEqual([reason])
  })

  test('has told all that it said before, and its own words reach the terminal', async () => {
    const { run, ready, happened, gone, output } = await begin()
    await until(() => ready.length === 1)
    run(`console.error('Error: the last words')
      for (let done = 1; done <= 200; done++) say({ type: 'happened', job: 'j', happening: { type: 'progress', done } })
      process.channel.ref(); setTimeout(() => process.exit(7), 30)`)
    await until(() => gone.length > 0)
    expect(happened).toHaveLength(200)
    expect(output()).toBe('Error: the last words\n')
    expect(gone).toEqual(['The worker stopped with an error (exit code 7). Its last words: Error: the last words.'])
  })

  test('has said in words that any language has why it broke, which count more than what it wrote', async () => {
    const { run, said } = await begin()
    run(`
      say({ type: 'broken', why: { code: 'atPath', values: { path: '/data/x', reason: { code: 'diskFull' } } } })
      process.stderr.write('Error: ENOSPC\\n', () => process.exit(1))`)
    await until(() => said.length === 1)
    expect(said[0]).toMatchObject({
      code: 'withLastWords',
      values: { lastWords: { code: 'atPath', values: { reason: { code: 'diskFull' } } } },
    })
    expect(inEnglish(said[0]!)).not.toContain('ENOSPC')
  })

  test('and leaves a process behind that holds its output is gone all the same', async () => {
    const { run, ready, gone, happened } = await begin()
    await until(() => ready.length === 1)
    run(`import('node:child_process').then(({ spawn }) => {
      const left = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20000)'], { stdio: ['ignore', 'ignore', 'inherit'], detached: true })
      say({ type: 'happened', job: 'j', happening: { type: 'progress', done: left.pid } })
      setTimeout(() => process.exit(5), 50)
    })`)
    await until(() => happened.length === 1)
    const left = (happened[0]!.happening as { done: number }).done
    onTestFinished(() => {
      if (isThere(left)) process.kill(left, 'SIGKILL')
    })
    await until(() => gone.length > 0)
    expect(isThere(left)).toBe(true)
    expect(gone).toEqual(['The worker stopped with an error (exit code 5).'])
  })

  test('before it begins, for its program is not there', async () => {
    const { gone, ready } = await begin({ program: '/nowhere/at/all.mjs' })
    await until(() => gone.length > 0)
    expect(ready).toEqual([])
    expect(gone[0]).toMatch(/exit code 1\)\. Its last words: Error: Cannot find module '\/nowhere\/at\/all\.mjs'/)
  })

  test('before it begins, for no process can be started at all', async () => {
    const { gone, line } = await begin({ program: '/with\0nothing' })
    expect(gone).toEqual([])
    await until(() => gone.length > 0)
    expect(gone[0]).toMatch(/^The worker could not be started \(.*null bytes.*\)\.$/)
    await line.stop()
  })
})

test('a worker takes over no port of the debugger', async () => {
  const source = `process.send({ type: 'ready', device: { id: process.execArgv.join(' ') } })`
  const { ready } = await begin({ execArgv: ['--inspect=0', '--no-warnings', '--inspect-brk'] }, source)
  await until(() => ready.length === 1)
  expect(ready[0]!.id).toBe('--no-warnings')
})
