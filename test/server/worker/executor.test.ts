import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, describe as group, test } from 'vitest'
import loadClip from '../../../nodes/load-clip.ts'
import { createSummaries } from '../../../server/worker/node-outputs.ts'
import { createVideoReader } from '../../../server/worker/read-video.ts'
import type { Workflow } from '../../../workflow/document.ts'
import { applyEvent, type JobState } from '../../../workflow/job-state.ts'
import { inEnglish, say } from '../../../workflow/said/said.ts'
import { summarise } from '../../../workflow/values.ts'
import type { Happening } from '../../../workflow/wire.ts'
import { clipWorkflow, describe as described, fakeNodes, from, workflowOf } from '../../fakes/nodes.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'
import { fakeWorld, startExecutor } from './fake-world.ts'

const begin = async () => {
  const folder = await tempFolder()
  const world = await fakeWorld(folder)
  return { folder, world, ...(await startExecutor(folder, world)) }
}

const failedOf = (happenings: readonly Happening[]) => happenings.filter((each) => each.type === 'node-failed')
const last = (happenings: readonly Happening[]) => happenings.at(-1)

group('a whole run', () => {
  test('tells everything in order, and ends finished', async () => {
    const { run, world } = await begin()
    const { words, happenings, previews } = await run(clipWorkflow())
    expect(words).toEqual([
      'started',
      ...['load', 'noise', 'prompt', 'encode', 'steps', 'decode', 'export'].flatMap((id) => [
        `node-started ${id}`,
        `computed ${id}`,
      ]),
      'finished',
    ])
    expect(happenings[0]).toEqual({ type: 'started', device: 'CPU' })
    const progress = happenings.filter((each) => each.type === 'progress')
    expect(progress.at(0)).toMatchObject({ node: 'steps', done: 1, total: 4 })
    expect(progress.at(-1)).toMatchObject({ node: 'steps', done: 4, total: 4 })
    expect(progress.every((each) => each.seconds > 0 && each.seconds < 1)).toBe(true)
    expect(world.calls).toEqual(['encodeText', 'predict', 'predict', 'predict', 'predict', 'decode', 'encodeVideo'])
    const finished = happenings.find((each) => each.type === 'node-finished' && each.node === 'export')
    expect(finished).toMatchObject({
      cached: false,
      outputs: { clip: { type: 'clip', width: 16, height: 16, frames: 2 } },
    })
    expect(previews.map(({ header }) => header.step)).toEqual(
      [...new Set(previews.map(({ header }) => header.step))].sort(),
    )
    expect(previews.at(-1)!.header).toMatchObject({
      job: 'j1',
      workflow: 'w',
      node: 'steps',
      step: 4,
      steps: 4,
      frames: 2,
      channels: 4,
      height: 2,
      width: 2,
      colour: 'colours-of-demo',
    })
    expect(previews.at(-1)!.latent).toHaveLength(32)
  })

  test('folds to a job of which every node is done', async () => {
    const { run } = await begin()
    const { happenings } = await run(clipWorkflow())
    const all = [{ type: 'queued', title: 't', nodes: [] } as const, ...happenings]
    const state = all.reduce<JobState | undefined>(
      (before, each, seq) => applyEvent(before, { ...each, seq, at: seq, job: 'j1', workflow: 'w' }),
      undefined,
    )
    expect(state?.status).toBe('finished')
    expect(Object.values(state?.nodes ?? {}).map((each) => each.status)).toEqual(Array(7).fill('done'))
    expect(state?.clips).toHaveLength(1)
  })

  test('says how much memory each node took at its highest, also between two steps, and nothing of cached ones', async () => {
    const folder = await tempFolder()
    const world = await fakeWorld(folder)
    // Every call to the network holds another megabyte, and the last one gives all back.
    let held = 100
    world.beforeCall = async (n) => {
      // Progress is told a few times a second, and memory is looked at then.
      await new Promise((resolve) => setTimeout(resolve, 110))
      held = n === 5 ? 100 : held + 1
    }
    const memory = { now: () => held, highest: () => 1000 }
    const { run } = await startExecutor(folder, world, { memory })
    const finished = async () => {
      const { happenings } = await run(clipWorkflow())
      const of = happenings.flatMap((each) =>
        each.type === 'node-finished' ? [[each.node, each.memory] as const] : [],
      )
      return Object.fromEntries(of)
    }
    const first = await finished()
    expect(first).toMatchObject({ load: 0, encode: 1, noise: 0 })
    expect(first.steps).toBeGreaterThanOrEqual(2)
    expect(Object.values(await finished())).toEqual(Array(7).fill(undefined))
  })

  test('goes through the numbers of a result once, however often it is taken from memory', () => {
    let summed = 0
    const summaries = createSummaries((type, value) => {
      summed += 1
      return summarise(type, value)
    })
    const [definition] = Object.values(described(fakeNodes)).filter(({ id }) => id === 'text')
    const outputs = { text: 'x' }
    const made = summaries(definition!, outputs)
    expect(made).toEqual({ text: { type: 'text', text: 'x' } })
    expect(summaries(definition!, outputs)).toBe(made)
    expect(summed).toBe(1)
    summaries(definition!, { text: 'x' })
    expect(summed).toBe(2)
  })

  test('tells the parts of a unit of work; the time of a unit is known from the second part on', async () => {
    const { folder, world } = await begin()
    const sum = fakeNodes.get('sum')!
    const slow: typeof sum = {
      ...sum,
      run: async (inputs, context) => {
        for (const [done, part] of [
          [0, 1],
          [0, 2],
          [1, 0],
        ] as const) {
          await new Promise((resolve) => setTimeout(resolve, 110))
          if (part) context.progress(done, 1, { done: part, total: 4 })
          else context.progress(done, 1)
        }
        return sum.run(inputs, context)
      },
    }
    const { run } = await startExecutor(folder, world, { nodes: new Map([...fakeNodes, ['sum', slow]]) })
    const { happenings } = await run(workflowOf({ s: ['sum', { number: 1 }] }))
    const told = happenings.flatMap((each) => (each.type === 'progress' ? [each] : []))
    expect(told.map(({ done, within }) => [done, within])).toEqual([
      [0, { done: 1, total: 4 }],
      [0, { done: 2, total: 4 }],
      [1, undefined],
    ])
    expect(told.map(({ seconds }) => seconds > 0)).toEqual([false, true, true])
  })

  test('computes only what a result needs', async () => {
    const { run } = await begin()
    const { words } = await run(
      workflowOf({ a: ['text', { text: 'x' }], b: ['fail'], show: ['show', { text: from('a', 'text') }] }),
    )
    expect(words).toEqual(['started', 'node-started a', 'computed a', 'node-started show', 'computed show', 'finished'])
  })

  test('without a result node says what to add', async () => {
    const { run } = await begin()
    const { happenings } = await run(workflowOf({ a: ['text'] }))
    expect(happenings.map((each) => each.type)).toEqual(['started', 'failed'])
    expect(last(happenings)).toMatchObject({ message: expect.stringContaining('Add Export or Preview') })
  })
})

