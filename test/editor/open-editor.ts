import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { findChromium } from '../browser/find-chromium.ts'
import { openBrowser } from '../browser/open-browser.ts'
import { builtServer, type RunningServer, startServer } from '../browser/start-server.ts'

/** Why the editor cannot be tested here, or undefined where it can. @throws under CI, where it must be */
export const whyNoEditor = (): string | undefined => {
  const missing = !findChromium() ? 'there is no Chromium' : !builtServer() ? 'nothing is built' : undefined
  if (missing && process.env.CI) throw new Error(`The editor cannot be tested: ${missing}. Run npm test.`)
  return missing
}

/** The whole product with an empty data folder, and a browser on it. */
export interface OpenEditor {
  readonly server: RunningServer
  readonly context: BrowserContext
  readonly page: Page
  /** What the page complained of so far: errors in the console, and exceptions. */
  readonly complaints: readonly string[]
  /** Loads the editor anew and waits for its canvas. */
  load(page?: Page): Promise<void>
  close(): Promise<void>
}

let shared: Promise<Browser> | undefined

/** One browser for all files that a process of the tests runs one after the other; it ends with that process. */
export const sharedBrowser = (): Promise<Browser> => {
  shared ??= openBrowser()
  return shared
}

/** Starts the server and opens the editor in a window of 1440 by 900, or as the options say. */
export const openEditor = async (options: BrowserContextOptions = {}): Promise<OpenEditor> => {
  const data = await mkdtemp(join(tmpdir(), 'reelgraph-editor-'))
  const server = await startServer(data, ['--no-welcome'])
  const browser = await sharedBrowser()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`.trim())
  })
  const load = async (which = page) => {
    await which.goto(server.url)
    await which.waitForFunction(() => window.__reelgraph !== undefined)
    await which.evaluate(() => window.__reelgraph?.idle())
  }
  await load()
  return {
    server,
    context,
    page,
    complaints,
    load,
    async close() {
      await context.close()
      await server.stop()
      await rm(data, { recursive: true, force: true })
    },
  }
}
