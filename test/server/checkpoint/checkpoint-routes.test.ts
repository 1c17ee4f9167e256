import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCheckpoints } from '../../../server/checkpoint/open-checkpoints.ts'
import { createRouter } from '../../../server/router.ts'
import { checkpointRoutes } from '../../../server/routes/checkpoints.ts'
import { writeCheckpoint } from '../../fakes/checkpoints.ts'
import { listen } from '../../fakes/http-server.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'

test('the checkpoints and their cards over HTTP', async () => {
  const root = await tempFolder()
  await writeCheckpoint(join(root, 'org', 'tiny'))
  await writeCheckpoint(join(root, 'bare'), { 'README.md': null })
  await mkdir(join(root, 'notes'))
  await writeFile(join(root, 'notes', 'README.md'), 'private')
  const checkpoints = openCheckpoints({ roots: [root], fingerprints: join(root, 'fingerprints.json') })
  const reports: string[] = []
  const router = createRouter(checkpointRoutes(checkpoints), (line) => reports.push(line))
  const { origin } = await listen((request, response) => void router(request, response))
  const card = (name: string) => fetch(`${origin}/api/checkpoints/${encodeURIComponent(name)}/card`)

  const list = await fetch(`${origin}/api/checkpoints`)
  expect(await list.json()).toEqual(await checkpoints.list())

  const found = await card('org/tiny')
  expect(found.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
  expect(await found.text()).toBe('# A tiny model\n\nIt knows nothing.\n')
  const terms = await fetch(`${origin}/api/checkpoints/${encodeURIComponent('org/tiny')}/terms`)
  expect(await terms.json()).toEqual({ licence: 'mit', nonCommercial: false, limits: '' })
  expect((await fetch(`${origin}/api/checkpoints/notes/terms`)).status).toBe(404)
  expect(await (await card('bare')).text()).toContain('without a model card')

  // Only what is a checkpoint has a card: any other folder's README stays where it is.
  for (const name of ['no', '../x', 'notes', join(root, 'notes')]) {
    const refused = await card(name)
    expect(refused.status, name).toBe(404)
    expect(((await refused.json()) as { error: string }).error).toMatch(/checkpoint/)
  }
  expect(reports).toEqual([])
})
