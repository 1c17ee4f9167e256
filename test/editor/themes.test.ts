import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()
let editor: OpenEditor
beforeAll(async () => {
  if (!missing) editor = await openEditor()
}, 120_000)
afterAll(async () => {
  await editor?.close()
})

type Rgb = readonly [number, number, number]

const tokens = (block: string): ReadonlyMap<string, Rgb> =>
  new Map(
    [...block.matchAll(/--([\w-]+): #([0-9a-f]{6});/g)].map(([, name, hex]) => [
      name!,
      [0, 2, 4].map((at) => Number.parseInt(hex!.slice(at, at + 2), 16)) as unknown as Rgb,
    ]),
  )

/** Source: WCAG 2.2, relative luminance and contrast ratio. */
const contrast = (a: Rgb, b: Rgb): number => {
  const luminance = (colour: Rgb) => {
    const [r, g, b] = colour.map((each) => {
      const share = each / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    }) as unknown as Rgb
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const css = readFileSync(resolve(import.meta.dirname, '../../app/tokens.css'), 'utf8')
const [darkBlock = '', lightBlock = ''] = css.split('[data-theme="light"]')

test.each([
  ['dark', darkBlock],
  ['light', lightBlock],
])('text of the %s theme is read on every ground: 4.5 to 1, and signs are seen: 3 to 1', (_, block) => {
  const all = tokens(block)
  const grounds = ['canvas', 'panel', 'card', 'raised']
  const pick = (name: string): Rgb => {
    const found = all.get(name)
    if (!found) throw new Error(`app/tokens.css has no --${name} in this theme.`)
    return found
  }
  for (const ground of grounds) {
    for (const text of ['text', 'muted', 'faint'])
      expect(contrast(pick(text), pick(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    for (const sign of ['accent-text', 'ok', 'wrong', 'b'])
      expect(contrast(pick(sign), pick(ground)), `${sign} on ${ground}`).toBeGreaterThanOrEqual(3)
  }
  for (const name of all.keys())
    if (name.startsWith('type-'))
      expect(contrast(pick(name), pick('card')), `${name} on the card`).toBeGreaterThanOrEqual(3)
  expect(contrast(pick('on-accent'), pick('accent'))).toBeGreaterThanOrEqual(4.5)
  for (const sign of ['ok', 'wrong', 'accent-text'])
    for (const ground of ['panel', 'card'])
      expect(contrast(pick(sign), pick(ground)), `${sign} on ${ground}`).toBeGreaterThanOrEqual(4.5)
})

/** The brightest pixels that the canvas has painted in a card's place, from 0 to 255: cards are painted when they are far. */
const brightness = () =>
  editor.page.evaluate(async () => {
    await window.__reelgraph?.idle()
    const ground = document.querySelector<HTMLCanvasElement>('[data-canvas] > canvas:not([hidden])')!
    const { offsetWidth: width, offsetHeight: height } = ground
    const brush = new OffscreenCanvas(width, height).getContext('2d')!
    brush.drawImage(ground, 0, 0)
    const { data } = brush.getImageData(0, 0, width, height)
    let lit = 0
    let seen = 0
    for (let at = 0; at < data.length; at += 4)
      if (data[at + 3] === 255) {
        seen++
        lit += data[at]!
      }
    return seen === 0 ? -1 : lit / seen
  })
const shown = () => editor.page.evaluate(() => document.documentElement.dataset.theme)
const choose = async (title: string) => {
  await editor.page.getByRole('button', { name: 'Settings' }).click()
  await editor.page.getByRole('menuitem', { name: title }).click()
}

test.skipIf(missing)(
  'the theme is chosen, painted on the canvas too, remembered, and there before the first painting',
  async () => {
    const { page } = editor
    await expect.poll(shown).toBe('dark')
    await page.locator('[data-canvas]').focus()
    // So far away that the cards are painted, not mounted.
    for (let press = 0; press < 7; press++) await page.keyboard.press('Control+-')
    const dark = await brightness()
    await choose('Theme: light')
    await expect.poll(shown).toBe('light')
    const light = await brightness()
    expect(dark).toBeGreaterThanOrEqual(0)
    expect(light).toBeGreaterThan(dark + 80)
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(await ground()).toBe('rgb(243, 245, 248)')

    // Whatever the page shows while it loads, it is never dark again.
    await page.addInitScript(() => {
      const seen: (string | undefined)[] = []
      ;(window as unknown as { seen: typeof seen }).seen = seen
      const look = () => {
        if (document.body) seen.push(document.documentElement.dataset.theme)
        if (seen.length < 200) requestAnimationFrame(look)
      }
      look()
    })
    await editor.load()
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen)
    expect(seen.length).toBeGreaterThan(0)
    expect(new Set(seen)).toEqual(new Set(['light']))

    // As the system has it.
    await page.emulateMedia({ colorScheme: 'dark' })
    await choose('Theme: as the system')
    await expect.poll(shown).toBe('dark')
    await page.emulateMedia({ colorScheme: 'light' })
    await expect.poll(shown).toBe('light')
    await choose('Theme: dark')
    await expect.poll(shown).toBe('dark')
    expect(editor.complaints).toEqual([])
  },
)

test.skipIf(missing)('who wants no motion sees none', async () => {
  const { page } = editor
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  const longest = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('*')].flatMap((element) => {
        const { animationDuration, transitionDuration } = getComputedStyle(element)
        return `${animationDuration},${transitionDuration}`.split(',').map((each) => Number.parseFloat(each))
      }),
    ),
  )
  expect(longest).toBeLessThan(0.001)
  await page.keyboard.press('Escape')
  // The view jumps instead of gliding.
  await page.locator('[data-canvas]').focus()
  const zoom = () => page.evaluate(() => window.__reelgraph?.zoom())
  await page.keyboard.press('Control+0')
  const before = await zoom()
  await page.keyboard.press('f')
  const at = await zoom()
  await page.waitForTimeout(250)
  expect(at).not.toBe(before)
  expect(await zoom()).toBe(at)
})
