import type { Page } from 'playwright-core'
import type { GraphProbe } from './in-page.ts'

export interface GestureOptions {
  /** Moves of the pointer or turns of the wheel in one gesture. */
  readonly moves: number
  /** A gesture that the page cannot follow ends after this time. */
  readonly limitMs: number
}

/** Times between frames, in milliseconds. */
export type Frames = readonly number[]

/** What a person does with the mouse, at 60 moves a second as far as the page follows. */
export const gesturesOn = (page: Page, { moves, limitMs }: GestureOptions) => {
  const paced = async (step: (share: number) => Promise<void>): Promise<Frames> => {
    await page.evaluate(() => window.__bench.record())
    const start = performance.now()
    for (let move = 1; move <= moves && performance.now() - start < limitMs; move++) {
      await step(move / moves)
      const early = start + (move * 1000) / 60 - performance.now()
      if (early > 1) await new Promise((resolve) => setTimeout(resolve, early))
    }
    return page.evaluate(() => window.__bench.stop())
  }
  /** Once around a circle, so that the end is where the beginning was and all directions are seen. */
  const circle = async (at: { x: number; y: number }, radius: number, button: 'left' | 'middle'): Promise<Frames> => {
    await page.mouse.move(at.x, at.y)
    await page.mouse.down({ button })
    const frames = await paced((share) =>
      page.mouse.move(
        at.x + radius * Math.sin(share * 2 * Math.PI),
        at.y + (radius * (1 - Math.cos(share * 2 * Math.PI))) / 2 + share * 12,
      ),
    )
    await page.mouse.up({ button })
    return frames
  }
  const middle = () =>
    page.evaluate(() => {
      const { left, top, width, height } = document.querySelector('[data-canvas]')!.getBoundingClientRect()
      return { x: left + width / 2, y: top + height / 2 }
    })
  /** A point on the header of a node. */
  const grip = async (id: string) => {
    const rect = await page.evaluate((id) => (window.__reelgraph as GraphProbe).nodeRect(id), id)
    if (!rect) throw new Error(`The node ${id} is not on the canvas.`)
    const zoom = await page.evaluate(() => (window.__reelgraph as GraphProbe).zoom())
    return {
      x: rect.x + Math.min(rect.width / 2, 110 * zoom),
      y: rect.y + Math.min(rect.height / 2, Math.max(3, 17 * zoom)),
    }
  }
  const settle = () => page.evaluate(() => (window.__reelgraph as GraphProbe).idle())

  return {
    async pan() {
      const frames = await circle(await middle(), 260, 'middle')
      await settle()
      return frames
    },
    /** The wheel one way and back, by a factor of about six. */
    async zoom(first: 'in' | 'out') {
      const { x, y } = await middle()
      await page.mouse.move(x, y)
      const out = first === 'out' ? 1 : -1
      const turn = (42 * 60) / moves
      const frames = await paced((share) => page.mouse.wheel(0, (share <= 0.5 ? out : -out) * Math.max(42, turn)))
      await settle()
      return frames
    },
    async drag(id: string) {
      return circle(await grip(id), 160, 'left')
    },
    /** A drag of a few moves, of which the frames do not count. */
    async nudge(id: string) {
      const { x, y } = await grip(id)
      await page.mouse.move(x, y)
      await page.mouse.down()
      await page.mouse.move(x + 60, y + 40, { steps: 5 })
      await page.mouse.up()
    },
    select: (ids: readonly string[]) =>
      page.evaluate((ids) => (window.__reelgraph as GraphProbe).select(ids), ids as string[]),
    settle,
    /** @returns milliseconds from the key to the frame that shows the node in another place */
    async undo(id: string) {
      const took = page.evaluate((id) => {
        const rect = () => (window.__reelgraph as GraphProbe).nodeRect(id) ?? { x: 0, y: 0 }
        const { x, y } = rect()
        return window.__bench.afterKey(() => Math.hypot(rect().x - x, rect().y - y) > 0.2)
      }, id)
      // The page must be listening before the key comes.
      await page.evaluate(() => undefined)
      await page.keyboard.press('Control+z')
      return took
    },
    /** @returns for each letter milliseconds from its key to the frame that shows it */
    async type(id: string, letters: number): Promise<number[]> {
      const field = page.locator(`[data-card="${id}"] textarea`)
      await field.click()
      const times: number[] = []
      for (let letter = 0; letter < letters; letter++) {
        const took = page.evaluate(
          ([id, length]) =>
            window.__bench.afterKey(
              () => document.querySelector<HTMLTextAreaElement>(`[data-card="${id}"] textarea`)!.value.length > length,
            ),
          [id, (await field.inputValue()).length] as const,
        )
        await page.evaluate(() => undefined)
        await page.keyboard.press('x')
        times.push(await took)
      }
      await page.keyboard.press('Escape')
      return times
    },
  }
}
