import { expect, test } from 'vitest'
import { createTerminal } from '../../server/terminal.ts'
import { createTerminalProgress } from '../../server/terminal-progress.ts'
import type { Happening } from '../../workflow/wire.ts'
import { fakeStream } from '../fakes/terminal-stream.ts'

const titles: Record<string, string> = { prompt: 'Prompt', steps: 'UNet3D steps', out: 'Export' }
const titleOf = (id: string) => titles[id] ?? id

const step = (done: number): Happening => ({ type: 'progress', node: 'steps', done, total: 25, seconds: 2 })
const finished = (node: string, cached = false): Happening => ({
  type: 'node-finished',
  node,
  cached,
  ms: 1234,
  outputs: {},
})
const beginning: Happening[] = [
  { type: 'queued', title: 'a ball', nodes: ['prompt', 'steps', 'out'] },
  { type: 'started', device: 'CPU' },
  finished('prompt', true),
  { type: 'node-started', node: 'steps' },
]

test('a person who watches sees one line with the step, the time left and the size of the preview', () => {
  const stream = fakeStream(120)
  const progress = createTerminalProgress(createTerminal(stream), titleOf)
  for (const happening of beginning) progress.happened(happening)
  progress.preview({ frames: 16, channels: 4, width: 8, height: 8 })
  for (let done = 1; done <= 12; done++) progress.happened(step(done))
  expect(stream.screen).toEqual([
    'Computing on CPU',
    '[1/3] Prompt: kept from before',
    '[2/3] UNet3D steps        █████████▋░░░░░░░░░░  12/25  0:26 left  preview 16 × 8 × 8, 4.0 KiB',
  ])
  progress.happened({ type: 'warning', node: 'prompt', message: 'Two words were not read.' })
  expect(stream.screen.at(-2)).toBe('Prompt: Two words were not read.')
  expect(stream.screen.at(-1)).toContain('12/25')
  progress.happened(finished('steps'))
  progress.happened({ type: 'finished', ms: 90_000 })
  expect(stream.screen.slice(-3)).toEqual(['[2/3] UNet3D steps: 1.2 s', 'Done in 1:30', ''])
})

test('a line that is too long for the terminal is cut, so that it can be written over', () => {
  const stream = fakeStream(30)
  const progress = createTerminalProgress(createTerminal(stream), titleOf)
  for (const happening of [...beginning, step(3)]) progress.happened(happening)
  expect([...(stream.screen.at(-1) ?? '')]).toHaveLength(29)
})

test('where nobody watches there are few lines, none written over, and the last step is among them', () => {
  const stream = fakeStream()
  const progress = createTerminalProgress(createTerminal(stream), titleOf)
  for (const happening of beginning) progress.happened(happening)
  for (let done = 1; done <= 25; done++) progress.happened(step(done))
  expect(stream.written).not.toContain('\r')
  const steps = stream.screen.filter((line) => line.includes('/25'))
  expect(steps).toHaveLength(11)
  expect(steps.at(-1)).toMatch(/█{20} {2}25\/25$/)
})

test('why a run failed is said once, by its node or else by itself', () => {
  const said = (happenings: readonly Happening[]) => {
    const stream = fakeStream()
    const progress = createTerminalProgress(createTerminal(stream), titleOf)
    for (const happening of happenings) progress.happened(happening)
    return stream.screen.slice(0, -1)
  }
  expect(
    said([
      { type: 'node-failed', node: 'steps', message: 'It overflowed.' },
      { type: 'node-skipped', node: 'out', because: 'steps' },
      { type: 'failed', message: 'UNet3D steps: It overflowed.' },
    ]),
  ).toEqual(['UNet3D steps: It overflowed.', 'Export: left out, because UNet3D steps failed'])
  expect(said([{ type: 'failed', message: 'There is nothing to run.' }])).toEqual(['There is nothing to run.'])
})

test('a step in windows says how many of them were seen, and the bar and the time left count them', () => {
  const stream = fakeStream(120)
  const progress = createTerminalProgress(createTerminal(stream), titleOf)
  for (const happening of beginning) progress.happened(happening)
  progress.happened({ type: 'progress', node: 'steps', done: 2, total: 4, seconds: 100, within: { done: 3, total: 4 } })
  expect(stream.screen.at(-1)).toBe('[2/3] UNet3D steps        █████████████▊░░░░░░  2/4  window 3/4  2:05 left')
})
