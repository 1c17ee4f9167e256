import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { graphOf, nearestTo, worldOf } from '../../bench/editor/graph.ts'
import { catchSockets, factors, factorsName, sendPreviews } from '../../bench/editor/live-previews.ts'
import { writeWorkflow } from '../../workflow/document.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

const missing = whyNoEditor()
const id = 'counted'
const count = 2000
let editor: OpenEditor
let graph: ReturnType<typeof graphOf>

declare global {
  interface Window {
    __renderings: Map<Element, unknown>
  }
}

/** React gives an element new props with every rendering of the component that made it: the same object means none. */
const remember = () =>
  editor.page.evaluate(() => {
    const propsOf = (element: Element) => {
      const key = Object.keys(element).find((each) => each.startsWith('__reactProps'))
      return key === undefined ? undefined : (element as unknown as Record<string, unknown>)[key]
    }
    window.__renderings = new Map(
      [...document.querySelectorAll('[data-canvas] *')].map((element) => [element, propsOf(element)]),
    )
  })
/** The cards of which something rendered since, each once; "other" is what lies beside the cards. */
const rendered = () =>
  editor.page.evaluate(() => {
    const found = new Set<string>()
    for (const [element, before] of window.__renderings) {
      // From an element that goes React takes its props away.
      if (!element.isConnected) continue
      const key = Object.keys(element).find((each) => each.startsWith('__reactProps'))
      const now = key === undefined ? undefined : (element as unknown as Record<string, unknown>)[key]
      if (now !== before) found.add(element.closest('[data-card]')?.getAttribute('data-card') ?? 'other')
    }
    return [...found].sort()
  })
const idle = () => editor.page.evaluate(() => window.__reelgraph!.idle())
const place = async (node: string) => (await editor.page.evaluate((node) => window.__reelgraph!.nodeRect(node), node))!
/** Where the document has its nodes. */
const places = () =>
  editor.page.evaluate(() =>
    Object.entries(window.__reelgraph!.workflow().nodes)
      .map(([id, { at }]) => `${id} ${at}`)
      .join('\n'),
  )

/** Waits until nothing renders any more of what was done before: a server's answer renders its card as late as it comes. */
const rest = () =>
  expect
    .poll(
      async () => {
        await idle()
        await remember()
        await editor.page.waitForTimeout(700)
        return rendered()
      },
      { timeout: 30_000 },
    )
    .toEqual([])

beforeAll(async () => {
  if (missing) return
  editor = await openEditor()
  const { context, page, server } = editor
  await context.addInitScript(catchSockets)
  await context.route(`**/api/latent-colour/${factorsName}`, (route) => route.fulfill({ json: factors }))
  graph = graphOf(count, await readFile(join(import.meta.dirname, '../../examples/text-to-video.json'), 'utf8'))
  const saved = await fetch(`${server.url}/api/workflows/${id}`, {
    method: 'PUT',
    headers: { 'if-none-match': '*', 'content-type': 'application/json' },
    body: writeWorkflow(graph),
  })
  expect(saved.status).toBe(200)
  await editor.load()
  await page.locator('[data-place="rail"] button').nth(2).click()
  await page.locator(`[data-place="panel"] button[title="${graph.name}"]`).click()
  await page.waitForFunction((count) => window.__reelgraph?.ids().length === count, count)
  const { x, y, width, height } = worldOf(graph)
  const middle = { x: x + width / 2, y: y + height / 2 }
  await page.evaluate((at) => {
    const { width, height } = document.querySelector('[data-canvas]')!.getBoundingClientRect()
    // On whole pixels, where a drag brings the view.
    const [x, y] = [Math.round(width / 2 - at.x * 0.6), Math.round(height / 2 - at.y * 0.6)]
    window.__reelgraph!.look({ k: 0.6, x, y })
  }, middle)
  await idle()
})
afterAll(() => editor?.close())

test.skipIf(missing)('of 2,000 nodes only those in and near the view have a card on the page', async () => {
  const look = () =>
    editor.page.evaluate(() => {
      const { left, top, width, height } = document.querySelector('[data-canvas]')!.getBoundingClientRect()
      const inside = (share: number) =>
        window.__reelgraph!.ids().filter((id) => {
          const rect = window.__reelgraph!.nodeRect(id)!
          return (
            rect.x <= left + width * (1 + share) &&
            rect.x + rect.width >= left - width * share &&
            rect.y <= top + height * (1 + share) &&
            rect.y + rect.height >= top - height * share
          )
        })
      return { view: inside(0), around: inside(0.3), mounted: [...window.__reelgraph!.mounted()] }
    })
  // They come twelve a frame.
  await expect
    .poll(async () => {
      const { view, mounted } = await look()
      return view.filter((id) => !mounted.includes(id))
    })
    .toEqual([])
  const near = await look()
  expect(near.view.length).toBeGreaterThan(8)
  expect(near.around).toEqual(expect.arrayContaining(near.mounted))
})

