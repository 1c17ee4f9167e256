import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JobState } from '../../workflow/job-state.ts'
import { type KeyboardHands, keyboardHands } from './keyboard-hands.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()
let editor: OpenEditor
let hands: KeyboardHands

beforeAll(async () => {
  if (missing) return
  editor = await openEditor()
  hands = keyboardHands(editor.page)
}, 120_000)
afterAll(async () => {
  await editor?.close()
})

const links = () =>
  editor.page.evaluate(
    () => document.querySelectorAll('[data-card] [data-socket][data-side="input"][data-linked]').length,
  )
const waitForNodes = (count: number) =>
  editor.page.waitForFunction((wanted) => window.__reelgraph?.ids().length === wanted, count)

/** Unfolds a node of the outline and goes to the button that connects one of its sockets. */
const connect = async (node: RegExp, socket: RegExp, words: string) => {
  await hands.press('Home')
  await hands.to(node, 'ArrowDown')
  await hands.press('ArrowRight')
  await hands.to(socket)
  await hands.press('Enter')
  await hands.choose(words)
  await hands.press('Escape')
}

test.skipIf(missing)('a whole graph is built and run with the keyboard alone', { timeout: 60_000 }, async () => {
  const { page, server } = editor
  await hands.press('Control+k')
  await hands.choose('new workflow')
  await waitForNodes(0)
  await hands.press('2')
  await hands.toPanel()
  await hands.to(/^Add a node$/)
  await hands.press('Enter')
  await hands.choose('load checkpoint')
  await waitForNodes(1)
  expect(await hands.focused()).toMatch(/^Load checkpoint/)

  // What the checkpoint gives, each to a new node.
  await connect(/^Load checkpoint/, /^Connect text encoder output/, 'encode text')
  await connect(/^Load checkpoint/, /^Connect text encoder output/, 'new encode text')
  await connect(/^Load checkpoint/, /^Connect UNet3D output/, 'UNet3D steps')
  await connect(/^Load checkpoint/, /^Connect VAE output/, 'VAE decode')
  await waitForNodes(5)
  // What the steps need: two new nodes, and two that are there.
  await connect(/^UNet3D steps/, /^Connect latent input/, 'noise')
  await connect(/^UNet3D steps/, /^Connect schedule input/, 'scheduler')
  await connect(/^UNet3D steps/, /^Connect positive input/, 'encode text 1')
  await connect(/^UNet3D steps/, /^Connect negative input/, 'encode text 2')
  await connect(/^UNet3D steps/, /^Connect latent output/, 'vae decode: latent')
  await connect(/^VAE decode/, /^Connect frames output/, 'export')
  await waitForNodes(8)
  await page.evaluate(() => window.__reelgraph?.idle())
  await expect.poll(hands.told).toMatch(/Export added/)

  // Its fields.
  await hands.press('Home')
  await hands.to(/^Encode text 1/, 'ArrowDown')
  await hands.press('ArrowRight')
  await hands.to(/^Text$/)
  await page.keyboard.type('a red ball')
  await hands.press('Escape')
  await hands.toPanel()
  await hands.to(/^(Load checkpoint|Encode text 1)/)
  await hands.press('Home')
  await hands.to(/^Scheduler/, 'ArrowDown')
  await hands.press('ArrowRight')
  await hands.to(/^Steps$/)
  await page.keyboard.type('4')
  await hands.press('Enter')

  // The run, and what is said of it.
  await hands.press('Control+Enter')
  await page.waitForFunction(
    () => document.querySelector('[aria-label="What happened"]')?.textContent?.includes('Run finished: 1 clip'),
    undefined,
    { timeout: 30_000 },
  )
  const [job] = (await (await fetch(`${server.url}/api/jobs`)).json()) as JobState[]
  expect(job?.status).toBe('finished')
  expect(job?.clips).toHaveLength(1)

  // It is on the canvas too, with its ten wires.
  await hands.press('Control+k')
  await hands.choose('fit all')
  await page.evaluate(() => window.__reelgraph?.idle())
  await page.waitForFunction(() => window.__reelgraph?.mounted().length === 8)
  expect(await links()).toBe(10)
  await page.locator('[data-card] video').waitFor()
  expect(editor.complaints).toEqual([])
})