group('the cache', () => {
  test.each([
    ['in the same process', false],
    ['in a new process', true],
  ])('a second run %s calls no network', async (_, renewed) => {
    const { folder, world, run } = await begin()
    const first = await run(clipWorkflow())
    world.calls.length = 0
    const again = renewed ? await startExecutor(folder, world) : { run }
    const second = await again.run(clipWorkflow())
    expect(world.calls).toEqual([])
    expect(second.words).toEqual([
      'started',
      ...['load', 'noise', 'prompt', 'encode', 'steps', 'decode', 'export'].map((id) => `cached ${id}`),
      'finished',
    ])
    const outputs = (told: typeof first) =>
      told.happenings.flatMap((each) => (each.type === 'node-finished' ? [each.outputs] : []))
    expect(outputs(second)).toEqual(outputs(first))
  })

  test('a changed literal runs again only what depends on it', async () => {
    const { world, run } = await begin()
    await run(clipWorkflow())
    world.calls.length = 0
    expect(
      (await run(clipWorkflow({ framesPerSecond: 12 }))).words.filter((each) => each.startsWith('computed')),
    ).toEqual(['computed export'])
    expect(world.calls).toEqual(['encodeVideo'])
    world.calls.length = 0
    const { words } = await run(clipWorkflow({ seed: 2 }))
    expect(words.filter((each) => each.startsWith('cached'))).toEqual(['cached load', 'cached prompt', 'cached encode'])
    expect(world.calls).not.toContain('encodeText')
  })

  test('an edit that gives the same text runs nothing after it', async () => {
    const { world, run } = await begin()
    const trimmed = (text: string): Workflow => {
      const { nodes, ...rest } = clipWorkflow()
      return { ...rest, nodes: { ...nodes, prompt: workflowOf({ p: ['trim', { text }] }).nodes.p! } }
    }
    await run(trimmed('a ball'))
    world.calls.length = 0
    const { words } = await run(trimmed('  a ball '))
    expect(words.filter((each) => each.startsWith('computed'))).toEqual(['computed prompt'])
    expect(world.calls).toEqual([])
  })

  test('a checkpoint whose files changed runs again', async () => {
    const { world, run } = await begin()
    await run(clipWorkflow())
    world.calls.length = 0
    world.fingerprint = 'f2'
    await run(clipWorkflow())
    expect(world.calls).toHaveLength(7)
  })

  test('a newer version of a node computes anew what it made, and those that read it, though the document names the old one', async () => {
    const { folder, world, run } = await begin()
    await run(clipWorkflow())
    const nodes = new Map(fakeNodes)
    nodes.set('steps', { ...fakeNodes.get('steps')!, version: 2 })
    const newer = await startExecutor(folder, world, { nodes })
    const { words } = await newer.run(clipWorkflow())
    expect(words.filter((each) => !each.startsWith('node-started'))).toEqual([
      'started',
      ...['load', 'noise', 'prompt', 'encode'].map((id) => `cached ${id}`),
      ...['steps', 'decode', 'export'].map((id) => `computed ${id}`),
      'finished',
    ])
    expect((await newer.run(clipWorkflow())).words).not.toContain('computed steps')
  })

  test('a field that does not count is no part of the address, and a link into it is not followed', async () => {
    const { run } = await begin()
    await run(workflowOf({ c: ['choose', { kind: 'plain', curl: 5 }] }))
    const { words } = await run(
      workflowOf({ n: ['number', { number: 99 }], c: ['choose', { kind: 'plain', curl: from('n', 'number') }] }),
    )
    expect(words).toEqual(['started', 'cached c', 'finished'])
    const fancy = await run(workflowOf({ c: ['choose', { kind: 'fancy', curl: 5 }] }))
    expect(fancy.words).toContain('computed c')
  })

  test('a clip whose file is gone is made again', async () => {
    const { folder, world, run } = await begin()
    await run(clipWorkflow())
    world.clips.clear()
    world.calls.length = 0
    await run(clipWorkflow())
    expect(world.calls).toEqual(['encodeVideo'])
    world.clips.clear()
    world.calls.length = 0
    await (await startExecutor(folder, world)).run(clipWorkflow())
    expect(world.calls).toEqual(['encodeVideo'])
  })

  test('frames of a file that was removed since come from the cache; where they are not kept, the error names file and node', async () => {
    const { folder, world } = await begin()
    const nodes = new Map([...fakeNodes, ['load-clip', loadClip]])
    const file = { asset: 'a'.repeat(64), extension: 'mp4', name: 'holiday.mp4' }
    const clip = (frames: number) =>
      workflowOf({
        source: ['load-clip', { file: { value: file }, frames, width: 16, height: 16 }],
        export: ['export', { frames: from('source', 'frames') }],
      })
    const given = await startExecutor(folder, world, { nodes })
    expect(last((await given.run(clip(2))).happenings)).toMatchObject({ type: 'finished' })
    const none = { ...world, readVideo: createVideoReader({ assets: { find: async () => undefined } }) }
    const { run } = await startExecutor(folder, none, { nodes })
    expect((await run(clip(2))).words).toEqual(['started', 'cached source', 'cached export', 'finished'])
    const { happenings } = await run(clip(3))
    expect(failedOf(happenings)).toMatchObject([
      { node: 'source', message: expect.stringMatching(/^The file "holiday\.mp4" is not on this machine\. Drop it/) },
    ])
    expect(last(happenings)).toMatchObject({
      type: 'failed',
      message: expect.stringMatching(/^Load clip: The file "holiday\.mp4" is not on this machine/),
    })
  })

  test('a remark of a node stands again when its result comes from the cache', async () => {
    const { folder, world, run } = await begin()
    const long = clipWorkflow({ prompt: 'a ball that rolls over a hill' })
    const warnings = (happenings: readonly Happening[]) => happenings.filter((each) => each.type === 'warning')
    const first = warnings((await run(long)).happenings)
    const said = say('textTooLong', { limit: 20, lost: 'er a hill' })
    expect(first).toEqual([{ type: 'warning', node: 'encode', message: inEnglish(said), said }])
    expect(warnings((await (await startExecutor(folder, world)).run(long)).happenings)).toEqual(first)
  })
})

