import { appendFile, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compactNotes,
  editsBetween,
  marksOf,
  preciousRevs,
  type RevisionNote,
  readNotes,
  writeNotes,
} from '../../server/revision-notes.ts'
import { createRouter } from '../../server/router.ts'
import { revisionRoutes } from '../../server/routes/revisions.ts'
import { workflowRoutes } from '../../server/routes/workflows.ts'
import { openWorkflows, revOf } from '../../server/workflows.ts'
import { listen } from '../fakes/http-server.ts'
import { tempFolder } from '../fakes/temp-folder.ts'

const bytesOf = (name: string) =>
  Buffer.from(`${JSON.stringify({ format: 'reelgraph', version: 1, name, nodes: {} }, null, 2)}\n`)

/** Saves these one after the other, a minute apart. */
const saveAll = async (names: readonly (readonly [name: string, ...edits: string[]])[]) => {
  const folder = await tempFolder()
  const workflows = await openWorkflows(folder)
  const revs: string[] = []
  for (const [name, ...edits] of names) {
    const before = revs[revs.length - 1]
    const { rev } = await workflows.save('one', bytesOf(name), before === undefined ? 'new' : { rev: before }, edits)
    revs.push(rev)
  }
  return { folder, workflows, revs, log: join(folder, '.history', 'one', 'log.jsonl') }
}

