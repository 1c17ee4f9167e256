import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFfmpeg } from '../../server/ffmpeg.ts'
import type { JobState } from '../../workflow/job-state.ts'
import type { RunningServer } from '../browser/start-server.ts'
import { tempFolder } from '../fakes/temp-folder.ts'
import { canvasHands } from './canvas-hands.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()
let editor: OpenEditor
let server: RunningServer
let page: Page

beforeAll(async () => {
  if (missing) return
  editor = await openEditor()
  server = editor.server
  page = editor.page
}, 120_000)

afterAll(async () => {
  await editor?.close()
})

const steps = 30
const prompt = 'a red ball bouncing on green grass under a blue sky'
const lastStep = () => page.evaluate(() => window.__reelgraphPreviews?.at(-1)?.step ?? 0)
const jobs = async (): Promise<JobState[]> => (await fetch(`${server.url}/api/jobs`)).json() as Promise<JobState[]>

test.skipIf(missing)(
  'a graph built by hand runs, survives a reload in the middle, and gives a clip that plays',
  {
    timeout: 240_000,
  },
  async () => {
    await page.getByRole('button', { name: 'New workflow' }).click()
    await page.waitForFunction(() => window.__reelgraph?.ids().length === 0)
    const hands = canvasHands(page)
    await page.mouse.click(1100, 800)
    for (let press = 0; press < 4; press++) await page.keyboard.press('Control+-')

    // The graph, by search and wires.
    const checkpoint = await hands.add('load checkpoint', { x: 320, y: 130 })
    const noise = await hands.add('EmptyLatentVideo', { x: 320, y: 330 })
    const positive = await hands.add('encode text', { x: 480, y: 130 })
    const negative = await hands.add('clip text', { x: 480, y: 290 })
    const scheduler = await hands.add('scheduler', { x: 480, y: 450 })
    const sampler = await hands.add('ksampler', { x: 700, y: 130 })
    await hands.wire(checkpoint, 'textEncoder', positive, 'textEncoder')
    await hands.wire(checkpoint, 'textEncoder', negative, 'textEncoder')
    await hands.wire(checkpoint, 'unet3d', sampler, 'unet3d')
    await hands.wire(noise, 'latent', sampler, 'latent')
    await hands.wire(scheduler, 'schedule', sampler, 'schedule')
    await hands.wire(positive, 'conditioning', sampler, 'positive')
    await hands.wire(negative, 'conditioning', sampler, 'negative')
    const decode = await hands.wireToNew(sampler, 'latent', 'vae decode', { x: 900, y: 150 })
    await hands.wire(checkpoint, 'vae', decode, 'vae')
    const output = await hands.wireToNew(decode, 'frames', 'export', { x: 1060, y: 200 })
    await hands.fill(positive, 'Text', prompt)
    await hands.fill(scheduler, 'Steps', String(steps))

    /** How many colours are painted where a card is that has no element, in its lower half. */
    const coloursOn = (id: string) =>
      page.evaluate((id) => {
        const { x, y, width, height } = window.__reelgraph!.nodeRect(id)!
        const ground = document.querySelector<HTMLCanvasElement>('[data-canvas] > canvas:not([hidden])')!
        const { left, top } = ground.getBoundingClientRect()
        const brush = new OffscreenCanvas(width - 8, height / 2 - 4).getContext('2d')!
        brush.drawImage(ground, left - x - 4, top - y - height / 2)
        const { data } = brush.getImageData(0, 0, width - 8, height / 2 - 4)
        const colours = new Set<number>()
        for (let at = 0; at < data.length; at += 4)
          colours.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!)
        return colours.size
      }, id)

    // It runs, and its latents move on the page long before the end.
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Enter')
    await page.waitForFunction(() => (window.__reelgraphPreviews?.length ?? 0) > 2, undefined, { timeout: 60_000 })
    expect(await lastStep()).toBeLessThan(steps)
    const drawn = await page.locator(`[data-card="${sampler}"] canvas`).evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
      return new Set(data).size
    })
    expect(drawn).toBeGreaterThan(16)

    // A reload in the middle finds it still running, with its graph and its preview.
    await page.reload()
    await page.waitForFunction(() => (window.__reelgraphPreviews?.length ?? 0) > 0, undefined, { timeout: 30_000 })
    const [running] = await jobs()
    expect(running?.status).toBe('running')
    expect((await hands.ids()).sort()).toEqual(
      [checkpoint, noise, positive, negative, scheduler, sampler, decode, output].sort(),
    )
    await page.waitForFunction((from) => (window.__reelgraphPreviews?.at(-1)?.step ?? 0) > from, await lastStep(), {
      timeout: 30_000,
    })

    // The clip plays in the export node.
    const video = page.locator(`[data-card="${output}"] video`)
    await video.waitFor({ timeout: 120_000 })
    await page.waitForFunction(
      (id) => {
        const video = document.querySelector<HTMLVideoElement>(`[data-card="${id}"] video`)
        return video && !video.paused && video.currentTime > 0.2 && video.videoWidth === 64
      },
      output,
      { timeout: 30_000 },
    )
    expect((await jobs())[0]?.status).toBe('finished')

    // The gallery has it too.
    const gallery = page.getByRole('button', { name: 'Gallery', exact: true })
    if (!(await page.getByRole('complementary', { name: 'gallery' }).isVisible())) await gallery.click()
    await page.getByRole('button', { name: `Open ${prompt}` }).click()
    const past = page.getByRole('dialog', { name: prompt })
    await past.getByRole('button', { name: 'Shown The clip' }).click()
    await page.getByRole('menuitem', { name: 'Step 3', exact: true }).click()
    await past.getByRole('slider', { name: 'Frame' }).waitFor()
    expect(await past.locator('video').count()).toBe(0)
    await page.keyboard.press('Escape')
    await past.waitFor({ state: 'hidden' })

    // From far away, where cards are painted, they show it small: another picture than a card that has none.
    await page.evaluate(() => window.__reelgraph!.look({ x: 500, y: 300, k: 0.25 }))
    await expect.poll(() => coloursOn(output)).toBeGreaterThan(40)
    expect(await coloursOn(sampler)).toBeGreaterThan(40)
    expect(await coloursOn(scheduler)).toBeLessThan(40)
    await page.locator('[data-canvas]').press('f')
    await video.waitFor()

    // Every step can be looked at, also those that were taken before the reload.
    const card = page.locator(`[data-card="${sampler}"]`)
    await card.hover()
    await card.getByRole('button', { name: 'Show large' }).click()
    const large = page.getByRole('dialog', { name: 'UNet3D steps' })
    await large.getByRole('button', { name: 'Shown newest step' }).click()
    const shown = page.getByRole('menuitem', { name: /^Step \d+$/ })
    await expect.poll(() => shown.count()).toBe(steps)
    await shown.first().click()
    await large.getByRole('button', { name: 'Shown Step 1', exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await large.waitFor({ state: 'hidden' })

    // It is an H.264 file of 16 frames that any player plays.
    const file = join(await tempFolder(), 'clip.mp4')
    const response = await fetch(new URL((await video.getAttribute('src')) ?? '', server.url))
    await writeFile(file, Buffer.from(await response.arrayBuffer()))
    const { path } = await findFfmpeg()
    const said = await new Promise<string>((done) => {
      execFile(path, ['-hide_banner', '-i', file, '-f', 'null', '-'], (_, __, errors) => done(errors))
    })
    expect(said).toMatch(/Video: h264 \(High\).*yuv420p.*64x64.*8 fps/)
    expect(said).toMatch(/frame=\s*16 /)
    expect(editor.complaints).toEqual([])
  },
)

test.skipIf(missing)(
  'what cannot run says why on its node, and undo brings back what was',
  { timeout: 60_000 },
  async () => {
    const hands = canvasHands(page)
    const [checkpoint] = await hands.ids()
    const before = (await hands.ids()).length
    const rect = await page.evaluate((id) => window.__reelgraph?.nodeRect(id), checkpoint ?? '')
    if (!rect) throw new Error('The checkpoint has no card.')
    await page.mouse.click(rect.x + rect.width / 2, rect.y + 6)
    await page.keyboard.press('Delete')
    await page.waitForFunction((count) => window.__reelgraph?.ids().length === count - 1, before)
    await page.keyboard.press('Control+Enter')
    await page
      .getByText(/is not connected/)
      .first()
      .waitFor()
    await page.locator('[data-canvas]').focus()
    await page.keyboard.press('Control+z')
    await page.waitForFunction((count) => window.__reelgraph?.ids().length === count, before)
  },
)
