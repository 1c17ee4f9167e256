import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const patience = 60_000

describe.skipIf(whyNoEditor())('templates', () => {
  let editor: OpenEditor
  beforeAll(async () => {
    editor = await openEditor()
  }, patience)
  afterAll(() => editor?.close())

  const dialog = () => editor.page.getByRole('dialog', { name: 'New from template' })
  // Not by their role: what is behind a dialog has none.
  const tabs = () =>
    editor.page.locator('[role="tab"]').evaluateAll((all) => all.map((each) => (each as HTMLElement).title))
  const openDialog = async () => {
    await editor.page.getByRole('button', { name: 'New from template…' }).first().click()
    await dialog()
      .getByRole('button', { name: /^Text to video/ })
      .waitFor({ timeout: patience })
  }

  test('stand in a grid with a picture each, and one moves with the focus', { timeout: patience }, async () => {
    await openDialog()
    const names = await dialog().getByRole('listitem').locator('strong').allTextContents()
    expect(names[0]).toBe('Text to video')
    expect(names.toSorted()).toEqual([
      'Contact sheet of seeds',
      'Long video in chunks',
      'Looping clip',
      'Prompt change halfway',
      'Scheduler comparison',
      'Text to video',
      'Video to video',
    ])
    const loop = dialog().getByRole('button', { name: /^Looping clip/ })
    const sources = () =>
      loop.locator('img').evaluateAll((all) => all.map((each) => new URL((each as HTMLImageElement).src).pathname))
    expect(await sources()).toEqual(['/api/examples/looping-clip/still.webp'])
    await loop.focus()
    await expect.poll(sources, { timeout: patience }).toHaveLength(2)
    await expect
      .poll(
        () =>
          loop.locator('img').evaluateAll((all) => all.every((each) => (each as HTMLImageElement).naturalWidth > 0)),
        {
          timeout: patience,
        },
      )
      .toBe(true)
  })

  test('are searched, and opened with the keyboard into a tab of their own', { timeout: patience }, async () => {
    const before = await tabs()
    await dialog().getByRole('searchbox').fill('vid2vid')
    await expect.poll(() => dialog().getByRole('listitem').count(), { timeout: patience }).toBe(1)
    await editor.page.keyboard.press('Tab')
    await editor.page.keyboard.press('Enter')
    await expect.poll(tabs, { timeout: patience }).toEqual([...before, 'Video to video'])
    expect(await dialog().count()).toBe(0)
    await editor.page.getByRole('group', { name: 'Load clip' }).waitFor({ timeout: patience })
    expect(await editor.page.getByRole('button', { name: 'File: red-ball.mp4' }).textContent()).toBe('red-ball.mp4')
  })

  test('are offered where a canvas is empty, and a video that is dropped there becomes a node', {
    timeout: patience,
  }, async () => {
    const { page } = editor
    await page.getByRole('button', { name: 'New workflow' }).first().click()
    await page.getByText('Double-click the canvas to add a node').waitFor({ timeout: patience })
    const asset = 'c100f0502d80f38f29b1eb15f8a21856c3840a8996dba7bf37d8e863e62171c1.mp4'
    const clip = await readFile(new URL(`../../examples/assets/${asset}`, import.meta.url))
    const drop = (bytes: number[], name: string, type: string) =>
      page.evaluate(
        ([content, file, kind]) => {
          const data = new DataTransfer()
          data.items.add(new File([new Uint8Array(content)], file, { type: kind }))
          const at = { clientX: 800, clientY: 400, bubbles: true, cancelable: true, dataTransfer: data }
          document.elementFromPoint(800, 400)?.dispatchEvent(new DragEvent('drop', at))
        },
        [bytes, name, type] as const,
      )
    await drop([1, 2, 3], 'broken.mp4', 'video/mp4')
    await page.getByText('"broken.mp4" is no video that can be read here').waitFor({ timeout: patience })
    await drop([...clip], 'mine.mp4', 'video/mp4')
    await page.getByRole('button', { name: 'File: mine.mp4' }).waitFor({ timeout: patience })
    expect(await page.getByText('Double-click the canvas to add a node').count()).toBe(0)
    const complaints = editor.complaints.filter((each) => !each.includes('415'))
    expect(complaints).toEqual([])
  })
})
