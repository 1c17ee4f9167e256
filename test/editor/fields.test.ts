import { afterAll, beforeAll, expect, test } from 'vitest'
import { isLink, type Literal, readWorkflow, type Workflow } from '../../workflow/document.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import type { JobState } from '../../workflow/job-state.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()
let editor: OpenEditor

beforeAll(async () => {
  if (!missing) editor = await openEditor()
}, 120_000)
afterAll(() => editor?.close())

const card = (id: string) => editor.page.locator(`[data-card="${id}"]`)
const literal = (workflow: Workflow, id: string, input: string): Literal => {
  const filled = workflow.nodes[id]?.inputs[input]
  if (!filled || isLink(filled)) throw new Error(`${id}.${input} holds no value.`)
  return filled
}
const shown = async (id: string, input: string) =>
  literal(await editor.page.evaluate(() => window.__reelgraph!.workflow()), id, input)
/** Waits until the document holds this value there. */
const becomes = (id: string, input: string, value: unknown) =>
  expect.poll(async () => (await shown(id, input)).value, { timeout: 20_000 }).toEqual(value)
const pick = async (id: string, button: RegExp, item: string) => {
  await card(id).getByRole('button', { name: button }).click()
  await editor.page.getByRole('menuitem', { name: item, exact: true }).click()
  await editor.page.getByRole('menu').waitFor({ state: 'detached' })
}
const centre = async (of: ReturnType<typeof card>) => {
  const { x, y, width, height } = (await of.boundingBox())!
  return { x: x + width / 2, y: y + height / 2, width }
}

test.skipIf(missing)(
  'a slider is dragged anywhere on its row, finer with Shift; one drag is one undo',
  { timeout: 60_000 },
  async () => {
    const { page } = editor
    const row = card('export').locator('[data-slider]').filter({ hasText: 'Quality' })
    const { x, y, width } = await centre(row)
    const drag = async (share: number) => {
      await page.mouse.move(x, y)
      await page.mouse.down()
      await page.mouse.move(x + width * share, y, { steps: 8 })
      await page.mouse.up()
    }
    await drag(-0.25)
    await becomes('export', 'quality', 55)
    await page.keyboard.down('Shift')
    await drag(0.4)
    await page.keyboard.up('Shift')
    await becomes('export', 'quality', 59)
    await page.keyboard.press('Control+z')
    await becomes('export', 'quality', 55)
    await page.keyboard.press('Control+z')
    await becomes('export', 'quality', 80)
    // A press without a drag types.
    await page.mouse.click(x, y)
    await page.keyboard.type('33')
    await page.keyboard.press('Enter')
    await becomes('export', 'quality', 33)
  },
)

test.skipIf(missing)(
  'guidance becomes a curve, whose corners go by pointer and by keyboard, and is a number again',
  { timeout: 90_000 },
  async () => {
    const { page } = editor
    const button = /^Guidance over the steps/
    const height = async () => (await card('steps').boundingBox())!.height
    const before = await height()
    await pick('steps', button, 'Linear')
    await becomes('steps', 'guidance', { curve: 'linear', from: 4, to: 4 })
    await expect.poll(height, { timeout: 20_000 }).toBeGreaterThan(before)
    const corners = card('steps').getByRole('slider')
    const last = await centre(corners.nth(1))
    await page.mouse.move(last.x, last.y)
    await page.mouse.down()
    await page.mouse.move(last.x, last.y - 200, { steps: 4 })
    await page.mouse.up()
    await becomes('steps', 'guidance', { curve: 'linear', from: 4, to: 15 })
    await corners.first().focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Shift+ArrowDown')
    await becomes('steps', 'guidance', { curve: 'linear', from: 3.1, to: 15 })

    await pick('steps', button, 'Points')
    await corners.nth(2).waitFor()
    await corners.nth(1).focus()
    await page.keyboard.press('Shift+ArrowLeft')
    await card('steps').getByRole('spinbutton', { name: 'Guidance at the point' }).fill('8')
    await page.keyboard.press('Enter')
    await becomes('steps', 'guidance', {
      curve: 'points',
      points: [
        [0, 3.1],
        [0.4, 8],
        [1, 15],
      ],
    })
    const nodes = await page.evaluate(() => window.__reelgraph!.ids())
    await corners.nth(1).focus()
    await page.keyboard.press('Delete')
    await becomes('steps', 'guidance', {
      curve: 'points',
      points: [
        [0, 3.1],
        [1, 15],
      ],
    })
    expect(await page.evaluate(() => window.__reelgraph!.ids())).toEqual(nodes)
    await pick('steps', button, 'Constant')
    await becomes('steps', 'guidance', 3.1)
    await expect.poll(height, { timeout: 20_000 }).toBe(before)
  },
)

