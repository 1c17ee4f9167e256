import type { CDPSession } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()
let editor: OpenEditor
let line: CDPSession
beforeAll(async () => {
  if (missing) return
  editor = await openEditor({ hasTouch: true })
  line = await editor.context.newCDPSession(editor.page)
}, 120_000)
afterAll(async () => {
  await editor?.close()
})

interface Place {
  readonly x: number
  readonly y: number
}
const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Place[]) =>
  line.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(({ x, y }, id) => ({ x, y, id })) })
const between = (from: Place, to: Place, share: number): Place => ({
  x: from.x + (to.x - from.x) * share,
  y: from.y + (to.y - from.y) * share,
})
/** Fingers that go down together, move, and are lifted together. */
const drag = async (...ways: readonly (readonly [from: Place, to: Place])[]) => {
  await send(
    'touchStart',
    ways.map(([from]) => from),
  )
  for (const share of [0.25, 0.5, 0.75, 1])
    await send(
      'touchMove',
      ways.map(([from, to]) => between(from, to, share)),
    )
  await send('touchEnd', [])
  await idle()
}
const tap = async (at: Place) => {
  await send('touchStart', [at])
  await send('touchEnd', [])
}
/** Does again what is a double tap only where its second tap comes in time: on a busy machine it may not. */
const inTime = async (gesture: () => Promise<void>) => {
  for (let tries = 1; ; tries++)
    try {
      return await gesture()
    } catch (error) {
      if (tries === 5) throw error
      await editor.page.waitForTimeout(500)
    }
}
const idle = () => editor.page.evaluate(() => window.__reelgraph?.idle())
const rectOf = async (id: string) => {
  await idle()
  const rect = await editor.page.evaluate((each) => window.__reelgraph?.nodeRect(each), id)
  if (!rect) throw new Error(`${id} has no card.`)
  return rect
}
const headerOf = async (id: string) => {
  const { x, y } = await rectOf(id)
  return { x: x + 60, y: y + 10 }
}
const socketOf = async (id: string, side: 'input' | 'output', name: string) => {
  await idle()
  const point = await editor.page.evaluate(
    ([node, at, socket]) => window.__reelgraph?.socketPoint(node, at as 'input', socket),
    [id, side, name] as const,
  )
  if (!point) throw new Error(`${id} has no ${side} "${name}".`)
  return point
}
const now = () => editor.page.evaluate(() => window.__reelgraph!.workflow())
const zoom = () => editor.page.evaluate(() => window.__reelgraph!.zoom())
/** A place on the canvas where no card, wire or control lies. */
const empty = { x: 720, y: 830 }

/** What a person finds on a first visit, with everything in sight: each test begins with it. */
let first: string | undefined
beforeEach(async () => {
  if (missing) return
  const { page } = editor
  await page.setViewportSize({ width: 1440, height: 900 })
  const canvas = page.locator('[data-canvas]')
  if (first) {
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    for (let left = 20; left > 0 && JSON.stringify(await now()) !== first; left--) await canvas.press('Control+z')
    await page.evaluate(() => window.__reelgraph!.select([]))
  }
  first ??= JSON.stringify(await now())
  expect(JSON.stringify(await now())).toBe(first)
  await canvas.press('f')
  await page.waitForTimeout(250)
  await idle()
}, 60_000)

test.skipIf(missing)(
  'one finger moves the view, and two zoom and move it, also where they lie on cards',
  async () => {
    const before = await now()
    const start = await rectOf('steps')
    await drag([empty, { x: empty.x - 120, y: empty.y - 60 }])
    const moved = await rectOf('steps')
    expect(moved.x - start.x).toBeCloseTo(-120, 0)
    expect(moved.y - start.y).toBeCloseTo(-60, 0)

    const [one, two] = [await headerOf('prompt'), await headerOf('steps')]
    const middle = between(one, two, 0.5)
    const was = await zoom()
    await drag([one, between(middle, one, 1.5)], [two, between(middle, two, 1.5)])
    expect((await zoom()) / was).toBeCloseTo(1.5, 1)
    expect(await now()).toEqual(before)
    expect(await editor.page.locator('[data-card][data-selected]').count()).toBe(0)
    expect(editor.complaints).toEqual([])
  },
  60_000,
)