test.skipIf(missing)('writing in a field renders its card and no other', async () => {
  const [node] = nearestTo(graph, 'encode-text')
  const field = editor.page.locator(`[data-card="${node}"] textarea`)
  await field.click()
  await idle()
  await remember()
  await field.press('x')
  await field.press('y')
  await idle()
  expect(await rendered()).toEqual([node])
  await field.press('Escape')
})

test.skipIf(missing)('hovering and moving the view render no card, selecting renders what is selected', async () => {
  const { page } = editor
  const [node, other] = nearestTo(graph, 'vae-decode') as [string, string]
  await page.evaluate(() => window.__reelgraph!.select([]))
  await rest()
  await remember()
  const { x, y } = await place(node)
  for (let step = 0; step < 12; step++) await page.mouse.move(x - 60 + step * 12, y - 20 + step * 4)
  await page.mouse.down({ button: 'middle' })
  await page.mouse.move(x + 100, y + 40, { steps: 6 })
  await page.mouse.up({ button: 'middle' })
  await idle()
  expect((await rendered()).filter((each) => each !== 'other')).toEqual([])
  await remember()
  await page.evaluate((ids) => window.__reelgraph!.select(ids), [node])
  await idle()
  expect((await rendered()).filter((each) => each !== 'other')).toEqual([node])
  await remember()
  await page.evaluate((ids) => window.__reelgraph!.select(ids), [other])
  await idle()
  expect((await rendered()).filter((each) => each !== 'other')).toEqual([node, other].sort())
})

/** What is below the cards, all at one time: which of its two elements are shown, and a digest of what each of them holds. */
const ground = () =>
  editor.page.evaluate(async () => {
    await window.__reelgraph!.idle()
    const [painted, rested] = [...document.querySelectorAll<HTMLCanvasElement>('[data-canvas] > canvas')]
    if (!painted || !rested) return { shown: 'none', painted: '', rested: '' }
    const shown = painted.hidden ? (rested.hidden ? 'none' : 'rested') : rested.hidden ? 'painted' : 'both'
    const { width, height } = painted
    const [first, second] = [painted, rested].map((canvas) => {
      const brush = new OffscreenCanvas(width, height).getContext('2d')!
      brush.drawImage(canvas, 0, 0)
      return brush.getImageData(0, 0, width, height).data
    })
    const digest = async (bytes: Uint8ClampedArray<ArrayBuffer>) =>
      new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).join(' ')
    return { shown, painted: await digest(first!), rested: await digest(second!) }
  })

test.skipIf(missing)(
  'what is below the cards is a picture while it rests, and a canvas while it is painted',
  async () => {
    const { page } = editor
    const [node] = nearestTo(graph, 'vae-decode') as [string]
    const select = (ids: readonly string[]) => page.evaluate((ids) => window.__reelgraph!.select(ids), ids)
    /** What it shows once it rests: not one byte of it is another than was painted. */
    const rested = async () => {
      await expect.poll(async () => (await ground()).shown, { timeout: 30_000 }).toBe('rested')
      let last = await ground()
      // It may have been painted once more since.
      for (let tries = 1; last.shown !== 'rested' && tries < 50; tries++) last = await ground()
      expect(last).toEqual({ shown: 'rested', painted: last.painted, rested: last.painted })
      return last.painted
    }
    await select([])
    const before = await rested()
    // The wires of a node that is selected are stronger.
    const isPainted = page.waitForFunction(() => !document.querySelector<HTMLElement>('[data-canvas] > canvas')!.hidden)
    await select([node])
    await isPainted
    expect(await rested()).not.toBe(before)
  },
)

/** How often Chromium builds the layers of the page anew while something is done. */
const layersBuilt = async (work: () => Promise<void>): Promise<number> => {
  const browser = editor.page.context().browser()!
  await browser.startTracing(editor.page, { categories: ['blink'] })
  await work()
  await frame()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: { name: string }[] }
  return traceEvents.filter(({ name }) => name === 'PaintArtifactCompositor::Update').length
}
const frame = () => editor.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))

