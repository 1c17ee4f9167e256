import type { BrowserContext, Page } from 'playwright-core'
import type { Workflow } from '../../workflow/document.ts'

/** One way to show a graph in a page. Its page puts a `GraphProbe` on the window, and `data-canvas` and `data-card` on elements. */
export interface Contestant {
  readonly name: string
  /** True where pictures arrive while a person works. */
  readonly live: boolean
  /** What is done to a fresh browser context before its page is opened. */
  prepare(context: BrowserContext): Promise<void>
  /** Opens a page that shows no graph yet, and is ready to open this one. */
  visit(page: Page, workflow: Workflow): Promise<void>
  /** Clicks what opens the graph. */
  open(page: Page, workflow: Workflow): Promise<void>
  /** Loads the page anew, with the graph open. */
  reload(page: Page): Promise<void>
  /** From now on each of these nodes gets ten pictures a second. */
  startPreviews(page: Page, workflow: Workflow, nodes: readonly string[]): Promise<void>
}
