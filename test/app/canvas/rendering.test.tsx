// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import Canvas from '../../../app/canvas/canvas.tsx'
import { DetailsPanel } from '../../../app/details/details-panel.tsx'
import { createKeyMap } from '../../../app/keys/key-map.ts'
import { createFrameClock } from '../../../app/parts/frame-clock.ts'
import { TooltipProvider } from '../../../app/parts/tooltip.tsx'
import { type AppContext, AppProvider, type Preview, type RunsState } from '../../../app/state/app-context.ts'
import { createEditor } from '../../../app/state/editor.ts'
import { createPaletteMarks } from '../../../app/state/palette-marks.ts'
import { OpenLevel } from '../../../app/subgraphs/open-level.tsx'
import { createOpenedLevels } from '../../../app/subgraphs/opened-levels.ts'
import { en } from '../../../app/texts/en.ts'
import { markNodes } from '../../../workflow/card-edits.ts'
import { emptyWorkflow, type Workflow } from '../../../workflow/document.ts'
import { addNode, connect, moveNodes, placedNode, retitle, setValue } from '../../../workflow/edits.ts'
import { addFrame } from '../../../workflow/frames.ts'
import type { JobState, NodeState } from '../../../workflow/job-state.ts'
import { palette } from '../../fakes/palette.ts'

declare global {
  // React asks for this name in tests that use act.
  var IS_REACT_ACT_ENVIRONMENT: boolean
}

const definitions = { ...palette, steps: { ...palette.through!, id: 'steps', view: 'latent' as const } }
const kinds = { a: 'source', b: 'steps', c: 'decode', d: 'show', e: 'encode' }

const document0 = (): Workflow => {
  const placed = Object.entries(kinds).reduce<Workflow>(
    (workflow, [id, kind], index) =>
      addNode(id, placedNode(definitions[kind as keyof typeof definitions]!, [index * 300, 0]))(workflow),
    emptyWorkflow('test'),
  )
  return [
    { from: 'a', output: 'latent', to: 'b', input: 'latent' },
    { from: 'b', output: 'latent', to: 'c', input: 'latent' },
  ].reduce((workflow, wish) => connect(wish)(workflow), placed)
}

const job = (nodes: Record<string, NodeState>): RunsState => ({
  connection: 'open',
  shown: { w: 'j' },
  jobs: {
    j: {
      job: 'j',
      workflow: 'w',
      title: '',
      status: 'running',
      queuedAt: 0,
      clips: [],
      seq: 1,
      nodes,
    } satisfies JobState,
  },
})

/** Counts how often it is said what a node lacks. */
const needs = vi.fn(en.wires.needs)

const setUp = async () => {
  const editor = createEditor('w', document0(), null)
  const runs = createStore<RunsState>(() => ({ jobs: {}, shown: {}, connection: 'open' }))
  const listeners = new Set<(preview: Preview) => void>()
  const app: AppContext = {
    definitions,
    editor,
    openedLevels: createOpenedLevels(definitions, { ...en, wires: { ...en.wires, needs } }),
    runs,
    clock: createFrameClock(window),
    previews: {
      latest: () => undefined,
      steps: () => [],
      recall() {},
      watch: () => () => {},
      hold: () => () => {},
      subscribe(_workflow, _node, listen) {
        listeners.add(listen)
        return () => listeners.delete(listen)
      },
      drawn() {},
    },
    canvas: { current: null },
    texts: () => en,
    keys: createKeyMap({ getItem: () => null, setItem() {} }, () => en.keys),
    marks: createPaletteMarks(window),
    connectSocket() {},
    run() {},
    cancel() {},
    tell() {},
    tokens: () => Promise.reject(new Error('no tokenizer in this test')),
    keepFile: () => Promise.reject(new Error('no files in this test')),
    levels: () => Promise.reject(new Error('no levels in this test')),
  }
  const host = document.createElement('div')
  document.body.append(host)
  // A page in this environment has no layout: every element is one screen large.
  for (const side of ['clientWidth', 'clientHeight'] as const)
    Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: () => 2000 })
  const root = createRoot(host)
  await act(async () =>
    root.render(
      <AppProvider value={app}>
        <OpenLevel>
          <Canvas />
        </OpenLevel>
        <TooltipProvider>
          <OpenLevel>
            <DetailsPanel close={() => {}} />
          </OpenLevel>
        </TooltipProvider>
      </AppProvider>,
    ),
  )
  const settle = () =>
    act(async () => {
      await window.__reelgraph?.idle()
    })
  await settle()
  return { editor, runs, listeners, root, host, settle }
}

/** React gives an element new props with every rendering of the component that made it: the same object means none. */
const rendering = (id: string): unknown => {
  const card = document.querySelector(`[data-card="${id}"]`) as unknown as Record<string, unknown>
  return card[Object.keys(card).find((key) => key.startsWith('__reactProps'))!]
}
const renderings = () => Object.fromEntries(Object.keys(kinds).map((id) => [id, rendering(id)]))
const changed = (before: Record<string, unknown>) => Object.keys(kinds).filter((id) => rendering(id) !== before[id])

