import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CanvasHands, canvasHands } from './canvas-hands.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

describe.skipIf(whyNoEditor())('subgraphs in the editor', () => {
  let editor: OpenEditor
  let hands: CanvasHands
  beforeAll(async () => {
    editor = await openEditor()
    hands = canvasHands(editor.page)
  }, 120_000)
  afterAll(() => editor?.close(), 30_000)

  const ids = () => hands.ids()
  const idle = () => hands.idle()
  const press = (...keys: string[]) => hands.press(...keys)
  const header = (id: string) => hands.header(id)
  const picture = (name: string) => hands.picture(name)
  test('selected nodes become one node, which opens, closes, undoes on its level and ungroups again', async () => {
    const { page } = editor
    await page.waitForFunction(() => (window.__reelgraph?.ids().length ?? 0) > 5)
    const before = await ids()
    const chosen = ['noise', 'steps', 'decode']
    expect(before).toEqual(expect.arrayContaining(chosen))
    await header('noise').click()
    for (const id of chosen.slice(1)) await header(id).click({ modifiers: ['Shift'] })
    await press('Shift+G')
    await page.waitForFunction((count) => window.__reelgraph?.ids().length === count, before.length - 2)
    const made = (await ids()).find((id) => !before.includes(id))!
    await picture('made')

    await press('e')
    const way = page.getByRole('navigation', { name: 'Open subgraphs' })
    await way.waitFor()
    expect((await ids()).sort()).toEqual([...chosen, 'inputs', 'outputs'].sort())
    await picture('inside')

    // An edit inside, seen from above, is undone where it was made.
    await header('noise').click()
    await press('m', 'u')
    await way.waitFor({ state: 'hidden' })
    expect(await ids()).toContain(made)
    await page.keyboard.press('Control+z')
    await way.waitFor()
    await idle()
    expect(await ids()).toContain('noise')

    // The edge of a subgraph cannot be deleted.
    await header('inputs').click()
    await press('Delete')
    expect(await ids()).toContain('inputs')

    // A wire from the open socket of the edge makes a line there, and a field on the node outside.
    const lines = page.locator('[data-card="inputs"] [data-side="output"]')
    const had = await lines.count()
    await hands.wire('inputs', '+', 'noise', 'seed')
    await page.locator('[data-card="inputs"] [data-socket="seed"]').waitFor()
    expect(await lines.count()).toBe(had + 1)
    await picture('promoted')

    // Its menu moves and removes it; a double click names it.
    const line = (name: string) => page.locator(`[data-card="inputs"] [data-socket="${name}"]`)
    const order = () =>
      page.locator('[data-card="inputs"] [data-side="output"]').evaluateAll((all) =>
        all
          .map((each) => [each.getBoundingClientRect().y, (each as HTMLElement).dataset.socket] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, name]) => name),
      )
    await page.locator('[data-card="inputs"]').getByText('Seed', { exact: true }).dblclick()
    const naming = page.getByRole('textbox', { name: 'Name of the socket' })
    await naming.fill('Throw of the dice')
    await naming.press('Enter')
    await page.locator('[data-card="inputs"]').getByText('Throw of the dice').waitFor()
    await line('seed').click({ button: 'right' })
    await picture('port-menu')
    await page.getByRole('menuitem', { name: 'Move up' }).click()
    await expect
      .poll(order)
      .toEqual([...(await order()).filter((name) => name !== 'seed' && name !== '+').slice(0, -1), 'seed', 'vae', '+'])

    // A field inside is shown outside from the menu of its node.
    await header('noise').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Show on the subgraph’s node' }).hover()
    await page.getByRole('menuitem', { name: 'Frames', exact: true }).click()
    await line('frames').waitFor()
    await line('frames').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Remove', exact: true }).click()
    await line('frames').waitFor({ state: 'detached' })
    await page.locator('[data-card="noise"]').getByLabel('Frames', { exact: true }).waitFor()

    await page.getByRole('button', { name: 'Rename the subgraph' }).click()
    const title = page.getByRole('textbox', { name: 'Name of the subgraph' })
    await title.fill('Sampler')
    await title.press('Enter')
    await way.getByRole('button', { name: 'Sampler' }).waitFor()
    await picture('ports-done')
    await press('u')
    await way.waitFor({ state: 'hidden' })
    await page.locator(`[data-card="${made}"]`).getByLabel('Throw of the dice', { exact: true }).waitFor()
    await picture('promoted-outside')
    await header(made).click()
    await press('Shift+U')
    await page.waitForFunction((count) => window.__reelgraph?.ids().length === count, before.length)
    expect((await ids()).sort()).toEqual([...before].sort())
    expect(editor.complaints).toEqual([])
  }, 60_000)

  test('a subgraph is kept among one’s own nodes, renamed there, placed from the search and taken out', async () => {
    const { page } = editor
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await header('noise').click()
    await header('steps').click({ modifiers: ['Shift'] })
    const before = await ids()
    await press('Shift+G')
    await page.waitForFunction((count) => window.__reelgraph?.ids().length === count, before.length - 1)
    // Its name is written at once, as a part of the edit that made it; Escape keeps the given one.
    const called = page.getByRole('textbox', { name: 'Name of the subgraph' })
    await called.fill('Denoiser')
    await called.press('Enter')
    await page.getByRole('group', { name: 'Denoiser', exact: true }).waitFor()
    await page.keyboard.press('Control+z')
    expect((await ids()).sort()).toEqual([...before].sort())
    await page.keyboard.press('Control+Shift+z')
    await page.getByRole('group', { name: 'Denoiser', exact: true }).waitFor()
    await page.keyboard.press('Control+z')
    await header('noise').click()
    await header('steps').click({ modifiers: ['Shift'] })
    await press('Shift+G')
    await called.press('Escape')
    await header((await ids()).find((id) => !before.includes(id))!).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Subgraph', exact: true }).hover()
    await page.getByRole('menuitem', { name: 'Save to my nodes' }).click()
    const own = page.getByRole('region', { name: 'My nodes' })
    await own.getByText('Subgraph', { exact: true }).waitFor()

    await own.getByRole('listitem').hover()
    await own.getByRole('button', { name: 'More for Subgraph' }).click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    const field = page.getByRole('textbox', { name: 'Name of the node' })
    await field.waitFor()
    await picture('own-naming')
    await field.fill('Denoise')
    await field.press('Enter')
    await own.getByText('Denoise', { exact: true }).waitFor()
    await picture('own')

    const placed = await hands.add('denoise', { x: 900, y: 160 })
    expect(await header(placed).textContent()).toContain('Denoise')
    await picture('own-placed')

    await own.getByRole('listitem').hover()
    await own.getByRole('button', { name: 'More for Denoise' }).click()
    await page.getByRole('menuitem', { name: 'Remove from my nodes' }).click()
    await own.waitFor({ state: 'detached' })
    expect(await ids()).toContain(placed)
    expect(editor.complaints).toEqual([])
  }, 60_000)

  test('a run shows on the node of a subgraph what happens inside, and inside on each node its own part', async () => {
    const { page } = editor
    const cards = page.locator('[data-card]')
    const left = await cards.filter({ hasText: 'Denoise' }).getAttribute('data-card')
    await header(left!).click()
    await press('Delete')
    await page.waitForFunction((id) => !window.__reelgraph?.ids().includes(id), left!)
    const made = await cards.filter({ has: page.locator('header', { hasText: 'Subgraph' }) }).getAttribute('data-card')
    await page
      .getByRole('button', { name: /^Run\b/ })
      .first()
      .click()
    await header(made!).getByText('UNet3D steps').waitFor({ timeout: 60_000 })
    await picture('running')
    await page.locator('[data-card="export"] video').waitFor({ timeout: 90_000 })
    await header(made!).getByRole('img', { name: /^Done/ }).waitFor()
    await page
      .locator(`[data-card="${made}"]`)
      .getByText(/^25 steps/)
      .waitFor()

    await page.getByRole('button', { name: 'Profile' }).click()
    const slowest = page.getByRole('region', { name: 'Where the time of the run went' })
    await slowest.getByText('Subgraph', { exact: true }).waitFor()
    await picture('ran')
    await header(made!).click()
    await press('e')
    await page
      .locator('[data-card="steps"]')
      .getByText(/^25 steps/)
      .waitFor()
    await slowest.getByText('UNet3D steps', { exact: true }).waitFor()
    await picture('ran-inside')
    expect(editor.complaints).toEqual([])
  }, 180_000)
})
