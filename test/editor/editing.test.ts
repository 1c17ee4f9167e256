import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Workflow } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import type { RunningServer } from '../browser/start-server.ts'
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
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Search or run a command').fill('Text to video')
  await page
    .getByRole('option', { name: /Text to video/ })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => window.__reelgraph?.ids().includes('steps'))
  await page.keyboard.press('f')
  await page.waitForTimeout(300)
}, 120_000)

afterAll(async () => {
  await editor?.close()
})

const idle = () => page.evaluate(() => window.__reelgraph?.idle())
const rectOf = async (id: string) => {
  await idle()
  const rect = await page.evaluate((each) => window.__reelgraph?.nodeRect(each), id)
  if (!rect) throw new Error(`${id} has no card.`)
  return rect
}
const press = async (id: string, button: 'left' | 'right' = 'left') => {
  const rect = await rectOf(id)
  await page.mouse.click(rect.x + Math.min(60, rect.width / 2), rect.y + 10, { button })
}
const drag = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 })
  await page.mouse.move(to.x, to.y, { steps: 5 })
  // A wire under a dragged card is looked for a few times a second.
  await page.waitForTimeout(80)
  await page.mouse.move(to.x + 1, to.y)
  await page.mouse.up()
  await idle()
}
const socket = async (id: string, side: 'input' | 'output', name: string) => {
  const point = await page.evaluate(
    ([node, at, socket]) => window.__reelgraph?.socketPoint(node, at as 'input', socket),
    [id, side, name] as const,
  )
  if (!point) throw new Error(`${id} has no ${side} "${name}".`)
  return point
}
const middleOf = async (from: string, output: string, to: string, input: string) => {
  const [a, b] = [await socket(from, 'output', output), await socket(to, 'input', input)]
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}
const undoName = () => page.getByRole('button', { name: /^Undo:/ }).getAttribute('aria-label')
const menu = (name: string | RegExp) => page.getByRole('menuitem', { name }).click()

const now = async (): Promise<Workflow> => {
  await idle()
  return page.evaluate(() => window.__reelgraph!.workflow())
}
/** Settles when the server's file holds what the editor shows. */
const saved = async () => {
  const workflow = await now()
  await expect
    .poll(
      async () => {
        const list = (await (await fetch(`${server.url}/api/workflows`)).json()) as { id: string }[]
        return Promise.all(
          list.map(async ({ id }) => {
            const file = (await (await fetch(`${server.url}/api/workflows/${id}`)).json()) as { workflow?: Workflow }
            return file.workflow ?? file
          }),
        )
      },
      { timeout: 15_000 },
    )
    .toContainEqual(workflow)
}
const jobs = async (): Promise<JobState[]> => (await fetch(`${server.url}/api/jobs`)).json() as Promise<JobState[]>

test.skipIf(missing)(
  'a press in a panel that is dragged over the canvas selects no words, one on what is written there does',
  async () => {
    const selected = () => page.evaluate(() => String(getSelection()).length)
    const words = page.locator('[data-place="panel"] p', { hasText: 'Every clip that you make' })
    const { x, y, width, height } = (await words.boundingBox())!
    const steps = await rectOf('steps')
    await drag({ x: x + width / 2, y: y + 400 }, { x: steps.x + 200, y: steps.y + 60 })
    expect(await selected()).toBe(0)
    await drag({ x: x + 4, y: y + 4 }, { x: x + width - 4, y: y + height - 4 })
    expect(await selected()).toBeGreaterThan(10)
    await page.evaluate(() => getSelection()?.removeAllRanges())
  },
  60_000,
)

test.skipIf(missing)(
  'a copy is on the page at once, above its original, also where that was raised before',
  async () => {
    await press('prompt')
    await page.keyboard.press('Control+c')
    // The pointer is over the original, and so is the copy.
    await page.keyboard.press('Control+v')
    await idle()
    const [copy] = (await page.evaluate(() => window.__reelgraph!.ids())).slice(-1)
    expect(await page.evaluate(() => window.__reelgraph!.mounted())).toContain(copy)
    await page.locator(`[data-card="${copy}"] textarea`).waitFor()
    const rect = await rectOf(copy!)
    const top = await page.evaluate(
      ({ x, y }) => document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-card]')?.dataset.card,
      { x: rect.x + 30, y: rect.y + 30 },
    )
    expect(top).toBe(copy)
    await page.keyboard.press('Control+z')
    await page.locator(`[data-card="${copy}"]`).waitFor({ state: 'detached' })
    await press('prompt')
  },
  60_000,
)