test.skipIf(missing)(
  'a finger drags a card by its header; a second one takes that back and zooms',
  async () => {
    const { page } = editor
    const before = await rectOf('steps')
    const header = await headerOf('steps')
    await drag([header, { x: header.x + 60, y: header.y + 80 }])
    const after = await rectOf('steps')
    expect(after.x - before.x).toBeCloseTo(60, -1)
    expect(after.y - before.y).toBeCloseTo(80, -1)
    await page.getByRole('button', { name: /^Undo: move UNet3D steps/i }).waitFor()
    const placed = (await now()).nodes.steps!.at

    // Over a number it changes that only where it goes sideways.
    const guidance = await page.locator('[data-card="steps"]').getByLabel('Guidance', { exact: true }).boundingBox()
    const value = { x: guidance!.x + 8, y: guidance!.y + 6 }
    await drag([value, { x: value.x + 4, y: value.y - 90 }])
    expect((await now()).nodes.steps!.inputs.guidance).toEqual({ value: 4 })
    await drag([value, { x: value.x + 60, y: value.y + 8 }])
    expect((await now()).nodes.steps!.inputs.guidance).not.toEqual({ value: 4 })
    await page.getByRole('button', { name: /^Undo: set guidance/i }).click()

    const from = await headerOf('steps')
    const to = { x: from.x + 50, y: from.y + 50 }
    await send('touchStart', [from])
    await send('touchMove', [between(from, to, 0.5)])
    await send('touchMove', [to])
    await send('touchStart', [to, empty])
    const was = await zoom()
    await send('touchMove', [to, between(to, empty, 0.6)])
    await send('touchEnd', [])
    await idle()
    expect(await zoom()).toBeLessThan(was * 0.8)
    expect((await now()).nodes.steps!.at).toEqual(placed)
  },
  60_000,
)

test.skipIf(missing)(
  'among cards that are only painted a finger moves the view, two pinch it, a mouse takes one that came under it, and both draw wires',
  async () => {
    const { page } = editor
    const look = async (down: number, k = 0.2) => {
      const [x, y] = (await now()).nodes.steps!.at
      await page.evaluate((at) => window.__reelgraph!.look(at), { k, x: 500 - x * k, y: 350 + down - y * k })
      await expect.poll(() => page.evaluate(() => window.__reelgraph?.mounted().length)).toBe(0)
    }
    const middleOf = async (id: string) => {
      const { x, y, width, height } = await rectOf(id)
      return { x: x + width / 2, y: y + height / 2 }
    }
    const before = await now()
    await look(0)
    const start = await middleOf('steps')
    await drag([
      { x: start.x + 15, y: start.y + 200 },
      { x: start.x - 25, y: start.y + 160 },
    ])
    const panned = await middleOf('steps')
    expect(panned.x - start.x).toBeCloseTo(-40, 0)
    expect(panned.y - start.y).toBeCloseTo(-40, 0)

    const was = await zoom()
    const other = await middleOf('prompt')
    await drag([panned, between(panned, other, 0.3)], [other, between(panned, other, 0.7)])
    expect((await zoom()) / was).toBeCloseTo(0.4, 1)
    expect(await now()).toEqual(before)

    await look(0)
    const under = await middleOf('steps')
    await look(300)
    await page.mouse.move(under.x, under.y)
    await look(0)
    await page.mouse.down()
    await page.mouse.move(under.x + 30, under.y + 20, { steps: 4 })
    await page.mouse.up()
    await idle()
    const placed = (await now()).nodes.steps!.at.map((at, axis) => at - before.nodes.steps!.at[axis]!)
    expect(placed[0]).toBeCloseTo(150, -1)
    expect(placed[1]).toBeCloseTo(100, -1)
    await page.getByRole('button', { name: /^Undo: move UNet3D steps/i }).click()
    expect(await now()).toEqual(before)

    // So large that a socket can be hit, and the cards still painted.
    await look(0, 0.26)
    const negative = () => now().then(({ nodes }) => nodes.steps!.inputs.negative)
    const [source, target] = [
      await socketOf('prompt', 'output', 'conditioning'),
      await socketOf('steps', 'input', 'negative'),
    ]
    await drag([
      { x: source.x + 8, y: source.y + 3 },
      { x: target.x - 6, y: target.y + 1 },
    ])
    await expect.poll(negative).toEqual({ from: 'prompt', output: 'conditioning' })
    await page.mouse.move(target.x - 2, target.y)
    await page.mouse.down()
    await page.mouse.move(target.x, target.y - 190, { steps: 4 })
    await page.mouse.up()
    await expect.poll(negative).toBeUndefined()
    // One that goes nowhere is a click on the card.
    await page.mouse.click(source.x, source.y)
    await page.keyboard.press('Delete')
    await expect.poll(async () => (await now()).nodes.prompt).toBeUndefined()
    for (let back = 0; back < 3; back++) await page.keyboard.press('Control+z')
    expect(await now()).toEqual(before)
    expect(editor.complaints).toEqual([])
  },
  60_000,
)

