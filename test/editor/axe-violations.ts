import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const script = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Axe {
  run(
    context: Document | { include: string[] },
    options: object,
  ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
}

/**
 * What axe finds wrong on the page as it is now, in lines that name the rule and the element: by all rules in its theme, and by
 * those for colours in the other theme, which differs in colours alone. There they look at `part` alone, where one is given: the
 * selector of what is new since the page was looked at.
 */
export const axeViolations = async (page: Page, part?: string): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(script)
  return page.evaluate(async (part) => {
    const { axe } = window as unknown as { axe: Axe }
    const { dataset } = document.documentElement
    const found: string[] = []
    const look = async (context: Parameters<Axe['run']>[0], rules: object) => {
      // Nothing is measured in the middle of its fading in.
      const running = document.getAnimations().filter(({ playState }) => playState === 'running')
      await Promise.all(running.map((each) => each.finished.catch(() => {})))
      // Style sheets are loaded ahead only for a rule that is off by default, and that takes a quarter of the time.
      const { violations } = await axe.run(context, { resultTypes: ['violations'], preload: false, ...rules })
      for (const { id, nodes } of violations)
        for (const { html } of nodes) found.push(`${dataset.theme}: ${id}: ${html.slice(0, 160)}`)
    }
    const theme = dataset.theme
    await look(document, {})
    dataset.theme = theme === 'light' ? 'dark' : 'light'
    const colours = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }
    await look(part === undefined ? document : { include: [part] }, colours)
    dataset.theme = theme
    return found
  }, part)
}
