import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { de } from '../../app/texts/de.ts'
import { en } from '../../app/texts/en.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()

/** Words that no German text of the editor has; names of the field (Prompt, Scheduler, Workflow) are in both languages. */
const english =
  /\b(the|and|with|node|nodes|queue|gallery|outline|search|undo|redo|cancel|settings|wire|frames|steps|seed of|size|paste|select|tidy|rename|delete|run|add|open|connected|waiting|models|history)\b/i

/** Every plain text of a catalogue, at any depth. */
const plainTexts = (tree: object): string[] =>
  Object.values(tree).flatMap((each) =>
    typeof each === 'string' ? [each] : typeof each === 'object' && each !== null ? plainTexts(each) : [],
  )
const german = new Set(plainTexts(de))
/** The texts of the English catalogue that German says in other words. */
const onlyEnglish = new Set(plainTexts(en).filter((text) => text !== '' && !german.has(text)))

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
        // What is in `code` is typed as it stands, in every language.
        [root, ...root.querySelectorAll(':not(code)')].flatMap((element) => [
          ...['aria-label', 'title', 'placeholder'].flatMap((name) => element.getAttribute(name) ?? []),
          ...[...element.childNodes].flatMap((node) => (node.nodeType === 3 ? (node.textContent?.trim() ?? []) : [])),
        ]),
      )
  const englishIn = async (selector: string) => {
    const read = await readIn(selector)
    expect(read.length, selector).toBeGreaterThan(2)
    return read.filter((text) => onlyEnglish.has(text) || english.test(text))
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

  test('no panel, dialog or list has an English text left', async () => {
    const { page } = editor
    const rail = page.locator('[data-place="rail"]')
    for (const panel of Object.values(de.shell.places)) {
      const button = rail.getByRole('button', { name: panel, exact: true })
      if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click()
      await expect.poll(() => button.getAttribute('aria-expanded')).toBe('true')
      await page.locator('#open-panel h2').waitFor()
      expect(await englishIn('#open-panel'), panel).toEqual([])
    }
    const opened: readonly (readonly [open: () => Promise<void>, shown: string])[] = [
      [() => page.getByRole('button', { name: /^Geräte/ }).click(), '[role="dialog"]'],
      [() => page.getByRole('button', { name: 'Einstellungen' }).click(), '[role="menu"]'],
      [() => page.keyboard.press('Control+KeyK'), '[role="dialog"]'],
    ]
    for (const [open, shown] of opened) {
      await open()
      await page.locator(shown).first().waitFor()
      expect(await englishIn(shown), shown).toEqual([])
      await page.keyboard.press('Escape')
      await page.locator(shown).first().waitFor({ state: 'detached' })
    }
    await page.getByRole('button', { name: 'Einstellungen' }).click()
    await page.getByRole('menuitem', { name: 'Tastenkürzel' }).click()
    await page.getByPlaceholder(de.keys.search).waitFor()
    expect(await englishIn('[role="dialog"]')).toEqual([])
    await page.keyboard.press('Escape')
  })

  test('numbers have a comma, and take one as well as a point', async () => {
    const { page } = editor
    const guidance = page.getByRole('spinbutton', { name: 'Guidance' }).first()
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
    await page.keyboard.press('Control+KeyK')
    await page.getByPlaceholder(de.shell.search).fill(de.keys.commands.importFile)
    await page.keyboard.press('Enter')
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
