import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()
let editor: OpenEditor
beforeAll(async () => {
  if (missing) return
  editor = await openEditor()
  const { page } = editor
  await page.getByRole('tab', { name: /Text to video/ }).click()
  await page.waitForFunction(() => window.__reelgraph?.ids().includes('steps'))
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('2')
  await page.getByRole('region', { name: 'Outline' }).waitFor()
}, 120_000)
afterAll(async () => {
  await editor?.close()
})

const now = () => editor.page.evaluate(() => window.__reelgraph!.workflow())
const frames = async () => Object.values((await now()).frames ?? {})
const head = (id: string) => editor.page.locator(`[data-outline-head="${id}"]`)
/** Chooses from the menu of a node, with the keyboard. */
const choose = async (id: string, ...names: readonly string[]) => {
  const { page } = editor
  const row = page.locator(`[data-node="${id}"]`)
  await head(id).press('ArrowRight')
  await row.getByRole('button', { name: 'More', exact: true }).press('Enter')
  for (const [index, name] of names.entries()) {
    const item = page.getByRole('menuitem', { name: new RegExp(`^${name}`) })
    await item.waitFor()
    await item.focus()
    await page.keyboard.press(index === names.length - 1 ? 'Enter' : 'ArrowRight')
  }
  await page.getByRole('menu').first().waitFor({ state: 'detached' })
}

test.skipIf(missing)(
  'the outline makes frames, moves nodes into them and out, colours, renames and removes them',
  { timeout: 60_000 },
  async () => {
    const { page } = editor
    await choose('prompt', 'Frame', 'New frame around it')
    await page.getByLabel('Title of this frame').fill('Texts')
    await page.keyboard.press('Enter')
    const list = page.getByRole('region', { name: 'Frames', exact: true })
    const frame = list.getByRole('button', { name: /^Texts ?, 1 node/ })
    await frame.waitFor()
    await choose('noise', 'Frame', 'Texts')
    await list.getByRole('button', { name: /^Texts ?, 2 nodes/ }).waitFor()
    await page.getByRole('button', { name: /^Undo: move Noise into Texts/i }).waitFor()
    await choose('prompt', 'Frame', 'None')
    await list.getByRole('button', { name: /^Texts ?, 1 node/ }).waitFor()

    await choose('noise', 'Colour', 'Teal')
    await expect.poll(async () => (await now()).nodes.noise).toMatchObject({ colour: 'teal' })

    await frame.press('F2')
    await list.getByLabel('Title of this frame').fill('Noises')
    await page.keyboard.press('Enter')
    const renamed = list.getByRole('button', { name: /^Noises ?, 1 node/ })
    await renamed.waitFor()
    await expect.poll(() => renamed.evaluate((element) => element === document.activeElement)).toBe(true)
    await list.getByRole('button', { name: 'More of frame Noises' }).press('Enter')
    await page.getByRole('menuitem', { name: 'Colour' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('menuitem', { name: 'Violet' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(frames).toMatchObject([{ title: 'Noises', colour: 'violet' }])
    await renamed.press('Delete')
    await list.waitFor({ state: 'detached' })
    expect(await frames()).toEqual([])
    expect(editor.complaints).toEqual([])
  },
)

test.skipIf(missing)('the outline aligns what is selected in it', { timeout: 60_000 }, async () => {
  const { page } = editor
  // Down selects where it goes, with Shift also where it comes from.
  await page.locator('[data-outline-head]').first().press('ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(() => page.locator('[data-node][data-selected]').count()).toBe(2)
  const chosen = await page
    .locator('[data-node][data-selected]')
    .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.node!))
  expect(chosen).toHaveLength(2)
  await choose(chosen[0]!, 'Align', 'Align left')
  await expect
    .poll(async () => {
      const { nodes } = await now()
      return new Set(chosen.map((id) => nodes[id]!.at[0])).size
    })
    .toBe(1)
})

test.skipIf(missing)(
  'the outline copies with the keys of the canvas, and shows and renames the sockets of a subgraph',
  { timeout: 60_000 },
  async () => {
    const { page } = editor
    const { nodes } = await now()
    const count = () => page.locator('[data-outline-head]').count()
    const before = await count()
    await head('scheduler').click()
    await page.keyboard.press('Control+c')
    await page.keyboard.press('Control+v')
    await expect.poll(count).toBe(before + 1)
    await page.keyboard.press('Control+z')
    await expect.poll(count).toBe(before)

    await choose('decode', 'Make a subgraph')
    await page.waitForFunction(() => !window.__reelgraph?.ids().includes('decode'))
    const made = Object.keys((await now()).nodes).find((id) => !Object.hasOwn(nodes, id))!
    await choose(made, 'Open')
    await head('inputs').waitFor()
    await choose('decode', 'Show on the subgraph’s node', 'Frames per chunk')
    await expect.poll(async () => (await now()).nodes.decode!.inputs.chunk).toMatchObject({ from: 'inputs' })
    await choose('inputs', 'Frames per chunk', 'Rename')
    await page.getByRole('dialog').getByRole('textbox').fill('pieces')
    await page.keyboard.press('Enter')
    const inputs = page.locator('[data-node="inputs"]')
    await inputs.getByRole('button', { name: /^pieces output/ }).waitFor()
    const more = inputs.getByRole('button', { name: 'More', exact: true })
    await expect.poll(() => more.evaluate((button) => button === document.activeElement)).toBe(true)
    await choose('inputs', 'Up one level')
    await head(made).waitFor()
    expect(editor.complaints).toEqual([])
  },
)

test.skipIf(missing)(
  'of hundreds of nodes only those in sight are on the page, and the keyboard reaches the others',
  { timeout: 60_000 },
  async () => {
    const { page } = editor
    await page.locator('[data-canvas]').focus()
    const start = await page.evaluate(() => window.__reelgraph!.ids().length)
    for (const times of [2, 4, 8, 16, 32]) {
      await page.keyboard.press('Control+a')
      await page.keyboard.press('Control+d')
      await page.waitForFunction((count) => window.__reelgraph?.ids().length === count, start * times)
    }
    const rows = page.locator('[data-node]')
    await expect.poll(() => rows.first().getAttribute('aria-setsize')).toBe(String(start * 32))
    expect(await rows.count()).toBeLessThan(90)
    await page.locator('[data-outline-head]').first().press('End')
    const last = page.locator(`[data-node][aria-posinset="${start * 32}"] [data-outline-head]`)
    await expect.poll(() => last.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await rows.count()).toBeLessThan(90)
    await page.keyboard.press('ArrowUp')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('[data-node]')?.getAttribute('aria-posinset')))
      .toBe(String(start * 32 - 1))
    // Scrolled out of sight, the focus stays where it is.
    await page.evaluate(() => {
      const scroll = document.querySelector('[data-node]')!.closest('ol')!.parentElement!
      scroll.scrollTop = 0
    })
    await page.locator('[data-node][aria-posinset="1"]').waitFor()
    expect(
      await page.evaluate(() => document.activeElement?.closest('[data-node]')?.getAttribute('aria-posinset')),
    ).toBe(String(start * 32 - 1))
    expect(editor.complaints).toEqual([])
  },
)
