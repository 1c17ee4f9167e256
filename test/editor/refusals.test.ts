import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findRoot } from '../../server/find-root.ts'
import { readWorkflow, type Workflow, writeWorkflow } from '../../workflow/document.ts'
import { setValue } from '../../workflow/edits.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import { canvasHands } from './canvas-hands.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()
const patient = { timeout: 30_000 }
let editor: OpenEditor
let demo: Workflow

beforeAll(async () => {
  if (missing) return
  demo = readWorkflow(await readFile(join(findRoot(), 'examples/text-to-video.json'), 'utf8'), fileTexts)
  editor = await openEditor()
}, 120_000)
afterAll(() => editor?.close())

/** Drops a workflow on the canvas: it comes in a tab of its own. */
const drop = async (page: Page, name: string, workflow: Workflow) => {
  await page.evaluate(
    ([name, text]) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([text], `${name}.json`, { type: 'application/json' }))
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }))
    },
    [name, writeWorkflow({ ...workflow, name })] as const,
  )
  await page.getByRole('tab', { name, exact: false, selected: true }).getByText(name).waitFor(patient)
  await page.evaluate(() => window.__reelgraph?.idle())
}
/** Drags a file from outside over the first element that is found. */
const dragOver = (page: Page, selector: string) =>
  page.evaluate((selector) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['x'], 'clip.mp4', { type: 'video/mp4' }))
    const init = { bubbles: true, cancelable: true, dataTransfer }
    document.querySelector(selector)?.dispatchEvent(new DragEvent('dragover', init))
  }, selector)

