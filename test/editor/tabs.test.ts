import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()
let editor: OpenEditor

beforeAll(async () => {
  if (!missing) editor = await openEditor()
}, 120_000)
afterAll(() => editor?.close())

test.skipIf(missing)(
  'tabs that are out of sight are in a list, which leads to each by pointer and by keyboard, and goes when all fit',
  { timeout: 120_000 },
  async () => {
    const { page, complaints } = editor
    const tabs = page.getByRole('tab')
    const list = page.getByRole('button', { name: 'Open workflows', exact: true })
    const lines = page.getByRole('menu').getByRole('menuitem')
    const front = page.getByRole('tab', { selected: true })
    const create = page.getByRole('button', { name: 'New workflow', exact: true })
    /** Whether a tab lies within the strip, to a pixel. */
    const inSight = (index: number) =>
      tabs.nth(index).evaluate((tab) => {
        const [own, strip] = [tab.getBoundingClientRect(), tab.closest('[role="tablist"]')!.getBoundingClientRect()]
        return own.left >= strip.left - 1 && own.right <= strip.right + 1
      })
    // It says that it is being saved until it is.
    const named = (name: string) => expect.poll(() => front.innerText(), { timeout: 15_000 }).toBe(name)
    const name = async (words: string) => {
      await front.dblclick()
      const field = page.getByRole('textbox', { name: 'Name of the workflow' })
      await field.fill(words)
      await field.press('Enter')
      await named(words)
    }

    await named('Text to video')
    expect(await list.count()).toBe(0)
    let made = 0
    while ((await list.count()) === 0 && made < 20) {
      await create.click()
      await expect.poll(() => tabs.count()).toBe(++made + 1)
      await name(`Number ${made}`)
    }
    expect(made).toBeLessThan(20)
    await expect.poll(() => inSight(made)).toBe(true)
    await expect.poll(() => inSight(0)).toBe(false)

    await list.click()
    await expect.poll(() => lines.count()).toBe(made + 1)
    expect(await lines.filter({ has: page.getByLabel('now', { exact: true }) }).allInnerTexts()).toEqual([
      `Number ${made}`,
    ])
    await lines.first().click()
    await named('Text to video')
    await expect.poll(() => inSight(0)).toBe(true)
    await expect.poll(() => page.evaluate(() => window.__reelgraph?.ids().length)).toBeGreaterThan(5)

    // Escape leaves all as it was, and the keyboard where it was.
    await list.focus()
    await page.keyboard.press('Enter')
    await lines.first().waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => lines.count()).toBe(0)
    await expect.poll(() => list.evaluate((button) => button === document.activeElement)).toBe(true)
    await named('Text to video')
    await page.keyboard.press('Enter')
    const has = (index: number) => lines.nth(index).evaluate((line) => line === document.activeElement)
    await expect.poll(() => has(0)).toBe(true)
    await page.keyboard.press('End')
    await expect.poll(() => has(made)).toBe(true)
    await page.keyboard.press('Enter')
    await named(`Number ${made}`)
    await expect.poll(() => inSight(made)).toBe(true)

    // Closed from its tab, until all that are left fit.
    for (let left = made; left > 0 && (await list.count()) > 0; left--) {
      await front.focus()
      await page.keyboard.press('Delete')
      await expect.poll(() => tabs.count()).toBe(left)
    }
    expect(await list.count()).toBe(0)
    await expect.poll(async () => inSight((await tabs.count()) - 1)).toBe(true)
    expect(complaints).toEqual([])
  },
)
