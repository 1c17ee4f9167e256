import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { badFile, badNode, evilFile, refusedFiles } from '../fakes/bad-files.ts'
import { canvasHands } from './canvas-hands.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()
const patient = { timeout: 40_000 }

describe.skipIf(missing)('bad files that are opened or pasted', { timeout: 90_000 }, () => {
  let editor: OpenEditor
  let folder: string
  const foreign: string[] = []
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reelgraph-bad-'))
    editor = await openEditor({ permissions: ['clipboard-read', 'clipboard-write'] })
    editor.page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(editor.server.url))
        foreign.push(request.url())
    })
  }, 120_000)
  afterAll(async () => {
    await editor?.close()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  const tabs = () => editor.page.getByRole('tab').count()
  const ids = () => canvasHands(editor.page).ids()
  const notice = (...words: readonly string[]) =>
    words.reduce((found, hasText) => found.filter({ hasText }), editor.page.locator('[data-sonner-toast]')).first()

  /** Puts a text into the system's clipboard and presses the keys for it. */
  const paste = async (text: string) => {
    await editor.page.evaluate((text) => navigator.clipboard.writeText(text), text)
    await editor.page.locator('[data-canvas]').press('Control+v')
  }
  /** Chooses files of this machine with the button of the panel. */
  const open = async (...paths: readonly string[]) => {
    const chooser = editor.page.waitForEvent('filechooser')
    await editor.page.getByRole('button', { name: 'Import a workflow file', exact: true }).click()
    await (await chooser).setFiles([...paths])
  }
  /** What a person had: the document, the tabs, what undo takes back, what is selected. */
  const had = async () => ({
    tabs: await tabs(),
    document: await editor.page.evaluate(() => JSON.stringify(window.__reelgraph?.workflow())),
    undo: await editor.page.getByRole('button', { name: /^Undo/ }).getAttribute('aria-label'),
    selected: await editor.page.locator('[data-card][data-selected]').count(),
  })
  const begin = async () => {
    const { page } = editor
    await page.locator('[data-canvas]').press('3')
    await page.getByRole('button', { name: 'Import a workflow file', exact: true }).waitFor(patient)
    await paste(badFile({ a: badNode([0, 0]) }))
    await page.getByRole('button', { name: /^Undo: paste/i }).waitFor(patient)
    expect((await had()).selected).toBe(1)
  }

  test('are refused with the reason, and what is open, its undo and its selection stay', async () => {
    await begin()
    const before = await had()
    for (const { name, content, pasted, reason } of refusedFiles) {
      if (typeof content === 'string' && content !== '') {
        await paste(content)
        await notice(pasted ?? reason).waitFor(patient)
      }
      await writeFile(join(folder, name), content)
    }
    expect(await had()).toEqual(before)
    for (const { name, reason } of refusedFiles) {
      await open(join(folder, name))
      await notice(`${name}: `, reason).waitFor(patient)
    }
    expect(await had()).toEqual(before)
  })

  test('do nothing where they can be opened, and are written back byte for byte', async () => {
    const { page } = editor
    await writeFile(join(folder, 'evil.json'), evilFile)
    const before = await tabs()
    await open(join(folder, 'evil.json'))
    await expect.poll(tabs, patient).toBe(before + 1)
    await expect.poll(async () => (await ids()).length, patient).toBe(10)
    await page.evaluate(() => window.__reelgraph?.idle())
    // Each place that shows names: the outline, the saved workflows, the history.
    for (const [key, name] of [
      ['2', 'Outline'],
      ['3', 'Workflows'],
      ['7', 'History'],
    ] as const) {
      await page.locator('[data-canvas]').press(key)
      await page.getByRole('heading', { name, exact: true }).waitFor(patient)
      await page.getByText('onerror').first().waitFor(patient)
    }
    const saved = page.waitForEvent('download')
    await page.locator('[data-canvas]').press('Control+k')
    await page.getByPlaceholder('Search or run a command').fill('download')
    await page.keyboard.press('Enter')
    expect(await readFile(await (await saved).path(), 'utf8')).toBe(evilFile)
    // Run: why it cannot is said; nothing begins.
    await page.locator('[data-canvas]').press('Control+Enter')
    await notice('frames is not connected').waitFor(patient)
    expect(await page.evaluate(() => 'evil' in window || 'polluted' in {})).toBe(false)
    expect(await page.locator('[src*="127.0.0.2"], [href^="javascript:" i], [href^="data:text" i]').count()).toBe(0)
  })

  test('paste as what they are, by one edit that undoes', async () => {
    const { page } = editor
    await page.getByRole('button', { name: 'New workflow' }).first().click()
    await expect.poll(ids, patient).toEqual([])
    await paste(evilFile)
    await expect.poll(async () => (await ids()).length, patient).toBe(10)
    await page.evaluate(() => window.__reelgraph?.idle())
    await page.locator('[data-canvas]').press('Control+z')
    await expect.poll(ids, patient).toEqual([])
    await page.locator('[data-canvas]').press('Control+Shift+z')
    await expect.poll(async () => (await ids()).length, patient).toBe(10)
    expect(await page.evaluate(() => 'evil' in window || 'polluted' in {})).toBe(false)
    const ran = await (await fetch(`${editor.server.url}/api/jobs`)).json()
    expect({ foreign, ran, complaints: editor.complaints }).toEqual({ foreign: [], ran: [], complaints: [] })
  })

  test('with names and texts of a million letters can be worked with', async () => {
    const { page } = editor
    const long = 'A'.repeat(1_000_000)
    const nodes = {
      title: badNode([0, 0], { title: long }),
      [`id${long}`]: badNode([0, 400], { node: long }),
      text: badNode([300, 0], { node: 'text', inputs: { text: { value: long } } }),
      note: badNode([600, 0], { node: 'note', inputs: { text: { value: long } } }),
      other: badNode([600, 400], { node: 'text', inputs: { text: { value: long.slice(0, 150_000) } } }),
      link: badNode([300, 400], { inputs: { frames: { from: 'title', output: long } } }),
    }
    await writeFile(join(folder, 'long.json'), badFile(nodes, { name: long }))
    await page.locator('[data-canvas]').press('3')
    await open(join(folder, 'long.json'))
    await expect.poll(async () => (await ids()).length, patient).toBe(6)
    await page.locator('[data-canvas]').press('f')
    for (const id of ['title', 'text', 'note', 'link', 'other'])
      await page.locator(`[data-card="${id}"]`).waitFor(patient)
    // Of a long text a card shows the beginning, and all of it to who writes in it.
    const field = page.locator('[data-card="other"] textarea')
    const letters = () => field.evaluate((each) => (each as HTMLTextAreaElement).value.length)
    expect(await letters()).toBe(20_000)
    await page.getByText('… and 980\u2009000 more letters').waitFor(patient)
    await page.getByText('… and 990\u2009000 more letters').waitFor(patient)
    await field.focus()
    await expect.poll(letters, patient).toBe(150_000)
    await page.locator('[data-canvas]').focus()
    await expect.poll(letters, patient).toBe(20_000)
    await page.locator('[data-canvas]').press('Control+a')
    await page.locator('[data-canvas]').press('Delete')
    await expect.poll(ids, patient).toEqual([])
    expect({ foreign, complaints: editor.complaints }).toEqual({ foreign: [], complaints: [] })
  })
})
