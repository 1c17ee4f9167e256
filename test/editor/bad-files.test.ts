import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { badFile as file, manyNodes as many, badNode as node, refusedFiles } from '../fakes/bad-files.ts'
import { canvasHands } from './canvas-hands.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()
const patient = { timeout: 40_000 }

describe.skipIf(missing)('files that are dropped on the canvas', { timeout: 90_000 }, () => {
  let editor: OpenEditor
  const foreign: string[] = []
  beforeAll(async () => {
    editor = await openEditor()
    editor.page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(editor.server.url))
        foreign.push(request.url())
    })
  }, 120_000)
  afterAll(() => editor?.close())

  /** Drops a file of this text or these bytes, or of this many zeroes. */
  const drop = (name: string, content: string | number | readonly number[], altKey = false) =>
    editor.page.evaluate(
      ([name, content, altKey]) => {
        const dataTransfer = new DataTransfer()
        const part =
          typeof content === 'number'
            ? new Uint8Array(content)
            : typeof content === 'string'
              ? content
              : new Uint8Array(content)
        dataTransfer.items.add(new File([part], name, { type: 'application/json' }))
        const init = { clientX: 900, clientY: 420, bubbles: true, cancelable: true, dataTransfer, altKey }
        document.querySelector('[data-canvas]')?.dispatchEvent(new DragEvent('drop', init))
      },
      [name, content, altKey] as const,
    )
  const tabs = () => editor.page.getByRole('tab').count()
  const ids = () => canvasHands(editor.page).ids()
  const undo = () => editor.page.locator('[data-canvas]').press('Control+z')

  test('are refused with the reason where they are no workflow, and the one in front stays', async () => {
    const before = { tabs: await tabs(), ids: await ids() }
    for (const { name, content, reason } of refusedFiles) {
      await drop(name, typeof content === 'string' ? content : content.length > 1000 ? content.length : [...content])
      const said = editor.page
        .locator('[data-sonner-toast]')
        .filter({ hasText: `${name}: ` })
        .filter({ hasText: reason })
      await said.first().waitFor(patient)
    }
    expect({ tabs: await tabs(), ids: await ids() }).toEqual(before)
  })

  test('open as text that does nothing, however they try', async () => {
    const { page } = editor
    const evil =
      '<img src="http://127.0.0.2:9/a.png" onerror="window.evil=1"> ![b](http://127.0.0.2:9/b.png) [c](javascript:window.evil=1)'
    await drop(
      'evil.json',
      file(
        {
          constructor: node([0, 0], { title: evil, node: 'hasOwnProperty' }),
          note: { ...node([400, 0], { title: evil, node: 'note' }), inputs: { text: { value: evil } } },
        },
        { name: evil, frames: { f: { title: evil, at: [-40, -60], size: [900, 400] } } },
      ),
    )
    await expect.poll(ids, patient).toEqual(['constructor', 'note'])
    await page.locator('[data-card="note"]').getByText('onerror').first().waitFor(patient)
    await page.evaluate(() => window.__reelgraph?.idle())
    expect(await page.evaluate(() => 'evil' in window || 'polluted' in {})).toBe(false)
    expect(await page.locator('[data-canvas] [src*="127.0.0.2"], [href^="javascript:"]').count()).toBe(0)
  })

  test('with cards absurdly far off show the ones that can be shown', async () => {
    const { page } = editor
    await drop('absurd.json', file({ near: node([100, 100]), far: node([1e308, -1e308]), left: node([-1e308, 0]) }))
    await expect.poll(ids, patient).toEqual(['near', 'far', 'left'])
    await page.locator('[data-canvas]').press('f')
    await page.locator('[data-card="near"]').waitFor(patient)
    await expect
      .poll(async () => {
        const { x, y } = (await page.evaluate(() => window.__reelgraph?.nodeRect('near')))!
        return x > 0 && x < 1440 && y > 0 && y < 900 && (await page.evaluate(() => window.__reelgraph!.zoom()))
      }, patient)
      .toBe(1)
    expect(await page.evaluate(() => window.__reelgraph?.workflow().nodes.far?.at)).toEqual([1e308, -1e308])
  })

  test('with Alt go into the workflow in front, by one edit', async () => {
    const open = await tabs()
    const before = await ids()
    await drop('part.json', file({ a: node([0, 0]), b: node([400, 0]) }), true)
    await expect.poll(async () => (await ids()).length, patient).toBe(before.length + 2)
    expect(await tabs()).toBe(open)
    await undo()
    await expect.poll(ids, patient).toEqual(before)
    await drop('none.json', file({}), true)
    await editor.page.locator('[data-sonner-toast]').filter({ hasText: 'There are no nodes in it' }).waitFor(patient)
    expect({ tabs: await tabs(), ids: await ids() }).toEqual({ tabs: open, ids: before })
  })

  test('of 20,000 nodes can be worked with', async () => {
    const { page, complaints } = editor
    await drop('many.json', many(20_000))
    await expect.poll(async () => (await ids()).length, patient).toBe(20_000)
    await page.locator('[data-canvas]').press('Control+a')
    await page.locator('[data-canvas]').press('Delete')
    await expect.poll(ids, patient).toEqual([])
    await undo()
    await expect.poll(async () => (await ids()).length, patient).toBe(20_000)
    expect(foreign).toEqual([])
    expect(complaints).toEqual([])
  })
})
