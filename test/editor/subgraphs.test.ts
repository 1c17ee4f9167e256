import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CanvasHands, canvasHands } from './canvas-hands.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

describe.skipIf(whyNoEditor())('subgraphs in the editor', () => {
  let editor: OpenEditor
  let hands: CanvasHands
  beforeAll(async () => {
    editor = await openEditor()
    hands = canvasHands(editor.page)
  }, 120_000)
  afterAll(() => editor?.close(), 30_000)

  const ids = () => editor.page.evaluate(() => window.__reelgraph?.ids() ?? [])
  const idle = () => editor.page.evaluate(() => window.__reelgraph?.idle())
  const picture = async (name: string) => {
    const folder = process.env.PICTURES
    if (!folder) return
    mkdirSync(folder, { recursive: true })
    await editor.page.waitForTimeout(700)
    await editor.page.screenshot({ path: `${folder}/${name}.png` })
  }
  /** The focus on the canvas, where the keys of the canvas work. */
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      await editor.page.locator('[data-canvas]').focus()
      await editor.page.keyboard.press(key)
      await idle()
    }
  }
  const header = (id: string) => editor.page.locator(`[data-card="${id}"] header`)

  test('selected nodes become one node, which opens, closes, undoes on its level and ungroups again', async () => {
    const { page } = editor
    await page.waitForFunction(() => (window.__reelgraph?.ids().length ?? 0) > 5)
    const before = await ids()
    const chosen = ['noise', 'steps', 'decode']
    expect(before).toEqual(expect.arrayContaining(chosen))
    await header('noise').click()
    for (const id of chosen.slice(1)) await header(id).click({ modifiers: ['Shift'] })
    await press('Shift+G')
    await page.waitForFunction((count) => window.__reelgraph?.ids().length === count, before.length - 2)
    const made = (await ids()).find((id) => !before.includes(id))!
    await picture('made')

    await press('e')
    const way = page.getByRole('navigation', { name: 'Open subgraphs' })
    await way.waitFor()
    expect((await ids()).sort()).toEqual([...chosen, 'inputs', 'outputs'].sort())
    await picture('inside')

    // An edit inside, seen from above, is undone where it was made.
    await header('noise').click()
    await press('m', 'u')
    await way.waitFor({ state: 'hidden' })
    expect(await ids()).toContain(made)
    await page.keyboard.press('Control+z')
    await way.waitFor()
    await idle()
    expect(await ids()).toContain('noise')

    // The edge of a subgraph cannot be deleted.
    await header('inputs').click()
    await press('Delete')
    expect(await ids()).toContain('inputs')

    // A wire from the open socket of the edge makes a line there, and a field on the node outside.
    const lines = page.locator('[data-card="inputs"] [data-side="output"]')
    const had = await lines.count()
    await hands.wire('inputs', '+', 'noise', 'seed')
    await page.locator('[data-card="inputs"] [data-socket="seed"]').waitFor()
    expect(await lines.count()).toBe(had + 1)
    await picture('promoted')
    await press('u')
    await way.waitFor({ state: 'hidden' })
    await page.locator(`[data-card="${made}"]`).getByLabel('Seed', { exact: true }).waitFor()
    await picture('promoted-outside')
    await header(made).click()
    await press('Shift+U')
    await page.waitForFunction((count) => window.__reelgraph?.ids().length === count, before.length)
    expect((await ids()).sort()).toEqual([...before].sort())
    expect(editor.complaints).toEqual([])
  }, 60_000)

  test('a subgraph is kept among one’s own nodes, renamed there, placed from the search and taken out', async () => {
    const { page } = editor
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await header('noise').click()
    await header('steps').click({ modifiers: ['Shift'] })
    const before = await ids()
    await press('Shift+G')
    await page.waitForFunction((count) => window.__reelgraph?.ids().length === count, before.length - 1)
    const made = (await ids()).find((id) => !before.includes(id))!
    await header(made).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Save to my nodes' }).click()
    const own = page.getByRole('region', { name: 'My nodes' })
    await own.getByText('Subgraph', { exact: true }).waitFor()

    await own.getByRole('listitem').hover()
    await own.getByRole('button', { name: 'More for Subgraph' }).click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    const field = page.getByRole('textbox', { name: 'Name of the node' })
    await field.waitFor()
    await picture('own-naming')
    await field.fill('Denoise')
    await field.press('Enter')
    await own.getByText('Denoise', { exact: true }).waitFor()
    await picture('own')

    const placed = await hands.add('denoise', { x: 900, y: 160 })
    expect(await header(placed).textContent()).toContain('Denoise')
    await picture('own-placed')

    await own.getByRole('listitem').hover()
    await own.getByRole('button', { name: 'More for Denoise' }).click()
    await page.getByRole('menuitem', { name: 'Remove from my nodes' }).click()
    await own.waitFor({ state: 'detached' })
    expect(await ids()).toContain(placed)
    expect(editor.complaints).toEqual([])
  }, 60_000)
})
