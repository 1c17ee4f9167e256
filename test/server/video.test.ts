import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openArtifacts } from '../../server/artifacts.ts'
import { findFfmpeg } from '../../server/ffmpeg.ts'
import { createVideoEncoder } from '../../server/worker/video.ts'
import { say } from '../../workflow/said/said.ts'
import type { Frames } from '../../workflow/values.ts'

const folder = mkdtempSync(join(tmpdir(), 'reelgraph-video-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const artifacts = await openArtifacts(join(folder, 'artifacts'))
const encode = createVideoEncoder({ artifacts })
const { path: ffmpeg } = await findFfmpeg()

/** A smooth field of colour on which a soft light moves. */
const pictures = (count: number, width: number, height: number): Frames => {
  const data = new Uint8Array(count * width * height * 3)
  for (let frame = 0, at = 0; frame < count; frame++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++, at += 3) {
        const far = Math.hypot(x - (width * (frame + 1)) / (count + 1), y - height / 2) / width
        const light = 120 * Math.exp(-20 * far * far)
        data[at] = Math.round(30 + (100 * x) / width + light)
        data[at + 1] = Math.round(60 + (80 * y) / height + light)
        data[at + 2] = Math.round(180 - (90 * x) / width)
      }
  return { data, count, width, height }
}

const fileOf = async ({ artifact, extension }: { artifact: string; extension: string }) =>
  (await artifacts.find(`${artifact}.${extension}`))!.path

/** The pictures in a file, as another run of ffmpeg reads them. */
const decoded = (path: string): Uint8Array =>
  execFileSync(
    ffmpeg,
    [
      '-loglevel',
      'error',
      '-i',
      path,
      '-vf',
      'scale=in_color_matrix=bt709',
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      '-vsync',
      '0',
      '-',
    ],
    { maxBuffer: 1e9 },
  )

/** What ffmpeg says of a file. */
const described = (path: string): string => spawnSync(ffmpeg, ['-hide_banner', '-i', path]).stderr.toString()

const meanError = (a: Uint8Array, b: Uint8Array): number => {
  expect(a.length).toBe(b.length)
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length
}

const best = { framesPerSecond: 8, quality: 100 } as const
const leftovers = () => readdirSync(join(folder, 'artifacts')).filter((name) => !/^[0-9a-f]{64}\.\w+$/.test(name))

describe('a clip comes back as it was', () => {
  const frames = pictures(16, 64, 48)

  test.each([
    ['mp4', /Video: h264 \(High\).*yuv420p\(tv, bt709.*64x48.* 8 fps/, 'video/mp4', 2],
    ['webm', /Video: vp9.*yuv420p\(tv, bt709.*64x48.* 8 fps/, 'video/webm', 2],
    ['gif', /Video: gif.*64x48/, 'image/gif', 6],
  ] as const)('%s', async (format, description, mime, bound) => {
    const clip = await encode(frames, { format, ...best })
    expect(clip).toMatchObject({ extension: format, mime, width: 64, height: 48, frames: 16, framesPerSecond: 8 })
    const path = await fileOf(clip)
    expect(described(path)).toMatch(description)
    expect(meanError(decoded(path), frames.data)).toBeLessThan(bound)
  })

  test('an odd size is rounded up with its own edge', async () => {
    const odd = pictures(3, 33, 17)
    const clip = await encode(odd, { format: 'mp4', ...best })
    expect(clip).toMatchObject({ width: 34, height: 18 })
    const back = decoded(await fileOf(clip))
    const pixel = (data: Uint8Array, width: number, x: number, y: number) => [
      ...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
    ]
    for (const [x, y] of [
      [33, 5],
      [10, 17],
      [33, 17],
    ] as const)
      pixel(back, 34, x, y).forEach((value, i) => {
        expect(Math.abs(value - pixel(odd.data, 33, Math.min(x, 32), Math.min(y, 16))[i]!)).toBeLessThan(12)
      })
    expect(await encode(odd, { format: 'gif', ...best })).toMatchObject({ width: 33, height: 17 })
  })

  test('one frame is a clip too', async () => {
    for (const format of ['mp4', 'webm', 'gif'] as const) {
      const clip = await encode(pictures(1, 16, 16), { format, ...best })
      expect(decoded(await fileOf(clip))).toHaveLength(16 * 16 * 3)
    }
  })
})

test.each(['mp4', 'webm', 'gif'] as const)(
  '%s: equal frames give equal bytes, a better quality more of them',
  async (format) => {
    const frames = pictures(8, 64, 64)
    const sizes: number[] = []
    for (const quality of [0, 50, 100]) {
      const clip = await encode(frames, { format, framesPerSecond: 12, quality })
      expect(await encode(frames, { format, framesPerSecond: 12, quality })).toEqual(clip)
      sizes.push(clip.bytes)
    }
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b))
    expect(sizes[2]).toBeGreaterThan(sizes[0]! * 1.5)
  },
)

describe('what goes wrong is said, and leaves nothing behind', () => {
  const frames = pictures(4, 16, 16)
  const mp4 = { format: 'mp4', ...best } as const

  /** A program in place of ffmpeg, as lines of shell; it lists encoders as one would. */
  const standIn = (name: string, lines: string) => {
    const path = join(folder, name)
    writeFileSync(path, `#!/bin/sh\ncase "$*" in *-encoders*) echo " V..... libx264  H.264"; exit 0;; esac\n${lines}\n`)
    chmodSync(path, 0o755)
    return createVideoEncoder({ artifacts, ffmpeg: async () => ({ path, source: 'the test' }) })
  }

  test('a program that fails: with its last lines', async () => {
    const failing = standIn('failing', 'for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo "line $i" >&2; done\nexit 3')
    await expect(failing(frames, mp4)).rejects.toThrow(/ended with code 3[\s\S]*line 5\n[\s\S]*line 12$/)
    await expect(failing(frames, mp4)).rejects.not.toThrow(/line 4\n/)
  })

  test('a program that is killed', async () => {
    await expect(standIn('killed', 'kill -9 $$')(frames, mp4)).rejects.toThrow(/ended by SIGKILL/)
  })

  test('a program without the encoder', async () => {
    await expect(standIn('small', 'exit 0')(frames, { ...mp4, format: 'webm' })).rejects.toThrow(
      /cannot write webm.*libvpx-vp9 or libvpx.*FFMPEG_BIN/,
    )
  })

  test('a program that is not there', async () => {
    const gone = createVideoEncoder({
      artifacts,
      ffmpeg: async () => ({ path: '/nowhere/ffmpeg', source: 'the test' }),
    })
    await expect(gone(frames, mp4)).rejects.toThrow(/nowhere/)
  })

  test.skipIf(!existsSync('/dev/full'))('a full disk', async () => {
    const full = join(folder, 'full.gif')
    const encodeFull = createVideoEncoder({
      artifacts: {
        temporary: () => {
          symlinkSync('/dev/full', full)
          return full
        },
        adopt: artifacts.adopt,
      },
    })
    await expect(encodeFull(pictures(16, 64, 64), { ...mp4, format: 'gif' })).rejects.toThrow(
      /disk is full.*Free some space/,
    )
    expect(existsSync(full)).toBe(false)
  })

  test('a cancel ends a program that would go on for ever', async () => {
    const endless = standIn('endless', 'cat > /dev/null; sleep 4')
    const begun = performance.now()
    let asked = 0
    const check = () => {
      if (++asked > 2) throw new Error('cancelled')
    }
    await expect(endless(frames, mp4, { check })).rejects.toThrow(/^cancelled$/)
    expect(performance.now() - begun).toBeLessThan(2000)
  })

  test('frames and settings that cannot be', async () => {
    await expect(encode({ ...frames, count: 0, data: new Uint8Array() }, mp4)).rejects.toThrow(/no frames/)
    await expect(encode({ ...frames, count: 5 }, mp4)).rejects.toThrow(/5 frames of 16 × 16.*3840 bytes.*3072/)
    await expect(encode(frames, { ...mp4, framesPerSecond: 0 })).rejects.toThrow(/0 frames a second/)
    await expect(encode(frames, { ...mp4, quality: 101 })).rejects.toThrow(/quality is 101/)
  })

  test('in all this no half-written file stays', () => expect(leftovers()).toEqual([]))
})

test('progress counts the frames', async () => {
  const told: number[][] = []
  await encode(pictures(5, 16, 16), { format: 'gif', ...best }, { progress: (...each) => void told.push(each) })
  expect(told).toEqual([1, 2, 3, 4, 5].map((done) => [done, 5]))
})

describe('where ffmpeg is looked for', () => {
  const nothing = () => {
    throw Object.assign(new Error('Cannot find module'), { code: 'MODULE_NOT_FOUND' })
  }

  test('FFMPEG_BIN comes first, the packages next, the PATH last', async () => {
    const environment = { PATH: '/nowhere' }
    expect(await findFfmpeg({ ...environment, FFMPEG_BIN: ffmpeg }, nothing)).toEqual({
      path: ffmpeg,
      source: 'FFMPEG_BIN',
    })
    const both = (name: string) => (name === 'ffmpeg-static' ? ffmpeg : { path: ffmpeg })
    expect((await findFfmpeg(environment, both)).source).toBe('ffmpeg-static')
    // The package is there, its download was not made.
    const lost = (name: string) => (name === 'ffmpeg-static' ? '/nowhere/ffmpeg' : { path: ffmpeg })
    expect((await findFfmpeg(environment, lost)).source).toBe('@ffmpeg-installer/ffmpeg')
    const bin = join(folder, 'bin')
    execFileSync('mkdir', ['-p', bin])
    symlinkSync(ffmpeg, join(bin, 'ffmpeg'))
    expect(await findFfmpeg({ PATH: bin }, nothing)).toEqual({ path: 'ffmpeg', source: say('onThePath') })
  })

  test('where there is none, all four ways are named with what was wrong', async () => {
    const refusing = (name: string) => {
      if (name === 'ffmpeg-static') return null
      throw 'Unsupported platform/architecture: plan9-mips'
    }
    await expect(findFfmpeg({ PATH: '/nowhere', FFMPEG_BIN: '/bin/echo' }, refusing)).rejects.toThrow(
      /FFMPEG_BIN: \/bin\/echo is another program; ffmpeg-static: has no program.*; @ffmpeg-installer\/ffmpeg: Unsupported platform.*; ffmpeg on the PATH: ffmpeg is not there/,
    )
  })
})