test.skipIf(missing)(
  'a wire is drawn with a finger that misses the sockets by a fingertip',
  async () => {
    const { page } = editor
    await page.evaluate(() => window.__reelgraph?.idle())
    const target = await socketOf('steps', 'input', 'negative')
    const source = await socketOf('prompt', 'output', 'conditioning')
    // A little beside the one and short of the other.
    await drag([
      { x: source.x + 17, y: source.y + 5 },
      { x: target.x - 24, y: target.y + 6 },
    ])
    await expect
      .poll(async () => (await now()).nodes.steps?.inputs.negative)
      .toEqual({ from: 'prompt', output: 'conditioning' })
    await page.getByRole('button', { name: /^Undo:/ }).click()
  },
  60_000,
)

test.skipIf(missing)(
  'a long press opens the menu of what lies there, a double tap the search',
  async () => {
    const { page } = editor
    const header = await headerOf('steps')
    await send('touchStart', [header])
    await page.getByRole('menuitem', { name: 'Rename' }).waitFor()
    await send('touchEnd', [])
    await page.getByRole('menuitem', { name: 'Rename' }).waitFor()
    const before = (await now()).nodes.steps!.at
    await page.getByRole('menuitem', { name: 'Collapse' }).tap()
    await page.locator('[data-card="steps"][data-collapsed]').waitFor()
    expect((await now()).nodes.steps!.at).toEqual(before)

    await send('touchStart', [empty])
    await page.getByRole('menuitem', { name: 'Select all' }).waitFor()
    await send('touchEnd', [])
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })

    const search = page.getByPlaceholder('Add a node')
    await inTime(async () => {
      await tap(empty)
      await tap({ x: empty.x + 4, y: empty.y - 3 })
      // A third falls on what has just opened there: it is none of its choices.
      await tap(empty)
      await search.waitFor({ timeout: 2000 })
      await page.waitForTimeout(400)
      expect(await search.count()).toBe(1)
    })
    await page.getByRole('option').first().tap()
    await search.waitFor({ state: 'detached' })

    // One that moves on at the second draws a box, and moves nothing.
    const chosen = page.locator('[data-card][data-selected]')
    await inTime(async () => {
      const [noise, note] = [await rectOf('noise'), await rectOf('note')]
      await tap({ x: noise.x - 12, y: noise.y - 6 })
      await drag([
        { x: noise.x - 12, y: noise.y - 6 },
        { x: note.x + 40, y: note.y + note.height + 12 },
      ])
      await chosen.nth(1).waitFor({ timeout: 2000 })
      expect(await rectOf('noise')).toEqual(noise)
    })
    expect(await chosen.evaluateAll((all) => all.map((each) => each.getAttribute('data-card')).sort())).toEqual([
      'noise',
      'note',
    ])
    expect(await search.count()).toBe(0)
    expect(editor.complaints).toEqual([])
  },
  60_000,
)

test.skipIf(missing)(
  'a card that is far away, and only painted, is chosen with a tap, moved by a drag and has its menu',
  async () => {
    const { page } = editor
    await page.evaluate(() => window.__reelgraph?.look({ k: 0.15, x: 500, y: 300 }))
    await expect.poll(() => page.evaluate(() => window.__reelgraph?.mounted().length)).toBe(0)
    const middleOf = async (id: string) => {
      const { x, y, width, height } = await rectOf(id)
      return { x: x + width / 2, y: y + height / 2 }
    }
    await tap(await middleOf('steps'))
    // What is selected is what the keyboard acts on.
    await page.keyboard.press('Delete')
    await expect.poll(async () => (await now()).nodes.steps).toBeUndefined()
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await now()).nodes.steps).toBeDefined()
    await idle()
    const start = await middleOf('steps')
    const other = await middleOf('noise')
    await drag([start, { x: start.x + 60, y: start.y + 90 }])
    const moved = await middleOf('steps')
    expect(moved.x - start.x).toBeCloseTo(60, -1)
    expect(moved.y - start.y).toBeCloseTo(90, -1)
    expect(await middleOf('noise')).toEqual(other)
    await page.getByRole('button', { name: /^Undo: move UNet3D steps/i }).waitFor()

    await send('touchStart', [moved])
    await page.getByRole('menuitem', { name: 'Rename' }).waitFor()
    await send('touchEnd', [])
    await page.getByRole('menuitem', { name: /^Delete(?! and)/ }).tap()
    await expect.poll(async () => (await now()).nodes.steps).toBeUndefined()
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await now()).nodes.steps).toBeDefined()
    expect(editor.complaints).toEqual([])
  },
  60_000,
)