test.skipIf(missing)(
  'sizes of the checkpoint are chosen by aspect and swapped, and frames are told in seconds',
  { timeout: 60_000 },
  async () => {
    const { page } = editor
    await expect.poll(() => card('noise').getByText('2.0 s').count(), { timeout: 20_000 }).toBe(1)
    await card('noise').getByRole('button', { name: 'Sizes' }).click()
    await page.getByRole('button', { name: /64 × 64.*as trained/ }).waitFor()
    await page.getByRole('button', { name: /96 × 64/ }).click()
    await becomes('noise', 'width', 96)
    await becomes('noise', 'height', 64)
    await card('noise').getByRole('button', { name: 'Sizes' }).click()
    await page.getByRole('button', { name: 'Swap width and height' }).click()
    await becomes('noise', 'width', 64)
    await becomes('noise', 'height', 96)
    await page.keyboard.press('Escape')
    await card('export').getByRole('spinbutton', { name: 'Frames / s' }).fill('16')
    await page.keyboard.press('Enter')
    await expect.poll(() => card('noise').getByText('1.0 s').count(), { timeout: 20_000 }).toBe(1)
  },
)

test.skipIf(missing)(
  'three runs of a random seed have three seeds; each run keeps its own, the card shows the newest, and it can be kept',
  { timeout: 120_000 },
  async () => {
    const { page, server } = editor
    await card('scheduler').getByRole('spinbutton', { name: 'Steps' }).fill('1')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Run several times' }).click()
    // Nothing would differ from run to run: it says so, and helps.
    await page.getByRole('button', { name: 'Draw a seed for each run' }).click()
    await page.getByLabel('How many runs').fill('3')
    await page.getByRole('button', { name: 'Run 3 times' }).click()
    const jobs = async () => (await (await fetch(`${server.url}/api/jobs`)).json()) as JobState[]
    await expect.poll(async () => (await jobs()).length, { timeout: 40_000 }).toBe(3)
    const kept = await Promise.all(
      (await jobs()).map(async ({ job }) => {
        const document = readWorkflow(await (await fetch(`${server.url}/api/jobs/${job}/document`)).text(), fileTexts)
        return literal(document, 'noise', 'seed')
      }),
    )
    expect(new Set(kept.map(({ value }) => value)).size).toBe(3)
    // A run that is opened again is run with the very seed.
    expect(kept.every(({ draw }) => draw === undefined)).toBe(true)
    const newest = await shown('noise', 'seed')
    expect(newest.draw).toBe('random')
    expect(kept.map(({ value }) => value)).toContain(newest.value)

    await card('noise').getByRole('button', { name: 'Keep this seed' }).click()
    await expect.poll(() => shown('noise', 'seed'), { timeout: 20_000 }).toEqual({ value: newest.value })
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await shown('noise', 'seed')).draw, { timeout: 20_000 }).toBe('random')
    await page.keyboard.press('Control+z')
    // All draws of one batch are one entry.
    await becomes('noise', 'seed', 7)
    expect(editor.complaints).toEqual([])
  },
)
