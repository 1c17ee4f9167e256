import { existsSync } from 'node:fs'
import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSafetensorsHeader, writeSafetensors } from '../../../onnx/safetensors.ts'
import type { StoredTensor } from '../../../onnx/tensors.ts'
import { checkCheckpoint } from '../../../server/checkpoint/check.ts'
import { writeDownloadRecord } from '../../../server/checkpoint/download-record.ts'
import type { Finding } from '../../../server/checkpoint/finding.ts'
import { createWeightScanner, scanWeights } from '../../../server/checkpoint/scan-weights.ts'
import { digestOfFile } from '../../../server/hub/running-digest.ts'
import { loadFamilies } from '../../../server/worker/families.ts'
import { allSchedulers } from '../../diffusion/all-schedulers.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'

const demo = resolve(import.meta.dirname, '../../../models/demo')
const unet = 'unet/diffusion_pytorch_model.safetensors'
const families = await loadFamilies()

const copy = async (): Promise<string> => {
  const folder = join(await tempFolder(), 'demo')
  await cp(demo, folder, { recursive: true })
  return folder
}
const check = async (folder: string, more: { deep?: boolean; variant?: string } = {}): Promise<Finding[]> => {
  const found: Finding[] = []
  for await (const finding of checkCheckpoint({ folder, families, schedulers: allSchedulers, ...more }))
    found.push(finding)
  return found
}
const wrongIn = (findings: readonly Finding[]) =>
  findings.filter(({ state }) => state === 'wrong').map(({ where, message }) => `${where}: ${message}`)

/** Writes the weights of a file anew, with changes to its table. */
const rewrite = async (
  path: string,
  change: (tensors: Map<string, { type: StoredTensor['type']; shape: readonly number[]; data: Uint8Array }>) => void,
) => {
  const bytes = await readFile(path)
  const length = Number(bytes.readBigUInt64LE(0))
  const header = readSafetensorsHeader(bytes.subarray(8, 8 + length), bytes.length, path)
  const tensors = new Map(
    [...header].map(([name, { type, shape, offset, length }]) => [
      name,
      { type, shape, data: new Uint8Array(bytes.subarray(offset, offset + length)) },
    ]),
  )
  change(tensors)
  await writeFile(path, writeSafetensors(Object.fromEntries(tensors)))
}

test('the demo checkpoint is whole, also when every weight is read', async () => {
  const findings = await check(demo, { deep: true })
  expect(wrongIn(findings)).toEqual([])
  const said = findings.map(({ where, message }) => `${where}: ${message}`).join('\n')
  expect(said).toMatch(/unet: UNet3DConditionModel: all of \d+ tensors, 2\.\d million parameters, F16/)
  expect(said.match(/no NaN/g)).toHaveLength(3)
  expect(said).toMatch(/tokenizer: prompts of 32 tokens/)
  expect(said).toMatch(/vae\/diffusion_pytorch_model\.safetensors: SHA-256 [0-9a-f]{64}/)
})

