import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serverWords } from '../../app/state/server-words.ts'
import { de } from '../../app/texts/de.ts'
import { readPickle } from '../../onnx/pickle.ts'
import { readSafetensorsHeader } from '../../onnx/safetensors.ts'
import { readStoredZip } from '../../onnx/stored-zip.ts'
import { openLibrary } from '../../server/library.ts'
import { createRouter, type Route } from '../../server/router.ts'
import { jobRoutes } from '../../server/routes/jobs.ts'
import { libraryRoutes } from '../../server/routes/library.ts'
import { revisionRoutes } from '../../server/routes/revisions.ts'
import { workflowRoutes } from '../../server/routes/workflows.ts'
import { orderRun } from '../../server/run-request.ts'
import { planRun } from '../../server/worker/run-plan.ts'
import { openWorkflows } from '../../server/workflows.ts'
import type { Workflow } from '../../workflow/document.ts'
import { type Said, type Worded, worded, wordsOf } from '../../workflow/said/said.ts'
import { subgraphKind } from '../../workflow/subgraphs/subgraph.ts'
import { listen } from '../fakes/http-server.ts'
import { describe as described, fakeNodes, from, workflowOf } from '../fakes/nodes.ts'
import { tempFolder } from '../fakes/temp-folder.ts'

const definitions = described(fakeNodes)

/** What a person reads of an answer that came over the wire, in the German editor. */
const german = (answer: { error?: string; problem?: string; message?: string; said?: Said | undefined }): string => {
  const sent: typeof answer = JSON.parse(JSON.stringify(answer))
  const message = sent.error ?? sent.problem ?? sent.message!
  return serverWords({ message, ...(sent.said ? { said: sent.said } : {}) }, de.saving)
}

const workflow = (more: object) => JSON.stringify({ format: 'reelgraph', version: 1, nodes: {}, ...more })

