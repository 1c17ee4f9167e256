import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { JobState } from '../../workflow/job-state.ts'
import { startServer } from '../browser/start-server.ts'
import { nonCommercialCard } from '../fakes/cards.ts'
import { canvasHands } from './canvas-hands.ts'
import { sharedBrowser, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()

test.skipIf(missing)(
  'the terms of a checkpoint are shown once before its first run, and stay one click away',
  { timeout: 120_000 },
  async () => {
    const data = await mkdtemp(join(tmpdir(), 'reelgraph-terms-'))
    const models = join(data, 'models')
    await cp(resolve(import.meta.dirname, '../../models/demo'), join(models, 'org/limited'), { recursive: true })
    await writeFile(join(models, 'org/limited/README.md'), nonCommercialCard)
    const server = await startServer(join(data, 'data'), ['--no-welcome', '--models', models])
    const page = await (await sharedBrowser()).newPage({ viewport: { width: 1560, height: 950 } })
    try {
      const jobs = async () => ((await (await fetch(`${server.url}/api/jobs`)).json()) as JobState[]).length
      const dialog = page.getByRole('dialog')
      const licence = page.getByRole('button', { name: 'Licence of Text-to-video in the open domain: cc-by-nc-4.0' })
      await page.goto(server.url)
      const choice = page.getByRole('combobox', { name: 'Checkpoint' })
      await choice.waitFor()
      expect(await licence.count()).toBe(0)
      await choice.click()
      await page.getByRole('option', { name: /Text-to-video in the open domain/ }).click()
      await canvasHands(page).fill('scheduler', 'Steps', '1')

      await page.keyboard.press('Control+Enter')
      await dialog.getByText('It is forbidden to make content').waitFor()
      expect(await dialog.textContent()).toMatch(/cc-by-nc-4\.0.*no commercial use.*Model limitations and biases/)
      await dialog.getByRole('button', { name: 'Not now' }).click()
      await dialog.waitFor({ state: 'detached' })
      expect(await jobs()).toBe(0)

      await page.keyboard.press('Control+Enter')
      await dialog.getByRole('button', { name: /I have read this/ }).click()
      await expect.poll(jobs, { timeout: 20_000 }).toBe(1)

      await page.reload()
      await choice.waitFor()
      await page.keyboard.press('Control+Enter')
      await expect.poll(jobs, { timeout: 20_000 }).toBe(2)
      expect(await dialog.count()).toBe(0)

      await licence.click()
      await dialog.getByRole('heading', { name: 'Training data' }).waitFor()
      expect(await dialog.getByRole('region', { name: 'Limits and forbidden uses' }).textContent()).toMatch(
        /Prohibited for/,
      )
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Models', exact: true }).click()
      await page.getByRole('button', { name: /Text-to-video in the open domain.*org\/limited/ }).click()
      await dialog.getByRole('link', { name: 'cc-by-nc-4.0' }).waitFor()
    } finally {
      await page.close()
      await server.stop()
      await rm(data, { recursive: true, force: true })
    }
  },
)
