import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openArtifacts } from '../../server/artifacts.ts'
import { CheckpointError } from '../../server/checkpoint/checkpoint.ts'
import { createExamples } from '../../server/examples.ts'
import { JournalError } from '../../server/journal.ts'
import { openJournal } from '../../server/open-journal.ts'
import { createRouter, type Route } from '../../server/router.ts'
import { artifactRoutes } from '../../server/routes/artifacts.ts'
import { definitionRoutes } from '../../server/routes/definitions.ts'
import { exampleRoutes } from '../../server/routes/examples.ts'
import { jobRoutes } from '../../server/routes/jobs.ts'
import { latentColourRoutes } from '../../server/routes/latent-colour.ts'
import { starRoutes } from '../../server/routes/stars.ts'
import { systemRoutes } from '../../server/routes/system.ts'
import { tokenRoutes } from '../../server/routes/tokens.ts'
import { type WorkflowChange, workflowRoutes } from '../../server/routes/workflows.ts'
import { openWorkflows, revOf, type Workflows } from '../../server/workflows.ts'
import type { SystemInfo } from '../../workflow/wire.ts'
import { listen } from '../fakes/http-server.ts'
import { palette } from '../fakes/palette.ts'
import { tempFolder } from '../fakes/temp-folder.ts'

/** A server over these routes. Errors of its own fail the test, but for those that match `expected`. */
const serve = async (routes: Route[], expected?: RegExp) => {
  const reports: string[] = []
  const router = createRouter(routes, (line) => reports.push(line))
  const { origin } = await listen((request, response) => void router(request, response))
  onTestFinished(() => expect(reports.filter((line) => !expected?.test(line))).toEqual([]))
  return async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${origin}${path}`, init)
    const bytes = Buffer.from(await response.arrayBuffer())
    const { status, headers } = response
    const type = headers.get('content-type') ?? ''
    const json = type.startsWith('application/json') ? JSON.parse(bytes.toString()) : undefined
    return { status, headers, bytes, json, text: bytes.toString() }
  }
}

const workflowBytes = (name: string) => Buffer.from(`{"format":"reelgraph","version":1,"name":"${name}","nodes":{}}\n`)
const put = (bytes: Buffer, headers: Record<string, string>): RequestInit => ({
  method: 'PUT',
  body: new Uint8Array(bytes),
  headers,
})
const asNew = { 'if-none-match': '*' }

describe('/api/workflows', () => {
  const shop = async (spoiled?: (workflows: Workflows) => Workflows) => {
    const workflows = await openWorkflows(await tempFolder())
    const changes: WorkflowChange[] = []
    const routes = workflowRoutes(spoiled?.(workflows) ?? workflows, (change) => changes.push(change))
    return { ask: await serve(routes, /EIO/), changes }
  }

  test('saves, opens, lists and deletes, and tells every editor of it', async () => {
    const { ask, changes } = await shop()
    const [first, second] = [workflowBytes('First'), workflowBytes('Second')]
    const saved = await ask('/api/workflows/one', put(first, asNew))
    const etag = `"${revOf(first)}"`
    expect([saved.status, saved.headers.get('etag'), saved.json]).toEqual([200, etag, { rev: revOf(first) }])

    const opened = await ask('/api/workflows/one')
    expect([opened.status, opened.headers.get('etag'), opened.bytes.equals(first)]).toEqual([200, etag, true])
    const known = await ask('/api/workflows/one', { headers: { 'if-none-match': etag } })
    expect([known.status, known.headers.get('etag'), known.text]).toEqual([304, etag, ''])

    const again = await ask('/api/workflows/one', put(second, { 'if-match': etag }))
    expect(again.json).toEqual({ rev: revOf(second) })
    expect((await ask('/api/workflows')).json).toMatchObject([{ id: 'one', name: 'Second', rev: revOf(second) }])

    const gone = await ask('/api/workflows/one', { method: 'DELETE', headers: { 'if-match': `"${revOf(second)}"` } })
    expect([gone.status, gone.text]).toEqual([204, ''])
    expect((await ask('/api/workflows/one')).status).toBe(404)
    expect(changes).toEqual([
      { id: 'one', rev: revOf(first), name: 'First' },
      { id: 'one', rev: revOf(second), name: 'Second' },
      { id: 'one', rev: null, name: 'one' },
    ])
  })

  test('never overwrites or deletes what the request has not seen', async () => {
    const { ask, changes } = await shop()
    const [first, second] = [workflowBytes('First'), workflowBytes('Second')]
    await ask('/api/workflows/one', put(first, asNew))
    for (const [init, status] of [
      [put(second, asNew), 412],
      [put(second, { 'if-match': `"${revOf(second)}"` }), 412],
      [{ method: 'DELETE', headers: { 'if-match': `"${revOf(second)}"` } }, 412],
      [put(second, {}), 428],
      [{ method: 'DELETE' }, 428],
      [put(second, { 'if-match': '*' }), 400],
      [put(second, { 'if-match': revOf(first) }), 400],
      [put(second, { 'if-match': `W/"${revOf(first)}"` }), 400],
      [put(second, { 'if-none-match': `"${revOf(first)}"` }), 400],
      [{ method: 'DELETE', headers: asNew }, 400],
    ] as [RequestInit, number][]) {
      const { status: answered, json } = await ask('/api/workflows/one', init)
      expect([answered, typeof json.error]).toEqual([status, 'string'])
      if (answered === 412) expect(json.rev).toBe(revOf(first))
    }
    expect((await ask('/api/workflows/one')).bytes.equals(first)).toBe(true)
    expect(changes).toHaveLength(1)
  })

  test('says what is wrong with an id or a file', async () => {
    const { ask } = await shop()
    const cases: [string, RequestInit, number, RegExp][] = [
      ['/api/workflows/..%2Fone', {}, 400, /cannot name a workflow/],
      ['/api/workflows/a%20b', put(workflowBytes('x'), asNew), 400, /cannot name a workflow/],
      ['/api/workflows/one', put(Buffer.from('{'), asNew), 400, /not JSON/],
      ['/api/workflows/one', put(Buffer.from('{}'), asNew), 400, /no Reelgraph workflow/],
      ['/api/workflows/one', put(Buffer.alloc(21 * 1024 * 1024, 32), asNew), 413, /20480 KiB/],
      ['/api/workflows/gone', {}, 404, /no workflow "gone"/],
      ['/api/workflows/gone', { method: 'DELETE', headers: { 'if-match': `"${'0'.repeat(64)}"` } }, 404, /no workflow/],
    ]
    for (const [path, init, status, why] of cases) {
      const { status: answered, json } = await ask(path, init)
      expect(answered, path).toBe(status)
      expect(json.error).toMatch(why)
    }
  })

  test('tells a full disk from a fault of its own', async () => {
    const failing = (code: string) => (workflows: Workflows) => ({
      ...workflows,
      save: () => Promise.reject(Object.assign(new Error(`${code}: write`), { code })),
    })
    const full = await (await shop(failing('ENOSPC'))).ask('/api/workflows/one', put(workflowBytes('x'), asNew))
    expect([full.status, full.json.error]).toEqual([507, expect.stringMatching(/disk is full: nothing was saved/)])
    const broken = await (await shop(failing('EIO'))).ask('/api/workflows/one', put(workflowBytes('x'), asNew))
    expect([broken.status, broken.json.error]).toEqual([500, expect.stringMatching(/the disk answers with errors/)])
  })
})

describe('/api/jobs', () => {
  const office = async () => {
    const journal = openJournal(join(await tempFolder(), 'journal.sqlite'), { say: () => {} })
    onTestFinished(() => journal.close())
    for (const job of ['j1', 'j2', 'j3'])
      journal.create({ job, workflow: 'w', title: job, document: `{ "of": "${job}" }`, nodes: [] })
    const expected = async (jobs: readonly string[]) =>
      Object.fromEntries(jobs.map((job, place) => [job, { [job]: { seconds: 2, units: place } }]))
    const star = (job: string, starred: boolean) => {
      if (!journal.jobState(job)) return undefined
      journal.append(job, { type: 'starred', starred })
      return journal.jobState(job)
    }
    return { ask: await serve([...jobRoutes(journal, expected), ...starRoutes(star)]), journal }
  }

  test('gives the newest first, in pages, each by itself, and what it ran', async () => {
    const { ask, journal } = await office()
    expect((await ask('/api/jobs')).json).toEqual(journal.recent(50))
    expect((await ask('/api/jobs?limit=2')).json.map((each: { job: string }) => each.job)).toEqual(['j3', 'j2'])
    expect((await ask('/api/jobs?limit=2&before=j2')).json.map((each: { job: string }) => each.job)).toEqual(['j1'])
    expect((await ask('/api/jobs/j2')).json).toEqual(journal.jobState('j2'))
    const { headers, text } = await ask('/api/jobs/j2/document')
    expect([headers.get('content-type'), text]).toEqual(['application/json; charset=utf-8', '{ "of": "j2" }'])
  })

  test('gives what happened to a node, and to those inside of it, in its order', async () => {
    const { ask, journal } = await office()
    for (const node of ['a', 'ab', 'a/x', 'q"\\ü']) journal.append('j2', { type: 'node-started', node })
    journal.append('j2', { type: 'started', device: 'CPU' })
    journal.append('j2', { type: 'warning', node: 'a', message: 'late' })
    journal.append('j3', { type: 'node-started', node: 'a' })
    const of = async (path: string) =>
      (await ask(path)).json.map(({ type, node }: { type: string; node: string }) => [type, node])
    expect(await of('/api/jobs/j2/events?node=a')).toEqual([
      ['node-started', 'a'],
      ['node-started', 'a/x'],
      ['warning', 'a'],
    ])
    expect(await of(`/api/jobs/j2/events?node=${encodeURIComponent('q"\\ü')}`)).toHaveLength(1)
    expect(await of('/api/jobs/j2/events?node=gone')).toEqual([])
    expect((await ask('/api/jobs/j2/events')).status).toBe(400)
    expect((await ask('/api/jobs/j9/events?node=a')).status).toBe(404)
  })

  test('stars a job, finds it by its star, and by its words', async () => {
    const { ask, journal } = await office()
    const { status, json } = await ask('/api/stars/j2', { method: 'PUT' })
    expect([status, json]).toEqual([200, journal.jobState('j2')])
    const found = async (query: string) =>
      (await ask(`/api/jobs?${query}`)).json.map((each: { job: string }) => each.job)
    expect(await found('starred=1')).toEqual(['j2'])
    expect(await found('search=%22j3%22')).toEqual(['j3'])
    expect((await ask('/api/stars/j2', { method: 'DELETE' })).json.starred).toBeUndefined()
    expect(await found('starred=1')).toEqual([])
    const missing = await ask('/api/stars/nobody', { method: 'PUT' })
    expect([missing.status, missing.json.error]).toEqual([404, expect.stringMatching(/no job "nobody"/)])
  })

  test('says that a star could not be written down, where the disk is full', async () => {
    const ask = await serve(
      starRoutes(() => {
        throw new JournalError('full', 'The disk is full. Make room there.')
      }),
    )
    const { status, json } = await ask('/api/stars/j1', { method: 'PUT' })
    expect([status, json.error]).toEqual([503, 'The disk is full. Make room there.'])
  })

  test('says what is expected of each job that has not ended', async () => {
    const { ask, journal } = await office()
    journal.append('j1', { type: 'cancelled' })
    const of = (job: string, place: number) => ({ [job]: { seconds: 2, units: place } })
    expect((await ask('/api/estimates')).json).toEqual({ j2: of('j2', 0), j3: of('j3', 1) })
    // What runs is first, wherever the others were moved.
    journal.append('j3', { type: 'started', device: 'CPU' })
    expect((await ask('/api/estimates')).json).toEqual({ j3: of('j3', 0), j2: of('j2', 1) })
  })

  test.each([
    [`/api/jobs?search=${'a'.repeat(501)}`, 400],
    ['/api/jobs?limit=0', 400],
    ['/api/jobs?limit=201', 400],
    ['/api/jobs?limit=1.5', 400],
    ['/api/jobs?limit=', 400],
    ['/api/jobs?limit=many', 400],
    ['/api/jobs?before=nobody', 404],
    ['/api/jobs/nobody', 404],
    ['/api/jobs/__proto__', 404],
    ['/api/jobs/nobody/document', 404],
  ])('%s is answered %d', async (path, status) => {
    const { ask } = await office()
    const { status: answered, json } = await ask(path)
    expect([answered, json.error.length > 20]).toEqual([status, true])
  })
})

describe('/api/artifacts', () => {
  test('gives a finished file, whole, in part, and as a download', async () => {
    const artifacts = await openArtifacts(await tempFolder())
    const path = artifacts.temporary('mp4')
    await writeFile(path, 'the clip')
    const { artifact } = await artifacts.adopt(path, 'mp4')
    const ask = await serve(artifactRoutes(artifacts))
    const address = `/api/artifacts/${artifact}.mp4`
    const { status, headers, text } = await ask(address)
    expect([status, text, headers.get('content-type'), headers.get('etag')]).toEqual([
      200,
      'the clip',
      'video/mp4',
      `"${artifact}"`,
    ])
    expect(headers.get('content-disposition')).toBeNull()
    const part = await ask(address, { headers: { range: 'bytes=4-' } })
    expect([part.status, part.text]).toEqual([206, 'clip'])
    const named = await ask(`${address}?download=My%20clip.mp4`)
    expect(named.headers.get('content-disposition')).toMatch(/^attachment; filename="My clip.mp4"/)
    const unnamed = await ask(`${address}?download`)
    expect(unnamed.headers.get('content-disposition')).toContain(`filename="${artifact}.mp4"`)
  })

  test('gives nothing else', async () => {
    const folder = await tempFolder()
    await mkdir(join(folder, 'artifacts'))
    await writeFile(join(folder, 'journal.sqlite'), 'secret')
    const ask = await serve(artifactRoutes(await openArtifacts(join(folder, 'artifacts'))))
    for (const name of ['..%2Fjournal.sqlite', `${'0'.repeat(64)}.mp4`, '..', '%00', 'constructor']) {
      const { status } = await ask(`/api/artifacts/${name}`)
      expect([name, status]).toEqual([name, 404])
    }
  })
})

describe('/api/latent-colour', () => {
  test('gives the factors, to be kept for ever, and nothing outside its folder', async () => {
    const folder = await tempFolder()
    await mkdir(join(folder, 'colours'))
    await writeFile(join(folder, 'colours', 'abc-1.json'), '{"matrix":[1]}')
    await writeFile(join(folder, 'secret.json'), '{}')
    const ask = await serve(latentColourRoutes(join(folder, 'colours')))
    const { status, headers, json } = await ask('/api/latent-colour/abc-1')
    expect([status, headers.get('cache-control'), json]).toEqual([
      200,
      'public, max-age=31536000, immutable',
      { matrix: [1] },
    ])
    for (const name of ['gone', '..%2Fsecret', 'abc-1.json', '%2e%2e%2fsecret']) {
      const missing = await ask(`/api/latent-colour/${name}`)
      expect([missing.status, missing.headers.get('cache-control'), missing.text]).toEqual([204, 'no-store', ''])
    }
  })
})

describe('/api/examples', () => {
  test('lists and gives them', async () => {
    const folder = await tempFolder()
    await writeFile(join(folder, 'ball.json'), '{ "name": "A ball", "about": "Bounces." }')
    const ask = await serve(exampleRoutes(createExamples(folder)))
    expect((await ask('/api/examples')).json).toEqual([
      { id: 'ball', name: 'A ball', about: 'Bounces.', tags: [], checkpoints: [], pictures: false, nodes: 0 },
    ])
    expect((await ask('/api/examples/ball')).text).toBe('{ "name": "A ball", "about": "Bounces." }')
    expect((await ask('/api/examples/cube')).json.error).toMatch(/no example "cube"/)
  })
})

describe('/api/definitions and /api/system', () => {
  test('give what there is at the moment', async () => {
    const system: SystemInfo = { device: { id: 'cpu', title: 'CPU', threads: 2, memoryBytes: 3 }, checkpoints: [] }
    let asked = 0
    const ask = await serve([
      ...definitionRoutes(async () => {
        asked++
        return palette
      }),
      ...systemRoutes(async () => system),
    ])
    expect((await ask('/api/definitions')).json).toEqual(JSON.parse(JSON.stringify(palette)))
    await ask('/api/definitions')
    expect(asked).toBe(2)
    expect((await ask('/api/system')).json).toEqual(system)
  })
})

describe('/api/tokens', () => {
  const shop = () =>
    serve(
      tokenRoutes({
        countTokens: async (name, variant, text) => {
          if (name !== 'demo') throw new CheckpointError(`There is no checkpoint "${name}".`)
          if (variant === 'broken') throw new Error('EIO')
          return { tokens: text.split(' ').length + 2, limit: 4, lost: variant }
        },
      }),
      /EIO/,
    )
  const post = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) })

  test('counts with the tokenizer of that checkpoint and variant', async () => {
    const ask = await shop()
    const text = 'a red ball'
    expect((await ask('/api/tokens', post({ checkpoint: 'demo', text }))).json).toEqual({
      tokens: 5,
      limit: 4,
      lost: '',
    })
    expect((await ask('/api/tokens', post({ checkpoint: 'demo', variant: 'fp16', text }))).json.lost).toBe('fp16')
    expect((await ask('/api/tokens', post({ checkpoint: 'demo', text: '' }))).json.tokens).toBe(3)
  })

  test('a checkpoint that is not there is answered with what is wrong, and no error', async () => {
    const { status, json } = await (await shop())('/api/tokens', post({ checkpoint: 'other', text: 'a' }))
    expect([status, json]).toEqual([200, { problem: 'There is no checkpoint "other".' }])
  })

  test.each([
    [{ checkpoint: 'demo' }, 400, /"text" must be text, and is missing/],
    [{ text: 'a' }, 400, /"checkpoint" must be text/],
    [{ checkpoint: 'demo', text: 'a', variant: 3 }, 400, /"variant" must be text/],
    [{ checkpoint: 'demo', variant: 'broken', text: 'a' }, 500, /EIO/],
    ['text', 400, /JSON object/],
  ])('%j is answered %d', async (body, status, why) => {
    const { status: answered, json } = await (await shop())('/api/tokens', post(body))
    expect([answered, json.error]).toEqual([status, expect.stringMatching(why)])
  })
})
