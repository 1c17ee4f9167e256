import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { de } from '../../app/texts/de.ts'
import { findRoot } from '../../server/find-root.ts'
import { type PlacedNode, readWorkflow, type Workflow } from '../../workflow/document.ts'
import { addNode, setValue } from '../../workflow/edits.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import {
  type CheckpointInfo,
  type CheckpointTerms,
  type EngineInfo,
  licenceNotStated,
  type SystemInfo,
} from '../../workflow/wire.ts'
import { canvasHands } from './canvas-hands.ts'
import { englishReader, readPage } from './english-left.ts'
import { halfNetwork } from './half-network.ts'
import { type OpenEditor, openEditor, whyNoEditor } from './open-editor.ts'

/** The nodes of the demo. */
const main = ['checkpoint', 'prompt', 'negative', 'noise', 'scheduler', 'steps', 'decode', 'export']

/** More than its text encoder reads, so that the node warns. */
const longPrompt =
  'ein roter Ball, der langsam über eine grüne Wiese rollt, während hinter dunklen Wolken Licht aufgeht'

/** The demo in German, with few steps, a frame, and beside it nodes with all that the rules can say of one. */
const specimen = async (): Promise<Workflow> => {
  const demo = readWorkflow(await readFile(join(findRoot(), 'examples/text-to-video.json'), 'utf8'), fileTexts)
  const { note, ...nodes } = demo.nodes
  const named = {
    ...nodes,
    prompt: { ...nodes.prompt!, title: 'Vorgabe' },
    negative: { ...nodes.negative!, title: 'Nein' },
  }
  const place = (node: string, row: number, more: Partial<PlacedNode> = {}): PlacedNode => ({
    node,
    version: 1,
    at: [400 * (row % 4), 1200 + 400 * Math.floor(row / 4)],
    inputs: {},
    ...more,
  })
  const values = (inputs: Record<string, never | number | string | boolean | null>) =>
    Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, { value }]))
  const beside: readonly PlacedNode[] = [
    place('gibt-es-nicht', 0),
    place('noise', 1, { version: 99 }),
    place('noise', 2, { inputs: values({ seed: -1, frames: 0.5, width: 65, height: 'hoch' }) }),
    place('scheduler', 3, { inputs: values({ kind: 'keiner', steps: 5000, settings: 'own' }) }),
    place('vae-decode', 4, {
      inputs: { latent: { from: 'fort', output: 'x' }, vae: { from: 'checkpoint', output: 'x' } },
    }),
    place('unet3d-steps', 5, {
      inputs: { ...values({ guidance: 'viel' }), latent: { from: 'beside5', output: 'latent' } },
    }),
    place('load-clip', 6, { inputs: values({ file: null }) }),
    place('export', 7, { mode: 'bypass', inputs: { frames: { from: 'beside6', output: 'frames' } } }),
    place('preview', 8, { mode: 'mute', inputs: { frames: { from: 'scheduler', output: 'schedule' } } }),
    place('load-checkpoint', 9, { inputs: values({ checkpoint: 'fort', variant: 'bf16' }) }),
    place('contact-sheet', 10, { inputs: values({ labels: 7 as never }) }),
    { ...note!, at: [1200, 2000], inputs: { text: { value: '**Eine** Notiz' } } },
  ]
  const all = beside.reduce((workflow, node, index) => addNode(`beside${index}`, node)(workflow), {
    ...demo,
    name: 'Probe',
    nodes: named,
  } as Workflow)
  return {
    ...setValue('prompt', 'text', longPrompt)(setValue('scheduler', 'steps', 2)(all)),
    frames: { rahmen: { title: 'Gruppe 1', at: [-40, -60], size: [640, 700] } },
  }
}

