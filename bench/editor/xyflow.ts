import { createServer } from 'node:http'
import { join } from 'node:path'
import { build } from 'esbuild'
import { findRoot } from '../../server/find-root.ts'
import type { Workflow } from '../../workflow/document.ts'
import type { Contestant } from './contestant.ts'
import { nearestTo } from './graph.ts'
import { liveNodes } from './live-previews.ts'

export interface XyflowPage {
  contestant(culled: boolean, live: boolean): Contestant
  close(): Promise<void>
}

/**
 * Bundles the page that shows a workflow in @xyflow/react, and serves it. Its cards have the layout of ours.
 * @param definitions the server's palette, as JSON
 * @param size of its canvas, in CSS pixels
 */
export const openXyflow = async (
  definitions: string,
  size: { readonly width: number; readonly height: number },
): Promise<XyflowPage> => {
  const { outputFiles } = await build({
    entryPoints: [join(findRoot(), 'bench/editor/xyflow/page.tsx')],
    bundle: true,
    write: false,
    outdir: 'page',
    format: 'esm',
    minify: true,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  })
  const built = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.contents ?? new Uint8Array()
  let graph = ''
  const answers: Readonly<Record<string, () => [type: string, body: string | Uint8Array]>> = {
    '/': () => ['text/html', pageOf(size)],
    '/page.js': () => ['text/javascript', built('.js')],
    '/page.css': () => ['text/css', built('.css')],
    '/definitions': () => ['application/json', definitions],
    '/graph': () => ['application/json', graph],
  }
  const server = createServer((request, response) => {
    const answer = answers[new URL(request.url ?? '/', 'http://localhost').pathname]?.()
    if (!answer) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': answer[0] }).end(answer[1])
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The page of xyflow has no port.')
  const url = `http://127.0.0.1:${address.port}/`

  return {
    contestant: (culled, live) => {
      const words = ['xyflow', ...(culled ? ['culled'] : []), ...(live ? [`${liveNodes} live`] : [])]
      const query = new URLSearchParams({ ...(culled ? { culled: '1' } : {}), ...(live ? { live: '1' } : {}) })
      return {
        name: words.join(', '),
        live,
        prepare: async () => undefined,
        async visit(page, workflow) {
          graph = JSON.stringify(withLive(workflow, live))
          await page.goto(`${url}?${query}`)
          await page.locator('#open').waitFor()
        },
        open: (page) => page.locator('#open').click({ noWaitAfter: true }),
        async reload(page) {
          await page.goto(`${url}?${query}&auto=1`, { waitUntil: 'commit' })
        },
        startPreviews: (page) => page.evaluate(() => window.__startPreviews()),
      }
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const withLive = (workflow: Workflow, live: boolean) => ({
  workflow,
  live: live ? nearestTo(workflow, 'unet3d-steps').slice(0, liveNodes) : [],
})

const pageOf = ({ width, height }: { width: number; height: number }) => `<!doctype html>
<meta charset="utf-8">
<title>xyflow</title>
<link rel="stylesheet" href="/page.css">
<body>
<div id="root" data-canvas style="width: ${width}px; height: ${height}px"></div>
<button id="open" type="button">Open</button>
<script type="module" src="/page.js"></script>
`

declare global {
  interface Window {
    /** The page's own: draws ten pictures a second into each live thumbnail that is there. */
    __startPreviews(): void
  }
}
