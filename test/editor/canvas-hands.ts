import { mkdirSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'

type Side = 'input' | 'output'
interface Place {
  readonly x: number
  readonly y: number
}

/** What a person does on the canvas, with a real mouse and a real keyboard. */
export interface CanvasHands {
  /** Double-clicks the empty canvas at a point, types into the search and takes the first that it finds. @returns its id */
  add(words: string, at: Place): Promise<string>
  /** Drags a wire from an output to an input. */
  wire(from: string, output: string, to: string, input: string): Promise<void>
  /** Drags a wire from an output, lets it go over a free place, and takes the first node that the search offers. */
  wireToNew(from: string, output: string, words: string, at: Place): Promise<string>
  /** Types a value into a field of a card. */
  fill(node: string, field: string, text: string): Promise<void>
  /** Where a socket is, in pixels of the window. */
  socket(id: string, side: Side, name: string): Promise<Place>
  ids(): Promise<string[]>
  idle(): Promise<void>
  /** Presses keys one after the other, each with the focus on the canvas, where its keys work. */
  press(...keys: string[]): Promise<void>
  /** The header of a card, by which it is taken. */
  header(id: string): Locator
  /** Keeps a picture of the page where the variable PICTURES names a folder. */
  picture(name: string): Promise<void>
}

/** Hands on the canvas of a page. */
export const canvasHands = (page: Page): CanvasHands => {
  const ids = () => page.evaluate(() => window.__reelgraph?.ids() ?? [])
  const idle = () => page.evaluate(() => window.__reelgraph?.idle())
  const socket = async (id: string, side: Side, name: string): Promise<Place> => {
    await idle()
    const point = await page.evaluate(([id, side, name]) => window.__reelgraph?.socketPoint(id, side as Side, name), [
      id,
      side,
      name,
    ] as const)
    if (!point) throw new Error(`The card ${id} has no ${side} "${name}".`)
    return point
  }
  const drag = async (from: Place, to: Place) => {
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 })
    await page.mouse.move(to.x, to.y, { steps: 4 })
    await page.mouse.up()
  }
  const choose = async (words: string): Promise<string> => {
    const before = new Set(await ids())
    const search = page.getByPlaceholder('Add a node')
    await search.waitFor()
    await search.fill(words)
    await page.keyboard.press('Enter')
    await page.waitForFunction((count) => (window.__reelgraph?.ids().length ?? 0) > count, before.size)
    await idle()
    const added = (await ids()).find((id) => !before.has(id))
    if (added === undefined) throw new Error(`The search for "${words}" placed nothing.`)
    return added
  }

  return {
    socket,
    ids,
    idle,
    press: async (...keys) => {
      for (const key of keys) {
        await page.locator('[data-canvas]').focus()
        await page.keyboard.press(key)
        await idle()
      }
    },
    header: (id) => page.locator(`[data-card="${id}"] header`),
    picture: async (name) => {
      const folder = process.env.PICTURES
      if (!folder) return
      mkdirSync(folder, { recursive: true })
      await page.waitForTimeout(700)
      await page.screenshot({ path: `${folder}/${name}.png` })
    },
    add: async (words, at) => {
      await page.mouse.dblclick(at.x, at.y)
      return choose(words)
    },
    wire: async (from, output, to, input) =>
      drag(await socket(from, 'output', output), await socket(to, 'input', input)),
    wireToNew: async (from, output, words, at) => {
      await drag(await socket(from, 'output', output), at)
      return choose(words)
    },
    fill: async (node, field, text) => {
      await idle()
      const input = page.locator(`[data-card="${node}"]`).getByLabel(field, { exact: true })
      await input.click()
      await input.fill(text)
      await input.blur()
    },
  }
}
