import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()

/** Words that no German text of the editor has; names of the field (Prompt, Scheduler, Workflow) are in both languages. */
const english =
  /\b(the|and|with|node|nodes|queue|gallery|outline|search|undo|redo|cancel|settings|wire|frames|steps|seed of|size|paste|select|tidy|rename|delete|run|add|open|connected|waiting|models|history)\b/i

describe.skipIf(missing)('the language', { timeout: 90_000 }, () => {
  let editor: OpenEditor
  beforeAll(async () => {
    editor = await openEditor({ locale: 'en-GB' })
  }, 120_000)
  afterAll(() => editor?.close())

  /** What a person reads or hears of a part of the page: its text, and the names and titles of what is in it. */
  const readIn = (selector: string): Promise<string[]> =>
    editor.page
      .locator(selector)
      .first()
      .evaluate((root) =>
        [root, ...root.querySelectorAll('*')].flatMap((element) => [
          ...['aria-label', 'title', 'placeholder'].flatMap((name) => element.getAttribute(name) ?? []),
          ...[...element.childNodes].flatMap((node) => (node.nodeType === 3 ? (node.textContent?.trim() ?? []) : [])),
        ]),
      )
  const englishIn = async (selector: string) => {
    const read = await readIn(selector)
    expect(read.length, selector).toBeGreaterThan(2)
    return read.filter((text) => english.test(text))
  }
  const shownDocument = () => editor.page.evaluate(() => JSON.stringify(window.__reelgraph?.workflow()))

  test('German is chosen without a reload, reaches every place, and changes nothing in the document', async () => {
    const { page } = editor
    const before = await shownDocument()
    await page.getByRole('button', { name: 'Settings' }).click({ timeout: 30_000 })
    await page.getByRole('menuitem', { name: /Language: Deutsch/ }).click()
    await page.getByRole('button', { name: 'Ausführen', exact: true }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    await page.evaluate(() => window.__reelgraph?.idle())

    expect(await englishIn('header')).toEqual([])
    expect(await englishIn('[data-place="rail"]')).toEqual([])
    const scheduler = page.getByRole('group', { name: 'Scheduler' })
    await scheduler.getByText('Schritte').waitFor()
    expect(await englishIn('[data-card]')).toEqual([])

    await page.getByRole('button', { name: 'Warteschlange' }).click()
    await page.getByText('Jetzt läuft nichts.').waitFor()
    expect(await englishIn('#open-panel')).toEqual([])

    await page.getByRole('region', { name: 'Arbeitsfläche' }).click({ button: 'right', position: { x: 40, y: 40 } })
    await page.getByRole('menuitem', { name: 'Knoten hinzufügen' }).waitFor()
    expect(await englishIn('[role="menu"]')).toEqual([])
    await page.keyboard.press('Escape')
    expect(await shownDocument()).toBe(before)
  })

  test('numbers have a comma, and take one as well as a point', async () => {
    const guidance = editor.page.getByRole('spinbutton', { name: 'Guidance' }).first()
    await expect.poll(() => guidance.inputValue()).toMatch(/^\d+,\d$/)
    for (const [typed, shown] of [
      ['7,5', '7,5'],
      ['6.5', '6,5'],
    ] as const) {
      await guidance.fill(typed)
      await guidance.press('Enter')
      await expect.poll(() => guidance.inputValue()).toBe(shown)
    }
  })

  test('a file that is no workflow is refused in German', async () => {
    const { page } = editor
    const chosen = page.waitForEvent('filechooser')
    await page.locator('[data-canvas]').press('Control+o')
    await (await chosen).setFiles({ name: 'leer.json', mimeType: 'application/json', buffer: Buffer.from('[]') })
    await page.getByText('Die Datei enthält kein Objekt').waitFor()
  })

  test('a refusal is said in German', async () => {
    const { page } = editor
    await page.getByRole('region', { name: 'Arbeitsfläche' }).focus()
    await page.evaluate(() => navigator.clipboard?.writeText?.('nichts').catch(() => {}))
    await page.keyboard.press('Control+KeyK')
    await page.getByPlaceholder('Suchen, Befehle …').fill('Einfügen')
    await page.keyboard.press('Enter')
    await page.getByText('Die Zwischenablage enthält keine Knoten').waitFor()
  })

  test('the choice outlives a reload, and English comes back as it was', async () => {
    const { page, complaints } = editor
    await editor.load()
    await page.getByRole('button', { name: 'Einstellungen' }).click({ timeout: 30_000 })
    await page.getByRole('menuitem', { name: /Sprache: English/ }).click()
    await page.getByRole('button', { name: 'Settings' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(complaints).toEqual([])
  })
})
