import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CanvasHands, canvasHands } from './canvas-hands.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const patient = { timeout: 20_000 }

describe.skipIf(whyNoEditor())('what the node of a subgraph tells and takes', () => {
  let editor: OpenEditor
  let hands: CanvasHands
  let made: string
  beforeAll(async () => {
    editor = await openEditor()
    await editor.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    hands = canvasHands(editor.page)
    await editor.page.waitForFunction(() => (window.__reelgraph?.ids().length ?? 0) > 5)
  }, 120_000)
  afterAll(() => editor?.close(), 30_000)

  const select = (...ids: string[]) => editor.page.evaluate((chosen) => window.__reelgraph?.select(chosen), ids)
  const card = (id: string) => editor.page.locator(`[data-card="${id}"]`)
  const way = () => editor.page.getByRole('navigation', { name: 'Open subgraphs' })
  const leave = async () => {
    await hands.press('u')
    await way().waitFor({ state: 'detached', ...patient })
  }
  const enter = async () => {
    await select(made)
    await hands.press('e')
    await card('inputs').waitFor(patient)
  }

  test('what is muted inside shows on it and on what reads it, and a refused run leads there', async () => {
    const { page } = editor
    const before = await hands.ids()
    await select('noise', 'steps', 'decode')
    await hands.press('Shift+G')
    await expect.poll(async () => (await hands.ids()).length, patient).toBe(before.length - 2)
    made = (await hands.ids()).find((id) => !before.includes(id))!
    await enter()
    await select('noise')
    await hands.press('m')
    await card('steps').getByText('left out').waitFor(patient)
    await leave()
    await card(made).getByText('left out').waitFor(patient)
    await card('export').getByText('left out').waitFor(patient)
    await hands.picture('muted-inside')

    await page
      .getByRole('button', { name: /^Run\b/ })
      .first()
      .click()
    await page.getByText(/End the mute of Subgraph › Noise \(M\)/).waitFor(patient)
    await card('noise').waitFor(patient)
    await hands.press('m')
    await card('steps')
      .getByText('left out')
      .waitFor({ state: 'detached', ...patient })
    await leave()

    // Bypassed inside, it hands nothing on to what reads it outside.
    await enter()
    await select('decode')
    await hands.press('b')
    await leave()
    await card('export')
      .getByText(/frames reads Subgraph › VAE decode, which is bypassed/)
      .waitFor(patient)
    await hands.picture('bypassed-inside')
    await page.keyboard.press('Control+z')
    await way().waitFor(patient)
    await leave()
    await card('export')
      .getByText(/which is bypassed/)
      .waitFor({ state: 'detached', ...patient })
    expect(editor.complaints).toEqual([])
  }, 90_000)

  test('what is shown on it is checked in the menu, and a click takes it back with what it says', async () => {
    const { page } = editor
    await enter()
    const lines = async () => {
      const trigger = page.getByRole('menuitem', { name: 'Show on the subgraph’s node' })
      await expect
        .poll(async () => {
          await page.keyboard.press('Escape')
          await hands.idle()
          const { x, y, width } = (await hands.header('noise').boundingBox())!
          await page.mouse.click(x + width / 2, y + 8, { button: 'right' })
          await trigger.waitFor({ timeout: 2000 }).catch(() => {})
          return trigger.count()
        }, patient)
        .toBe(1)
      await trigger.focus()
      await page.keyboard.press('ArrowRight')
      const menu = page.getByRole('menu').nth(1)
      await menu.waitFor(patient)
      return menu.getByRole('menuitem')
    }
    const shown = async (all: Awaited<ReturnType<typeof lines>>) => {
      const found: string[] = []
      for (const each of await all.all())
        if ((await each.getByLabel('now').count()) > 0) found.push((await each.textContent())!)
      return found
    }
    const first = await lines()
    expect(await first.allTextContents()).toEqual(['Seed', 'Frames', 'Size'])
    expect(await shown(first)).toEqual([])
    await first.filter({ hasText: 'Size' }).press('Enter')
    await expect.poll(() => page.getByRole('menu').count(), patient).toBe(0)
    const second = await lines()
    expect(await shown(second)).toEqual(['Size'])
    await hands.picture('promotion-menu')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await leave()

    await hands.fill(made, 'Width', '96')
    await enter()
    await (await lines()).filter({ hasText: 'Size' }).press('Enter')
    await expect
      .poll(() => page.evaluate(() => window.__reelgraph!.workflow().nodes.noise!.inputs), patient)
      .toMatchObject({ width: { value: 96 }, height: { value: 64 } })
    await page.getByRole('button', { name: 'Undo: show Size on the subgraph’s node no more' }).waitFor(patient)
    await leave()
    expect(editor.complaints).toEqual([])
  }, 90_000)

  test('it cannot be pasted into itself, and one from the library stands where there is room', async () => {
    const { page } = editor
    await select(made)
    await hands.press('Control+c')
    await enter()
    const inside = await hands.ids()
    await hands.press('Control+v')
    await page.getByText('A node cannot stand in itself').waitFor(patient)
    expect(await hands.ids()).toEqual(inside)
    await leave()

    await hands.header(made).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Subgraph', exact: true }).focus()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('menuitem', { name: 'Save to my nodes' }).press('Enter')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    const own = page.getByRole('region', { name: 'My nodes' })
    await own.getByText('Subgraph', { exact: true }).waitFor(patient)
    for (let placed = 0; placed < 2; placed++) {
      const before = await hands.ids()
      await own.getByText('Subgraph', { exact: true }).click()
      await expect.poll(async () => (await hands.ids()).length, patient).toBe(before.length + 1)
      await hands.idle()
      const covered = await page.evaluate((old) => {
        const probe = window.__reelgraph!
        const rects = probe.ids().map((id) => [id, probe.nodeRect(id)!] as const)
        const [[, own]] = rects.filter(([id]) => !old.includes(id)) as [(typeof rects)[number]]
        return rects.filter(
          ([id, each]) =>
            old.includes(id) &&
            each.x < own.x + own.width &&
            own.x < each.x + each.width &&
            each.y < own.y + own.height &&
            own.y < each.y + each.height,
        )
      }, before)
      expect(covered).toEqual([])
    }
    await hands.picture('room')
    expect(editor.complaints).toEqual([])
  }, 90_000)
})