describe('revisions', () => {
  test('are all there, the newest first, each with its bytes and what led to it', async () => {
    const { workflows, revs } = await saveAll([['a', 'Add Text'], ['b', 'Move Text', 'Move Text', 'Set steps'], ['c']])
    const list = await workflows.revisions('one')
    expect(list?.map(({ rev, edits, more, runs }) => ({ rev, edits, more, runs }))).toEqual([
      { rev: revs[2], edits: [], more: 0, runs: [] },
      { rev: revs[1], edits: ['Move Text', 'Set steps'], more: 0, runs: [] },
      { rev: revs[0], edits: ['Add Text'], more: 0, runs: [] },
    ])
    for (const [index, name] of ['a', 'b', 'c'].entries())
      expect((await workflows.revision('one', revs[index]!))?.equals(bytesOf(name))).toBe(true)
    expect(await workflows.revision('one', 'f'.repeat(64))).toBeUndefined()
    expect(await workflows.revisions('two')).toBeUndefined()
  })

  test('keep their names and runs, also for a server that is started anew', async () => {
    const { folder, workflows, revs } = await saveAll([['a'], ['b'], ['c']])
    const at = (await workflows.revisions('one'))!.map(({ savedAt }) => savedAt).reverse()
    const name = (index: number, text: string) =>
      workflows.nameRevision('one', { rev: revs[index]!, at: at[index]! }, text)
    expect(await name(0, 'Before the dog')).toBe(true)
    expect(await name(2, 'Now')).toBe(true)
    expect(await workflows.nameRevision('one', { rev: 'f'.repeat(64), at: 1 }, 'Nothing')).toBe(false)
    await workflows.ran('one', bytesOf('b').toString(), 'job-1')
    await workflows.ran('one', bytesOf('c').toString(), 'job-2')
    await workflows.ran('one', bytesOf('c').toString(), 'job-2')
    await workflows.ran('one', bytesOf('never saved').toString(), 'job-3')
    await name(2, '')
    for (const each of [workflows, await openWorkflows(folder)])
      expect((await each.revisions('one'))?.map(({ name, runs }) => [name, runs])).toEqual([
        [undefined, ['job-2']],
        [undefined, ['job-1']],
        ['Before the dog', []],
      ])
  })

  test('know a run also where the file is written in another form', async () => {
    const folder = await tempFolder()
    const workflows = await openWorkflows(folder)
    await writeFile(join(folder, 'one.json'), '{"format":"reelgraph","version":1,"name":"a","nodes":{}}')
    await workflows.ran('one', bytesOf('a').toString(), 'job')
    expect((await workflows.revisions('one'))?.map(({ runs }) => runs)).toEqual([['job']])
  })

  test('show a state that came back once more, each with a name of its own', async () => {
    const { workflows, revs } = await saveAll([['a'], ['b'], ['a']])
    const [last, , first] = (await workflows.revisions('one'))!
    await workflows.nameRevision('one', { rev: revs[0]!, at: first!.savedAt }, 'Home')
    await workflows.nameRevision('one', { rev: revs[0]!, at: last!.savedAt }, 'Home again')
    expect((await workflows.revisions('one'))?.map(({ rev, name }) => [rev, name])).toEqual([
      [revs[0], 'Home again'],
      [revs[1], undefined],
      [revs[0], 'Home'],
    ])
  })

  test('survive a log that a crash cut short', async () => {
    const { folder, workflows, revs, log } = await saveAll([
      ['a', 'Add Text'],
      ['b', 'Set steps'],
    ])
    await workflows.nameRevision('one', { rev: revs[0]!, at: 0 }, 'First')
    await appendFile(log, '{"rev":"12')
    const again = await openWorkflows(folder)
    await again.nameRevision('one', { rev: revs[1]!, at: 0 }, 'Second')
    await writeFile(join(folder, '.history', 'one', 'notes.txt'), 'mine')
    const fresh = await openWorkflows(folder)
    expect((await fresh.revisions('one'))?.map(({ name, edits }) => [name, edits])).toEqual([
      ['Second', ['Set steps']],
      ['First', ['Add Text']],
    ])
  })

  test('that a run used or a person named outlive the thinning', async () => {
    let time = Date.UTC(2025, 5, 15, 12)
    const folder = await tempFolder()
    const workflows = await openWorkflows(folder, { now: () => time })
    let basis: 'new' | { rev: string } = 'new'
    const revs: string[] = []
    // One save a second for two minutes: all are of one span but for the newest 50.
    for (let index = 0; index < 120; index++) {
      basis = await workflows.save('one', bytesOf(`${index}`), basis, [`Edit ${index}`])
      revs.push(basis.rev)
      await utimes(join(folder, 'one.json'), time / 1000, time / 1000)
      if (index === 3) await workflows.nameRevision('one', { rev: basis.rev, at: time }, 'Named')
      if (index === 5) await workflows.ran('one', bytesOf('5').toString(), 'job')
      time += 1000
    }
    const list = (await workflows.revisions('one'))!
    expect(list.map(({ rev }) => rev)).toEqual([...revs.slice(-51).reverse(), revs[5], revs[3]])
    expect(list.map(({ name }) => name).filter(Boolean)).toEqual(['Named'])
  })

  test('have a log that does not grow for ever', async () => {
    const { workflows, revs, log } = await saveAll([['a', 'Begin'], ['b']])
    for (let index = 0; index < 500; index++)
      await workflows.nameRevision('one', { rev: revs[0]!, at: 0 }, `Name ${index}`)
    await workflows.save('one', bytesOf('c'), { rev: revs[1]! }, ['End'])
    expect(readNotes(await readFile(log, 'utf8')).length).toBeLessThan(10)
    expect((await workflows.revisions('one'))?.map(({ name, edits }) => [name, edits])).toEqual([
      [undefined, ['End']],
      [undefined, []],
      ['Name 499', ['Begin']],
    ])
    expect(await readdir(join(log, '..'))).not.toContain(expect.stringMatching(/^\.writing/))
  })
})

