import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { openBrowser } from '../test/browser/open-browser.ts'
import { startServer } from '../test/browser/start-server.ts'
import type { PreviewHeader } from '../workflow/wire.ts'
import { quantile, table } from './table.ts'

/**
 * Runs the demo in the built server under a real Chromium and measures, for each step, the time from its end in the worker
 * to its first frame on the page's canvas, and the bytes of its message.
 */
export const benchPreviews = async (runs = 3): Promise<string> => {
  const data = await mkdtemp(join(tmpdir(), 'reelgraph-bench-'))
  const server = await startServer(data, ['--no-welcome'])
  const browser = await openBrowser()
  try {
    const sizes: number[] = []
    const socket = io(server.url, { transports: ['websocket'] })
    socket.on('preview', (header: PreviewHeader, latent: Uint8Array) => {
      sizes.push(latent.byteLength + JSON.stringify(header).length)
      socket.emit('drawn', { job: header.job, node: header.node, step: header.step })
    })
    socket.emit('hello', {}, () => undefined)
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(server.url)
    await page.waitForFunction(() => (window.__reelgraph?.ids().length ?? 0) > 0)
    await page.evaluate(() => window.__reelgraph?.idle())
    const times: number[] = []
    for (let run = 0; run < runs; run++) {
      const before = times.length
      await page.evaluate(() => {
        window.__reelgraphPreviews = []
      })
      await page.getByRole('button', { name: 'Draw another seed' }).first().click()
      await page.keyboard.press('Control+Enter')
      await page.waitForFunction(() => document.querySelector('[data-canvas] video') !== null, undefined, {
        timeout: 120_000,
      })
      await page.waitForFunction(() => (window.__reelgraphPreviews ?? []).some((each) => each.step === 25))
      times.push(...(await page.evaluate(() => (window.__reelgraphPreviews ?? []).map((each) => each.ms))))
      if (times.length === before) throw new Error('No preview was drawn.')
    }
    socket.close()
    const [bytes = Number.NaN] = sizes
    return [
      'From the end of a step to its preview on the page (one machine computes, serves and draws)',
      '',
      table([
        ['previews drawn', 'p50', 'p95', 'bytes each'],
        [
          String(times.length),
          `${quantile(times, 0.5).toFixed(0)} ms`,
          `${quantile(times, 0.95).toFixed(0)} ms`,
          String(bytes),
        ],
      ]),
      '',
      'bytes each: all 16 frames of 8 × 8 × 4 latents in 8 bits, and the header as JSON.',
    ].join('\n')
  } finally {
    await browser.close()
    await server.stop()
    await rm(data, { recursive: true, force: true })
  }
}
