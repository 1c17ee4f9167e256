import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readWorkflow, type Workflow } from '../../workflow/document.ts'
import { setValue } from '../../workflow/edits.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import { hasEnded, type JobState } from '../../workflow/job-state.ts'
import type { RunAnswer } from '../../workflow/wire.ts'
import { type RunningServer, startServer } from '../browser/start-server.ts'
import { sharedBrowser, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()

let data: string
let server: RunningServer
let page: Page
let demo: Workflow
const complaints: string[] = []

const jobs = async (): Promise<JobState[]> => (await fetch(`${server.url}/api/jobs`)).json() as Promise<JobState[]>
const openPage = async () => {
  const opened = await (await sharedBrowser()).newPage({ viewport: { width: 1440, height: 900 } })
  opened.on('pageerror', (error) => complaints.push(error.message))
  await opened.goto(server.url)
  await opened.waitForFunction(() => window.__reelgraph !== undefined)
  await opened.evaluate(() => window.__reelgraph?.idle())
  return opened
}
/** Runs the demo under the workflow in front, as a second window would. */
const run = async (workflow: string, ...documents: Workflow[]): Promise<string[]> => {
  const line = io(server.url, { transports: ['websocket'], forceNew: true })
  try {
    const ids: string[] = []
    for (const document of documents) {
      const answer: RunAnswer = await line.timeout(20_000).emitWithAck('run', { workflow, document })
      if ('error' in answer) throw new Error(answer.error)
      ids.push(answer.job)
    }
    return ids
  } finally {
    line.disconnect()
  }
}
const finished = async (...ids: string[]) => {
  for (let tries = 0; tries < 240; tries++) {
    const open = (await jobs()).filter(({ job, status }) => ids.includes(job) && !hasEnded(status))
    if (open.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error('The runs did not end in a minute.')
}
const openPanel = async (name: string) => {
  if (!(await page.getByRole('region', { name, exact: true }).isVisible()))
    await page
      .getByRole('navigation', { name: 'Panels' })
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .click()
}
const seed = (value: number, steps = 4) => setValue('scheduler', 'steps', steps)(setValue('noise', 'seed', value)(demo))

beforeAll(async () => {
  if (missing) return
  demo = readWorkflow(await readFile(join(import.meta.dirname, '../../examples/text-to-video.json'), 'utf8'), fileTexts)
  data = await mkdtemp(join(tmpdir(), 'reelgraph-seeing-'))
  server = await startServer(data, ['--no-welcome'])
  page = await openPage()
}, 120_000)

afterAll(async () => {
  await page?.close()
  await server?.stop()
  if (data) await rm(data, { recursive: true, force: true })
})

test.skipIf(missing)(
  'a socket and a wire say what flowed there, by pointer and by keyboard, and no card renders for it',
  { timeout: 120_000 },
  async () => {
    // The first visit opens the demo, untouched and unsaved; a run gives it its id.
    await page.keyboard.press('Control+Enter')
    await page.waitForFunction(() => document.querySelector('[data-card="export"] video') !== null, undefined, {
      timeout: 60_000,
    })
    await finished((await jobs())[0]!.job)
    // React gives an element new props with every rendering of the component that made it.
    await page.evaluate(() => {
      const propsOf = (card: Element) =>
        (card as unknown as Record<string, unknown>)[Object.keys(card).find((key) => key.startsWith('__reactProps'))!]
      const cards = [...document.querySelectorAll('[data-card]')]
      const before = cards.map(propsOf)
      Object.assign(window, { rendered: () => cards.filter((card, index) => propsOf(card) !== before[index]).length })
    })
    const inspector = page.locator('#flow-inspector')
    const at = async (id: string, side: 'input' | 'output', name: string) => {
      const point = await page.evaluate(
        ([id, side, name]) => window.__reelgraph?.socketPoint(id, side as 'input', name),
        [id, side, name] as const,
      )
      if (!point) throw new Error(`There is no ${side} ${name}.`)
      return point
    }
    const hover = async ({ x, y }: { x: number; y: number }) => {
      await page.mouse.move(x + 50, y + 300)
      await page.mouse.move(x, y)
    }
    await hover(await at('noise', 'output', 'latent'))
    await inspector.getByText('1 × 4 × 16 × 8 × 8').waitFor()
    expect(await inspector.innerText()).toMatch(
      /latent[\s\S]*from Noise[\s\S]*4.096 numbers[\s\S]*NaN\s*none[\s\S]*took/,
    )
    expect(await inspector.getByRole('img').count()).toBe(1)

    const [from, to] = [await at('decode', 'output', 'frames'), await at('export', 'input', 'frames')]
    await hover({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 })
    await inspector.getByText('VAE decode → Export').waitFor()
    expect(await inspector.innerText()).toContain('16 × 64 × 64 × 3')
    await page.mouse.move(from.x, from.y + 300)
    await inspector.waitFor({ state: 'detached' })

    const socket = page.locator('[data-card="scheduler"]').getByRole('button', { name: /schedule output/ })
    await page.keyboard.press('Tab')
    await socket.focus()
    await inspector.getByText('Solver', { exact: true }).waitFor()
    expect(await socket.getAttribute('aria-describedby')).toBe('flow-inspector')
    await socket.blur()
    await inspector.waitFor({ state: 'detached' })

    // The profile marks what came from the cache, and is remembered.
    await page.getByRole('button', { name: 'Profile', exact: true }).click()
    const profile = page.getByRole('region', { name: 'Where the time of the run went' })
    await profile.getByText('UNet3D steps').waitFor()
    expect(await page.evaluate(() => (window as unknown as { rendered(): number }).rendered())).toBe(0)
    await page.keyboard.press('Control+Enter')
    await profile.getByText('8 cached').waitFor({ timeout: 30_000 })
    await page.reload()
    await profile.getByText('8 cached').waitFor({ timeout: 30_000 })
    expect(complaints).toEqual([])
  },
)

test.skipIf(missing)(
  'the timeline has every step and frame, two of them beside each other; a fork there gives the very clip, and one undo takes it back',
  { timeout: 120_000 },
  async () => {
    const artifact = async () => (await jobs())[0]!.clips.at(-1)!.artifact
    const written = () => page.evaluate(() => JSON.stringify(window.__reelgraph!.workflow()))
    const [before, clip] = [await written(), await artifact()]
    await page.locator('[data-canvas]').press('s')
    // The page was opened after the run: its steps come from the server.
    const dock = page.getByRole('region', { name: 'Timeline' })
    const grid = dock.getByRole('grid', { name: 'Steps and their frames' })
    await expect.poll(() => grid.getAttribute('aria-rowcount'), { timeout: 30_000 }).toBe('25')
    expect(await grid.getAttribute('aria-colcount')).toBe('17')
    const chosen = () =>
      grid
        .locator('[role="gridcell"][aria-selected="true"]')
        .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label')).sort())
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    await grid.getByRole('gridcell', { name: 'step 23, frame 6' }).click()
    await grid.getByRole('gridcell', { name: 'step 22, frame 3' }).click({ modifiers: ['Shift'] })
    await expect.poll(chosen).toEqual(['step 22, frame 3, B', 'step 23, frame 6, A'])
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+PageUp')
    await expect.poll(focused).toBe('step 22, frame 7, A')
    await expect.poll(chosen).toEqual([expect.stringMatching(/^step 1\d, frame 3, B$/), 'step 22, frame 7, A'])
    await page.keyboard.press('PageUp')
    await page.keyboard.press('PageUp')
    await expect.poll(focused).toMatch(/^step (\d|10), frame 7, A$/)
    const step = Number(/\d+/.exec((await focused())!)![0])
    await dock.getByText(`step ${step} · frame 7`).first().waitFor()
    const picture = (name: RegExp) =>
      dock.getByRole('img', { name }).evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
    expect(await picture(/^A: step/)).not.toBe(await picture(/^B: step/))
    // Each cell is painted in colours.
    await expect
      .poll(() =>
        grid.locator('canvas').evaluateAll((rows) =>
          (rows as HTMLCanvasElement[]).every((row) => {
            const { data } = row.getContext('2d')!.getImageData(row.width - 24, row.height / 2, 12, 1)
            return data.every((value, at) => at % 4 !== 3 || value === 255) && new Set(data).size > 2
          }),
        ),
      )
      .toBe(true)
    expect(await dock.locator('dl').innerText()).toMatch(
      /Prompt[\s\S]*a red ball[\s\S]*Seed\s*7[\s\S]*Steps\s*25[\s\S]*Guidance[\s\S]*Checkpoint/,
    )
    await dock.getByRole('button', { name: 'Compare' }).click()
    const dialog = page.getByRole('dialog', { name: 'Compare A and B' })
    await dialog.getByRole('img', { name: `Clip A: Step ${step}` }).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })

    await dock.getByRole('button', { name: 'Fork from here' }).click()
    await page.getByText(`The steps after ${step} are a node of their own`).waitFor()
    const made = (await jobs()).length
    await page.keyboard.press('Control+Enter')
    await expect.poll(async () => (await jobs()).length, { timeout: 20_000 }).toBe(made + 1)
    const [forked] = await jobs()
    await finished(forked!.job)
    expect(await artifact()).toBe(clip)
    const taken = Object.values((await jobs())[0]!.nodes).flatMap(({ status, total }) =>
      total ? [[status, total]] : [],
    )
    expect(taken).toEqual(
      expect.arrayContaining([
        ['done', step],
        ['done', 25 - step],
      ]),
    )
    // Two nodes, one timeline.
    await expect.poll(() => grid.getAttribute('aria-rowcount'), { timeout: 20_000 }).toBe('25')
    await dock.getByText('UNet3D steps 1 → UNet3D steps 2').waitFor()
    await page.locator('[data-canvas]').press('Control+z')
    await expect.poll(written).toBe(before)
    await page.locator('[data-canvas]').press('s')
    await dock.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  },
)

test.skipIf(missing)(
  'waiting runs are moved, a cancelled one is run again, and the time left is known from before',
  { timeout: 120_000 },
  async () => {
    const workflow = (await jobs())[0]!.workflow
    const [long, one, two] = (await run(workflow, seed(900, 400), seed(901), seed(902))) as [string, string, string]
    await openPanel('Queue')
    const waiting = page.getByRole('list', { name: 'Waiting runs' }).getByRole('listitem')
    await expect.poll(() => waiting.count(), { timeout: 20_000 }).toBe(2)
    await expect.poll(() => waiting.nth(1).innerText(), { timeout: 20_000 }).toMatch(/starts in .*takes /s)
    const starts = async () =>
      (await waiting.allInnerTexts()).map((text) => {
        const [, minutes = 0, seconds = 0] = /starts in (?:over )?(?:(\d+) min ?)?(?:(\d+) s)?/.exec(text) ?? []
        return 60 * Number(minutes) + Number(seconds)
      })
    const [sooner = 0, later = 0] = await starts()
    expect(sooner).toBeGreaterThan(0)
    expect(later).toBeGreaterThan(sooner)
    await waiting
      .nth(1)
      .getByRole('button', { name: /^Move / })
      .focus()
    await page.keyboard.press('ArrowUp')
    const order = async () =>
      (await jobs())
        .filter(({ status }) => status === 'queued')
        .sort((a, b) => (a.place ?? 0) - (b.place ?? 0))
        .map(({ job }) => job)
    // The page may learn of the new order after the server has told it to this test.
    const shown = () => waiting.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-job')))
    const inOrder = async (...wanted: string[]) => {
      await expect.poll(order).toEqual(wanted)
      await expect.poll(shown).toEqual(wanted)
    }
    await inOrder(two, one)
    await waiting.nth(1).dragTo(waiting.nth(0), { sourcePosition: { x: 60, y: 30 }, targetPosition: { x: 60, y: 6 } })
    await inOrder(one, two)
    await waiting
      .nth(1)
      .getByRole('button', { name: /^Cancel/ })
      .click()
    await inOrder(one)
    await page
      .getByRole('button', { name: /^Run .* again$/ })
      .first()
      .click()
    await expect.poll(async () => (await order()).length).toBe(2)
    const again = (await order())[1]!
    const documentOf = async (job: string) => (await fetch(`${server.url}/api/jobs/${job}/document`)).text()
    expect(await documentOf(again)).toBe(await documentOf(two))
    await page
      .getByRole('button', { name: /^Cancel/ })
      .first()
      .click()
    await finished(long, one, again)
    expect(complaints).toEqual([])
  },
)

test.skipIf(missing)(
  'runs are found, starred beyond a restart, and compared in step with the parameters that differ',
  { timeout: 120_000 },
  async () => {
    await openPanel('Gallery')
    const posters = page.getByRole('article')
    const search = page.getByPlaceholder('prompt, model…')
    await search.fill('seed 901')
    await expect.poll(() => posters.count()).toBe(1)
    await posters.first().hover()
    await page.getByRole('button', { name: /^Star / }).click()
    await page.getByRole('checkbox').check()
    await search.fill('seed 902')
    // One was cancelled, the other is its second try.
    await expect.poll(() => posters.count()).toBe(2)
    await expect.poll(() => posters.filter({ has: page.locator('video') }).count()).toBe(1)
    await posters
      .filter({ has: page.locator('video') })
      .getByRole('button', { name: /^Open / })
      .click({ modifiers: ['Shift'] })
    await page.getByRole('button', { name: 'Compare 2' }).click()
    const dialog = page.getByRole('dialog', { name: 'Compare 2 clips' })
    const slider = dialog.getByRole('slider', { name: 'Frame' })
    await slider.waitFor()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('Frame 3 of 16')
    const colours = (label: RegExp) =>
      dialog.getByRole('img', { name: label }).evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
        return [canvas.width, canvas.height, new Set(data).size > 8].join(' ')
      })
    for (const label of [/^Clip A/, /^Clip B/]) await expect.poll(() => colours(label)).toBe('64 64 true')
    const rows = await dialog.getByRole('row').allInnerTexts()
    expect(rows.map((row) => row.replace(/\s+/g, ' '))).toEqual(['Parameter A B', 'Noise · Seed 901 902'])
    await dialog.getByRole('button', { name: 'Wipe' }).click()
    const divider = dialog.getByRole('slider', { name: 'Where the wipe divides' })
    await divider.focus()
    await page.keyboard.press('ArrowLeft')
    expect([await divider.getAttribute('aria-valuenow'), await slider.getAttribute('aria-valuetext')]).toEqual([
      '48',
      'Frame 3 of 16',
    ])
    await dialog.getByRole('button', { name: 'Difference' }).click()
    await expect.poll(() => dialog.getByRole('status').innerText()).toMatch(/^mean \d+\.\d\d of 255$/)
    await expect.poll(() => colours(/^Difference of A and B/)).toBe('64 64 true')
    await page.keyboard.press('Escape')

    await server.stop()
    await page.close()
    server = await startServer(data, ['--no-welcome'])
    page = await openPage()
    await openPanel('Gallery')
    await page.getByRole('button', { name: 'Show starred runs only' }).click()
    await expect.poll(() => page.getByRole('article').count()).toBe(1)
    expect(((await (await fetch(`${server.url}/api/jobs?starred=1`)).json()) as JobState[]).length).toBe(1)
    expect(complaints).toEqual([])
  },
)
