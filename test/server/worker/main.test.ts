import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Writable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { createForkWorker } from '../../../server/fork-worker.ts'
import type { WorkerLine } from '../../../server/queue.ts'
import { writeWorkflow } from '../../../workflow/document.ts'
import { inEnglish } from '../../../workflow/said/said.ts'
import type { Happening, PreviewHeader, SystemInfo } from '../../../workflow/wire.ts'
import { from, workflowOf } from '../../fakes/nodes.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'
import { builtProgram } from '../built-program.ts'

const models = resolve(import.meta.dirname, '../../../models')
const program = await builtProgram('server/worker/main')

/** The demo checkpoint at a small size: real networks, real ffmpeg. */
const clip = (steps: number) =>
  writeWorkflow(
    workflowOf({
      load: ['load-checkpoint', { checkpoint: 'demo', variant: '' }],
      positive: ['encode-text', { textEncoder: from('load', 'textEncoder'), text: 'a red ball rising at sunset' }],
      negative: ['encode-text', { textEncoder: from('load', 'textEncoder'), text: '' }],
      noise: ['noise', { seed: 3, frames: 4, width: 64, height: 64 }],
      scheduler: ['scheduler', { kind: 'dpm-solver-multistep', steps }],
      steps: [
        'unet3d-steps',
        {
          latent: from('noise', 'latent'),
          schedule: from('scheduler', 'schedule'),
          unet3d: from('load', 'unet3d'),
          positive: from('positive', 'conditioning'),
          negative: from('negative', 'conditioning'),
        },
      ],
      decode: ['vae-decode', { latent: from('steps', 'latent'), vae: from('load', 'vae') }],
      export: ['export', { frames: from('decode', 'frames') }],
    }),
  )

/** A worker process, and what it told. */
const startWorker = (data: string, device = 'cpu') => {
  const happenings: Happening[] = []
  const previews: { readonly header: PreviewHeader; readonly latent: Uint8Array }[] = []
  const watchers = new Set<() => void>()
  let info: SystemInfo['device'] | undefined
  let reason: string | undefined
  const changed = () => {
    for (const watcher of watchers) watcher()
  }
  const line: WorkerLine = createForkWorker({
    settings: { data, models: [models], device },
    program,
    execArgv: [],
    errors: new Writable({ write: (_chunk, _encoding, done) => done() }),
  })({
    ready: (found) => {
      info = found
      changed()
    },
    happened: (_job, happening) => {
      happenings.push(happening)
      changed()
    },
    preview: (preview) => {
      previews.push(preview)
      changed()
    },
    gone: (why) => {
      reason = inEnglish(why)
      changed()
    },
  })
  onTestFinished(() => line.kill())
  /** Waits until `met` answers something; fails where the process is gone before. */
  const until = <T>(what: string, met: () => T | undefined): Promise<T> =>
    new Promise((done, refuse) => {
      const look = () => {
        const found = met()
        if (found !== undefined) done(found)
        else if (reason !== undefined) refuse(new Error(`Waiting for ${what}: ${reason}`))
        else return
        watchers.delete(look)
      }
      watchers.add(look)
      look()
    })
  return {
    line,
    happenings,
    previews,
    ready: () => until('ready', () => info),
    happening: <T extends Happening['type']>(
      type: T,
      fits: (happening: Extract<Happening, { type: T }>) => boolean = () => true,
    ) =>
      until(type, () =>
        happenings.find((each): each is Extract<Happening, { type: T }> => each.type === type && fits(each as never)),
      ),
    gone: () => until('the end', () => reason),
  }
}

test('a worker that is killed in the middle is reported; the next one goes on from its last steps to the same clip', {
  timeout: 120_000,
}, async () => {
  const [data, other] = [await tempFolder(), await tempFolder()]
  const job = { job: 'j', workflow: 'w', document: clip(12) }

  const first = startWorker(data)
  expect(await first.ready()).toMatchObject({ id: 'cpu' })
  first.line.run(job)
  await first.happening('progress', ({ node, done }) => node === 'steps' && done >= 5)
  first.line.kill()
  expect(await first.gone()).toContain('SIGKILL')
  expect(first.happenings.some((each) => each.type === 'finished')).toBe(false)

  const second = startWorker(data)
  await second.ready()
  second.line.run(job)
  const resumed = await second.happening('progress', ({ node }) => node === 'steps')
  expect(resumed.done).toBeGreaterThanOrEqual(4)
  await second.happening('finished')
  const cached = second.happenings.filter((each) => each.type === 'node-finished' && each.cached)
  expect(cached).toHaveLength(5)
  expect(await readdir(join(data, 'progress'))).toEqual([])
  await second.line.stop()
  expect(await second.gone()).toContain('ended by itself')

  const whole = startWorker(other)
  await whole.ready()
  whole.line.run(job)
  await whole.happening('finished')
  const clipOf = (worker: typeof whole) =>
    worker.happenings.flatMap((each) =>
      each.type === 'node-finished' && each.node === 'export' ? [each.outputs.clip] : [],
    )
  expect(clipOf(second)).toEqual(clipOf(whole))
  expect(await readdir(join(data, 'artifacts'))).toEqual(await readdir(join(other, 'artifacts')))
  const { header, latent } = whole.previews.at(-1)!
  expect(header).toMatchObject({ node: 'steps', frames: 4, channels: 4, height: 8, width: 8 })
  expect(latent).toBeInstanceOf(Uint8Array)
  expect(latent).toHaveLength(4 * 4 * 8 * 8)

  // The same process, the same graph: nothing is computed.
  whole.happenings.length = 0
  whole.line.run({ ...job, job: 'j2' })
  await whole.happening('finished')
  expect(whole.happenings.filter((each) => each.type === 'node-started')).toEqual([])
})

test('a cancel ends the job, and the worker takes the next', { timeout: 60_000 }, async () => {
  const worker = startWorker(await tempFolder())
  await worker.ready()
  worker.line.run({ job: 'a', workflow: 'w', document: clip(200) })
  await worker.happening('progress', ({ node, done }) => node === 'steps' && done >= 2)
  worker.line.cancel('a')
  await worker.happening('cancelled')
  worker.line.run({ job: 'b', workflow: 'w', document: '{' })
  expect((await worker.happening('failed')).message).toContain('not JSON')
})

test('a worker that cannot start says why', { timeout: 60_000 }, async () => {
  const worker = startWorker(await tempFolder(), 'abacus')
  expect(await worker.gone()).toContain('There is no device "abacus"')
})
