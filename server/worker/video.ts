import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import type { VideoSettings } from '../../nodes/contract/context.ts'
import { SaidError, say } from '../../workflow/said/said.ts'
import type { Clip, Frames } from '../../workflow/values.ts'
import type { Artifacts } from '../artifacts.ts'
import { freeBytes } from '../disk-space.ts'
import { type Ffmpeg, findFfmpeg } from '../ffmpeg.ts'
import { feedProgram } from './feed-program.ts'
import { videoFormats } from './video-formats.ts'

/** What the encoder asks and tells while it works. */
export interface EncodeHooks {
  /** Asked ten times a second; what it throws ends the encoding at once. */
  check?(): void
  /** Frames that were handed over, of all. */
  progress?(done: number, total: number): void
}

export type EncodeVideo = (frames: Frames, settings: VideoSettings, hooks?: EncodeHooks) => Promise<Clip>

/**
 * Writes frames as video files into the artifact store: equal frames and settings give equal bytes. ffmpeg is looked for
 * when the first clip is written.
 */
export const createVideoEncoder = ({
  artifacts,
  ffmpeg = findFfmpeg,
}: {
  readonly artifacts: Pick<Artifacts, 'temporary' | 'adopt'>
  readonly ffmpeg?: () => Promise<Ffmpeg>
}): EncodeVideo => {
  let known: Promise<Ffmpeg & { encoders: string }> | undefined
  const program = () => {
    known ??= ffmpeg().then(async (found) => ({ ...found, encoders: await encodersOf(found) }))
    // One that was not found may be installed by the next run.
    known.catch(() => {
      known = undefined
    })
    return known
  }

  return async (frames, settings, hooks = {}) => {
    checkFrames(frames, settings)
    const format = videoFormats[settings.format]
    const { path, source, encoders } = await program()
    const encoder = format.encoders.find((name) => new RegExp(`^ V\\S* ${name} `, 'm').test(encoders))
    if (encoder === undefined)
      throw new SaidError(say('noEncoder', { path, source, format: settings.format, encoders: format.encoders }))
    const { count, width, height } = format.even ? evenSize(frames) : frames
    const temporary = artifacts.temporary(settings.format)
    try {
      await feedProgram({
        program: path,
        arguments: [
          ...['-hide_banner', '-loglevel', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'rgb24'],
          ...['-video_size', `${width}x${height}`, '-framerate', String(settings.framesPerSecond), '-i', 'pipe:0'],
          ...['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact'],
          ...format.arguments(settings, encoder),
          temporary,
        ],
        pieces: count,
        piece: (index) => pictureOf(frames, index, width, height),
        ...hooks,
      })
      const { artifact, bytes } = await artifacts.adopt(temporary, settings.format)
      return {
        artifact,
        extension: settings.format,
        mime: format.mime,
        bytes,
        width,
        height,
        frames: count,
        framesPerSecond: settings.framesPerSecond,
      }
    } catch (error) {
      await rm(temporary, { force: true })
      if (/ENOSPC|No space left on device|disk quota exceeded/i.test(String((error as Error)?.message ?? error)))
        throw new SaidError(
          say('noRoomForClip', { path: temporary, free: (await freeBytes(dirname(temporary))) ?? 0 }),
          { cause: error },
        )
      throw error
    }
  }
}

const encodersOf = async ({ path }: Ffmpeg): Promise<string> => {
  const { stdout } = await promisify(execFile)(path, ['-hide_banner', '-encoders'], { maxBuffer: 4 * 1024 * 1024 })
  return stdout
}

const checkFrames = ({ data, count, width, height }: Frames, { framesPerSecond, quality }: VideoSettings): void => {
  if (count < 1) throw new SaidError(say('noFrames'))
  if (data.length !== count * width * height * 3)
    throw new SaidError(
      say('framesOfOtherSize', {
        ...{ frames: count, width, height },
        ...{ bytes: count * width * height * 3, came: data.length },
      }),
    )
  if (!(framesPerSecond > 0 && framesPerSecond <= 1000))
    throw new SaidError(say('noFrameRate', { rate: framesPerSecond }))
  if (!(quality >= 0 && quality <= 100)) throw new SaidError(say('noQuality', { quality }))
}

const evenSize = ({ count, width, height }: Frames) => ({
  count,
  width: width + (width % 2),
  height: height + (height % 2),
})

/** One frame's bytes at the given size, at most one pixel more each way: the last row and column stand there twice. */
const pictureOf = (frames: Frames, index: number, width: number, height: number): Uint8Array => {
  const size = frames.width * frames.height * 3
  const picture = frames.data.subarray(index * size, (index + 1) * size)
  if (width === frames.width && height === frames.height) return picture
  const wide = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    const from = Math.min(y, frames.height - 1) * frames.width * 3
    const row = picture.subarray(from, from + frames.width * 3)
    wide.set(row, y * width * 3)
    if (width > frames.width) wide.set(row.subarray(-3), (y * width + frames.width) * 3)
  }
  return wide
}