describe.skipIf(whyNoEditor())('in German', { timeout: 150_000 }, () => {
  let editor: OpenEditor
  let page: Page
  let left: (where: string, part?: string) => Promise<void>
  /** What English was read, and where first. */
  const said = new Map<string, string>()
  const english = () => {
    const all = Object.fromEntries(said)
    said.clear()
    return all
  }
  beforeAll(async () => {
    editor = await openEditor({ locale: 'de-DE' })
    page = editor.page
    page.setDefaultTimeout(20_000)
    const find = await englishReader()
    expect(find(['Knoten hinzufügen', 'Add a node', '3 Knoten', '3 nodes', 'nicht da', 'is not there'])).toEqual([
      'Add a node',
      '3 nodes',
      'is not there',
    ])
    left = async (where, part = 'body') => {
      const read = await readPage(page, part)
      expect(read.length, where).toBeGreaterThan(20)
      const texts = find(read).filter((text) => !said.has(text))
      for (const text of texts) said.set(text, where)
    }
  }, 120_000)
  afterAll(() => editor?.close())

  const canvas = () => page.locator('[data-canvas]')
  const middleOfWire = async () => {
    const hands = canvasHands(page)
    const [from, to] = [
      await hands.socket('decode', 'output', 'frames'),
      await hands.socket('export', 'input', 'frames'),
    ]
    return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
  }
  const open = () => page.locator('[role="dialog"], [role="menu"], [role="listbox"], [cmdk-root]').first()
  const panel = async (name: string) => {
    const button = page.locator('[data-place="rail"]').getByRole('button', { name: new RegExp(`^${name}`) })
    if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click()
    await page.locator('#open-panel h2').waitFor()
    await page.waitForLoadState('networkidle')
  }
  /** Opens something over the page, reads it, and closes it. */
  const look = async (where: string, show: () => Promise<void>) => {
    await show()
    await open().waitFor()
    await page.waitForLoadState('networkidle')
    await left(where)
    await expect
      .poll(async () => {
        await page.keyboard.press('Escape')
        return open().count()
      })
      .toBe(0)
  }

  test('no card, panel, dialog, menu or list says anything in English', async () => {
    const hands = canvasHands(page)
    await left('the first page')

    const chosen = page.waitForEvent('filechooser')
    await canvas().press('Control+o')
    await (await chosen).setFiles({
      name: 'probe.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(await specimen())),
    })
    await page.waitForFunction(() => window.__reelgraph?.ids().includes('beside0'))
    await hands.idle()
    await left('the workflow with mistakes')
    for (const id of ['beside0', 'beside4', 'beside8']) {
      await page.evaluate((node) => window.__reelgraph?.select([node]), id)
      await canvas().press('Shift+F')
      await hands.idle()
      await left(`the cards around ${id}`)
    }

    await panel(de.shell.places.outline)
    const heads = page.locator('[data-outline-head]')
    for (let index = 0; index < (await heads.count()); index++) {
      await heads.nth(index).press('ArrowRight')
      await left(`node ${index} of the outline`, '#open-panel')
      await heads.nth(index).press('ArrowLeft')
    }
    for (const name of Object.values(de.shell.places)) {
      await panel(name)
      await left(`the panel ${name}`)
    }

    await look('the devices', () => page.getByRole('button', { name: /^Geräte/ }).click())
    await look('the settings', () => page.getByRole('button', { name: de.shell.settings }).click())
    await look('the commands', () => canvas().press('Control+k'))
    await look('the shortcuts', () => canvas().press('?'))
    await look('the search for nodes', () => canvas().press('Space'))
    await look('how often to run', () => page.getByRole('button', { name: de.fields.runSeveral }).click())
    await look('the templates', () => page.getByRole('button', { name: de.templates.command }).first().click())
    await look('the menu of a tab', () => page.getByRole('tab').first().click({ button: 'right' }))
    expect(english()).toEqual({})
  })

  test('nor do the menus and fields of the canvas', async () => {
    const hands = canvasHands(page)
    const card = (id: string) => page.locator(`[data-card="${id}"]`)
    const menuOf = (what: Locator, submenu?: string) => async () => {
      await what.click({ button: 'right' })
      if (submenu) await page.getByRole('menuitem', { name: submenu, exact: true }).hover()
    }
    await page.evaluate((ids) => window.__reelgraph?.select(ids), main)
    await canvas().press('Shift+F')
    await hands.idle()
    await look('the menu of several cards', menuOf(hands.header('scheduler'), de.canvas.align))
    await page.evaluate(() => window.__reelgraph?.select([]))
    await look('the menu of a card', menuOf(hands.header('scheduler'), de.canvas.colour))
    await look('the menu of a frame', menuOf(page.locator('[data-frame-grip="move"]')))
    await look('the menu of a wire', async () => {
      const { x, y } = await middleOfWire()
      await page.mouse.click(x, y, { button: 'right' })
    })
    await look('the menu of the canvas', () => canvas().click({ button: 'right', position: { x: 8, y: 200 } }))
    const socket = card('scheduler').locator('[data-socket]').last()
    await look('what a socket can be connected to', () => socket.press('l'))
    await look('what can be added to a socket', () => socket.press('Enter'))

    await look('the solvers', () => card('scheduler').getByRole('combobox').first().click())
    await look('the weights', () => card('checkpoint').getByRole('combobox').last().click())
    await look('how a seed goes on', () =>
      card('noise')
        .getByRole('button', { name: /^Seed: / })
        .click(),
    )
    await look('the sizes', () => card('noise').getByRole('button', { name: de.fields.sizes }).click())
    await card('steps')
      .getByRole('button', { name: /^Guidance über/ })
      .click()
    await page
      .getByRole('menuitemradio', { name: de.fields.curveShapes.points })
      .or(page.getByRole('menuitem', { name: de.fields.curveShapes.points }))
      .click()
    await left('a curve with points')
    await canvas().press('Control+z')

    await page.evaluate((ids) => window.__reelgraph?.select(ids), ['decode', 'export'])
    await canvas().press('Shift+G')
    await page.waitForFunction(() => !window.__reelgraph?.ids().includes('decode'))
    await canvas().press('e')
    await page.getByRole('navigation', { name: de.subgraphs.way }).waitFor()
    await hands.idle()
    await left('a subgraph')
    await canvas().press('u')
    await page.waitForFunction(() => window.__reelgraph?.ids().includes('scheduler'))
    await hands.idle()
    await left('the card of a subgraph')
    await canvas().press('Control+z')
    await page.waitForFunction(() => window.__reelgraph?.ids().includes('decode'))
    await hands.idle()
    expect(english()).toEqual({})
  })

  test('nor do runs, their clips, their values and the history of the workflow', async () => {
    const hands = canvasHands(page)
    const posters = page.getByRole('article').filter({ has: page.locator('video') })
    await panel(de.shell.places.queue)
    for (const [done, steps] of ['3', '2'].entries()) {
      await hands.fill('scheduler', 'Schritte', steps)
      await canvas().press('Control+Enter')
      if (done === 0) {
        await page.getByRole('progressbar').or(page.getByText(de.panels.starting)).first().waitFor()
        await left('a run')
        await panel(de.shell.places.gallery)
      }
      await expect.poll(() => posters.count(), { timeout: 60_000 }).toBe(done + 1)
    }
    await left('the gallery')
    for (const at of [await hands.socket('noise', 'output', 'latent'), await middleOfWire()]) {
      await page.mouse.move(at.x + 50, at.y + 300)
      await page.mouse.move(at.x, at.y)
      await page.locator('#flow-inspector').waitFor()
      await left('what flowed')
      await page.mouse.move(at.x + 50, at.y + 300)
      await page.locator('#flow-inspector').waitFor({ state: 'detached' })
    }
    await page.getByRole('button', { name: de.inspect.profile, exact: true }).click()
    await page.getByRole('region', { name: de.inspect.where }).waitFor()
    await left('the profile')
    await look('a run, large', () =>
      posters
        .first()
        .getByRole('button', { name: /öffnen$/ })
        .click(),
    )

    for (const poster of [posters.nth(0), posters.nth(1)]) {
      await poster.hover()
      await poster.getByRole('checkbox').check()
    }
    await look('two clips', async () => {
      await page.getByRole('button', { name: de.gallery.compare(2) }).click()
      const dialog = page.getByRole('dialog')
      for (const way of [de.compare.wipe, de.compare.difference]) {
        await dialog.getByRole('button', { name: way }).click()
        await left(`two clips, ${way}`)
      }
    })
    const details = page.getByRole('complementary', { name: de.details.title, exact: true })
    await canvas().press('i')
    for (const id of ['steps', 'export']) {
      await page.evaluate((id) => window.__reelgraph?.select([id]), id)
      await details.getByRole('region', { name: de.details.log }).getByRole('listitem').first().waitFor()
      await left(`the details of ${id}`)
      await look(`the picture of ${id}`, () => details.getByRole('button', { name: de.gallery.large }).click())
    }
    await canvas().press('i')
    await panel(de.shell.places.queue)
    await left('the queue with what is done')

    await panel(de.shell.places.history)
    await page
      .locator('[data-revision]')
      .getByRole('button', { name: /ansehen/ })
      .nth(1)
      .click()
    const bar = page.locator('[data-revision-bar]')
    await bar.getByText(/^Angesehen wird/).waitFor()
    await hands.idle()
    await bar.getByRole('button', { name: de.history.compare }).click()
    await page.getByRole('region', { name: de.history.changes }).waitFor()
    await left('an earlier revision beside now')
    await bar.getByRole('button', { name: de.history.close, exact: true }).click()
    await bar.waitFor({ state: 'detached' })

    await panel(de.shell.places.queue)
    await hands.fill('steps', 'Bis Schritt', '99')
    await canvas().press('Control+Enter')
    const why = de.saving.sentences.toPastEnd({ to: 99, steps: 2 })
    await page.locator('[data-sonner-toast]').getByText(why).waitFor()
    await canvas().press('i')
    for (const [id, words] of [
      ['prompt', /^Der Text hat mehr als die 32 Token/],
      ['steps', why],
    ] as const) {
      await page.evaluate((id) => window.__reelgraph?.select([id]), id)
      const log = details.getByRole('region', { name: de.details.log })
      await log.getByText(words).waitFor()
      await page.locator(`[data-card="${id}"]`).getByText(words).waitFor()
      await left(`the details of ${id} in a run that failed`)
    }
    await canvas().press('i')
    expect(english()).toEqual({})
  })

  test('nor do models, their terms, what is wrong with one, and a device that not all nodes run on', async () => {
    const models = async (): Promise<SystemInfo['checkpoints']> => {
      const [demo] = (await (await fetch(`${editor.server.url}/api/checkpoints`)).json()) as [CheckpointInfo]
      const limited = { ...demo, licence: licenceNotStated, terms: '1' }
      return [limited, { ...demo, name: 'halb', title: 'halb', problem: 'x.json: 404' }]
    }
    await page.route('**/api/system', async (route) => {
      const system = (await (await route.fetch()).json()) as SystemInfo
      const engine: EngineInfo = { ...system.engine!, networks: [halfNetwork] }
      await route.fulfill({ json: { ...system, engine, checkpoints: await models() } satisfies SystemInfo })
    })
    await page.route('**/api/checkpoints', async (route) => route.fulfill({ json: await models() }))
    await page.route('**/api/checkpoints/demo/terms', (route) =>
      route.fulfill({
        json: { licence: licenceNotStated, nonCommercial: true, limits: '## Limits' } satisfies CheckpointTerms,
      }),
    )
    await editor.load()
    await panel(de.shell.places.models)
    await page.getByText(de.saving.said('x.json: 404')).waitFor()
    await left('the models')
    const rows = page.locator('#open-panel').getByRole('listitem').getByRole('button')
    await look('a model', () => rows.first().click())
    await look('a model with something wrong', () => rows.last().click())
    await look('the terms before a run', () => canvas().press('Control+Enter'))
    await look('the networks', () => page.getByRole('button', { name: /^Geräte/ }).click())
    expect(english()).toEqual({})
    // The server refuses what is asked of the mistakes.
    expect(editor.complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([])
  })
})
