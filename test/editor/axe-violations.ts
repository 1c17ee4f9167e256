import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const script = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Axe {
  run(context: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
}

/** What axe finds wrong on the page as it is now, in lines that name the rule and the element; with `rules`, by those alone. */
export const axeViolations = async (page: Page, rules?: readonly string[]): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(script)
  return page.evaluate(async (rules) => {
    // Nothing is measured in the middle of its fading in.
    const running = document.getAnimations().filter(({ playState }) => playState === 'running')
    await Promise.all(running.map((each) => each.finished.catch(() => {})))
    // Style sheets are loaded ahead only for a rule that is off by default, and that takes a quarter of the time.
    const runOnly = rules && { type: 'rule', values: rules }
    const options = { resultTypes: ['violations'], preload: false, ...(runOnly && { runOnly }) }
    const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, options)
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
  }, rules)
}