describe('what is wrong is found', () => {
  test('tensors that are missing, of another shape, left over', async () => {
    const folder = await copy()
    await rewrite(join(folder, unet), (tensors) => {
      tensors.delete('conv_in.weight')
      tensors.delete('conv_out.bias')
    })
    expect(wrongIn(await check(folder)).join('\n')).toMatch(
      /unet: .*conv_in\.weight[\s\S]*2 tensors are missing: .*conv_out\.bias/,
    )

    const reshaped = await copy()
    await rewrite(join(reshaped, unet), (tensors) => {
      const bias = tensors.get('conv_in.bias')
      if (bias) tensors.set('conv_in.bias', { ...bias, shape: [16], data: bias.data.subarray(0, 32) })
    })
    expect(wrongIn(await check(reshaped)).join('\n')).toMatch(/unet: .*conv_in\.bias.*16/)

    const more = await copy()
    await rewrite(join(more, unet), (tensors) => {
      tensors.set('motion.weight', { type: 'F32', shape: [1], data: new Uint8Array(4) })
    })
    expect(wrongIn(await check(more)).join('\n')).toMatch(/unet: .*does not read 1 of the .*"motion\.weight"/)
  })

  test('NaN and infinite numbers, only when asked for', async () => {
    const folder = await copy()
    await rewrite(join(folder, unet), (tensors) => {
      const weight = tensors.get('conv_in.weight')
      weight?.data.set([0x00, 0x7e, 0x00, 0x7c, 0x00, 0xfc], 10)
    })
    expect(wrongIn(await check(folder))).toEqual([])
    expect(wrongIn(await check(folder, { deep: true }))).toEqual([
      expect.stringMatching(/^unet: "conv_in\.weight" holds 1 NaN and 2 infinite numbers/),
    ])
  })

  test('a scheduler’s settings and a tokenizer that cannot be used, a variant that is not there', async () => {
    const folder = await copy()
    const scheduler = join(folder, 'scheduler/scheduler_config.json')
    await writeFile(
      scheduler,
      (await readFile(scheduler, 'utf8')).replace(/"beta_schedule": "[a-z_]+"/, '"beta_schedule": "wave"'),
    )
    await writeFile(join(folder, 'tokenizer/vocab.json'), '{"a</w>":0}')
    const wrong = wrongIn(await check(folder)).join('\n')
    expect(wrong).toMatch(/scheduler: .*beta_schedule/)
    expect(wrong).toMatch(/tokenizer: The tokenizer in/)
    expect(wrongIn(await check(demo, { variant: 'fp16' })).join('\n')).toMatch(
      /checkpoint \(fp16\): .*no variant "fp16"/,
    )
  })

  test('files that are not what was published, missing, or half there', async () => {
    const folder = await copy()
    const recorded = async (path: string, kind: 'sha256' | 'git-sha1') => {
      const { length: size } = await readFile(join(folder, path))
      return [path, { size, digest: { kind, value: await digestOfFile(join(folder, path), kind, size) } }] as const
    }
    await writeDownloadRecord(folder, {
      repo: 'reelgraph/demo',
      commit: 'c'.repeat(40),
      files: Object.fromEntries([
        await recorded(unet, 'sha256'),
        await recorded('vae/config.json', 'git-sha1'),
        await recorded('README.md', 'git-sha1'),
      ]),
    })
    const fine = await check(folder)
    expect(wrongIn(fine)).toEqual([])
    expect(fine.filter(({ message }) => message.endsWith('as published')).map(({ where }) => where)).toEqual(
      ['README.md', unet, 'vae/config.json'].sort(),
    )
    await rewrite(join(folder, unet), (tensors) => tensors.get('conv_in.weight')?.data.set([1, 2, 3]))
    await writeFile(join(folder, 'vae/config.json'), `${await readFile(join(folder, 'vae/config.json'), 'utf8')} `)
    await rm(join(folder, 'README.md'))
    await writeFile(join(folder, 'unet/more.bin.incomplete'), 'x')
    expect(wrongIn(await check(folder))).toEqual([
      'README.md: is missing. Get it: npm run models -- get reelgraph/demo',
      expect.stringMatching(/^unet\/diffusion_pytorch_model\.safetensors: is not what was published: its SHA-256 is/),
      expect.stringMatching(/^unet\/more\.bin\.incomplete: is a part of a file/),
      expect.stringMatching(/^vae\/config\.json: is not what was published: its checksum is/),
    ])
  })
})

