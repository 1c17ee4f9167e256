import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EngineInfo, SystemInfo } from '../../workflow/wire.ts'
import { halfNetwork } from './half-network.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()

describe.skipIf(missing)('the device panel', { timeout: 60_000 }, () => {
  let editor: OpenEditor
  beforeAll(async () => {
    editor = await openEditor()
  }, 120_000)
  afterAll(() => editor?.close())

  test('names all devices and why one cannot be used, and shows what a run opens while it is open', async () => {
    const { page } = editor
    await page.setViewportSize({ width: 900, height: 900 })
    const chip = page.getByRole('button', { name: /^Devices: runs on CPU/ })
    await chip.click({ timeout: 30_000 })
    const panel = page.getByRole('dialog', { name: 'Devices' })
    await panel.getByText('No network is open.').waitFor()
    const rows = panel.getByRole('list').first().getByRole('listitem')
    await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(3)
    const texts = await rows.allTextContents()
    expect(texts[2]).toMatch(/^CPU \(.+\)(in use|available)CPU · \d+ threads? · [\d.]+ GB/)
    expect(texts.filter((text) => text.includes('in use'))).toHaveLength(1)
    for (const text of texts) if (text.includes('not usable')) expect(text).toMatch(/not usable.+\. ?/)

    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Enter')
    await chip.click()
    // Told over the open line: nothing is loaded anew.
    await panel.getByText('VAE decoder').waitFor({ timeout: 45_000 })
    expect(await panel.textContent()).toMatch(
      /Open now.*Text encoder[\d.]+ MBdemo · 32-bit.*UNet3D[\d.]+ MBdemo · 32-bit.*Weights of open networks: [\d.]+ MB of at most [\d.]+ GB/,
    )
  })

  test('marks that nodes fell back to the CPU, and names them', async () => {
    const { page, complaints } = editor
    await page.route('**/api/system', async (route) => {
      const system = (await (await route.fetch()).json()) as SystemInfo
      await route.fulfill({
        json: {
          ...system,
          engine: { ...(system.engine as EngineInfo), device: 'cuda', networks: [halfNetwork] },
        } satisfies SystemInfo,
      })
    })
    await editor.load()
    await page.getByRole('button', { name: /^Devices: .* some nodes fell back to the CPU$/ }).click()
    const panel = page.getByRole('dialog', { name: 'Devices' })
    await panel.getByText('2 of 3120 nodes fell back to the CPU: 25 % of the time.').click()
    await panel.getByText('/mid_block/Erf').waitFor()
    expect(await panel.textContent()).toContain('UNet3D2.8 GBdemo · fp16 · 16-bit')
    expect(complaints).toEqual([])
  })
})
