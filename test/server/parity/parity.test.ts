import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findCases } from '../../../server/parity/find-cases.ts'
import { holds, largestError, type Outcome, relativeError } from '../../../server/parity/outcome.ts'
import { pipelineCases } from '../../../server/parity/pipeline-cases.ts'
import { readPythonJson } from '../../../server/parity/reference-files.ts'
import { collect, parityTools, referenceFolder } from '../../onnx/reference.ts'
import { builtProgram } from '../built-program.ts'

const root = resolve(import.meta.dirname, '../../..')
const program = await builtProgram('server/cli/parity')

describe('runs of the pipeline agree at every step, and so do their frames', () => {
  test.each([
    ['pipeline', 1, 'DPMSolverMultistepScheduler, latents of 25 steps'],
    ['pipeline', 2, 'EulerAncestralDiscreteScheduler, latents of 6 steps'],
    ['pipeline', 3, 'DDIMScheduler, latents of 5 steps'],
    ['demo', 0, 'DPMSolverMultistepScheduler, latents of 25 steps'],
  ])('%s %d: %s', async (name, index, title) => {
    const outcomes = await collect(pipelineCases(parityTools, referenceFolder(name), name, [index]))
    expect(outcomes.map((outcome) => outcome.name)[0]).toBe(`${name} ${index} ${title}`)
    expect(outcomes).toHaveLength(2)
    for (const outcome of outcomes) {
      if (!('error' in outcome)) throw new Error(JSON.stringify(outcome))
      expect(outcome.error, outcome.name).toBeLessThanOrEqual(outcome.name.includes('latents') ? 1e-3 : 2e-3)
    }
  })
})

describe('a folder', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reelgraph-parity-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const command = (...args: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((done) => {
      execFile(process.execPath, [program, ...args], { cwd: root }, (error, out, err) =>
        done({ code: error ? Number(error.code) : 0, out, err }),
      )
    })

  /** Lays a small reference down: a network, a network without answers, and noise. */
  const layDown = async () => {
    await cp(referenceFolder('clip-a'), join(folder, 'text/clip-a'), { recursive: true })
    await mkdir(join(folder, 'old'))
    await cp(join(referenceFolder('unet3d-a'), 'config.json'), join(folder, 'old/config.json'))
    await writeFile(join(folder, 'old/diffusion_pytorch_model.bin'), '')
    const draws = JSON.parse(await readFile(join(root, 'test/golden/randn.json'), 'utf8'))
    await writeFile(join(folder, 'randn.json'), JSON.stringify(draws.slice(0, 2)))
  }

  test('is searched for cases by what lies in it, its parts left alone', async () => {
    const found = (await findCases(dirname(referenceFolder('demo')))).map(({ name }) => name)
    expect(found).toEqual([
      'clip-a',
      'clip-b',
      'demo',
      'pipeline',
      'unet3d-a',
      'unet3d-a-bin',
      'unet3d-b',
      'vae-a',
      'vae-b',
    ])
  })

  test('that agrees ends with 0, and what was skipped is said', async () => {
    await layDown()
    const { code, out } = await command(folder)
    expect(out).toMatch(/ok {4}text\/clip-a last_hidden_state .* of {2}1\.0e-4 relative/)
    expect(out).toMatch(/ok {4}randn\.json seed 0/)
    expect(out).toMatch(/skip {2}old: there is no io\.safetensors beside it/)
    expect(out).toMatch(/4 hold, 0 do not, 1 skipped\./)
    expect(code).toBe(0)
  })

  test('that does not agree ends with 1: another answer, and a file that cannot be read', async () => {
    await layDown()
    const draws = JSON.parse(await readFile(join(folder, 'randn.json'), 'utf8'))
    draws[1].last[2] += 1e-5
    await writeFile(join(folder, 'randn.json'), JSON.stringify(draws))
    const weights = join(folder, 'text/clip-a/model.safetensors')
    await writeFile(weights, (await readFile(weights)).subarray(0, 5000))
    const { code, out } = await command(folder)
    expect(out).toMatch(/FAIL {2}randn\.json seed 0/)
    expect(out).toMatch(/FAIL {2}text\/clip-a: .*model\.safetensors/)
    expect(out).toMatch(/1 hold, 2 do not, 1 skipped\./)
    expect(code).toBe(1)
  })

  test('without cases, or none at all, ends with 2 and says what can be compared', async () => {
    expect(await command(folder)).toMatchObject({ code: 2, err: expect.stringContaining('holds nothing that can be') })
    expect(await command()).toMatchObject({ code: 2, err: expect.stringContaining('Give one folder') })
    expect(await command('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Usage: npm run parity') })
  })

  test("holds Python's JSON: infinities, NaN, and the same words inside texts", async () => {
    const path = join(folder, 'x.json')
    await writeFile(path, '{"a": -Infinity, "b": [Infinity, NaN], "c": "-Infinity and \\"NaN\\""}')
    expect(await readPythonJson(path)).toEqual({
      a: Number.NEGATIVE_INFINITY,
      b: [Number.POSITIVE_INFINITY, null],
      c: '-Infinity and "NaN"',
    })
    await writeFile(path, '{')
    await expect(readPythonJson(path)).rejects.toThrow(path)
  })
})

test('an error that is no number, and figures of another length, do not hold', () => {
  const outcome = (error: number): Outcome => ({ name: '', error, bound: 1, unit: '' })
  expect([0, 1, 1.01, Number.NaN, Number.POSITIVE_INFINITY].map((error) => holds(outcome(error)))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
  expect(relativeError([3, 4.5], [3, 4])).toBeCloseTo(0.1)
  expect(relativeError([1], [1, 2])).toBe(Number.POSITIVE_INFINITY)
  expect(relativeError([Number.NaN], [1])).toBeNaN()
  expect(largestError([1, -2, 3], [1, 2, 2])).toBe(4)
  expect(largestError([Number.NaN, 1], [0, 1])).toBeNaN()
})