group('what goes wrong', () => {
  const withProblem = workflowOf({
    a: ['text', { text: 'x' }],
    bad: ['steps', { count: 0 }],
    decode: ['decode', { latent: from('bad', 'latent') }],
    export: ['export', { frames: from('decode', 'frames') }],
    show: ['show', { text: from('a', 'text') }],
  })

  test('problems of needed nodes are told before anything is computed; siblings run on', async () => {
    const { run } = await begin()
    const { words, happenings } = await run(withProblem)
    expect(words).toEqual([
      'started',
      'node-failed bad',
      'node-failed decode',
      'node-skipped export',
      'node-started a',
      'computed a',
      'node-started show',
      'computed show',
      'failed',
    ])
    const [bad] = failedOf(happenings)
    expect(bad).toMatchObject({ input: 'unet3d', message: expect.stringContaining('Count must be from 1 to 1000') })
    expect(last(happenings)).toMatchObject({
      message: expect.stringMatching(
        /^Steps: UNet3D is not connected: it needs an? UNet3D\..*\(1 more node failed\.\)$/,
      ),
    })
    expect(happenings.find((each) => each.type === 'node-skipped')).toMatchObject({ because: 'bad' })
  })

  test('what only a node with a problem needs is not computed', async () => {
    const { run, world } = await begin()
    const { words } = await run(clipWorkflow({ framesPerSecond: 99 }))
    expect(words).toEqual(['started', 'node-failed export', 'failed'])
    expect(world.calls).toEqual([])
  })

  test('a node that fails stops its readers, not its siblings', async () => {
    const { run } = await begin()
    const { words, happenings } = await run(
      workflowOf({
        a: ['text', { text: 'x' }],
        f: ['fail', { text: from('a', 'text') }],
        t: ['trim', { text: from('f', 'text') }],
        one: ['show', { text: from('t', 'text') }],
        two: ['show', { text: from('a', 'text') }],
      }),
    )
    expect(words).toEqual([
      'started',
      'node-started a',
      'computed a',
      'node-started f',
      'node-failed f',
      'node-skipped t',
      'node-skipped one',
      'node-started two',
      'computed two',
      'failed',
    ])
    expect(last(happenings)).toMatchObject({
      message: 'Fail: The words are wrong. Take others.',
      first: { node: 'fail', message: 'The words are wrong. Take others.', more: 0 },
    })
  })

  test.each([
    [
      'disk',
      say('fileNotWritten', {
        problem: say('notWrittenTo', { what: say('aFile'), place: '/data/x.mp4', reason: say('diskFull') }),
        remedy: say('makeRoom'),
      }),
      'One of its files could not be written to /data/x.mp4: the disk is full. Make room there and run again: what is finished is kept.',
    ],
    [
      'type',
      say('failedWhile', { activity: say('running'), what: say('foreignWords', { words: 'x is not a function.' }) }),
      'It failed while running: x is not a function. Run it again; if it stays, it is an error in the program: please report this line.',
    ],
    [
      'memory',
      say('noMemoryWhile', {
        activity: say('running'),
        what: say('foreignWords', { words: 'Array buffer allocation failed' }),
      }),
      'There was not enough memory while running (Array buffer allocation failed). Take fewer frames or a smaller size, or end other programs, and run again: what is finished is kept.',
    ],
  ] as const)('says what an error of kind %s means, and how any language says it', async (how, said, message) => {
    const { run } = await begin()
    const { happenings } = await run(workflowOf({ f: ['fail', { how }], s: ['show', { text: from('f', 'text') }] }))
    expect(failedOf(happenings)).toEqual([{ type: 'node-failed', node: 'f', message, said }])
  })

  test('every cycle is named on its nodes; what reads it is skipped, and the rest runs', async () => {
    const { run } = await begin()
    const { words, happenings } = await run(
      workflowOf({
        a: ['trim', { text: from('b', 'text') }],
        b: ['trim', { text: from('a', 'text') }],
        c: ['trim', { text: from('c', 'text') }],
        one: ['show', { text: from('a', 'text') }],
        two: ['show', { text: from('c', 'text') }],
        three: ['show', { text: 'x' }],
      }),
    )
    expect(words.slice(1)).toEqual([
      'node-failed b',
      'node-failed a',
      'node-failed c',
      'node-skipped one',
      'node-skipped two',
      'node-started three',
      'computed three',
      'failed',
    ])
    expect(failedOf(happenings).map((each) => each.message)).toEqual([
      'A cycle: Trim → Trim → Trim. Remove one of its links.',
      'A cycle: Trim → Trim → Trim. Remove one of its links.',
      'A cycle: Trim → Trim. Remove one of its links.',
    ])
  })

  test('an unknown node that a result needs fails, and so does one where no result is there', async () => {
    const { run } = await begin()
    const document = workflowOf({ x: ['constructor'], s: ['show', { other: from('x', 'text') }] })
    const { words, happenings } = await run(document)
    expect(words).toEqual(['started', 'node-failed x', 'node-skipped s', 'failed'])
    expect(failedOf(happenings)[0]).toMatchObject({
      message: expect.stringContaining('There is no node "constructor" here'),
    })
    expect((await run(workflowOf({ x: ['hologram'] }))).words).toEqual(['started', 'node-failed x', 'failed'])
  })

  test('what a link brings into a field is checked like a literal', async () => {
    const { run, world } = await begin()
    const { nodes, ...rest } = clipWorkflow()
    const { happenings } = await run({
      ...rest,
      nodes: {
        ...nodes,
        n: workflowOf({ n: ['number', { number: 20 }] }).nodes.n!,
        noise: { ...nodes.noise!, inputs: { ...nodes.noise!.inputs, size: from('n', 'number') } },
      },
    })
    expect(failedOf(happenings)).toEqual([
      {
        type: 'node-failed',
        node: 'noise',
        input: 'size',
        message: 'Size must be a multiple of 8, and is 20: take 16 or 24. It comes from Number.',
        said: expect.objectContaining({ code: 'ruleText' }),
      },
    ])
    expect(world.calls).toEqual([])
  })

  test('an overflow of the network names the step', async () => {
    const { run, world } = await begin()
    world.beforeCall = (n) => {
      if (n === 4) world.factor = Number.NaN
    }
    const { happenings } = await run(clipWorkflow())
    expect(failedOf(happenings)[0]).toMatchObject({
      node: 'steps',
      message: expect.stringMatching(/^After step 3 of 4 the latent holds NaN .* Lower the guidance/),
    })
  })

  test('an answer of a node that its definition does not allow is an error of that node', async () => {
    const { folder, world } = await begin()
    const { fakeNodes } = await import('../../fakes/nodes.ts')
    const nodes = new Map(fakeNodes).set('text', { ...fakeNodes.get('text')!, run: async () => ({}) })
    const { run } = await startExecutor(folder, world, { nodes })
    const { happenings } = await run(workflowOf({ t: ['text'], s: ['show', { text: from('t', 'text') }] }))
    expect(failedOf(happenings)[0]).toMatchObject({
      node: 't',
      message: 'Text gave nothing at its output "text". That is an error in nodes/text: please report it.',
    })
  })
})

