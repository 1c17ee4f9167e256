import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()
let editor: OpenEditor
beforeAll(async () => {
  if (!missing) editor = await openEditor()
}, 120_000)
afterAll(async () => {
  await editor?.close()
})

const headings = () => editor.page.locator('[cmdk-group-heading]').allInnerTexts()
const search = () => editor.page.getByPlaceholder('Add a node')
const frames = () =>
  editor.page.evaluate(() =>
    Object.values(window.__reelgraph!.workflow().frames ?? {}).map(({ at, size }) => [...at, ...size]),
  )

test.skipIf(missing)(
  'the search remembers favourites and what was placed last, also after the page was loaded anew',
  { timeout: 60_000 },
  async () => {
    const { page } = editor
    await page.getByRole('button', { name: 'New workflow' }).click()
    await page.waitForFunction(() => window.__reelgraph?.ids().length === 0)
    await page.mouse.dblclick(900, 300)
    await search().fill('ksampler')
    await page.getByRole('option', { name: /UNet3D steps/ }).waitFor()
    await page.keyboard.press('Control+d')
    await page.getByRole('option', { name: /UNet3D steps ?, favourite/ }).waitFor()
    await search().fill('empty latent')
    await page.getByRole('option', { name: /^Noise/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => window.__reelgraph?.ids().length === 1)

    await editor.load()
    await page.mouse.dblclick(700, 500)
    await search().waitFor()
    expect(await headings()).toEqual(['Favourites', 'Recent', 'All nodes'])
    const options = await page.getByRole('option').allInnerTexts()
    expect(options[0]).toMatch(/^UNet3D steps/)
    expect(options[1]).toMatch(/^Noise/)
    await page.getByRole('option', { name: /^Noise/ }).hover()
    await page.getByTitle('Make Noise a favourite').click()
    await page.getByRole('option', { name: /^Noise ?, favourite/ }).waitFor()
    expect((await page.getByRole('option').allInnerTexts())[1]).toMatch(/^Noise/)
    await page.keyboard.press('Escape')
    await search().waitFor({ state: 'detached' })

    // The palette shows the same, and takes a star away.
    if ((await page.getByRole('region', { name: 'Add a node', exact: true }).count()) === 0)
      await page.keyboard.press('1')
    const starred = page.getByRole('region', { name: 'Favourites', exact: true })
    await starred.getByRole('button', { name: /^Noise is a favourite/ }).click()
    await starred.getByRole('button', { name: /^Noise is a favourite/ }).waitFor({ state: 'detached' })
    expect(await starred.getByRole('listitem').count()).toBe(1)
    expect(editor.complaints).toEqual([])
  },
)

test.skipIf(missing)(
  'a frame is resized by every edge and corner, and moved and resized with arrow keys',
  { timeout: 60_000 },
  async () => {
    const { page } = editor
    await page.getByRole('button', { name: 'New workflow' }).click()
    await page.waitForFunction(() => window.__reelgraph?.ids().length === 0)
    await page.evaluate(() => window.__reelgraph?.idle())
    await page.mouse.move(900, 450)
    await page.locator('[data-canvas]').press('g')
    await page.getByLabel('Title of this frame').press('Enter')
    const title = page.getByRole('button', { name: /^Frame Group/ })
    await title.waitFor()
    const [before] = await frames()
    const [x, y, width, height] = before!
    const k = await page.evaluate(() => window.__reelgraph!.zoom())
    const pull = async (edge: string, dx: number, dy: number) => {
      const box = (await page.locator(`[data-frame-grip="${edge}"]`).boundingBox())!
      const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
      await page.mouse.move(at.x, at.y)
      await page.mouse.down()
      await page.mouse.move(at.x + (dx * k) / 2, at.y + (dy * k) / 2)
      await page.mouse.move(at.x + dx * k, at.y + dy * k)
      await page.mouse.up()
      await page.evaluate(() => window.__reelgraph?.idle())
      const [after] = await frames()
      await page.keyboard.press('Control+z')
      await expect.poll(frames).toEqual([before])
      return after
    }
    expect(await pull('n', 30, -40)).toEqual([x, y! - 40, width, height! + 40])
    expect(await pull('s', 30, 40)).toEqual([x, y, width, height! + 40])
    expect(await pull('w', -30, 40)).toEqual([x! - 30, y, width! + 30, height])
    expect(await pull('e', -30, 40)).toEqual([x, y, width! - 30, height])
    expect(await pull('nw', 20, 30)).toEqual([x! + 20, y! + 30, width! - 20, height! - 30])
    expect(await pull('se', 20, 30)).toEqual([x, y, width! + 20, height! + 30])

    await title.focus()
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key)
    await expect.poll(frames).toEqual([[x! + 16, y! + 8, width, height]])
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+Alt+ArrowUp')
    await expect.poll(frames).toEqual([[x! + 16, y, width! + 8, height! + 8]])
    // One entry for the moves and one for the sizes.
    await page.keyboard.press('Control+z')
    await expect.poll(frames).toEqual([[x! + 16, y! + 8, width, height]])
    await page.keyboard.press('Control+z')
    await expect.poll(frames).toEqual([before])
    expect(editor.complaints).toEqual([])
  },
)