test.skipIf(missing)('a drag of the view and a zoom move its layers, and build none anew in each frame', async () => {
  const { page } = editor
  const { x, y } = await page.evaluate(() => {
    const { left, top, width, height } = document.querySelector('[data-canvas]')!.getBoundingClientRect()
    return { x: left + width / 2, y: top + height / 2 }
  })
  await rest()
  const frames = 24
  const first = () => page.evaluate(() => window.__reelgraph!.nodeRect(window.__reelgraph!.ids()[0]!)!.x)
  // A view that no move reaches for 140 ms rests, and is made anew, sharp. The moves come from the page itself, one a frame:
  // from here a busy machine takes longer.
  let rested = false
  const paced = async (kind: 'pointermove' | 'wheel', way: number) => {
    const longest = await page.evaluate(
      async ({ kind, way, x, y, frames }) => {
        const over = document.elementFromPoint(x, y)!
        let last = performance.now()
        let longest = 0
        for (let step = 1; step <= frames; step++) {
          const moved = { clientX: x + way * 5 * step, clientY: y - way * 3 * step, buttons: 4 }
          const turned = { clientX: x, clientY: y, deltaY: step <= frames / 2 ? 45 : -45, cancelable: true }
          over.dispatchEvent(
            kind === 'wheel'
              ? new WheelEvent(kind, { bubbles: true, ...turned })
              : new PointerEvent(kind, { bubbles: true, pointerId: 1, pointerType: 'mouse', ...moved }),
          )
          await new Promise((resolve) => requestAnimationFrame(resolve))
          longest = Math.max(longest, performance.now() - last)
          last = performance.now()
        }
        return longest
      },
      { kind, way, x, y, frames },
    )
    rested = longest > 130
  }
  const followed = async (gesture: () => Promise<number>) => {
    let built = await gesture()
    for (let tries = 1; rested && tries < 5; tries++) built = await gesture()
    return built
  }
  let way = -1
  const pan = async () => {
    // There and back, so that the same cards stay in view.
    way = -way
    await page.mouse.move(x, y)
    await page.mouse.down({ button: 'middle' })
    const before = await first()
    const built = await layersBuilt(() => paced('pointermove', way))
    // The last move may be on its way to the page.
    await expect.poll(async () => (await first()) - before).toBeCloseTo(way * 5 * frames, 3)
    await page.mouse.up({ button: 'middle' })
    await rest()
    return built
  }
  const zoom = async () => {
    const built = await layersBuilt(() => paced('wheel', 1))
    await rest()
    return built
  }
  expect(await followed(pan)).toBeLessThan(frames / 3)
  expect(await followed(zoom)).toBeLessThan(frames / 3)
  // Without what has them moved so, they are built: the count sees it.
  const moved = await page.evaluateHandle(() =>
    [...document.querySelectorAll('[data-canvas] > canvas, [data-canvas] > div > div')].flatMap((each) =>
      each.getAnimations().filter(({ playState }) => playState === 'paused'),
    ),
  )
  await moved.evaluate((all) => all.forEach((each) => void each.cancel()))
  expect(await pan()).toBeGreaterThan(frames / 2)
  await moved.evaluate((all) => all.forEach((each) => void each.pause()))
})

test.skipIf(missing)('dragging 100 nodes is one edit', async () => {
  const { page } = editor
  const [first] = nearestTo(graph, 'vae-decode') as [string]
  const ids = Object.keys(graph.nodes)
  const at = ids.indexOf(first)
  const chosen = ids.slice(at - 50, at + 50)
  await page.evaluate((ids) => window.__reelgraph!.select(ids), chosen)
  await idle()
  const before = await places()
  const { x, y } = await place(first)
  await page.mouse.move(x + 60, y + 10)
  await page.mouse.down()
  await page.mouse.move(x + 90, y + 70, { steps: 8 })
  expect(await places()).toBe(before)
  await page.mouse.up()
  await expect.poll(places).not.toBe(before)
  const kept = new Set(before.split('\n'))
  const moved = (await places()).split('\n').filter((line) => !kept.has(line))
  expect(moved.map((line) => line.split(' ')[0]).sort()).toEqual([...chosen].sort())
  await page.keyboard.press('Control+z')
  await expect.poll(places).toBe(before)
})

test.skipIf(missing)('previews ten times a second render nothing, only their canvases are painted', async () => {
  const { page } = editor
  const nodes = nearestTo(graph, 'unet3d-steps').slice(0, 40)
  await page.evaluate(sendPreviews, { workflow: id, nodes, colour: factorsName })
  const picture = () =>
    page.evaluate(
      (node) => document.querySelector<HTMLCanvasElement>(`[data-card="${node}"] canvas`)!.toDataURL(),
      nodes[0]!,
    )
  // The first one takes the words away that stand in the empty picture.
  await page.waitForFunction(
    (node) => document.querySelector<HTMLCanvasElement>(`[data-card="${node}"] canvas`)!.width > 1,
    nodes[0]!,
  )
  await page.waitForTimeout(500)
  await remember()
  const before = await picture()
  await expect.poll(picture).not.toBe(before)
  await page.waitForTimeout(1000)
  expect(await rendered()).toEqual([])
  expect(editor.complaints).toEqual([])
})
