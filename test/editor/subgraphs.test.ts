import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

describe.skipIf(whyNoEditor())('subgraphs in the editor', () => {
  let editor: OpenEditor
  beforeAll(async () => {
    editor = await openEditor()
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

    await press('u')
    await way.waitFor({ state: 'hidden' })
    await header(made).click()
    await press('Shift+U')
    await page.waitForFunction((count) => window.__reelgraph?.ids().length === count, before.length)
    expect((await ids()).sort()).toEqual([...before].sort())
    expect(editor.complaints).toEqual([])
  }, 60_000)
})