test.skipIf(missing)(
  'a drag with the middle button moves the view, and pastes nothing where it ends, nor does one that closes a tab',
  async () => {
    await press('prompt')
    await page.keyboard.press('Control+c')
    const [before, from] = [await now(), await rectOf('prompt')]
    const pastes = await page.evaluateHandle(() => {
      const seen: string[] = []
      document.addEventListener('paste', ({ type }) => seen.push(type), true)
      return seen
    })
    const middleDrag = async (by: number) => {
      await page.mouse.move(1000, 780)
      await page.mouse.down({ button: 'middle' })
      await page.mouse.move(1000 + by, 780, { steps: 5 })
      await page.mouse.up({ button: 'middle' })
    }
    await middleDrag(80)
    expect((await rectOf('prompt')).x).toBeCloseTo(from.x + 80)
    expect(await pastes.jsonValue()).toEqual([])
    expect(await now()).toEqual(before)
    await middleDrag(-80)
    expect((await rectOf('prompt')).x).toBeCloseTo(from.x)
    // Nor does a middle click that closes a tab.
    await page.getByRole('button', { name: 'New workflow', exact: true }).click()
    await page.getByRole('tab', { name: 'untitled' }).click({ button: 'middle' })
    await page.getByRole('tab', { name: 'untitled' }).waitFor({ state: 'detached' })
    await page.waitForFunction(() => window.__reelgraph?.ids().includes('prompt'))
    expect(await pastes.jsonValue()).toEqual([])
  },
  60_000,
)

test.skipIf(missing)(
  'mute, bypass, collapse and colour are set with keys and the menu, named, and undone',
  async () => {
    await press('prompt')
    await page.keyboard.press('m')
    await page.locator('[data-card="steps"][data-silent]').waitFor()
    expect(await undoName()).toMatch(/mute prompt/i)
    await page.keyboard.press('m')
    await page.locator('[data-card="steps"]:not([data-silent])').waitFor()
    await page.keyboard.press('b')
    await page.locator('[data-card="prompt"][data-mode="bypass"]').waitFor()
    await page.keyboard.press('Control+z')
    await page.locator('[data-card="prompt"]:not([data-mode])').waitFor()
    const before = await rectOf('steps')
    await press('steps')
    await page.keyboard.press('c')
    await page.locator('[data-card="steps"][data-collapsed]').waitFor()
    expect((await rectOf('steps')).height).toBeLessThan(before.height / 3)
    await page.keyboard.press('c')
    await press('noise', 'right')
    await page.getByRole('menuitem', { name: 'Colour' }).hover()
    await menu('Teal')
    await page.locator('[data-card="noise"][data-tint="teal"]').waitFor()
    expect((await now()).nodes.noise).toMatchObject({ colour: 'teal' })
    await saved()
  },
  60_000,
)

test.skipIf(missing)(
  'a frame is made around a selection, carries its nodes, and leaves them when it is deleted',
  async () => {
    await press('prompt')
    await page.keyboard.down('Shift')
    await press('negative')
    await page.keyboard.up('Shift')
    await page.keyboard.press('g')
    await page.getByLabel('Title of this frame').fill('Prompts')
    await page.keyboard.press('Enter')
    const title = page.getByRole('button', { name: /^Frame Prompts/ })
    const box = await title.boundingBox()
    if (!box) throw new Error('The frame has no title.')
    const before = [await rectOf('prompt'), await rectOf('scheduler')]
    await drag({ x: box.x + 40, y: box.y + 12 }, { x: box.x + 40, y: box.y - 78 })
    const after = [await rectOf('prompt'), await rectOf('scheduler')]
    expect(Math.round(after[0]!.y - before[0]!.y)).toBeLessThan(-80)
    expect(after[1]).toEqual(before[1])
    expect(await undoName()).toMatch(/move prompts/i)
    await page.keyboard.press('Control+z')
    expect((await rectOf('prompt')).y).toBeCloseTo(before[0]!.y, 0)
    const file = await now()
    expect(Object.values(file.frames ?? {})).toMatchObject([{ title: 'Prompts' }])
    await saved()
    await title.focus()
    await page.keyboard.press('Delete')
    await title.waitFor({ state: 'detached' })
    expect((await now()).frames).toBeUndefined()
    expect(Object.keys(file.nodes)).toEqual(Object.keys((await now()).nodes))
  },
  60_000,
)