test.skipIf(missing)(
  'on a phone Cancel and Run stay in the bar, and the rest of it is one press away',
  async () => {
    const { page } = editor
    await page.setViewportSize({ width: 390, height: 800 })
    const inside = async (name: string | RegExp) => {
      const box = await page.locator('[data-place="top"]').getByRole('button', { name }).first().boundingBox()
      return box && box.x >= 0 && box.x + box.width <= 390 && Math.min(box.width, box.height) >= 40
    }
    for (const name of [/^Run/, 'Run several times', /^Cancel/, 'More'])
      expect(await inside(name), String(name)).toBe(true)
    const more = page.getByRole('button', { name: 'More', exact: true })
    const rest = ['New workflow', 'New from template…', 'Search or run a command', 'Settings', /^Devices/]
    for (const name of rest)
      expect(await page.locator('[data-place="top"]').getByRole('button', { name }).isVisible()).toBe(false)
    await more.tap()
    for (const name of rest) expect(await inside(name), String(name)).toBe(true)
    // It covers nothing: the rail and the panels begin below it, on the smallest phones too.
    for (const width of [320, 390]) {
      await page.setViewportSize({ width, height: 800 })
      const bar = page.locator('[data-place="top"]')
      const run = await bar.getByRole('button', { name: /^Run/ }).first().boundingBox()
      const { y, height } = (await bar.locator('#top-more').boundingBox())!
      const rail = await page.locator('[data-place="rail"]').boundingBox()
      expect(rail!.y).toBeGreaterThanOrEqual(y + height)
      expect(run!.y + run!.height).toBeLessThanOrEqual(48)
    }
    // A panel takes the place of the canvas.
    await page.getByRole('button', { name: 'Workflows', exact: true }).tap()
    const panel = await page.getByRole('complementary').boundingBox()
    expect(panel!.width).toBeGreaterThan(300)
    await page.getByRole('button', { name: 'Workflows', exact: true }).tap()

    // A menu and the one beside it fit, also where there is room for neither at a side of the finger.
    await page.evaluate(() => window.__reelgraph!.look({ k: 0.5, x: 60, y: 200 }))
    await send('touchStart', [await headerOf('checkpoint')])
    await page.getByRole('menuitem', { name: 'Colour' }).waitFor()
    await send('touchEnd', [])
    await page.getByRole('menuitem', { name: 'Colour' }).tap()
    await page.getByRole('menuitem', { name: 'Violet' }).waitFor()
    for (const menu of await page.getByRole('menu').all()) {
      const box = await menu.boundingBox()
      expect(box!.x).toBeGreaterThanOrEqual(0)
      expect(box!.x + box!.width).toBeLessThanOrEqual(390)
    }
    for (let open = 0; open < 2; open++) await page.keyboard.press('Escape')
    expect(editor.complaints).toEqual([])
  },
  60_000,
)

test.skipIf(missing)(
  'a tap on a button leaves no tooltip standing',
  async () => {
    const { page } = editor
    const fold = page.getByRole('button', { name: /timeline/i })
    for (let taps = 0; taps < 2; taps++) {
      await fold.tap()
      await expect.poll(() => fold.evaluate((button) => button === document.activeElement)).toBe(true)
      await idle()
      expect(await page.getByRole('tooltip').count()).toBe(0)
    }
    expect(editor.complaints).toEqual([])
  },
  60_000,
)

test.skipIf(missing)(
  'what is pressed outside of the canvas is large enough for a finger',
  async () => {
    const { page } = editor
    expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true)
    await send('touchStart', [empty])
    await page.getByRole('menu').waitFor()
    await send('touchEnd', [])
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, [role="menuitem"], [role="tab"]')]
        .filter((each) => !each.closest('[data-card], [data-frame]') && each.getClientRects().length > 0)
        .map((each) => ({
          name: each.getAttribute('aria-label') ?? each.textContent,
          box: each.getBoundingClientRect(),
        }))
        .filter(({ box }) => box.width > 1 && (box.width < 43.5 || box.height < 43.5))
        .map(({ name, box }) => `${name}: ${box.width} × ${box.height}`),
    )
    expect(small).toEqual([])
  },
  60_000,
)
