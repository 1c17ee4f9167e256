import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maxSeed } from '../../workflow/definition.ts'
import { emptyWorkflow, inputOf, readWorkflow, type Workflow, writeWorkflow } from '../../workflow/document.ts'
import { addNode, connect, placedNode, setValue } from '../../workflow/edits.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import {
  drawSeeds,
  drawsSeeds,
  fixedSeeds,
  type SeedMode,
  seedDrawer,
  seedModeOf,
  seedModes,
  setSeed,
  setSeedModes,
} from '../../workflow/seeds.ts'
import { palette } from '../fakes/palette.ts'

const one = (value: number, mode: SeedMode): Workflow =>
  setSeed('s', 'seed', value, mode)(addNode('s', placedNode(palette.source!, [0, 0]))(emptyWorkflow('')))
const filledIn = (workflow: Workflow) => inputOf(workflow.nodes.s!, 'seed')
const seedIn = (workflow: Workflow) => (filledIn(workflow) as { value: number }).value
const next = (workflow: Workflow, draw = seedDrawer()) => drawSeeds(palette, draw)(workflow)
const runs = (workflow: Workflow, count: number) => {
  const seeds: number[] = []
  for (let run = 0; run < count; run++) {
    workflow = next(workflow)
    seeds.push(seedIn(workflow))
  }
  return seeds
}
const seed = fc.maxSafeNat()

test('a fixed seed stays, and so does the whole document, to the byte', () => {
  fc.assert(
    fc.property(seed, (value) => {
      const workflow = one(value, 'fixed')
      expect(next(workflow)).toBe(workflow)
      expect(fixedSeeds(workflow, palette)).toBe(workflow)
      expect(filledIn(workflow)).toEqual({ value })
    }),
  )
})

test('a seed that goes up or down begins with what was typed, and then takes one step each run', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: maxSeed - 10 }), (value) => {
      expect(runs(one(value, 'up'), 4)).toEqual([value, value + 1, value + 2, value + 3])
      expect(runs(one(value, 'down'), 4)).toEqual([value, value - 1, value - 2, value - 3])
    }),
  )
  expect(runs(one(maxSeed, 'up'), 2)).toEqual([maxSeed, 0])
  expect(runs(one(0, 'down'), 2)).toEqual([0, maxSeed])
})

test('typing another seed between runs makes it the next one', () => {
  const ran = next(next(one(5, 'up')))
  expect(seedIn(ran)).toBe(6)
  expect(runs(setSeed('s', 'seed', 40, 'up')(ran), 2)).toEqual([40, 41])
})

test('random seeds: each run gets one of its own, never that of the run before', () => {
  fc.assert(
    fc.property(seed, (value) => {
      const draw = seedDrawer()
      let workflow = one(value, 'random')
      const seeds = [value]
      for (let run = 0; run < 6; run++) {
        workflow = next(workflow, draw)
        seeds.push(seedIn(workflow))
      }
      expect(new Set(seeds.slice(1)).size).toBe(6)
      expect(seeds[1]).not.toBe(value)
    }),
  )
  expect(seedIn(next(one(3, 'random'), inTurn([3, 8])))).toBe(8)
})

test('what a run keeps holds the seed that it ran with, and runs with it again', () => {
  fc.assert(
    fc.property(seed, fc.constantFrom(...seedModes), (value, mode) => {
      const drawn = next(one(value, mode))
      const kept = fixedSeeds(drawn, palette)
      expect(filledIn(kept)).toEqual({ value: seedIn(drawn) })
      expect(next(kept)).toBe(kept)
    }),
  )
})

test('modes are written beside the seed, load and save to the byte, and can be taken from all at once', () => {
  for (const mode of seedModes) {
    const text = writeWorkflow(one(7, mode))
    expect(writeWorkflow(readWorkflow(text, fileTexts))).toBe(text)
    expect(seedModeOf(filledIn(readWorkflow(text, fileTexts)))).toBe(mode)
    expect(drawsSeeds(readWorkflow(text, fileTexts), palette)).toBe(mode !== 'fixed')
    const random = setSeedModes(palette, 'random')(readWorkflow(text, fileTexts))
    expect(filledIn(random)).toEqual({ value: 7, draw: 'random' })
    expect(filledIn(setSeedModes(palette, 'fixed')(random))).toEqual({ value: 7 })
  }
})

test('a link, a mode from a newer version and a seed that is none are left as they are', () => {
  const number = addNode('n', placedNode(palette.source!, [0, 0]))(one(7, 'random'))
  const linked = connect({ from: 'n', output: 'latent', to: 's', input: 'seed' })(number)
  const unknown = JSON.parse(writeWorkflow(one(7, 'up')).replace('"up"', '"by the moon"'))
  const wrong = JSON.parse(
    writeWorkflow(setValue('s', 'seed', 'many')(one(7, 'fixed'))).replace('"many"', '"many", "draw": "up"'),
  )
  for (const workflow of [linked, unknown, wrong]) expect(next(workflow)).toBe(workflow)
  expect(fixedSeeds(unknown, palette)).toBe(unknown)
})

test('seeds within a subgraph, and those that its instances show, are drawn as well', () => {
  const seeded: Workflow = {
    ...one(7, 'fixed'),
    nodes: {
      i: { node: 'subgraph:sub', version: 1, at: [0, 0], inputs: { seed: { value: 5, draw: 'up' } } },
      j: { node: 'subgraph:sub', version: 1, at: [0, 0], inputs: {} },
    },
    subgraphs: {
      sub: {
        title: 'Sub',
        inputs: [{ name: 'seed' }],
        outputs: [],
        nodes: {
          inputs: { node: 'subgraph-inputs', version: 1, at: [0, 0], inputs: {} },
          shown: { ...one(7, 'fixed').nodes.s!, inputs: { seed: { from: 'inputs', output: 'seed' } } },
          hidden: { ...one(7, 'random').nodes.s! },
        },
      },
    },
  }
  const drawn = next(next(seeded), inTurn([40, 41]))
  expect(drawn.nodes.i!.inputs.seed).toEqual({ value: 6, draw: 'up', used: 6 })
  expect(drawn.nodes.j).toBe(seeded.nodes.j)
  expect(drawn.subgraphs!.sub!.nodes.hidden!.inputs.seed).toEqual({ value: 40, draw: 'random' })
  expect(drawsSeeds(fixedSeeds(drawn, palette), palette)).toBe(false)
})

/** Gives these numbers, one after the other. */
const inTurn = (numbers: readonly number[]) => {
  let at = 0
  return () => numbers[at++]!
}
