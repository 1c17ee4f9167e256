import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Revision } from '../../workflow/wire.ts'
import { axeViolations } from './axe-violations.ts'
import { canvasHands } from './canvas-hands.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()
let editor: OpenEditor

beforeAll(async () => {
  if (!missing) editor = await openEditor()
}, 120_000)
afterAll(() => editor?.close())

test.skipIf(missing)(
  'revisions are kept, found, named, compared on the canvas and restored; a clip leads to the one that made it',
  { timeout: 180_000 },
  async () => {
    const { page, server, complaints } = editor
    const hands = canvasHands(page)
    const patient = { timeout: 30_000 }
    const bar = page.locator('[data-revision-bar]')
    const rows = page.locator('[data-revision]')
    const ids = () => hands.ids().then((all) => all.sort())
    const idle = () => page.evaluate(() => window.__reelgraph?.idle())
    const revisions = async (): Promise<Revision[]> => {
      const [file] = await (await fetch(`${server.url}/api/workflows`)).json()
      return file ? (await fetch(`${server.url}/api/workflows/${file.id}/revisions`)).json() : []
    }
    const saved = (edit: RegExp) => expect.poll(async () => (await revisions())[0]?.edits.join(), patient).toMatch(edit)

    // A run of the first revision, and three edits after it.
    await hands.fill('scheduler', 'Steps', '3')
    await saved(/Set steps/)
    await page.keyboard.press('Control+Enter')
    await page.waitForSelector('[data-card="export"] video', { timeout: 60_000 })
    const [used] = await revisions()
    await expect.poll(async () => (await revisions()).at(0)?.runs.length, patient).toBe(1)
    await hands.fill('noise', 'Seed', '41')
    await saved(/Set seed/)
    await page
      .locator('[data-card="note"]')
      .locator('header, [data-grip]')
      .first()
      .click({ position: { x: 40, y: 8 } })
    await page.locator('[data-canvas]').press('Delete')
    await saved(/Delete Note/)
    const added = await hands.add('preview', { x: 1150, y: 720 })
    await saved(/Add Preview/)
    const present = await ids()

    await page.getByRole('button', { name: 'History', exact: true }).click()
    await expect.poll(() => rows.count(), patient).toBe((await revisions()).length)
    const first = page.locator(`[data-revision="${used!.rev}"]`)
    await first.getByRole('button', { name: /^Open the run/ }).waitFor(patient)

    // It is looked at in the place of the document, and takes no edit.
    await first.getByRole('button', { name: /^Look at/ }).click()
    await bar.getByText(/You are looking at today/).waitFor(patient)
    await expect.poll(ids, patient).not.toContain(added)
    await idle()
    await page.locator('[data-canvas]').press('Control+a')
    await page.locator('[data-canvas]').press('Delete')
    await page.getByText('This is the revision of today').first().waitFor(patient)
    expect(await ids()).toContain('note')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Close or restore it, then run').waitFor(patient)

    // A press on a card moves the view, and the card with all others; a click selects it.
    const spot = (id: string) => page.evaluate((id) => window.__reelgraph?.nodeRect(id), id)
    const [noise, note] = [(await spot('noise'))!, (await spot('note'))!]
    await page.mouse.move(noise.x + 60, noise.y + 15)
    await page.mouse.down()
    await page.mouse.move(noise.x + 90, noise.y + 45, { steps: 4 })
    await idle()
    const [dragged, beside] = [(await spot('noise'))!, (await spot('note'))!]
    expect(dragged.x - noise.x).toBeCloseTo(beside.x - note.x)
    expect(dragged.y - noise.y).toBeCloseTo(beside.y - note.y)
    expect(dragged.x).toBeGreaterThan(noise.x)
    await page.mouse.move(noise.x + 60, noise.y + 15, { steps: 4 })
    await page.mouse.up()
    await page.mouse.click(noise.x + 60, noise.y + 15)
    await page.locator('[data-card="noise"][data-selected]').waitFor(patient)

    // Compared: what came, what went and what is another, on the canvas and in words.
    await bar.getByRole('button', { name: 'Compare with now' }).click()
    const mark = (id: string) => page.locator(`[data-change="${id}"]`)
    await mark(added).waitFor({ state: 'attached', ...patient })
    expect(await mark(added).getAttribute('data-kind')).toBe('added')
    expect(await mark('note').getAttribute('data-kind')).toBe('removed')
    expect(await mark('noise').textContent()).toMatch(/changed.*Seed.*7 → 41/)
    expect(await page.locator('[data-change]').count()).toBe(3)
    const list = page.getByRole('region', { name: 'Changes since then' })
    expect((await list.getByRole('listitem').allInnerTexts()).map((text) => text.trim())).toEqual([
      'Noise: Seed 7 → 41',
      'Preview added',
      'Note removed',
    ])
    await list.getByRole('button', { name: 'Note removed' }).click()
    // The card comes into the middle of the view.
    await expect
      .poll(async () => {
        const rect = await page.evaluate(() => window.__reelgraph?.nodeRect('note'))
        return rect ? Math.abs(rect.x + rect.width / 2 - 285 - (1440 - 285) / 2) : 999
      }, patient)
      .toBeLessThan(60)
    expect(await axeViolations(page)).toEqual([])
    await page.setViewportSize({ width: 900, height: 700 })
    await expect
      .poll(() => bar.evaluate((element) => element.getBoundingClientRect().right <= window.innerWidth), patient)
      .toBe(true)
    await page.setViewportSize({ width: 1440, height: 900 })

    // Restored by one edit, and nothing is lost by it.
    const before = await revisions()
    await bar.getByRole('button', { name: 'Restore' }).click()
    await bar.waitFor({ state: 'detached', ...patient })
    await expect.poll(ids, patient).toContain('note')
    await saved(/Restore the revision/)
    expect((await revisions()).slice(1).map(({ savedAt }) => savedAt)).toEqual(before.map(({ savedAt }) => savedAt))
    await page.locator('[data-canvas]').press('Control+z')
    await expect.poll(ids, patient).toEqual(present)

    // It is named, and found by its name after the page was loaded anew.
    const old = rows.last()
    await old.hover()
    await old.getByRole('button', { name: /^More on/ }).click()
    await page.getByRole('menuitem', { name: 'Name this revision' }).click()
    await page.getByLabel('Name of this revision').fill('The very first')
    await page.keyboard.press('Enter')
    await rows.getByText('The very first').waitFor(patient)
    await editor.load()
    await page.getByLabel('name or edit').fill('very first')
    await expect.poll(() => rows.count(), patient).toBe(1)

    // From the clip to the revision that made it, and Escape leads back.
    await page.getByRole('button', { name: 'Gallery', exact: true }).click()
    await page
      .getByRole('region', { name: 'Gallery' })
      .getByRole('button', { name: /^Open / })
      .first()
      .click()
    await page.getByRole('button', { name: 'Show the revision' }).click()
    await bar.getByText(/You are looking at/).waitFor(patient)
    await expect.poll(() => first.last().getAttribute('data-shown'), patient).toBe('true')
    await page.keyboard.press('Escape')
    await bar.waitFor({ state: 'detached', ...patient })
    await expect.poll(ids, patient).toEqual(present)
    expect(complaints).toEqual([])
  },
)
