import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findRoot } from '../server/find-root.ts'
import { openBrowser } from '../test/browser/open-browser.ts'
import { startServer } from '../test/browser/start-server.ts'
import { graphOf } from './editor/graph.ts'
import { type Cell, type Measure, measure, measures } from './editor/measure.ts'
import { product } from './editor/product.ts'
import { type Row, reportOf } from './editor/report.ts'
import { openXyflow } from './editor/xyflow.ts'

const help = `Usage: npm run bench:editor -- [--nodes 100,2000] [--views near,whole] [--rounds N] [--only NAME]... [--quick] [--json FILE]

  Our canvas and the same graph in @xyflow/react in headless Chromium, in turns: open, pan, zoom, drag one and 100 nodes,
  undo of that, typing into a field.

  --nodes    sizes of the graph (100,500,1000,2000,5000)
  --views    near: at 60 %; whole: zoomed out to the whole graph (both)
  --rounds   how often each is measured; the frames of all rounds count together (1)
  --only     only the canvases whose name contains this, such as reelgraph, culled or live; may be given more than once
  --quick    shorter gestures
  --json     writes every single figure there
`

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '100,500,1000,2000,5000' },
    views: { type: 'string', default: 'near,whole' },
    rounds: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true, default: [''] },
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
})

const pooled = (cells: readonly Cell[]): Cell => {
  const numbers = cells.flatMap((cell) => ('trouble' in cell ? [] : cell))
  return numbers.length > 0 ? numbers : (cells[0] ?? { trouble: '–' })
}

/** The size of the canvas in our product with a panel open, which the other gets too. */
const sizeOfOurs = async (url: string) => {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(url)
    await page.locator('[data-place="rail"] button').nth(2).click()
    await page.locator('[data-place="panel"]').waitFor()
    const box = await page.locator('[data-canvas]').boundingBox()
    if (!box) throw new Error('The editor shows no canvas: look at it with npm start.')
    return { width: Math.round(box.width), height: Math.round(box.height) }
  } finally {
    await browser.close()
  }
}

const run = async (): Promise<void> => {
  const sizes = values.nodes.split(',').map(Number)
  const views = values.views.split(',').filter((view) => view === 'near' || view === 'whole')
  const rounds = Number(values.rounds)
  if (sizes.some((size) => !Number.isInteger(size) || size < 8) || views.length === 0 || !(rounds >= 1)) {
    process.stderr.write(`--nodes takes whole numbers from 8, --views near or whole, --rounds a number.\n\n${help}`)
    process.exitCode = 2
    return
  }
  const data = await mkdtemp(join(tmpdir(), 'reelgraph-bench-'))
  const server = await startServer(data, ['--no-welcome'])
  const definitions = await (await fetch(`${server.url}/api/definitions`)).text()
  const xyflow = await openXyflow(definitions, await sizeOfOurs(server.url))
  const example = await readFile(join(findRoot(), 'examples/text-to-video.json'), 'utf8')
  const rows: Row[] = []
  try {
    for (const nodes of sizes)
      for (const view of views) {
        const contestants = [
          product(server.url, false),
          xyflow.contestant(false, false),
          xyflow.contestant(true, false),
          product(server.url, true),
          xyflow.contestant(true, true),
        ].filter(({ name }) => values.only.some((part) => name.toLowerCase().includes(part.toLowerCase())))
        const workflow = graphOf(nodes, example)
        const taken = contestants.map((): Readonly<Record<Measure, Cell>>[] => [])
        for (let round = 0; round < rounds; round++)
          for (const [index, contestant] of contestants.entries()) {
            process.stderr.write(`${nodes} nodes, ${view}, ${contestant.name} (load ${loadavg()[0]?.toFixed(1)})\n`)
            // One that crashes takes its browser with it.
            const browser = await openBrowser()
            taken[index]?.push(
              await measure(browser, contestant, workflow, {
                view,
                moves: values.quick ? 40 : 90,
                limitMs: values.quick ? 2000 : 5000,
                openLimitMs: values.quick ? 20_000 : 60_000,
              }),
            )
            await browser.close().catch(() => undefined)
          }
        for (const [index, { name }] of contestants.entries())
          rows.push({
            nodes,
            view,
            contestant: name,
            cells: Object.fromEntries(
              measures.map((each) => [each, pooled(taken[index]?.map((round) => round[each]) ?? [])]),
            ) as Record<Measure, Cell>,
          })
      }
    process.stdout.write(`${reportOf(rows)}\n`)
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 1)}\n`)
  } finally {
    await xyflow.close()
    await server.stop()
    await rm(data, { recursive: true, force: true })
  }
}

if (values.help) process.stdout.write(help)
else await run()
