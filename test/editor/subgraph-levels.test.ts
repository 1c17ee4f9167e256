import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readWorkflow } from '../../workflow/document.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import { type CanvasHands, canvasHands } from './canvas-hands.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const patient = { timeout: 30_000 }

describe.skipIf(whyNoEditor())('the levels of a workflow', () => {
  let editor: OpenEditor
  let hands: CanvasHands
  let made: string
  beforeAll(async () => {
    editor = await openEditor()
    hands = canvasHands(editor.page)
    await editor.page.waitForFunction(() => (window.__reelgraph?.ids().length ?? 0) > 5)
  }, 120_000)
  afterAll(() => editor?.close(), 30_000)

  const ids = () => hands.ids()
  const press = (...keys: string[]) => hands.press(...keys)
  const header = (id: string) => hands.header(id)
  const picture = (name: string) => hands.picture(name)
  const way = () => editor.page.getByRole('navigation', { name: 'Open subgraphs' })
  const select = async (...chosen: string[]) => {
    const [first, ...others] = chosen
    await header(first!).click()
    for (const id of others) await header(id).click({ modifiers: ['Shift'] })
  }

  test('a selection is saved as a file, from its menu and by its handle, and the file opens as a workflow', async () => {
    const { page } = editor
    await select('noise', 'steps')
    await header('noise').click({ button: 'right' })
    const [download] = await Promise.all([
      page.waitForEvent('download', patient),
      page.getByRole('menuitem', { name: 'Save the selection as a file…' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/\(part\)\.json$|part.*\.json$/)
    const text = await readFile(await download.path(), 'utf8')
    expect(
      Object.values(readWorkflow(text, fileTexts).nodes)
        .map(({ node }) => node)
        .sort(),
    ).toEqual(['noise', 'unet3d-steps'])

    // Dragged out of the window it is the same file, and text for who takes no files.
    const handle = page.getByRole('button', { name: 'Drag the selection out as a file' })
    await handle.waitFor(patient)
    await picture('handle')
    const dragged = await handle.evaluate(async (element) => {
      const dataTransfer = new DataTransfer()
      element.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true, cancelable: true }))
      const [mime, name, ...address] = dataTransfer.getData('DownloadURL').split(':')
      const file = await (await fetch(address.join(':'))).text()
      element.dispatchEvent(new DragEvent('dragend', { dataTransfer, bubbles: true }))
      return { mime, name, file, text: dataTransfer.getData('text/plain') }
    })
    expect(dragged.mime).toBe('application/json')
    expect(dragged.name).toBe(download.suggestedFilename())
    expect(dragged.file).toBe(dragged.text)
    expect(Object.keys(readWorkflow(dragged.file, fileTexts).nodes)).toHaveLength(2)

    const tabs = page.getByRole('tab')
    const before = await tabs.count()
    await page.evaluate(
      ({ text, name }) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File([text], name, { type: 'application/json' }))
        const init = { dataTransfer, bubbles: true, cancelable: true, clientX: 700, clientY: 400 }
        document.querySelector('[data-canvas]')?.dispatchEvent(new DragEvent('drop', init))
      },
      { text: dragged.file, name: dragged.name! },
    )
    await expect.poll(() => tabs.count(), patient).toBe(before + 1)
    await expect.poll(async () => (await ids()).length, patient).toBe(2)
    await picture('dropped')
    await tabs.first().click()
    await expect.poll(async () => (await ids()).includes('noise'), patient).toBe(true)
    expect(editor.complaints).toEqual([])
  }, 60_000)

  test('an edit inside is told to a screen reader, and compared where it was made', async () => {
    const { page } = editor
    const revision = page.locator('[data-revision]')
    const before = await ids()
    await select('noise', 'steps', 'decode')
    await press('Shift+G')
    await expect.poll(async () => (await ids()).length, patient).toBe(before.length - 2)
    made = (await ids()).find((id) => !before.includes(id))!
    await page.getByRole('button', { name: 'History', exact: true }).click()
    await expect.poll(() => revision.first().textContent(), patient).toMatch(/Make a subgraph/)

    await header(made).click()
    await press('e')
    await way().waitFor(patient)
    await header('noise').click()
    await press('m')
    const news = page.getByRole('status', { name: 'What happened' })
    await expect.poll(() => news.textContent(), patient).toContain('Noise muted')
    await press('m')
    await hands.fill('noise', 'Seed', '41')
    await expect.poll(() => revision.first().textContent(), patient).toMatch(/Set seed/)

    await page
      .locator('[data-revision]', { hasText: 'Make a subgraph' })
      .getByRole('button', { name: /^Look at/ })
      .click()
    const bar = page.locator('[data-revision-bar]')
    await bar.getByRole('button', { name: 'Compare with now' }).click()
    const mark = (id: string) => page.locator(`[data-change="${id}"]`)
    await mark(made).waitFor({ state: 'attached', ...patient })
    expect(await mark(made).textContent()).toMatch(/Changed inside/)
    await picture('compared-above')
    const list = page.getByRole('region', { name: 'Changes since then' })
    await list.getByRole('button', { name: /Subgraph › Noise: Seed 7 → 41/ }).click()
    await way().waitFor(patient)
    await mark('noise').waitFor({ state: 'attached', ...patient })
    expect(await mark('noise').textContent()).toMatch(/changed.*Seed.*7 → 41/)
    await picture('compared-inside')
    await bar.getByRole('button', { name: 'Close' }).click()
    await bar.waitFor({ state: 'detached' })
    expect(editor.complaints).toEqual([])
  }, 60_000)

  test('what one window keeps in the library, the search and the outline of another offer at once', async () => {
    const { page, context } = editor
    if ((await way().count()) > 0) await press('u')
    await way().waitFor({ state: 'detached' })
    const other = await context.newPage()
    await editor.load(other)
    await other.locator('[data-canvas]').dblclick({ position: { x: 60, y: 60 } })
    const search = other.getByPlaceholder('Add a node')
    await search.fill('subgraph')
    const offered = other.getByRole('option').filter({ hasText: 'My nodes' })
    expect(await offered.count()).toBe(0)

    await page.bringToFront()
    await header(made).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Subgraph', exact: true }).hover()
    await page.getByRole('menuitem', { name: 'Save to my nodes' }).click()
    await expect.poll(() => offered.count(), patient).toBe(1)
    await other.close()

    await page.getByRole('button', { name: 'Outline', exact: true }).click()
    await page.getByRole('button', { name: 'Add a node', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').fill('subgraph')
    await picture('outline-offers')
    const before = await ids()
    await dialog.getByRole('option').filter({ hasText: 'Subgraph' }).last().click()
    await expect.poll(async () => (await ids()).length, patient).toBe(before.length + 1)
    expect(editor.complaints).toEqual([])
  }, 60_000)
})