test('what the routes refuse, and why files cannot be opened, is said in German', async () => {
  const folder = await tempFolder()
  const workflows = await openWorkflows(folder)
  const library = await openLibrary(join(folder, 'own'))
  await workflows.save('a', Buffer.from(workflow({})), 'new')
  const none = { recent: () => [], jobState: () => undefined, nodeEvents: () => [], document: () => undefined }
  const broken: Route = {
    method: 'GET',
    path: '/api/broken',
    answer: () => {
      throw Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT', path: '/data/x' })
    },
  }
  const routes = [
    ...workflowRoutes(workflows, () => {}),
    ...revisionRoutes(workflows),
    ...libraryRoutes(library, () => {}),
    ...jobRoutes({ ...none, unfinished: () => [] }, async () => ({})),
    broken,
  ]
  const router = createRouter(routes, () => {})
  const { origin } = await listen((request, response) => void router(request, response))
  const ask = async (path: string, method = 'GET', body?: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${origin}/api${path}`, { method, headers, ...(body === undefined ? {} : { body }) })
    return german(await answer.json())
  }
  const put = (body: string, headers: Record<string, string> = { 'if-none-match': '*' }, id = 'a') =>
    ask(`/workflows/${id}`, 'PUT', body, headers)

  expect(await ask('/nowhere')).toMatch(/^Unter \/api\/nowhere gibt es nichts\./)
  expect(await ask('/broken')).toBe(
    'Der Server konnte GET /api/broken nicht beantworten: /data/x: Das gibt es dort nicht. Mehr steht in seinem Terminal.',
  )
  expect(await ask('/workflows', 'POST')).toBe('/api/workflows nimmt POST nicht. Nimm GET.')
  expect(await ask('/workflows/gone')).toMatch(/^Den Workflow „gone“ gibt es nicht\./)
  expect(await ask('/workflows/a', 'DELETE', undefined, { 'if-match': `"${'0'.repeat(64)}"` })).toMatch(
    /^Der Workflow „a“ wurde inzwischen anderswo gespeichert und darum nicht gelöscht\./,
  )
  expect(await ask(`/workflows/a/revisions/${'0'.repeat(64)}`)).toMatch(/^„a“ hat keine Fassung 000000000000\./)
  expect(await ask(`/workflows/a/revisions/${'0'.repeat(64)}/name`, 'PUT', '{"name":3}')).toBe(
    '„name“ muss Text sein; hier steht 3.',
  )
  expect(await ask('/library/gone', 'DELETE')).toMatch(/^Den Knoten „gone“ gibt es in der Bibliothek nicht\./)
  expect(await ask('/library/x', 'PUT', '{}')).toMatch(/^„format“ muss „reelgraph-subgraph“ sein\./)
  expect(await ask('/jobs/gone')).toMatch(/^Den Lauf „gone“ gibt es nicht\./)
  expect(await ask('/jobs?limit=x')).toBe('limit ist „x“: Gib eine ganze Zahl von 1 bis 200 an.')

  expect(await put(workflow({ name: 'mine' }))).toMatch(/^Einen Workflow „a“ gibt es schon\./)
  expect(await put(workflow({}), { 'if-match': `"${'1'.repeat(64)}"` }, 'b')).toMatch(
    /^Den Workflow „b“ gibt es nicht mehr\./,
  )
  expect(await put('{"format"', undefined, 'b')).toMatch(/^Die Datei ist kein JSON \(/)
  expect(await put(workflow({ nodes: { n: { node: 3 } } }), undefined, 'b')).toMatch(
    /^Knoten „n“: "node" muss die Id einer Art von Knoten sein\. Der Workflow wurde nicht geöffnet/,
  )
  expect(await put(workflow({ version: 99 }), undefined, 'b')).toMatch(/^Die Datei stammt aus einem neueren Reelgraph/)
  const inputs = { value: { from: 'x' } }
  const subgraphs = { part: { title: '', inputs: [], outputs: [], nodes: { n: { ...node, inputs } } } }
  expect(await put(workflow({ subgraphs }), undefined, 'b')).toMatch(
    /^Untergraph „part“: Knoten „n“: Eingang „value“ muss seine Verbindung als /,
  )

  await writeFile(join(folder, 'odd.json'), '{"last_node_id": 3, "nodes": []}')
  await writeFile(join(folder, 'own', 'odd.json'), 'no JSON')
  const [odd] = (await workflows.list()).filter(({ problem }) => problem !== undefined)
  expect(german(odd!)).toMatch(/^Die Datei ist kein Workflow von Reelgraph/)
  expect(german((await library.list())[0]!)).toMatch(/^Die Datei ist kein JSON \(/)
})

const node = { node: 'note', version: 1, at: [0, 0] }

test('why a run is refused, and why a node of one that goes on cannot run, is said in German', () => {
  const refusal = (document: unknown, id = 'w') => {
    const answer = orderRun(id, document, definitions)
    if (!('error' in answer)) throw new Error('It is not refused.')
    return german(answer)
  }
  expect(refusal(workflowOf({}), '../x')).toMatch(/^Der Lauf nennt keinen Workflow\./)
  expect(refusal({ nodes: 1n })).toMatch(/^Der Workflow kann nicht als JSON geschrieben werden/)
  expect(refusal({ format: 'other' })).toMatch(/^Die Datei ist kein Workflow von Reelgraph/)
  const alone = workflowOf({ bad: ['decode', {}], export: ['export', { frames: from('bad', 'frames') }] })
  expect(refusal(alone)).toMatch(/ ist nicht verbunden: Verbinde /)

  const problemsOf = (document: Workflow): string[] =>
    [...planRun(document, definitions).problems.values()].map((problem: Worded) => german(problem))
  expect(problemsOf(workflowOf({ a: ['gone', {}] }))).toEqual([
    'Den Knoten „gone“ gibt es hier nicht. Er bleibt, wie er ist; installiere, was ihn bringt, oder lösche ihn.',
  ])
  const circle = workflowOf({
    a: ['trim', { text: from('b', 'text') }],
    b: ['trim', { text: from('a', 'text') }],
    show: ['show', { text: from('a', 'text') }],
  })
  for (const problem of problemsOf(circle)) expect(problem).toMatch(/^Ein Kreis: .* → .*\. Entferne eine seiner/)
  const edge = (kind: string) => ({ node: kind, version: 1, at: [0, 0] as const, inputs: {} })
  const endless = {
    ...workflowOf({ show: ['show', { text: from('loop', 'out') }], loop: [subgraphKind('s'), {}] }),
    subgraphs: {
      s: {
        ...{ title: 'S', inputs: [], outputs: [{ name: 'out', title: 'out' }] },
        nodes: {
          inputs: edge('subgraph-inputs'),
          outputs: { ...edge('subgraph-outputs'), inputs: { out: from('again', 'out') } },
          again: edge(subgraphKind('s')),
        },
      },
    },
  } as unknown as Workflow
  expect(problemsOf(endless).join(' ')).toMatch(/Ein Untergraph enthält sich selbst: S → S/)
  for (const document of [alone, circle, endless, workflowOf({ a: ['gone', {}] })])
    for (const problem of problemsOf(document)) expect(problem).not.toMatch(/Der Server meldet|undefined| the /)
})

test('what is wrong inside of a weight file is said in German', async () => {
  const problemOf = (header: object): string => {
    try {
      readSafetensorsHeader(new TextEncoder().encode(JSON.stringify(header)), 1000, 'unet/a.safetensors')
    } catch (error) {
      return german(worded(wordsOf(error as Error)))
    }
    throw new Error('It is read.')
  }
  const begin = 'unet/a.safetensors: Der Tensor „w“ lässt sich nicht lesen'
  expect(problemOf({ w: 3 })).toContain(`${begin} (die Beschreibung fehlt). Die Datei ist beschädigt`)
  expect(problemOf({ w: { dtype: 'F99' } })).toContain(`${begin} (unbekannter Typ der Elemente: "F99").`)
  expect(problemOf({ w: { dtype: 'F32', shape: [2], data_offsets: [0, 4] } })).toContain(
    `${begin} (4 Byte, wo F32 [2] 8 braucht).`,
  )
  const stopped = (() => {
    try {
      return readPickle(Uint8Array.of(0x80, 2), 'unet/a.bin')
    } catch (error) {
      return german(worded(wordsOf(error as Error)))
    }
  })()
  expect(stopped).toContain('Das Pickle lässt sich nicht lesen (Ende bei Byte 2: es endet ohne STOP).')
  const cut = readStoredZip({ name: 'unet/a.bin', size: 30, read: async (_, length) => new Uint8Array(length) })
  expect(
    await cut.then(
      () => '',
      (error: Error) => german(worded(wordsOf(error))),
    ),
  ).toBe(
    'unet/a.bin lässt sich nicht lesen (am Ende fehlt das Verzeichnis: Die Datei ist abgeschnitten). Lade die Datei noch einmal herunter.',
  )
})
