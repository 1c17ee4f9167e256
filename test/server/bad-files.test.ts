import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { openLibrary } from '../../server/library.ts'
import { createRouter } from '../../server/router.ts'
import { libraryRoutes } from '../../server/routes/library.ts'
import { workflowRoutes } from '../../server/routes/workflows.ts'
import { orderRun } from '../../server/run-request.ts'
import { openWorkflows } from '../../server/workflows.ts'
import { evilFile, refusedFiles } from '../fakes/bad-files.ts'
import { listen } from '../fakes/http-server.ts'
import { palette } from '../fakes/palette.ts'
import { tempFolder } from '../fakes/temp-folder.ts'

const bytesOf = (content: string | Uint8Array) => Buffer.from(content)

/** A server over both kinds of files, with what it changed and what it held for an error of its own. */
const shop = async () => {
  const [workflows, library] = [await tempFolder(), await tempFolder()]
  const changes: unknown[] = []
  const reports: string[] = []
  const changed = (change?: unknown) => changes.push(change)
  const router = createRouter(
    [...workflowRoutes(await openWorkflows(workflows), changed), ...libraryRoutes(await openLibrary(library), changed)],
    (line) => reports.push(line),
  )
  const { origin } = await listen((request, response) => void router(request, response))
  const put = async (path: string, body: Buffer) => {
    const headers = { 'if-none-match': '*' }
    const response = await fetch(`${origin}${path}`, { method: 'PUT', body: new Uint8Array(body), headers })
    return { status: response.status, text: await response.text() }
  }
  const files = async () => [...(await readdir(workflows)), ...(await readdir(library))]
  return { origin, put, files, changes, reports }
}

test('a bad file is saved neither as a workflow nor as a node of one, and the reason is said', async () => {
  const { put, files, changes, reports } = await shop()
  for (const { name, content, reason } of refusedFiles) {
    const workflow = await put('/api/workflows/bad', bytesOf(content))
    if (typeof content === 'string' && content !== '') {
      expect([name, workflow.status]).toEqual([name, 400])
      expect(JSON.parse(workflow.text).error).toContain(reason)
    } else expect([name, [400, 413].includes(workflow.status)]).toEqual([name, true])
    const node = await put('/api/library/bad', bytesOf(content))
    expect([name, [400, 413].includes(node.status)]).toEqual([name, true])
    for (const { text } of [workflow, node]) expect(JSON.parse(text).error).toMatch(/^.{30,500}$/s)
  }
  expect({ files: await files(), changes, reports }).toEqual({ files: [], changes: [], reports: [] })
})

test('a file full of traps is saved and given back byte for byte', async () => {
  const { origin, put, reports } = await shop()
  const compact = JSON.stringify(JSON.parse(evilFile))
  for (const [id, text] of Object.entries({ evil: evilFile, compact, marked: `\ufeff${compact}` })) {
    expect((await put(`/api/workflows/${id}`, bytesOf(text))).status).toBe(200)
    const back = await fetch(`${origin}/api/workflows/${id}`)
    expect(Buffer.from(await back.arrayBuffer()).equals(bytesOf(text))).toBe(true)
  }
  const listed = (await (await fetch(`${origin}/api/workflows`)).json()) as { problem?: string }[]
  expect(listed.map(({ problem }) => problem)).toEqual([undefined, undefined, undefined])
  expect(reports).toEqual([])
})

test('what is asked to run is checked as a file is', () => {
  for (const { name, content } of refusedFiles) {
    let document: unknown
    try {
      document = JSON.parse(bytesOf(content).toString())
    } catch {
      continue
    }
    // What is wrong with these is not in the JSON that they are read as.
    if (name === 'twice.json' || name === 'digits.json') continue
    const answer = orderRun('bad', document, palette)
    expect([name, 'error' in answer && answer.error.length > 30]).toEqual([name, true])
  }
  const answer = orderRun('evil', JSON.parse(evilFile), palette)
  expect('error' in answer ? answer.error : '').toMatch(/^.{30,500}$/s)
})
