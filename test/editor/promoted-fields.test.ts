import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CanvasHands, canvasHands } from './canvas-hands.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const patience = 20_000

describe.skipIf(whyNoEditor())('fields on the node of a subgraph', () => {
  let editor: OpenEditor
  let hands: CanvasHands
  beforeAll(async () => {
    editor = await openEditor()
    hands = canvasHands(editor.page)
    await editor.page.waitForFunction(() => (window.__reelgraph?.ids().length ?? 0) > 5)
  }, 120_000)
  afterAll(() => editor?.close(), 30_000)

  /** Makes a subgraph of nodes and opens it. @returns the id of its node */
  const openMade = async (ids: readonly string[]) => {
    const before = await hands.ids()
    await editor.page.evaluate((chosen) => window.__reelgraph?.select(chosen), ids)
    await hands.press('Shift+G')
    await expect
      .poll(async () => (await hands.ids()).length, { timeout: patience })
      .toBe(before.length - ids.length + 1)
    const made = (await hands.ids()).find((id) => !before.includes(id))!
    await hands.press('e')
    await editor.page.locator('[data-card="inputs"]').waitFor({ timeout: patience })
    return made
  }
  /** Presses until the menu is there: a card may still be on its way to where the view was sent. */
  const openMenu = (id: string) =>
    expect
      .poll(
        async () => {
          await hands.idle()
          const { page } = editor
          const { x, y, width } = (await hands.header(id).boundingBox())!
          await page.mouse.click(x + width / 2, y + 8, { button: 'right' })
          const menu = page.getByRole('menu')
          await menu
            .first()
            .waitFor({ timeout: 2000 })
            .catch(() => {})
          return menu.count()
        },
        { timeout: patience },
      )
      .toBe(1)
  /** Goes from the menu of a card into the menu beside it as a hand does, and takes a line of that. */
  const show = async (id: string, line: string) => {
    const { page } = editor
    const trigger = page.getByRole('menuitem', { name: 'Show on the subgraph’s node' })
    await openMenu(id)
    const from = (await trigger.boundingBox())!
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2, { steps: 6 })
    await expect.poll(() => page.getByRole('menu').count(), { timeout: patience }).toBe(2)
    const item = page.getByRole('menu').nth(1).getByRole('menuitem', { name: line, exact: true })
    const to = (await item.boundingBox())!
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 12 })
    await page.mouse.click(to.x + to.width / 2, to.y + to.height / 2)
    await expect.poll(() => page.getByRole('menu').count(), { timeout: patience }).toBe(0)
  }

  test('a size stands in one row with its presets, frames in seconds; menus are whole at the edge of the window', async () => {
    const { page } = editor
    const made = await openMade(['noise'])
    await page.setViewportSize({ width: 900, height: 640 })
    // The card at the right edge, where the second menu finds its place at the left only.
    await page.evaluate(() => {
      const { left, right } = document.querySelector('[data-canvas]')!.getBoundingClientRect()
      const [x, y] = window.__reelgraph!.workflow().nodes.noise!.at
      window.__reelgraph!.look({ k: 1, x: right - left - 200 - x, y: 280 - y })
    })
    for (const line of ['Frames', 'Size']) await show('noise', line)
    await openMenu('noise')
    const menu = page.getByRole('menu').first()
    expect(await menu.evaluate((element) => element.scrollHeight - element.clientHeight)).toBeLessThanOrEqual(0)
    await hands.picture('menu-at-the-edge')
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 1440, height: 900 })

    await hands.press('u')
    const card = page.locator(`[data-card="${made}"]`)
    await card.getByText('Size', { exact: true }).waitFor({ timeout: patience })
    await card.getByText('2.0 s', { exact: true }).waitFor({ timeout: patience })
    await card.getByRole('button', { name: 'Sizes' }).click()
    await page.getByText('Reelgraph demo checkpoint was trained at 64 × 64.').waitFor({ timeout: patience })
    await hands.picture('promoted-size')
    await page.getByRole('button', { name: /96 × 32/ }).click()
    const inputs = () => page.evaluate((id) => window.__reelgraph!.workflow().nodes[id]!.inputs, made)
    await expect
      .poll(inputs, { timeout: patience })
      .toMatchObject({ width: { value: 96 }, height: { value: 32 }, frames: { value: 16 } })
    await page.keyboard.press('Control+z')
    await expect.poll(inputs, { timeout: patience }).toMatchObject({ width: { value: 64 }, height: { value: 64 } })
  }, 60_000)

  test('a prompt inside counts its tokens for the checkpoint outside', async () => {
    const { page } = editor
    await openMade(['prompt'])
    await page.locator('[data-card="prompt"]').getByText('13 / 32 tokens').waitFor({ timeout: patience })
    await hands.press('u')
    await page.locator('[data-card="checkpoint"]').waitFor({ timeout: patience })
  }, 60_000)

  test('a video that is dropped on a file field, or on the card around it, goes into that field', async () => {
    const { page } = editor
    const loaded = await hands.add('load clip', { x: 700, y: 760 })
    const made = await openMade([loaded])
    await show(loaded, 'File')
    await hands.press('u')
    const field = page.locator(`[data-card="${made}"] [data-takes-file]`)
    await field.waitFor({ timeout: patience })
    const count = (await hands.ids()).length
    const asset = 'c100f0502d80f38f29b1eb15f8a21856c3840a8996dba7bf37d8e863e62171c1.mp4'
    const clip = [...(await readFile(new URL(`../../examples/assets/${asset}`, import.meta.url)))]
    const drop = async (selector: string, name: string, type: string) => {
      const data = await page.evaluateHandle(
        ([clip, name, type]) => {
          const data = new DataTransfer()
          data.items.add(new File([new Uint8Array(clip)], name, { type }))
          return data
        },
        [clip, name, type] as const,
      )
      for (const event of ['dragenter', 'dragover'])
        await page.dispatchEvent(selector, event, { dataTransfer: data, bubbles: true, cancelable: true })
      const said = await page.getByText('Drop it here to put it into “File”').isVisible()
      await page.dispatchEvent(selector, 'drop', { dataTransfer: data, bubbles: true, cancelable: true })
      return said
    }
    const file = () => page.evaluate((id) => window.__reelgraph!.workflow().nodes[id]!.inputs.file, made)
    expect(await drop(`[data-card="${made}"] [data-takes-file]`, 'one.mp4', 'video/mp4')).toBe(true)
    await expect.poll(file, { timeout: patience }).toMatchObject({ value: { name: 'one.mp4' } })
    expect(await drop(`[data-card="${made}"] header`, 'two.mp4', 'video/mp4')).toBe(true)
    await expect.poll(file, { timeout: patience }).toMatchObject({ value: { name: 'two.mp4' } })
    expect(await hands.ids()).toHaveLength(count)

    // A workflow is no file of a card: it opens in a tab.
    expect(await drop(`[data-card="${made}"] header`, 'other.json', 'application/json')).toBe(false)
    await page
      .getByText(/other\.json/)
      .first()
      .waitFor({ timeout: patience })
    expect(await file()).toMatchObject({ value: { name: 'two.mp4' } })
  }, 60_000)
})
