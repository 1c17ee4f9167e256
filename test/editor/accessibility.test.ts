import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeViolations } from './axe-violations.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()
let editor: OpenEditor
beforeAll(async () => {
  if (!missing) editor = await openEditor()
}, 120_000)
afterAll(async () => {
  await editor?.close()
})

/** What axe finds wrong, as a whole or, in its colours, in what was opened last. */
const wrong = (part?: string) => axeViolations(editor.page, part)
const panel = '[data-place="panel"]'
const over = '[role="dialog"], [role="menu"], [cmdk-root]'

const canvas = () => editor.page.locator('[data-canvas]')
const panels = [
  ['1', 'Add a node'],
  ['2', 'Outline'],
  ['3', 'Workflows'],
  ['4', 'Models'],
  ['5', 'Gallery'],
  ['6', 'Queue'],
  ['7', 'History'],
] as const

test.skipIf(missing)('axe finds nothing in the dark theme, nor in the light one', { timeout: 120_000 }, async () => {
  const { page } = editor
  await page.getByRole('tab', { name: /Text to video/ }).click()
  await page.waitForFunction(() => (window.__reelgraph?.ids().length ?? 0) > 6)
  await page.evaluate(() => window.__reelgraph?.idle())
  expect(await wrong(), 'with an example open').toEqual([])

  for (const [key, title] of panels) {
    await canvas().focus()
    if ((await page.getByRole('region', { name: title, exact: true }).count()) === 0) await page.keyboard.press(key)
    await page.getByRole('region', { name: title, exact: true }).waitFor()
    if (title === 'Outline') {
      // A node with a note, fields, ports and all that can be done with them.
      await page.locator('[data-outline-head]').nth(0).press('ArrowRight')
      await page.locator('[data-outline-head]').nth(5).press('ArrowRight')
    }
    // Lists come from the server.
    await page.waitForLoadState('networkidle')
    expect(await wrong(panel), `with the panel ${title} open`).toEqual([])
  }

  const opened: [what: string, open: () => Promise<void>][] = [
    ['the command search', () => page.keyboard.press('Control+k')],
    ['the shortcut sheet', () => page.keyboard.press('?')],
    ['the search to add', () => page.keyboard.press('Space')],
    ['the settings', () => page.getByRole('button', { name: 'Settings' }).press('Enter')],
    ['the devices', () => page.getByRole('button', { name: /^Devices/ }).click()],
    ['how often to run', () => page.getByRole('button', { name: 'Run several times' }).click()],
    [
      'the templates',
      () => page.locator('[data-place="top"]').getByRole('button', { name: 'New from template…' }).click(),
    ],
    ['the menu of the canvas', () => canvas().click({ button: 'right', position: { x: 500, y: 760 } })],
    [
      'the menu of a card',
      () => page.locator('[data-card="steps"]').click({ button: 'right', position: { x: 90, y: 10 } }),
    ],
    ['the menu of a tab', () => page.getByRole('tab').first().click({ button: 'right' })],
  ]
  for (const [what, open] of opened) {
    await canvas().focus()
    await open()
    await page.locator(over).first().waitFor()
    expect(await wrong(over), `with ${what} open`).toEqual([])
    await page.keyboard.press('Escape')
    await page.locator(over).first().waitFor({ state: 'detached' })
  }

  // What a socket can be connected to.
  await expect
    .poll(async () => {
      // The menu before gives the focus back in its own time.
      await page.locator('[data-socket]').first().press('l')
      return page.getByRole('dialog').count()
    })
    .toBe(1)
  expect(await wrong(over), 'with the choice of a connection open').toEqual([])
  await page.keyboard.press('Escape')

  const way = page.getByRole('navigation', { name: 'Open subgraphs' })
  await canvas().focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Shift+G')
  await page.waitForFunction(() => window.__reelgraph?.ids().length === 1)
  await page.evaluate(() => window.__reelgraph?.idle())
  await page.getByRole('textbox', { name: 'Name of the subgraph' }).press('Escape')
  await page.keyboard.press('e')
  await way.waitFor()
  await page.evaluate(() => window.__reelgraph?.idle())
  expect(await wrong(), 'with a subgraph open').toEqual([])
  await canvas().focus()
  await page.keyboard.press('u')
  await way.waitFor({ state: 'hidden' })
  await canvas().focus()
  await page.keyboard.press('Control+z')
  await page.waitForFunction(() => (window.__reelgraph?.ids().length ?? 0) > 6)

  // Two edits, each saved before the next, are two revisions.
  await page.locator('[data-card="steps"]').focus()
  await page.keyboard.press('m')
  await page.locator('[data-revision]').getByText('Mute UNet3D steps').first().waitFor()
  await page.locator('[data-card="steps"]').focus()
  await page.keyboard.press('m')
  await expect.poll(() => page.locator('[data-revision]').count(), { timeout: 20_000 }).toBeGreaterThan(1)
  await page
    .locator('[data-revision]')
    .getByRole('button', { name: /^Look at/ })
    .last()
    .click()
  const bar = page.locator('[data-revision-bar]')
  await bar.getByRole('button', { name: 'Compare with now' }).click()
  await page.getByRole('region', { name: 'Changes since then' }).waitFor()
  expect(await wrong(), 'with an earlier revision beside now').toEqual([])
  await bar.getByRole('button', { name: 'Close', exact: true }).click()
  await bar.waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'New workflow' }).click()
  await page.waitForFunction(() => window.__reelgraph?.ids().length === 0)
  expect(await wrong(), 'with an empty canvas').toEqual([])
  expect(editor.complaints).toEqual([])
})