test.skipIf(missing)(
  'a wire is bent, takes a node that is dropped on it, and stays when that is removed',
  async () => {
    const hands = canvasHands(page)
    const before = await hands.ids()
    const at = await middleOf('decode', 'frames', 'export', 'frames')
    await page.mouse.dblclick(at.x, at.y)
    await page.waitForFunction((count) => window.__reelgraph?.ids().length === count, before.length + 1)
    const bend = (await hands.ids()).find((id) => !before.includes(id))!
    let file = await now()
    expect(file.nodes[bend]?.inputs).toEqual({ in: { from: 'decode', output: 'frames' } })
    expect(file.nodes.export?.inputs.frames).toEqual({ from: bend, output: 'out' })
    await page.keyboard.press('Control+Delete')
    await page.waitForFunction((count) => window.__reelgraph?.ids().length === count, before.length)
    file = await now()
    expect(file.nodes.export?.inputs.frames).toEqual({ from: 'decode', output: 'frames' })

    const steps = await hands.add('unet3d steps', { x: 1000, y: 620 })
    const card = await rectOf(steps)
    const wire = await middleOf('steps', 'latent', 'decode', 'latent')
    const height = Math.min(card.height / 2, (60 * card.width) / 268)
    await drag({ x: card.x + 60, y: card.y + 10 }, { x: wire.x - card.width / 2 + 60, y: wire.y - height + 10 })
    file = await now()
    expect(file.nodes[steps]?.inputs.latent).toEqual({ from: 'steps', output: 'latent' })
    expect(file.nodes.decode?.inputs.latent).toEqual({ from: steps, output: 'latent' })
    expect(await undoName()).toMatch(/insert UNet3D steps into a wire/i)
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await page.waitForFunction((count) => window.__reelgraph?.ids().length === count, before.length)
  },
  60_000,
)

test.skipIf(missing)(
  'a drop that types forbid offers the node that would make it possible',
  async () => {
    const hands = canvasHands(page)
    const text = await hands.add('text', { x: 330, y: 720 })
    await drag(await socket(text, 'output', 'text'), await socket('steps', 'input', 'positive'))
    await page
      .getByText(/cannot go into a conditioning input/)
      .last()
      .waitFor()
    const count = (await hands.ids()).length
    await page.keyboard.press('Enter')
    await page.waitForFunction((left) => window.__reelgraph?.ids().length === left + 1, count)
    const file = await now()
    const filled = file.nodes.steps?.inputs.positive
    const between = filled && 'from' in filled ? file.nodes[filled.from] : undefined
    expect(between?.node).toBe('encode-text')
    expect(between?.inputs.text).toEqual({ from: text, output: 'text' })
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
  },
  60_000,
)

test.skipIf(missing)(
  'where nothing can stand between, it says what to do and offers what gives the wanted type, already connected',
  async () => {
    const before = await now()
    await drag(await socket('noise', 'output', 'latent'), await socket('steps', 'input', 'positive'))
    await page.getByText('encode a text first with Encode text, and connect that. What gives one:').waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^Undo: add encode text/i }).waitFor()
    const after = await now()
    const filled = after.nodes.steps?.inputs.positive
    expect(filled && 'from' in filled && after.nodes[filled.from]?.node).toBe('encode-text')
    await page.keyboard.press('Control+z')
    expect(await now()).toEqual(before)
  },
  60_000,
)

test.skipIf(missing)(
  'an edit right after an undo is read out as what it is',
  async () => {
    const told = page.getByRole('status', { name: 'What happened' })
    await press('negative')
    await page.keyboard.press('m')
    await told.filter({ hasText: 'muted' }).waitFor({ state: 'attached' })
    await page.keyboard.press('Control+z')
    await told.filter({ hasText: 'Undone: mute Negative' }).waitFor({ state: 'attached' })
    await page.keyboard.press('b')
    await told.filter({ hasText: 'Negative bypassed' }).waitFor({ state: 'attached' })
    await page.keyboard.press('Control+z')
  },
  60_000,
)

test.skipIf(missing)(
  'tidy puts no card on another, as one edit, and undo brings the places back',
  async () => {
    const hands = canvasHands(page)
    await page.keyboard.press('Escape')
    await page.mouse.click(1380, 100)
    const before = (await now()).nodes
    await page.keyboard.press('t')
    await page.getByRole('button', { name: /^Undo: tidy all/i }).waitFor()
    await page.waitForTimeout(300)
    const rects = await Promise.all((await hands.ids()).map(rectOf))
    for (const [index, a] of rects.entries())
      for (const b of rects.slice(index + 1))
        expect(a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height).toBe(false)
    // What was tidied is all in the window.
    for (const { x, y, width, height } of rects)
      expect(x >= 0 && y >= 0 && x + width <= 1440 && y + height <= 900).toBe(true)
    await page.keyboard.press('Control+z')
    expect((await now()).nodes).toEqual(before)
  },
  60_000,
)

