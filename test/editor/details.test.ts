import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JobState } from '../../workflow/job-state.ts'
import { axeViolations } from './axe-violations.ts'
import { canvasHands } from './canvas-hands.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()
let editor: OpenEditor

beforeAll(async () => {
  if (!missing) editor = await openEditor()
}, 120_000)
afterAll(() => editor?.close())

test.skipIf(missing)(
  'the details of a node have its values, its picture, what it gave, its times and its log; the picture is shown large and beside the one of before',
  { timeout: 180_000 },
  async () => {
    const { page, server, complaints } = editor
    const hands = canvasHands(page)
    const patient = { timeout: 30_000 }
    const select = (...ids: string[]) => page.evaluate((ids) => window.__reelgraph?.select(ids), ids)
    const finished = async (count: number) =>
      expect
        .poll(
          async () =>
            ((await (await fetch(`${server.url}/api/jobs`)).json()) as JobState[]).filter(
              ({ status }) => status === 'finished',
            ).length,
          { timeout: 60_000 },
        )
        .toBe(count)
    const details = page.getByRole('complementary', { name: 'Details', exact: true })

    await hands.fill('scheduler', 'Steps', '4')
    await page.locator('[data-canvas]').press('Control+Enter')
    await finished(1)
    await hands.fill('noise', 'Seed', '77')
    await page.locator('[data-canvas]').press('Control+Enter')
    await finished(2)

    // Nothing is chosen, then two, of which one is taken.
    await select()
    await page.locator('[data-canvas]').press('i')
    await details.getByText(/^Select a node/).waitFor()
    await select('noise', 'steps')
    await details.getByRole('button', { name: 'UNet3D steps' }).click()
    await details.getByRole('heading', { name: 'UNet3D steps' }).waitFor()
    expect(await page.locator('[data-card][data-selected]').count()).toBe(1)

    const part = (name: string) => details.getByRole('region', { name, exact: true })
    await expect.poll(() => part('Time').innerText(), patient).toMatch(/Took[\s\S]*% of the run[\s\S]*Each step/)
    expect(await part('Time').getByRole('listitem').count()).toBe(2)
    await expect.poll(() => part('Log').innerText(), patient).toMatch(/began[\s\S]*4 of 4[\s\S]*done in/)
    expect(await part('Results').innerText()).toMatch(/4 of 4[\s\S]*4.096 numbers/)
    expect(await details.getByRole('img', { name: 'Preview' }).count()).toBe(1)

    // A value is changed here as on the card, and is one edit.
    const guidance = part('Values').getByLabel('Guidance', { exact: true })
    await guidance.click()
    await guidance.fill('5')
    await guidance.press('Enter')
    await page.getByRole('button', { name: 'Undo: set guidance' }).waitFor()
    expect(await page.evaluate(() => window.__reelgraph?.workflow().nodes.steps?.inputs.guidance)).toEqual({ value: 5 })
    await page.locator('[data-canvas]').press('Control+z')
    expect(await axeViolations(page)).toEqual([])

    // Its picture, large: a held frame, and Escape gives the keyboard back.
    const large = details.getByRole('button', { name: 'Show large' })
    await large.click()
    const dialog = page.getByRole('dialog', { name: 'UNet3D steps' })
    const frame = dialog.getByRole('slider', { name: 'Frame' })
    await frame.waitFor()
    await page.keyboard.press('End')
    await expect.poll(() => frame.getAttribute('aria-valuetext')).toBe('Frame 16 of 16')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => frame.getAttribute('aria-valuetext')).toBe('Frame 1 of 16')

    // Its last step beside the clip that another node made of it.
    const compareWith = async (now: string, next: string) => {
      await dialog.getByRole('button', { name: `Compare with ${now}`, exact: true }).click()
      await page.getByRole('menuitem', { name: next, exact: true }).click()
    }
    await compareWith('nothing', 'Export')
    await dialog.getByRole('img', { name: /^Clip A: Step \d+$/ }).waitFor(patient)
    await dialog.getByRole('img', { name: 'Clip B: Export' }).waitFor()
    await dialog.getByRole('button', { name: 'Difference' }).click()
    await expect.poll(() => dialog.getByRole('status').innerText(), patient).toMatch(/^mean [1-9]\d*\.\d\d of 255$/)
    await compareWith('Export', 'nothing')
    await dialog.getByRole('button', { name: 'Compare with nothing' }).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => large.evaluate((button) => button === document.activeElement)).toBe(true)

    // The clip beside that of the run before, with what differs.
    await select('export')
    await details.getByRole('heading', { name: 'Export' }).waitFor()
    await details.locator('video').hover()
    await details.getByRole('button', { name: 'Show large' }).click()
    const clip = page.getByRole('dialog', { name: 'Export' })
    await clip.getByRole('slider', { name: 'Frame' }).waitFor(patient)
    expect(await clip.getByRole('button', { name: 'Wipe' }).count()).toBe(0)
    await clip.getByRole('button', { name: 'Compare with nothing' }).click()
    await page.getByRole('menuitem', { name: /^just now/ }).click()
    await clip.getByRole('row', { name: 'Noise · Seed 77 7' }).waitFor(patient)
    await clip.getByRole('button', { name: 'Wipe' }).click()
    await clip.getByRole('slider', { name: 'Where the wipe divides' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await clip.waitFor({ state: 'hidden' })

    // A picture that is too small is shown larger where the pointer rests; what is remembered is open again.
    await page.locator('[data-canvas]').press('i')
    await details.waitFor({ state: 'hidden' })
    await page.evaluate(() => window.__reelgraph?.look({ x: 100, y: 200, k: 0.4 }))
    await hands.idle()
    const card = (await page.evaluate(() => window.__reelgraph?.nodeRect('export')))!
    await page.mouse.move(card.x + card.width / 2, card.y + card.height - 60)
    await page.mouse.move(card.x + card.width / 2, card.y + card.height - 40)
    await page.getByRole('tooltip').getByText('64 × 64, 16 frames').waitFor(patient)
    await page.mouse.move(card.x, card.y + 300)
    await page.getByRole('tooltip').waitFor({ state: 'detached' })
    await page.locator('[data-canvas]').press('i')
    await details.waitFor()
    await editor.load()
    await details.waitFor()
    expect(complaints).toEqual([])
  },
)
