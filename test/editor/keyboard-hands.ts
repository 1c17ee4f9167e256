import type { Page } from 'playwright-core'

/** What a person does with the keyboard alone. */
export interface KeyboardHands {
  press(...keys: string[]): Promise<void>
  /** Presses Tab (or another key) until what has the focus has a name that matches. @returns its name */
  to(name: RegExp, key?: string): Promise<string>
  /** Goes to the panel beside the canvas. */
  toPanel(): Promise<void>
  /** Types into a list and takes the first that it finds. */
  choose(words: string): Promise<void>
  /** The accessible name of what has the focus. */
  focused(): Promise<string>
  /** What a screen reader was told last. */
  told(): Promise<string>
}

/** Hands on the keyboard of a page: nothing here touches the mouse. */
export const keyboardHands = (page: Page): KeyboardHands => {
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement
      if (!(element instanceof HTMLElement) || element === document.body) return ''
      const label = element.getAttribute('aria-label') ?? element.textContent ?? ''
      return label.replace(/\s+/g, ' ').trim()
    })
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const settle = () =>
    page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  const stops = 80
  return {
    press,
    focused,
    async to(name, key = 'Tab') {
      const seen: string[] = []
      let now = await focused()
      for (let left = stops; left > 0; left--) {
        if (name.test(now)) return now
        seen.push(now)
        await press(key)
        const before = now
        now = await focused()
        if (now !== before) continue
        // The page moves the focus in its own time.
        await settle()
        now = await focused()
      }
      throw new Error(`${key} never came to ${name}. It came to: ${[...new Set(seen)].join(' | ')}`)
    },
    async toPanel() {
      for (let left = 8; left > 0; left--) {
        if (await page.evaluate(() => document.activeElement?.closest('[data-place="panel"]') !== null)) return
        await press('F6')
      }
      throw new Error('F6 never came to the panel.')
    },
    async choose(words) {
      await page.locator('[cmdk-input]:focus').waitFor()
      await page.keyboard.type(words)
      await settle()
      await press('Enter')
      await page.locator('[cmdk-input]').waitFor({ state: 'detached' })
      // The dialog gives the focus back, then what was chosen happens.
      await settle()
      await settle()
    },
    told: () => page.getByRole('status', { name: 'What happened' }).innerText(),
  }
}