test.skipIf(missing)('axe finds nothing in what opens on runs, models and frames', { timeout: 120_000 }, async () => {
  const { page } = editor
  await page.getByRole('tab', { name: /Text to video/ }).click()
  await page.waitForFunction(() => window.__reelgraph?.ids().includes('scheduler'))
  const openPanel = async (key: string, title: string) => {
    await canvas().focus()
    if ((await page.getByRole('region', { name: title, exact: true }).count()) === 0) await page.keyboard.press(key)
    await page.getByRole('region', { name: title, exact: true }).waitFor()
    await page.waitForLoadState('networkidle')
  }
  const steps = page.locator('[data-card="scheduler"]').getByLabel('Steps', { exact: true })
  await openPanel('5', 'Gallery')
  for (const [done, count] of ['3', '4'].entries()) {
    await steps.click()
    await steps.fill(count)
    await steps.press('Enter')
    await canvas().focus()
    await page.keyboard.press('Control+Enter')
    await expect
      .poll(
        () =>
          page
            .getByRole('article')
            .filter({ has: page.locator('video') })
            .count(),
        { timeout: 60_000 },
      )
      .toBe(done + 1)
  }
  expect(await wrong(panel), 'with runs in the gallery').toEqual([])

  const posters = page.getByRole('article')
  await posters
    .first()
    .getByRole('button', { name: /^Open / })
    .click()
  await page.getByRole('dialog').waitFor()
  await page.waitForLoadState('networkidle')
  expect(await wrong(over), 'with a run open').toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  for (const poster of [posters.nth(0), posters.nth(1)]) {
    await poster.hover()
    await poster.getByRole('checkbox').check()
  }
  await page.getByRole('button', { name: 'Compare 2' }).click()
  const dialog = page.getByRole('dialog', { name: 'Compare 2 clips' })
  await dialog.getByRole('slider', { name: 'Frame' }).waitFor()
  expect(await wrong(over), 'with two clips compared').toEqual([])
  for (const way of ['Wipe', 'Difference']) {
    await dialog.getByRole('button', { name: way }).click()
    expect(await wrong(over), `with two clips compared by ${way}`).toEqual([])
  }
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })

  await openPanel('4', 'Models')
  await page
    .getByRole('region', { name: 'Models', exact: true })
    .getByRole('listitem')
    .getByRole('button')
    .first()
    .click()
  await page.getByRole('dialog').waitFor()
  await page.waitForLoadState('networkidle')
  expect(await wrong(over), 'with a model open').toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await openPanel('2', 'Outline')
  await canvas().focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('g')
  await page.getByLabel('Title of this frame').press('Enter')
  await page.getByRole('region', { name: 'Frames', exact: true }).waitFor()
  expect(await wrong(), 'with a frame').toEqual([])
  // Nothing stays framed or selected.
  await canvas().focus()
  await page.keyboard.press('Control+z')
  // A page that is left while it saves saves once more when it is back, and is told that it did already.
  await page.locator('[role="tab"]').filter({ hasNotText: /saved/ }).first().waitFor()
  await editor.load()
  expect(editor.complaints).toEqual([])
})

test.skipIf(missing)('every place of the window is reached with F6, and every one has a name', async () => {
  const { page } = editor
  await canvas().focus()
  const seen: string[] = []
  for (let left = 6; left > 0; left--) {
    await page.keyboard.press('F6')
    seen.push(
      await page.evaluate(() => {
        const place = document.activeElement?.closest('[data-place], [data-canvas]')
        return place?.getAttribute('data-place') ?? (place ? 'canvas' : '')
      }),
    )
  }
  expect(new Set(seen)).toEqual(new Set(['top', 'rail', 'panel', 'canvas', 'dock']))
  const landmarks = await page.evaluate(() =>
    ['header', 'nav', 'aside', 'main', '[data-canvas]'].map((place) => document.querySelector(place) !== null),
  )
  expect(landmarks).toEqual([true, true, true, true, true])
})

test.skipIf(missing)('the outline names every node with its state, and edits, renames and deletes it', async () => {
  const { page } = editor
  await page.getByRole('tab', { name: /Text to video/ }).click()
  await canvas().focus()
  if ((await page.getByRole('region', { name: 'Outline' }).count()) === 0) await page.keyboard.press('2')
  const heads = page.locator('[data-outline-head]')
  const before = await heads.count()
  expect(before).toBeGreaterThan(6)
  const scheduler = page
    .getByRole('region', { name: 'Outline' })
    .getByRole('button', { name: /^Scheduler/ })
    .first()
  await scheduler.press('ArrowRight')
  await page.keyboard.press('F2')
  await page.keyboard.type('mine')
  await page.keyboard.press('Enter')
  const renamed = page.getByRole('button', { name: /^Scheduler, mine/ })
  await renamed.waitFor()
  expect(await renamed.evaluate((element) => element === document.activeElement)).toBe(true)
  // The card says the same: both are the document.
  await page.locator('[data-card]').getByText('mine').waitFor()
  await page.keyboard.press('Delete')
  await page.waitForFunction((count) => document.querySelectorAll('[data-outline-head]').length === count - 1, before)
  expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-outline-head'))).toBe(true)
  await page.keyboard.press('Control+z')
  await page.waitForFunction((count) => document.querySelectorAll('[data-outline-head]').length === count, before)
  // From the outline to the card.
  await renamed.focus()
  await page
    .getByRole('toolbar', { name: 'Scheduler, mine' })
    .getByRole('button', { name: 'Go to the card' })
    .press('Enter')
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Scheduler, mine')
  expect(editor.complaints).toEqual([])
})