test.skipIf(missing)('cards, sockets and wires are reached and named on the canvas', { timeout: 60_000 }, async () => {
  const { page } = editor
  await page.locator('[data-canvas]').focus()
  await hands.press('Tab')
  await hands.to(/^Load checkpoint/)
  // Tab goes through the parts of a card, and then on to the card that runs next.
  await hands.to(/^text encoder output, connected to Encode text, Encode text/)
  await hands.to(/^Encode text$/)
  await hands.press('Shift+Tab')
  expect(await hands.focused()).toBe('Load checkpoint')
  // Alt and an arrow go by where the cards lie.
  await hands.press('Alt+ArrowRight')
  const beside = await hands.to(/^(?!Load checkpoint)/)
  expect(beside).toMatch(/^(Encode text|UNet3D steps|VAE decode|Noise|Scheduler|Export)/)
  // A wire is followed to its other end, and taken away and brought back there.
  await page.locator('[data-canvas]').focus()
  await hands.press('Tab')
  await hands.to(/^VAE output, connected to VAE decode/)
  await hands.press('w')
  await hands.to(/^VAE input, connected to Load checkpoint/, 'Shift')
  await hands.press('Delete')
  await hands.to(/^VAE input, not connected/, 'Shift')
  expect(await links()).toBe(9)
  await page.waitForFunction(() =>
    document
      .querySelector('[aria-label="What happened"]')
      ?.textContent?.includes('Load checkpoint VAE to VAE decode VAE disconnected'),
  )
  await hands.press('l')
  await hands.choose('load checkpoint: vae')
  await page.evaluate(() => window.__reelgraph?.idle())
  expect(await links()).toBe(10)
  expect(await hands.focused()).toMatch(/^VAE input, connected to Load checkpoint/)
  await hands.press('Control+z')
  await hands.to(/^VAE input, not connected/, 'Shift')
  await page.waitForFunction(() =>
    document.querySelector('[aria-label="What happened"]')?.textContent?.includes('Undone: connect'),
  )
  await hands.press('Control+Shift+z')
  await hands.to(/^VAE input, connected/, 'Shift')
  expect(editor.complaints).toEqual([])
})

test.skipIf(missing)(
  'shortcuts are found, changed, shown as changed, and given back',
  { timeout: 60_000 },
  async () => {
    const { page, load } = editor
    const runKeys = () => page.getByRole('button', { name: 'Run', exact: true }).locator('kbd').innerText()
    expect(await runKeys()).toBe('Ctrl ⏎')
    await page.locator('[data-canvas]').focus()
    await hands.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await sheet.waitFor()
    await hands.to(/^Search by name or keys$/)
    await page.keyboard.type('ctrl z')
    expect(await sheet.getByRole('listitem').count()).toBe(2)
    await page.keyboard.press('Control+a')
    await page.keyboard.type('render')
    expect(await sheet.getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('Run')])

    // Keys of another command are named, and taken only on a second word.
    await hands.to(/^Change the keys of Run$/)
    await hands.press('Enter', 'Control+s')
    await sheet.getByText('Ctrl S belongs to “Save now”').waitFor()
    // What the browser keeps for itself is refused.
    await hands.press('Control+w')
    await sheet.getByText('The browser keeps these keys for itself').waitFor()
    await hands.press('Alt+r')
    expect(await sheet.getByRole('listitem').innerText()).toMatch(/Alt R/)
    // Escape ends the change of keys and empties the search before it closes the sheet.
    await hands.to(/^Change the keys of Run$/)
    await hands.press('Enter', 'Escape')
    expect(await sheet.getByRole('listitem').innerText()).toMatch(/Alt R/)
    await hands.to(/^Search by name or keys$/, 'Shift+Tab')
    await hands.press('Escape')
    expect(await sheet.getByRole('listitem').count()).toBeGreaterThan(20)
    await hands.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    expect(await runKeys()).toBe('Alt R')

    // They hold after a reload, and the old ones do nothing.
    await load()
    expect(await runKeys()).toBe('Alt R')
    const jobs = async () => ((await (await fetch(`${editor.server.url}/api/jobs`)).json()) as JobState[]).length
    const before = await jobs()
    await hands.press('Control+Enter')
    await hands.press('Alt+r')
    await page.waitForFunction(
      () => document.querySelector('[aria-label="What happened"]')?.textContent?.includes('Run finished'),
      undefined,
      { timeout: 30_000 },
    )
    expect(await jobs()).toBe(before + 1)

    await hands.press('?')
    await sheet.waitFor()
    await hands.to(/^Reset all$/)
    await hands.press('Enter', 'Escape')
    expect(await runKeys()).toBe('Ctrl ⏎')
    expect(editor.complaints).toEqual([])
  },
)