describe('the notes of a log', () => {
  const rev = fc.constantFrom('r1', 'r2', 'r3', 'r4')
  const at = fc.integer({ min: 0, max: 50 })
  const note: fc.Arbitrary<RevisionNote> = fc.oneof(
    fc.record({
      rev,
      at,
      edits: fc.array(fc.constantFrom('Move', 'Set steps', 'Delete'), { maxLength: 5 }),
      more: fc.integer({ min: 0, max: 3 }),
    }),
    fc.record({ rev, at, name: fc.constantFrom('', 'One', 'Two') }),
    fc.record({ rev, at, run: fc.constantFrom('j1', 'j2') }),
  )
  const times = fc
    .uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 6 })
    .map((each) => each.sort((a, b) => a - b))

  test('say the same after they were written and read, whatever else stands in the file', () => {
    fc.assert(
      fc.property(fc.array(note), (notes) => {
        expect(
          readNotes(`${writeNotes(notes)}null\n{"rev":1}\n[]\n{"rev":"a","at":1,"edits":[1],"more":0}\n{"re`),
        ).toEqual(notes)
      }),
      { seed: 4 },
    )
  })

  test('say the same when they are made fewer', () => {
    fc.assert(
      fc.property(fc.array(note, { maxLength: 40 }), times, (notes, at) => {
        const revisions = at.map((each, index) => ({ rev: `r${(index % 4) + 1}`, at: each }))
        const small = compactNotes(notes, revisions)
        expect(editsBetween(small, at)).toEqual(editsBetween(notes, at))
        expect(marksOf(small, revisions)).toEqual(marksOf(notes, revisions))
        expect(compactNotes(small, revisions)).toEqual(small)
      }),
      { seed: 5 },
    )
  })
})

test('precious is what has a name now, or a run', () => {
  const notes: RevisionNote[] = [
    { rev: 'a', at: 1, name: 'A' },
    { rev: 'b', at: 2, name: 'B' },
    { rev: 'b', at: 2, name: '' },
    { rev: 'c', at: 3, run: 'job' },
    { rev: 'd', at: 4, edits: ['Move'], more: 0 },
    { rev: 'e', at: 5, name: '' },
    { rev: 'e', at: 6, name: 'E' },
  ]
  expect([...preciousRevs(notes)].sort()).toEqual(['a', 'c', 'e'])
})

describe('/api/workflows/:id/revisions', () => {
  const serve = async () => {
    const workflows = await openWorkflows(await tempFolder())
    const reports: string[] = []
    const router = createRouter([...workflowRoutes(workflows, () => {}), ...revisionRoutes(workflows)], (line) =>
      reports.push(line),
    )
    const { origin } = await listen((request, response) => void router(request, response))
    return (path: string, init: RequestInit = {}) => fetch(`${origin}/api/workflows${path}`, init)
  }
  const put = (body: Buffer, headers: Record<string, string>): RequestInit => ({
    method: 'PUT',
    body: new Uint8Array(body),
    headers,
  })

  test('lists, gives and names what was saved, and says what is not there', async () => {
    const ask = await serve()
    const edits = ['Move 3 nodes', 'Set "steps" & more'].map((edit) => `edit=${encodeURIComponent(edit)}`).join('&')
    await ask(`/one?${edits}`, put(bytesOf('a'), { 'if-none-match': '*' }))
    await ask('/one', put(bytesOf('b'), { 'if-match': `"${revOf(bytesOf('a'))}"` }))
    const list = await (await ask('/one/revisions')).json()
    expect(list).toMatchObject([
      { rev: revOf(bytesOf('b')), edits: [], bytes: bytesOf('b').byteLength },
      { rev: revOf(bytesOf('a')), edits: ['Move 3 nodes', 'Set "steps" & more'] },
    ])
    const old = await ask(`/one/revisions/${revOf(bytesOf('a'))}`)
    expect(Buffer.from(await old.arrayBuffer()).equals(bytesOf('a'))).toBe(true)
    const name = (rev: string, body: object) =>
      ask(`/one/revisions/${rev}/name`, { method: 'PUT', body: JSON.stringify({ savedAt: list[1].savedAt, ...body }) })
    expect((await name(revOf(bytesOf('a')), { name: ' Start ' })).status).toBe(200)
    expect((await (await ask('/one/revisions')).json())[1]).toMatchObject({ name: 'Start' })
    expect((await name(revOf(bytesOf('a')), { name: 'x'.repeat(201) })).status).toBe(400)
    expect((await name(revOf(bytesOf('a')), {})).status).toBe(400)
    expect((await name('0'.repeat(64), { name: 'x' })).status).toBe(404)
    for (const path of ['/none/revisions/0123', '/one/revisions/0123', '/one/revisions/..%2f..%2fone'])
      expect((await ask(path)).status).toBe(404)
    expect(await (await ask('/none/revisions')).json()).toEqual([])
    expect((await ask('/..%2fone/revisions')).status).toBe(400)
  })
})