group('a full disk', () => {
  test('costs the cache with one warning, and the run goes on', async () => {
    const { folder, world } = await begin()
    const executor = await startExecutor(folder, world)
    const full = () => Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', path: '/data/cache/x' }))
    const { cache } = executor
    Object.assign(cache, { write: full })
    const { words, happenings } = await executor.run(clipWorkflow())
    expect(words.filter((each) => each.startsWith('warning'))).toEqual(['warning load'])
    expect(happenings.find((each) => each.type === 'warning')).toMatchObject({
      message:
        'The result could not be written to /data/cache/x: the disk is full. The run goes on, but this result will be computed again next time. Make room there.',
    })
    expect(words.at(-1)).toBe('finished')
    // What the steps saved is kept, since their result is not.
    expect(await readdir(join(folder, 'progress'))).toHaveLength(2)
  })

  test('where progress cannot be saved, the node says so once and goes on', async () => {
    const { world, run } = await begin()
    Object.assign(world.progress, {
      write: () => Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })),
    })
    const { happenings, words } = await run(clipWorkflow())
    const warnings = happenings.filter((each) => each.type === 'warning')
    expect(warnings).toHaveLength(1)
    expect(warnings[0]!.message).toMatch(
      /^How far this node came could not be written to .*progress: the disk is full\./,
    )
    expect(words.at(-1)).toBe('finished')
  })
})

