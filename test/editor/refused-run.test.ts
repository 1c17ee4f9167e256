import { afterAll, beforeAll, expect, test } from 'vitest'
import { canvasHands } from './canvas-hands.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()
let editor: OpenEditor

beforeAll(async () => {
  if (!missing) editor = await openEditor()
}, 120_000)
afterAll(() => editor?.close())

test.skipIf(missing)(
  'a refused run says why and leads to the card: out of the view, too small to be read, or inside a subgraph',
  { timeout: 120_000 },
  async () => {
    const { page, complaints } = editor
    const hands = canvasHands(page)
    const notice = page.getByRole('region', { name: /^Notices/ }).getByText(/^Export/)
    const zoom = () => page.evaluate(() => window.__reelgraph?.zoom() ?? 0)
    /** How much of the card lies in the canvas, from 0 to 1. */
    const shown = () =>
      page.evaluate(() => {
        const card = window.__reelgraph?.nodeRect('export')
        const canvas = document.querySelector('[data-canvas]')?.getBoundingClientRect()
        if (!card || !canvas) return 0
        const within = (from: number, size: number, start: number, end: number) =>
          Math.max(0, Math.min(from + size, end) - Math.max(from, start)) / size
        return (
          within(card.x, card.width, canvas.left, canvas.right) * within(card.y, card.height, canvas.top, canvas.bottom)
        )
      })
    const look = (x: number, y: number, k: number) =>
      page.evaluate(([x, y, k]) => window.__reelgraph?.look({ x, y, k }), [x, y, k] as const)
    const refused = async () => {
      await page.evaluate(() => window.__reelgraph?.select([]))
      await page.locator('[data-canvas]').press('Control+Enter')
      await notice.first().waitFor()
      await expect.poll(shown, { timeout: 10_000 }).toBeCloseTo(1)
      await page.locator('[data-card="export"][data-selected]').waitFor()
    }

    await page.waitForFunction(() => (window.__reelgraph?.ids().length ?? 0) > 5)
    await hands.header('decode').click()
    await hands.press('Delete')
    await expect.poll(hands.ids).not.toContain('decode')

    await look(-6000, -6000, 1)
    expect(await shown()).toBe(0)
    await refused()
    expect(await zoom()).toBeGreaterThan(0.5)

    await look(300, 300, 0.1)
    await expect.poll(shown).toBeCloseTo(1)
    await refused()
    await expect.poll(zoom).toBeGreaterThan(0.5)

    // Seen from above, the card is in a level that is not open.
    await hands.header('export').click()
    await page.evaluate(() => window.__reelgraph?.select(['export', 'scheduler']))
    await hands.press('Shift+G')
    await expect.poll(hands.ids).not.toContain('export')
    await refused()
    await page.getByRole('navigation', { name: 'Open subgraphs' }).waitFor()
    expect(complaints).toEqual([])
  },
)
