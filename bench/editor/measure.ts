import type { Browser } from 'playwright-core'
import type { Workflow } from '../../workflow/document.ts'
import type { Contestant } from './contestant.ts'
import { type GestureOptions, gesturesOn } from './gestures.ts'
import { nearestTo, worldOf } from './graph.ts'
import { type Look, startClock } from './in-page.ts'
import { liveNodes } from './live-previews.ts'

/** What is measured. Gestures give times between frames; the others milliseconds until the effect is on the screen. */
export const measures = ['open', 'interactive', 'pan', 'zoom', 'drag', 'drag100', 'undo', 'type'] as const
export type Measure = (typeof measures)[number]

/** Some milliseconds, or why there are none. */
export type Cell = readonly number[] | { readonly trouble: string }

export interface MeasureOptions extends GestureOptions {
  readonly view: 'near' | 'whole'
  /** Opening that takes longer is given up, and with it all that would follow. */
  readonly openLimitMs: number
}

const troubleOf = (error: unknown): Cell => ({ trouble: ((error as Error).message.split('\n')[0] ?? '').slice(0, 40) })

/** The zoom of the near view. */
const near = 0.6

/**
 * Opens a graph in a page of its own and does all gestures on it. What fails leaves its reason in its cell, and in those
 * that needed it.
 */
export const measure = async (
  browser: Browser,
  contestant: Contestant,
  workflow: Workflow,
  { view, openLimitMs, ...options }: MeasureOptions,
): Promise<Readonly<Record<Measure, Cell>>> => {
  const cells: Partial<Record<Measure, Cell>> = {}
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  let crashed = false
  try {
    const look: Look = {
      world: worldOf(workflow),
      count: Object.keys(workflow.nodes).length,
      zoom: view === 'near' ? near : 'whole',
    }
    await context.addInitScript(startClock, look)
    await contestant.prepare(context)
    const page = await context.newPage()
    page.setDefaultTimeout(openLimitMs)
    const died = new Promise<never>((_, fail) => {
      page.on('crash', () => {
        crashed = true
        fail(new Error('the page crashed'))
      })
    })
    died.catch(() => undefined)
    const late = () =>
      new Promise<never>((_, fail) =>
        setTimeout(() => fail(new Error(`over ${openLimitMs / 1000} s`)), openLimitMs).unref(),
      )
    /** Each step ends: with what it measured, or with the page's death, or at the limit. */
    const within = <T>(step: Promise<T>): Promise<T> => {
      step.catch(() => undefined)
      return Promise.race([step, died, late()])
    }
    const cell = async (name: Measure, step: () => Promise<readonly number[]>) => {
      cells[name] = await within(step())
    }
    /** One that nothing after it needs. */
    const lastCell = async (name: Measure, step: () => Promise<readonly number[]>) => {
      try {
        await cell(name, step)
      } catch (error) {
        if (crashed) throw error
        cells[name] = troubleOf(error)
      }
    }
    const ready = () => page.evaluate(() => window.__bench.ready)

    await within(contestant.visit(page, workflow))
    await cell('open', async () => {
      await contestant.open(page, workflow)
      const end = await ready()
      return [end - (await page.evaluate(() => window.__bench.clicked))]
    })
    const hands = gesturesOn(page, options)
    const steps = nearestTo(workflow, 'unet3d-steps')
    if (contestant.live) await contestant.startPreviews(page, workflow, steps.slice(0, liveNodes))
    await page.waitForTimeout(300)
    const [first] = nearestTo(workflow, 'encode-text')
    const ids = await page.evaluate(() => window.__reelgraph?.ids() ?? [])
    if (first === undefined) throw new Error('the graph has no node to take hold of')
    // The nodes in the middle of the graph, which the near view shows.
    const at = ids.indexOf(first)
    const hundred = [first, ...ids.slice(Math.max(0, at - 50), at + 60).filter((id) => id !== first)].slice(0, 100)

    // What ended early, or about another point, must not leave the rest to be measured on another part of the graph.
    const lookAgain = async () => {
      await page.evaluate(() => window.__bench.look())
      await hands.settle()
    }

    await cell('pan', hands.pan)
    await lookAgain()
    await cell('zoom', () => hands.zoom(view === 'near' ? 'out' : 'in'))
    await lookAgain()
    await cell('drag', async () => {
      await hands.select([])
      const frames = await hands.drag(first)
      await hands.settle()
      return frames
    })
    await cell('drag100', async () => {
      await hands.select(hundred)
      await hands.settle()
      const frames = await hands.drag(first)
      await hands.settle()
      return frames
    })
    // The drag of the hundred, and some short ones more: a single one says little.
    await cell('undo', async () => {
      const times = [await hands.undo(first)]
      while (times.length < 5) {
        await hands.settle()
        await hands.nudge(first)
        await hands.settle()
        times.push(await hands.undo(first))
      }
      await hands.settle()
      return times
    })
    if (view === 'near') await lastCell('type', () => hands.type(first, 24))
    await cell('interactive', async () => {
      await contestant.reload(page)
      return [await ready()]
    })
  } catch (error) {
    const cell = crashed ? { trouble: 'crashed' } : troubleOf(error)
    for (const name of measures) if (name !== 'type' || view === 'near') cells[name] ??= cell
  } finally {
    await Promise.race([context.close().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 5000))])
  }
  return { ...Object.fromEntries(measures.map((name) => [name, { trouble: '–' }])), ...cells } as Record<Measure, Cell>
}