test.skipIf(missing)(
  'a run knows nothing of bends; where all is muted, there is nothing to run',
  async () => {
    const hands = canvasHands(page)
    await page.keyboard.press('f')
    await page.waitForTimeout(300)
    await hands.fill('scheduler', 'Steps', '4')
    const at = await middleOf('decode', 'frames', 'export', 'frames')
    await page.mouse.dblclick(at.x, at.y)
    await idle()
    await press('scheduler')
    await page.keyboard.press('m')
    await page.keyboard.press('Control+Enter')
    const refusal = page.locator('[data-sonner-toast]', { hasText: 'every node that makes a result is muted' })
    await refusal.waitFor()
    await page.locator('[data-canvas]').focus()
    await press('scheduler')
    await page.keyboard.press('m')
    await page.keyboard.press('Control+Enter')
    // A run that is taken takes it back: it would stay twelve seconds.
    await refusal.waitFor({ state: 'detached', timeout: 5_000 })
    await expect.poll(async () => (await jobs())[0]?.status, { timeout: 60_000 }).toMatch(/finished|failed/)
    const [job] = await jobs()
    expect(job?.status).toBe('finished')
    expect(Object.keys(job?.nodes ?? {}).sort()).toEqual([
      'checkpoint',
      'decode',
      'export',
      'negative',
      'noise',
      'prompt',
      'scheduler',
      'steps',
    ])
    expect(editor.complaints).toEqual([])
  },
  120_000,
)

test.skipIf(missing)(
  'a note shows its Markdown, takes nothing in it for HTML, and is written in after a click',
  async () => {
    const hands = canvasHands(page)
    await page.keyboard.press('Escape')
    // Away from the wire that the pointer rested on: what flowed there would be told over the canvas.
    await page.mouse.click(1380, 100)
    const note = await hands.add('note', { x: 1000, y: 620 })
    const card = page.locator(`[data-card="${note}"]`)
    await card.getByText('Write a note').click()
    await page.keyboard.type('# Seeds\nThe **third** is best <img src=x onerror=alert(1)>')
    await page.keyboard.press('Escape')
    await card.getByRole('heading', { name: 'Seeds' }).waitFor()
    expect(await card.locator('b', { hasText: 'third' }).count()).toBe(1)
    expect(await card.locator('img').count()).toBe(0)
    expect((await now()).nodes[note]?.inputs.text).toEqual({
      value: '# Seeds\nThe **third** is best <img src=x onerror=alert(1)>',
    })
    // A drag of the text moves the card and opens nothing.
    const text = await card.getByText('third').boundingBox()
    const before = await rectOf(note)
    await drag({ x: text!.x + 4, y: text!.y + 4 }, { x: text!.x - 80, y: text!.y - 40 })
    expect((await rectOf(note)).x).toBeLessThan(before.x - 60)
    expect(await card.locator('textarea').count()).toBe(0)
    expect(editor.complaints).toEqual([])
  },
  60_000,
)

test.skipIf(missing)(
  'the tasks of a note are ticked as they read, by pointer and keyboard, each by an edit with its name',
  async () => {
    const hands = canvasHands(page)
    const note = await hands.add('note', { x: 1000, y: 770 })
    const card = page.locator(`[data-card="${note}"]`)
    const written = async () => (await now()).nodes[note]?.inputs.text
    await card.getByText('Write a note').click()
    await page.keyboard.type('- [ ] a *red* ball\n- [x] a blue one')
    await page.keyboard.press('Escape')
    const red = card.getByRole('checkbox', { name: 'a red ball' })
    await red.click()
    await expect.poll(written).toEqual({ value: '- [x] a *red* ball\n- [x] a blue one' })
    expect(await red.isChecked()).toBe(true)
    expect(await card.locator('textarea').count()).toBe(0)
    await page.getByRole('button', { name: 'Undo: Tick a red ball' }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await expect.poll(written).toEqual({ value: '- [x] a *red* ball\n- [ ] a blue one' })
    // The shortcuts of the page work for who is in a box.
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect.poll(written).toEqual({ value: '- [ ] a *red* ball\n- [x] a blue one' })
    expect(await red.isChecked()).toBe(false)
    expect(editor.complaints).toEqual([])
  },
  60_000,
)