group('stopping', () => {
  test('a cancel ends the job before the next call to a network', async () => {
    const { world, run } = await begin()
    const stop = new AbortController()
    world.beforeCall = (n) => {
      if (n === 3) stop.abort('cancel')
    }
    const { words } = await run(clipWorkflow(), stop.signal)
    expect(world.calls).toEqual(['encodeText', 'predict', 'predict'])
    expect(words.at(-1)).toBe('cancelled')
    expect(words).not.toContain('computed steps')
    expect(words.some((each) => each.startsWith('node-failed'))).toBe(false)
  })

  test('a cancel that arrives while a network holds the thread is heard before the next call', async () => {
    const { world, run } = await begin()
    const stop = new AbortController()
    world.beforeCall = async (n) => {
      // As ONNX Runtime: in a turn of its own, and nothing else happens meanwhile.
      await nextTurn()
      if (n !== 3) return
      setTimeout(() => stop.abort('cancel'), 1)
      for (const end = performance.now() + 5; performance.now() < end; );
    }
    const { words } = await run(clipWorkflow(), stop.signal)
    expect(world.calls).toEqual(['encodeText', 'predict', 'predict'])
    expect(words.at(-1)).toBe('cancelled')
  })

  test('a cancel before the first node computes nothing', async () => {
    const { world, run } = await begin()
    expect((await run(clipWorkflow(), AbortSignal.abort('cancel'))).words).toEqual(['started', 'cancelled'])
    expect(world.calls).toEqual([])
  })

  test('any other stop ends without a word, and the next worker goes on from the last step to the same bytes', async () => {
    const whole = await begin()
    await whole.run(clipWorkflow({ count: 9 }))
    const { folder, world, run } = await begin()
    const stop = new AbortController()
    world.beforeCall = (n) => {
      if (n === 6) stop.abort('stop')
    }
    const { words } = await run(clipWorkflow({ count: 9 }), stop.signal)
    expect(words.at(-1)).toBe('node-started steps')
    expect(await readdir(join(folder, 'progress'))).toHaveLength(2)

    world.calls.length = 0
    world.beforeCall = () => {}
    const next = await (await startExecutor(folder, world)).run(clipWorkflow({ count: 9 }))
    // Five of nine predictions were saved; the first of these calls is the sixth.
    expect(world.calls).toEqual(['predict', 'predict', 'predict', 'predict', 'decode', 'encodeVideo'])
    expect(next.happenings.find((each) => each.type === 'progress')).toMatchObject({ done: 6, total: 9 })
    expect([...world.clips]).toEqual([...whole.world.clips])
    expect(await readdir(join(folder, 'progress'))).toEqual([])
  })

  test('a worker that dies in the middle of decoding costs no step: the latent was saved before', async () => {
    const { folder, world, run } = await begin()
    const stop = new AbortController()
    world.beforeCall = () => {
      if (world.calls.at(-1) === 'decode') {
        stop.abort('stop')
        throw new Error('std::bad_alloc')
      }
    }
    await run(clipWorkflow({ count: 9 }), stop.signal)
    expect(world.calls.filter((call) => call === 'predict')).toHaveLength(9)

    world.calls.length = 0
    world.beforeCall = () => {}
    const next = await (await startExecutor(folder, world)).run(clipWorkflow({ count: 9 }))
    expect(world.calls).toEqual(['decode', 'encodeVideo'])
    expect(last(next.happenings)?.type).toBe('finished')
  })

  test('nothing is told after the end, also no preview that waited for its colours', async () => {
    const { world, run } = await begin()
    let fitted: (name: string) => void = () => {}
    world.colour = new Promise((resolve) => {
      fitted = resolve
    })
    world.previewPatienceMs = 5
    const told = await run(clipWorkflow())
    expect(told.previews).toEqual([])
    fitted('late')
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(told.previews).toEqual([])
    expect(told.words.at(-1)).toBe('finished')
  })

  test('every step is shown, also those that came while colours were being fitted: their node waits for them', async () => {
    const { world, run } = await begin()
    let fitted: (name: string) => void = () => {}
    world.colour = new Promise((resolve) => {
      fitted = resolve
    })
    let late = true
    world.beforeCall = (n) => {
      if (n === 5)
        setTimeout(() => {
          late = false
          fitted('soon')
        }, 100)
      // The node behind them.
      if (n === 6) expect(late).toBe(false)
    }
    const { previews, words } = await run(clipWorkflow())
    expect(previews.map(({ header }) => header.step)).toEqual([1, 2, 3, 4])
    expect(words.at(-1)).toBe('finished')
  })

  test('steps are under the address of the result that is being made, in a later run of it too, and in no other', async () => {
    const { run } = await begin()
    const addressesOf = ({ happenings, previews }: Awaited<ReturnType<typeof run>>) => ({
      told: happenings.flatMap((each) =>
        (each.type === 'node-started' || each.type === 'node-finished') && each.address !== undefined
          ? [`${each.type} ${each.node} ${each.address}`]
          : [],
      ),
      previews: [...new Set(previews.map(({ header }) => header.address))],
    })
    const first = addressesOf(await run(clipWorkflow()))
    const [address] = first.previews
    expect(address).toMatch(/^[0-9a-f]{64}$/)
    expect(first).toEqual({
      told: [`node-started steps ${address}`, `node-finished steps ${address}`],
      previews: [address],
    })
    expect(addressesOf(await run(clipWorkflow()))).toEqual({ told: [`node-finished steps ${address}`], previews: [] })
    expect(addressesOf(await run(clipWorkflow({ count: 3 }))).previews).not.toEqual([address])
  })

  test('where there are no colours, the run goes on with one warning', async () => {
    const { world, run } = await begin()
    world.colour = Promise.reject(new Error('The VAE has no encoder.'))
    world.colour.catch(() => undefined)
    const { happenings, words } = await run(clipWorkflow())
    expect(happenings.filter((each) => each.type === 'warning')).toEqual([
      {
        type: 'warning',
        node: 'steps',
        message: 'The latent cannot be shown: The VAE has no encoder. The run goes on without its preview.',
        said: say('noPreview', { why: say('foreignWords', { words: 'The VAE has no encoder.' }) }),
      },
    ])
    expect(words.at(-1)).toBe('finished')
  })
})