describe.skipIf(missing)('what is refused, or goes wrong', () => {
  test('on an earlier revision every edit says why it is not made, whatever is selected', {
    timeout: 120_000,
  }, async () => {
    const { page } = editor
    const hands = canvasHands(page)
    for (const seed of ['41', '42']) {
      await hands.fill('noise', 'Seed', seed)
      await page.keyboard.press('Control+s')
      await page.getByText('Saved', { exact: true }).first().waitFor(patient)
    }
    await page.getByRole('button', { name: 'History', exact: true }).click()
    const rows = page.locator('[data-revision]')
    await expect.poll(() => rows.count(), patient).toBeGreaterThan(1)
    await rows
      .last()
      .getByRole('button', { name: /^Look at/ })
      .click()
    await page.locator('[data-read-only]').waitFor(patient)
    const notice = page.locator('[data-sonner-toast]', { hasText: 'This is the revision of today' })
    const shown = await hands.ids()
    // Each is told anew: the notice before it is gone.
    for (const key of ['Delete', 'm', 'Control+x', 'Control+v']) {
      await notice.first().waitFor({ state: 'detached', ...patient })
      await hands.press(key)
      await notice.first().waitFor(patient)
    }
    await hands.press('Control+z', 'Space')
    expect(await page.locator('[cmdk-root]').count()).toBe(0)
    expect(await hands.ids()).toEqual(shown)
    expect(await page.locator('[data-revision-bar]').count()).toBe(1)
    await page.keyboard.press('Escape')
    await page.locator('[data-read-only]').waitFor({ state: 'detached', ...patient })
  })

  test('a checkpoint that is not here: its card leads to the models, which are asked for once', {
    timeout: 120_000,
  }, async () => {
    const { page, server } = editor
    const [first] = (await (await fetch(`${server.url}/api/checkpoints`)).json()) as [object]
    const asked = { checkpoints: 0, system: 0 }
    await page.route('**/api/checkpoints', async (route) => {
      asked.checkpoints++
      // They differ for ever from those that /api/system names.
      await route.fulfill({ json: [first, { ...first, name: 'org/other', title: 'Other' }] })
    })
    await page.route('**/api/system', (route) => {
      asked.system++
      return route.continue()
    })
    await drop(page, 'Absent', setValue('checkpoint', 'checkpoint', 'org/absent')(demo))
    const card = page.locator('[data-card="checkpoint"]')
    await card
      .getByText(/"org\/absent", which is not here. Get it with "npm run models -- get org\/absent"/)
      .waitFor(patient)
    await card.getByRole('button', { name: 'Show models' }).click()
    await page.getByRole('button', { name: /^Other/ }).waitFor(patient)
    await expect.poll(() => asked.system, patient).toBe(1)
    await page.waitForTimeout(500)
    expect(asked).toEqual({ checkpoints: 1, system: 1 })
    await page.unrouteAll()
  })

  test('what a held file would do is said where no notice covers it', { timeout: 60_000 }, async () => {
    const { page } = editor
    const clip = readWorkflow(await readFile(join(findRoot(), 'examples/video-to-video.json'), 'utf8'), fileTexts)
    await drop(page, 'Clip', clip)
    await page.keyboard.press('Control+s')
    const notice = page.getByText('Saved', { exact: true }).first()
    await notice.waitFor(patient)
    await dragOver(page, '[data-takes-file]')
    const hint = page.getByText('Drop it here to put it into “File”')
    await hint.waitFor(patient)
    const [low, high] = [await hint.boundingBox(), await notice.boundingBox()]
    expect(low!.y + low!.height).toBeLessThan(high!.y)
    await page.evaluate(() => window.dispatchEvent(new DragEvent('dragleave')))
    await hint.waitFor({ state: 'detached', ...patient })
  })

  test('a run that fails while it runs says so, leads to its node, and is run again', {
    timeout: 120_000,
  }, async () => {
    const { page } = editor
    await drop(page, 'Fails', setValue('steps', 'from', 10)(demo))
    await page.keyboard.press('Control+Enter')
    const notice = page.locator('[data-sonner-toast]', { hasText: 'Run failed: UNet3D steps:' })
    await notice.waitFor({ timeout: 60_000 })
    await page.getByRole('tab', { name: /Clip/ }).click()
    await notice.getByRole('button', { name: 'Show where' }).click()
    await page.locator('[data-card="steps"][data-selected]').waitFor(patient)
    expect(await page.getByRole('tab', { selected: true }).innerText()).toContain('Fails')
    await page.getByRole('button', { name: /^Queue/ }).click()
    const again = page.getByRole('button', { name: /^Run .* again$/ })
    await again.first().click()
    await expect.poll(() => again.count(), { timeout: 60_000 }).toBe(2)
  })

  test('a refused run leads to the card: out of the view, too small to be read, or inside a subgraph', {
    timeout: 120_000,
  }, async () => {
    const { page, complaints } = editor
    const hands = canvasHands(page)
    await drop(page, 'Refused', demo)
    const notice = page.getByRole('region', { name: /^Notices/ }).getByText(/^Export/)
    const zoom = () => page.evaluate(() => window.__reelgraph?.zoom() ?? 0)
    /** How much of the card lies in the canvas, from 0 to 1. */
    const shown = () =>
      page.evaluate(() => {
        const card = window.__reelgraph?.nodeRect('export')
        const canvas = document.querySelector('[data-canvas]')?.getBoundingClientRect()
        if (!card || !canvas) return 0
        const within = (from: number, size: number, start: number, end: number) =>
          Math.max(0, Math.min(from + size, end) - Math.max(from, start)) / size
        return (
          within(card.x, card.width, canvas.left, canvas.right) * within(card.y, card.height, canvas.top, canvas.bottom)
        )
      })
    const look = (x: number, y: number, k: number) =>
      page.evaluate(([x, y, k]) => window.__reelgraph?.look({ x, y, k }), [x, y, k] as const)
    const refused = async () => {
      await page.evaluate(() => window.__reelgraph?.select([]))
      await page.locator('[data-canvas]').press('Control+Enter')
      await notice.first().waitFor()
      await expect.poll(shown, { timeout: 10_000 }).toBeCloseTo(1)
      await page.locator('[data-card="export"][data-selected]').waitFor()
    }

    await hands.header('decode').click()
    await hands.press('Delete')
    await expect.poll(hands.ids).not.toContain('decode')

    await look(-6000, -6000, 1)
    expect(await shown()).toBe(0)
    await refused()
    expect(await zoom()).toBeGreaterThan(0.5)

    await look(300, 300, 0.1)
    await expect.poll(shown).toBeCloseTo(1)
    await refused()
    await expect.poll(zoom).toBeGreaterThan(0.5)

    // Seen from above, the card is in a level that is not open.
    await hands.header('export').click()
    await page.evaluate(() => window.__reelgraph?.select(['export', 'scheduler']))
    await hands.press('Shift+G')
    await expect.poll(hands.ids).not.toContain('export')
    await refused()
    await page.getByRole('navigation', { name: 'Open subgraphs' }).waitFor()
    expect(complaints).toEqual([])
  })
})