let canvas: Awaited<ReturnType<typeof setUp>>
beforeEach(async () => {
  globalThis.IS_REACT_ACT_ENVIRONMENT = true
  canvas = await setUp()
})
afterEach(async () => {
  await act(async () => canvas.root.unmount())
  canvas.host.remove()
})

test('every card in view is on the page, and says what its sockets are connected to', () => {
  expect(window.__reelgraph!.mounted().length).toBe(5)
  expect(document.querySelectorAll('[data-card]')).toHaveLength(5)
  const labels = [...document.querySelectorAll('[data-card="b"] button')].map((each) => each.getAttribute('aria-label'))
  expect(labels).toContain('latent input, connected to The source')
  expect(labels).toContain('latent output, connected to The decode')
})

test('writing in a field renders its card and no other', async () => {
  const before = renderings()
  await act(async () => canvas.editor.commit('type', setValue('e', 'words', 'a red'), 'typing'))
  await act(async () => canvas.editor.commit('type', setValue('e', 'words', 'a red ball'), 'typing'))
  await canvas.settle()
  expect(changed(before)).toEqual(['e'])
})

test('an edit is judged once for the canvas and the details together, and a move not at all', async () => {
  await act(async () => canvas.editor.select(['d']))
  await canvas.settle()
  expect(window.__reelgraph!.mounted()).toContain('d')
  expect(document.querySelector('ul[aria-label="What is wrong"]')!.textContent).toContain('is not connected')
  needs.mockClear()
  await act(async () => canvas.editor.commit('move', moveNodes(new Map([['d', [900, 10]]]))))
  await canvas.settle()
  expect(needs).not.toHaveBeenCalled()
  await act(async () => canvas.editor.commit('rename', retitle('d', 'Decoded')))
  await canvas.settle()
  expect(needs).toHaveBeenCalledTimes(1)
})

test('a link renders the cards at its ends', async () => {
  const before = renderings()
  await act(async () =>
    canvas.editor.commit('link', connect({ from: 'c', output: 'frames', to: 'd', input: 'picture' })),
  )
  await canvas.settle()
  expect(changed(before)).toEqual(['c', 'd'])
})

test('selecting renders the cards that are selected or no longer are', async () => {
  await act(async () => canvas.editor.select(['a']))
  await canvas.settle()
  const before = renderings()
  await act(async () => canvas.editor.select(['b']))
  await canvas.settle()
  expect(changed(before)).toEqual(['a', 'b'])
})

test('progress renders no card as a whole, and previews render nothing', async () => {
  const running = (done: number) => job({ b: { status: 'running', address: 'a', done, total: 25, seconds: 0.4 } })
  await act(async () => canvas.runs.setState(running(1)))
  await canvas.settle()
  const before = renderings()
  const text = () => document.querySelector('[data-card="b"]')!.textContent
  await act(async () => canvas.runs.setState(running(17)))
  await canvas.settle()
  expect(text()).toContain('step 17 of 25')
  expect(changed(before)).toEqual([])
  const watched: MutationRecord[] = []
  const observer = new MutationObserver((records) => watched.push(...records))
  const send = (step: number) =>
    act(async () => {
      for (const listen of canvas.listeners) listen(preview(step))
    })
  await send(1)
  await canvas.settle()
  observer.observe(document.querySelector('[data-card="b"]')!, { subtree: true, childList: true, attributes: true })
  for (let step = 2; step < 20; step++) await send(step)
  await canvas.settle()
  observer.disconnect()
  expect(canvas.listeners.size).toBe(1)
  expect(watched.filter((record) => !(record.target instanceof HTMLCanvasElement))).toEqual([])
  expect(changed(before)).toEqual([])
})

test('a mute renders the cards that it leaves out, and a frame renders none', async () => {
  const before = renderings()
  await act(async () => canvas.editor.commit('mute', markNodes(['e'], 'mode', 'mute')))
  await canvas.settle()
  expect(changed(before)).toEqual(['e'])
  await act(async () => canvas.editor.commit('mute', markNodes(['b'], 'mode', 'mute')))
  await canvas.settle()
  expect(changed(before)).toEqual(['b', 'c', 'e'])
  const muted = renderings()
  await act(async () =>
    canvas.editor.commit('frame', addFrame('f', { title: 'A frame', at: [0, 0], size: [400, 300] })),
  )
  await canvas.settle()
  expect(document.querySelector('[data-frame="f"]')!.textContent).toBe('A frame')
  expect(changed(muted)).toEqual([])
})

test('unmounting leaves nothing behind', async () => {
  await act(async () => canvas.root.unmount())
  expect(canvas.listeners.size).toBe(0)
  expect(document.querySelectorAll('[data-card]')).toHaveLength(0)
  expect(window.__reelgraph).toBeUndefined()
})

const preview = (step: number): Preview => ({
  header: {
    job: 'j',
    workflow: 'w',
    node: 'b',
    address: 'a',
    step,
    steps: 25,
    frames: 1,
    channels: 1,
    height: 1,
    width: 1,
    scale: [1],
    zero: [0],
    colour: 'test',
    at: 0,
  },
  latent: new Uint8Array(1),
  factors: { format: 'latent-colour', channels: 1, kernel: 1, scale: 1, weights: [1, 1, 1, 0, 0, 0] },
})
