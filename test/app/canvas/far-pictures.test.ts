// @vitest-environment happy-dom
import { beforeAll, expect, test, vi } from 'vitest'
import { createFarPictures } from '../../../app/canvas/far-pictures.ts'
import type { Preview } from '../../../app/state/app-context.ts'
import type { NodeState } from '../../../workflow/job-state.ts'

beforeAll(() => {
  vi.stubGlobal(
    'ImageData',
    class {
      readonly data: Uint8ClampedArray
      constructor(
        readonly width: number,
        readonly height: number,
      ) {
        this.data = new Uint8ClampedArray(width * height * 4)
      }
    },
  )
})

const preview = (): Preview =>
  ({
    header: { frames: 3, height: 2, width: 2, scale: [1], zero: [0] },
    latent: new Uint8Array(3 * 4),
    factors: { format: 'latent-colour', channels: 1, kernel: 1, scale: 1, weights: [1, 1, 1, 0, 0, 0] },
  }) as unknown as Preview

const setUp = () => {
  const previews = new Map<string, Preview>()
  const states = new Map<string, NodeState>()
  let time = 0
  let pending: (() => void) | undefined
  const changed = vi.fn()
  const recall = vi.fn()
  const picture = createFarPictures({
    nodeState: (id) => states.get(id),
    preview: (id) => previews.get(id),
    recall,
    now: () => time,
    after(_, callback) {
      pending = callback
    },
    changed,
  })
  const node = { node: 'x', version: 1, at: [0, 0] as const, inputs: {} }
  return {
    previews,
    states,
    changed,
    recall,
    of: (id: string, inputs = {}) => picture(id, { ...node, inputs }),
    wait(ms: number) {
      time += ms
      const call = pending
      pending = undefined
      call?.()
    },
  }
}

test('a preview is made into a picture once, and of those that come fast one in half a second', () => {
  const { previews, changed, of, wait } = setUp()
  expect(of('a')).toBeUndefined()
  previews.set('a', preview())
  const first = of('a')
  expect(first).toBeDefined()
  expect(of('a')).toBe(first)
  for (let come = 0; come < 5; come++) {
    previews.set('a', preview())
    expect(of('a')).toBe(first)
  }
  expect(changed).not.toHaveBeenCalled()
  wait(500)
  expect(changed).toHaveBeenCalledOnce()
  const second = of('a')!
  expect(second.number).toBeGreaterThan(first!.number)
  expect(of('a')).toBe(second)
})

test('without a preview it is what the node gave, or what went into it', () => {
  const { states, of } = setUp()
  const thumbnail = (byte: number) => ({ width: 1, height: 1, rgb: btoa(String.fromCharCode(byte, byte, byte)) })
  const gave = (byte: number): NodeState =>
    ({ status: 'done', outputs: { frames: { type: 'frames', thumbnail: thumbnail(byte) } } }) as unknown as NodeState
  states.set('decode', gave(1))
  states.set('export', { status: 'done' } as NodeState)
  const before = of('decode')
  expect(before).toBeDefined()
  expect(of('export')).toBeUndefined()
  expect(of('export', { frames: { from: 'decode', output: 'frames' } })).toBe(before)
  states.set('decode', gave(2))
  expect(of('decode')?.number).not.toBe(before?.number)
})

test('where no preview is here it is asked for, of a node that ran', () => {
  const { previews, states, recall, of } = setUp()
  of('steps')
  expect(recall).not.toHaveBeenCalled()
  states.set('steps', { status: 'done' } as NodeState)
  of('steps')
  expect(recall.mock.calls.map(([id]) => id)).toEqual(['steps'])
  previews.set('steps', preview())
  expect(of('steps')).toBeDefined()
  expect(recall).toHaveBeenCalledOnce()
})
