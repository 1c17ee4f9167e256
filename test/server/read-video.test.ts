import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openArtifacts } from '../../server/artifacts.ts'
import { AssetError, openAssets } from '../../server/assets.ts'
import { createVideoReader } from '../../server/worker/read-video.ts'
import { createVideoEncoder } from '../../server/worker/video.ts'
import type { Asset } from '../../workflow/asset.ts'
import type { Frames } from '../../workflow/values.ts'

const folder = await mkdtemp(join(tmpdir(), 'reelgraph-read-video-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const artifacts = await openArtifacts(join(folder, 'artifacts'))
const assets = await openAssets(join(folder, 'assets'), join(folder, 'shipped'))
const read = createVideoReader({ assets })

/** Frames of one grey each, brighter from frame to frame; the left quarter is dark. */
const pictures = (count: number, width = 64, height = 32): Frames => {
  const data = new Uint8Array(count * width * height * 3)
  for (let at = 0; at < data.length; at++) {
    const pixel = Math.floor(at / 3)
    data[at] = pixel % width < width / 4 ? 20 : 60 + 10 * Math.floor(pixel / (width * height))
  }
  return { data, count, width, height }
}
const encode = createVideoEncoder({ artifacts })
async function* pieces(...all: Uint8Array[]) {
  yield* all
}
const given = async (format: 'mp4' | 'webm' | 'gif', frames = pictures(12)): Promise<Asset> => {
  const { artifact } = await encode(frames, { format, framesPerSecond: 8, quality: 100 })
  const { path } = (await artifacts.find(`${artifact}.${format}`))!
  const bytes = await readFile(path)
  return assets.take(pieces(bytes.subarray(0, 5), bytes.subarray(5)), `clip.${format}`)
}
const all = { framesPerSecond: 0, first: 0, count: 100, width: 64, height: 32, fit: 'crop' } as const
/** The grey in the middle of each frame. */
const greys = ({ data, count, width, height }: Frames) =>
  Array.from({ length: count }, (_, frame) => data[((frame * height + height / 2) * width + width / 2) * 3]!)

describe.each(['mp4', 'webm', 'gif'] as const)('%s', (format) => {
  test('comes back frame by frame', async () => {
    const asset = await given(format)
    expect(asset).toMatchObject({ extension: format, name: `clip.${format}` })
    const frames = await read(asset, all)
    expect(frames).toMatchObject({ count: 12, width: 64, height: 32 })
    for (const [i, grey] of greys(frames).entries()) expect(Math.abs(grey - 60 - 10 * i), `${i}`).toBeLessThan(6)
  })
})

test('begins where it is told, takes no more than asked, and at the rate asked for', async () => {
  const asset = await given('mp4')
  const some = greys(await read(asset, { ...all, first: 4, count: 3 }))
  expect(some.map((grey) => Math.round((grey - 60) / 10))).toEqual([4, 5, 6])
  // Half of the file's rate is every second frame, twice of it each of them twice.
  expect((await read(asset, { ...all, framesPerSecond: 4 })).count).toBeCloseTo(6, -0.5)
  expect((await read(asset, { ...all, framesPerSecond: 16 })).count).toBeGreaterThan(20)
})

test('fits another size by cropping, with bars, or by stretching', async () => {
  const asset = await given('mp4')
  const row = ({ data, width, height }: Frames) =>
    Array.from({ length: width }, (_, x) => data[((height / 2) * width + x) * 3]!)
  const size = { ...all, count: 1, width: 32, height: 32 }
  // The middle half of the picture, in which nothing is dark.
  expect(row(await read(asset, size)).every((grey) => grey > 40)).toBe(true)
  expect(
    row(await read(asset, { ...size, fit: 'stretch' }))
      .slice(0, 7)
      .every((grey) => grey < 35),
  ).toBe(true)
  const padded = await read(asset, { ...size, fit: 'pad' })
  expect(padded.data.subarray(0, 32 * 3 * 7).every((value) => value === 0)).toBe(true)
  expect(row(padded).at(-1)).toBeGreaterThan(40)
})

describe('what cannot be read', () => {
  test('is refused when it is given, by what is in it', async () => {
    const playlist = Buffer.from('#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n')
    await expect(assets.take(pieces(playlist), 'clip.mp4')).rejects.toThrow(AssetError)
    await expect(assets.take(pieces(Buffer.from('ffconcat version 1.0\nfile /etc/passwd\n')), 'a.mp4')).rejects.toThrow(
      'no video that can be read here',
    )
    await expect(assets.take(pieces(), 'empty.mp4')).rejects.toThrow('is empty')
    expect((await readdir(join(folder, 'assets'))).filter((name) => !/^[0-9a-f]{64}\./.test(name))).toEqual([])
  })

  test('says what is wrong with the file', async () => {
    const damaged = await assets.take(pieces(Buffer.from('\0\0\0\x18ftypisom and then nothing more')), 'half.mp4')
    await expect(read(damaged, all)).rejects.toThrow('"half.mp4" is damaged or not complete')
    await expect(read(await given('mp4'), { ...all, first: 50 })).rejects.toThrow('has no frame 50')
    const gone = { asset: 'b'.repeat(64), extension: 'mp4', name: 'gone.mp4' }
    await expect(read(gone, all)).rejects.toThrow('"gone.mp4" is not on this machine')
    await expect(read(await given('mp4'), { ...all, count: 1024, width: 4096, height: 4096 })).rejects.toThrow('2 GiB')
  })

  test('leads nowhere outside of the folders', async () => {
    await writeFile(join(folder, 'secret.mp4'), 'secret')
    for (const asset of ['../secret', `../${'a'.repeat(61)}`, '', '.'])
      expect(await assets.find({ asset, extension: 'mp4' }), asset).toBeUndefined()
  })

  test('stops at once when the job is cancelled', async () => {
    const asset = await given('mp4')
    const check = () => {
      throw new Error('cancelled')
    }
    await expect(
      read(asset, { ...all, count: 1024, framesPerSecond: 120, width: 512, height: 512 }, { check }),
    ).rejects.toThrow('cancelled')
  })
})

test('a name is the last part of what was given, for a person to read', async () => {
  const picture = Buffer.from([0xff, 0xd8, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  const { name } = await assets.take(pieces(picture), '../../etc/\u0000cat\u202e.jpg')
  expect(name).toBe('cat.jpg')
  expect((await assets.take(pieces(picture), '')).name).toBe('clip')
})

test('finds what comes with the program', async () => {
  await mkdir(join(folder, 'shipped'))
  const name = 'c'.repeat(64)
  await writeFile(join(folder, 'shipped', `${name}.mp4`), 'bytes')
  expect(await assets.find({ asset: name, extension: 'mp4' })).toEqual({
    path: join(folder, 'shipped', `${name}.mp4`),
    bytes: 5,
  })
})