group('10,000 nodes', () => {
  const chainOf = (step: string, output: string, length: number, first: Workflow['nodes'][string]): Workflow => {
    const { nodes, ...rest } = workflowOf(
      Object.fromEntries(
        Array.from({ length: length - 1 }, (_, at) => [
          `n${at + 1}`,
          [
            at === length - 2 ? (output === 'text' ? 'show' : 'sum') : step,
            { [output]: from(`n${at}`, output) },
          ] as const,
        ]),
      ),
    )
    return { ...rest, nodes: { n0: first, ...nodes } }
  }
  const count = (words: readonly string[], word: string) => words.filter((each) => each.startsWith(word)).length

  test('in a chain are all looked at; those with equal inputs are computed once', async () => {
    const { run } = await begin()
    const { words } = await run(chainOf('trim', 'text', 10_000, workflowOf({ n: ['text', { text: 'x' }] }).nodes.n!))
    expect(words.at(-1)).toBe('finished')
    expect(count(words, 'computed')).toBe(3)
    expect(count(words, 'cached')).toBe(9997)
  })

  test('of which a thousand differ: each is computed once, and a second run computes none', {
    timeout: 30_000,
  }, async () => {
    const { run } = await begin()
    const chain = chainOf('next', 'number', 1000, workflowOf({ n: ['number', { number: 5 }] }).nodes.n!)
    const { words, happenings } = await run(chain)
    expect(count(words, 'computed')).toBe(1000)
    expect(happenings.at(-2)).toMatchObject({ node: 'n999', outputs: { number: { number: 1003 } } })
    const again = await run(chain)
    expect([count(again.words, 'computed'), count(again.words, 'cached')]).toEqual([0, 1000])
  })

  test('that nobody needs cost nothing', async () => {
    const { run } = await begin()
    const begun = performance.now()
    const { words } = await run(
      workflowOf({
        ...Object.fromEntries(
          Array.from({ length: 10_000 }, (_, at) => [`n${at}`, ['text', { text: `${at}` }] as const]),
        ),
        end: ['show', { text: 'x' }],
      }),
    )
    expect(words).toEqual(['started', 'node-started end', 'computed end', 'finished'])
    expect(performance.now() - begun).toBeLessThan(5000)
  })

  test('in 5,000 cycles are named in linear time', async () => {
    const { run } = await begin()
    const begun = performance.now()
    const { happenings } = await run(
      workflowOf(
        Object.fromEntries(
          Array.from({ length: 5000 }, (_, at) => [
            [`a${at}`, ['show', { text: from(`b${at}`, 'text') }] as const] as const,
            [`b${at}`, ['show', { text: from(`a${at}`, 'text') }] as const] as const,
          ]).flat(),
        ),
      ),
    )
    expect(failedOf(happenings)).toHaveLength(10_000)
    expect(performance.now() - begun).toBeLessThan(10_000)
  })

  test('a cancel is heard between them', async () => {
    const { run } = await begin()
    const stop = new AbortController()
    const many = workflowOf(
      Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`n${at}`, ['show', { text: `${at}` }] as const])),
    )
    setTimeout(() => stop.abort('cancel'), 50)
    const { words } = await run(many, stop.signal)
    expect(words.at(-1)).toBe('cancelled')
  })
})
