import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()
let editor: OpenEditor
beforeAll(async () => {
  if (!missing) editor = await openEditor({ reducedMotion: 'reduce' })
}, 120_000)
afterAll(async () => {
  await editor?.close()
})

/** What on the page would take its time to move or to fade, in lines that name it. */
const moving = () =>
  editor.page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) =>
      [null, '::before', '::after'].flatMap((part) => {
        const { animationDuration, transitionDuration } = getComputedStyle(element, part)
        const longest = Math.max(...`${animationDuration}, ${transitionDuration}`.split(', ').map(Number.parseFloat))
        return longest > 0.001 ? [`${element.outerHTML.slice(0, 120)} ${part ?? ''}: ${longest} s`] : []
      }),
    ),
  )
/** Where a card is one painted frame after a key was pressed: a move under way would still be on its way. */
const rectAfter = async (key: string, id: string, done?: () => Promise<unknown>) => {
  const { page } = editor
  await page.keyboard.press(key)
  await done?.()
  const soon = await page.evaluate(
    (each) =>
      new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => done(window.__reelgraph?.nodeRect(each)))),
      ),
    id,
  )
  await page.waitForTimeout(400)
  expect(await page.evaluate((each) => window.__reelgraph?.nodeRect(each), id)).toEqual(soon)
  return soon
}

test.skipIf(missing)(
  'who wants no motion sees every move at its end: the view, the zoom to a selection, tidied cards, menus and dialogs',
  { timeout: 60_000 },
  async () => {
    const { page } = editor
    await page.getByRole('tab', { name: /Text to video/ }).click()
    await page.waitForFunction(() => window.__reelgraph?.ids().includes('steps'))
    await page.evaluate(() => window.__reelgraph?.idle())
    const start = await page.evaluate(() => window.__reelgraph?.nodeRect('scheduler'))
    await page.mouse.click(start!.x + 60, start!.y + 10)
    await page.locator('[data-card="scheduler"][data-selected]').waitFor()
    const near = await rectAfter('Shift+f', 'scheduler')
    expect(near).not.toEqual(start)
    expect(await rectAfter('f', 'scheduler')).not.toEqual(near)
    // The places are found aside; from then on nothing is on its way.
    await rectAfter('t', 'scheduler', () => page.getByRole('button', { name: /^Undo: tidy/i }).waitFor())
    expect(await moving()).toEqual([])

    for (const key of ['Control+k', 'Space', '?']) {
      await page.locator('[data-canvas]').focus()
      await page.keyboard.press(key)
      await page.locator('[role="dialog"], [cmdk-root]').first().waitFor()
      expect(await moving(), key).toEqual([])
      await page.keyboard.press('Escape')
      await page.locator('[role="dialog"], [cmdk-root]').first().waitFor({ state: 'detached' })
    }
    expect(editor.complaints).toEqual([])
  },
)