test('weights are found bad whatever pieces their file comes in, those that share bytes each', () => {
  const numbers = Float64Array.from([1, Number.NaN, 2, Number.POSITIVE_INFINITY, 3, Number.NaN])
  const file = new Uint8Array([7, 7, 7, ...new Uint8Array(numbers.buffer), 7, 7])
  const stored = (first: number, count: number) =>
    ({ type: 'F64', shape: [count], file: 'w', offset: 3 + 8 * first, length: 8 * count }) as const
  const tensors = new Map<string, StoredTensor>([
    ['view', stored(1, 3)],
    ['all', stored(0, 6)],
    ['fine', stored(4, 1)],
    ['last', stored(5, 1)],
    ['empty', stored(2, 0)],
  ])
  for (let size = 1; size <= file.length + 1; size++) {
    const scanner = createWeightScanner(tensors)
    for (let at = 0; at < file.length; at += size) scanner.update(file.subarray(at, at + size))
    expect(scanner.end()).toEqual([
      { tensor: 'all', nan: 2, infinite: 1 },
      { tensor: 'view', nan: 1, infinite: 1 },
      { tensor: 'last', nan: 1, infinite: 0 },
    ])
  }
  const cut = createWeightScanner(tensors)
  cut.update(file.subarray(0, 30))
  expect(() => cut.end()).toThrow('The weight file ends while it is read.')
})

test('with every weight looked at, each file is still told of once', async () => {
  const read: string[] = []
  for await (const _ of checkCheckpoint({
    folder: demo,
    families,
    schedulers: allSchedulers,
    deep: true,
    progress: (what) => read.push(what),
  }));
  expect(read.length).toBeGreaterThan(8)
  expect(new Set(read).size).toBe(read.length)
  expect(read.filter((what) => what.includes('weights'))).toEqual([])
})

/** Bytes that this process has read so far, as the system counts them. */
const bytesRead = async (): Promise<number> =>
  Number(/^rchar: (\d+)$/m.exec(await readFile('/proc/self/io', 'utf8'))?.[1])

test.runIf(existsSync('/proc/self/io'))('and its bytes are read once', async () => {
  const names = (await readdir(demo, { recursive: true })).filter((name) => name.endsWith('.safetensors'))
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(demo, name))).size))
  const weights = sizes.reduce((sum, size) => sum + size, 0)
  // What is loaded for the first check is no reading of it.
  await check(demo, { deep: true })
  const before = await bytesRead()
  await check(demo, { deep: true })
  const read = (await bytesRead()) - before
  expect(read).toBeGreaterThanOrEqual(weights)
  // Headers, configurations and the tokenizer are looked at before.
  expect(read).toBeLessThan(1.3 * weights)
})

test.each([
  ['F64', new Uint8Array(new Float64Array([1, Number.NaN, Number.POSITIVE_INFINITY, 1e300]).buffer), 1, 1],
  ['F32', new Uint8Array(new Float32Array([1, Number.NaN, Number.NEGATIVE_INFINITY, Number.NaN]).buffer), 2, 1],
  ['F16', Uint8Array.of(0x01, 0x7c, 0x00, 0x7c, 0xff, 0x7b, 0x00, 0xfe), 2, 1],
  ['BF16', Uint8Array.of(0xc0, 0x7f, 0x80, 0xff, 0x7f, 0x7f), 1, 1],
  ['F8_E5M2', Uint8Array.of(0x7c, 0x7d, 0xfc, 0x7b), 1, 2],
  ['F8_E4M3', Uint8Array.of(0x7f, 0xff, 0x7e, 0x78), 2, 0],
  ['I32', Uint8Array.of(0xff, 0xff, 0xff, 0xff), 0, 0],
] as const)('numbers of %s that cannot be computed with', async (type, data, nan, infinite) => {
  const folder = await tempFolder()
  await writeFile(join(folder, 'w'), new Uint8Array([9, 9, 9, ...data]))
  const stored = { type, shape: [1], file: 'w', offset: 3, length: data.length }
  const bad = await scanWeights(new Map([['x', stored]]), folder)
  expect(bad).toEqual(nan + infinite === 0 ? [] : [{ tensor: 'x', nan, infinite }])
})
