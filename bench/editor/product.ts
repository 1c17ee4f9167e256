import { type Workflow, writeWorkflow } from '../../workflow/document.ts'
import type { Contestant } from './contestant.ts'
import { catchSockets, factors, factorsName, sendPreviews } from './live-previews.ts'

/** The built product itself, on a running server. With `previews`, the given nodes get one ten times a second. */
export const product = (url: string, previews: boolean): Contestant => ({
  name: previews ? 'Reelgraph, 40 live' : 'Reelgraph',
  live: previews,
  async prepare(context) {
    if (!previews) return
    await context.addInitScript(catchSockets)
    await context.route(`**/api/latent-colour/${factorsName}`, (route) => route.fulfill({ json: factors }))
  },
  async visit(page, workflow) {
    const saved = await fetch(`${url}/api/workflows/${idOf(workflow)}`, {
      method: 'PUT',
      headers: { 'if-none-match': '*', 'content-type': 'application/json' },
      body: writeWorkflow(workflow),
    })
    // It is there from an earlier cell.
    if (!saved.ok && saved.status !== 412)
      throw new Error(`The server did not take the benchmark's workflow: ${saved.status} ${await saved.text()}`)
    await page.goto(url)
    await page.waitForFunction(() => window.__reelgraph !== undefined)
    const panel = page.locator('[data-place="rail"] button').nth(2)
    if ((await panel.getAttribute('aria-expanded')) !== 'true') await panel.click()
    await page.locator(rowOf(workflow)).waitFor()
  },
  open: (page, workflow) => page.locator(rowOf(workflow)).click({ noWaitAfter: true }),
  async reload(page) {
    // Autosave has what was edited, so that nothing asks before the page goes.
    await page.waitForTimeout(1500)
    await page.reload({ waitUntil: 'commit' })
  },
  async startPreviews(page, workflow, nodes) {
    await page.evaluate(sendPreviews, { workflow: idOf(workflow), nodes, colour: factorsName })
  },
})

const idOf = (workflow: Workflow): string => `bench-${Object.keys(workflow.nodes).length}`
const rowOf = ({ name }: Workflow): string => `[data-place="panel"] button[title="${name}"]`
