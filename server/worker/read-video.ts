import type { ReadSettings } from '../../nodes/contract/context.ts'
import type { Asset } from '../../workflow/asset.ts'
import { SaidError, say } from '../../workflow/said/said.ts'
import type { Frames } from '../../workflow/values.ts'
import type { Assets } from '../assets.ts'
import { type Ffmpeg, findFfmpeg } from '../ffmpeg.ts'
import { videoKindNamed } from '../video-kinds.ts'
import { drainProgram } from './drain-program.ts'
import type { EncodeHooks } from './video.ts'

export type ReadVideo = (asset: Asset, settings: ReadSettings, hooks?: EncodeHooks) => Promise<Frames>

/** What frames may take in memory: 2 GiB. */
const mostBytes = 2 * 1024 ** 3

/** Reads frames from the files that the person gave, and from no other. ffmpeg is looked for with the first one. */
export const createVideoReader = ({
  assets,
  ffmpeg = findFfmpeg,
}: {
  readonly assets: Pick<Assets, 'find'>
  readonly ffmpeg?: () => Promise<Ffmpeg>
}): ReadVideo => {
  return async (asset, settings, hooks = {}) => {
    const kind = videoKindNamed(asset.extension)
    const found = kind && (await assets.find(asset))
    if (!found) throw new SaidError(say('fileNotHere', { file: asset.name }))
    const { width, height, count } = settings
    const size = width * height * 3
    if (size * count > mostBytes)
      throw new SaidError(
        say('framesTooLarge', { frames: count, width, height, gibibytes: (size * count) / 1024 ** 3 }),
      )
    const { path } = await ffmpeg()
    const decode = (eachOnce: readonly string[]) =>
      drainProgram({
        program: path,
        arguments: [
          ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-protocol_whitelist', 'file'],
          ...['-f', kind.demuxer, '-i', found.path, '-map', '0:v:0', '-vf', filters(settings), ...eachOnce],
          ...['-frames:v', String(count), '-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pipe:1'],
        ],
        bytes: size * count,
        ...hooks,
      })
    // Each frame once, however irregular they are; programs from before 2022 call that otherwise.
    const data = await decode(['-fps_mode', 'passthrough'])
      .catch((error: unknown) => {
        if (/'fps_mode'/.test(String((error as Error)?.message))) return decode(['-vsync', '0'])
        throw error
      })
      .catch((error: unknown) => {
        throw unreadable(error, asset) ?? error
      })
    const frames = Math.floor(data.length / size)
    if (frames === 0)
      throw new SaidError(
        settings.first > 0
          ? say('endsBefore', { file: asset.name, frame: settings.first })
          : say('noFramesInFile', { file: asset.name }),
      )
    return { data: data.slice(0, frames * size), count: frames, width, height }
  }
}

const filters = ({ framesPerSecond, first, width, height, fit }: ReadSettings): string => {
  const scale = (how: string) => `scale=${width}:${height}${how}:flags=lanczos+accurate_rnd+full_chroma_int`
  return [
    ...(framesPerSecond > 0 ? [`fps=${framesPerSecond}`] : []),
    ...(first > 0 ? [`select=gte(n\\,${first})`] : []),
    // Pixels that are not square.
    'scale=iw*sar:ih',
    ...(fit === 'crop'
      ? [scale(':force_original_aspect_ratio=increase'), `crop=${width}:${height}`]
      : fit === 'pad'
        ? [scale(':force_original_aspect_ratio=decrease'), `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2`]
        : [scale('')]),
  ].join(',')
}

/** In a person's words why the file cannot be read, where ffmpeg says so. */
const unreadable = (error: unknown, { name }: Asset): Error | undefined => {
  const said = String((error as Error)?.message ?? '')
  if (/matches no streams|does not contain any stream/i.test(said))
    return new SaidError(say('noPictures', { file: name }), { cause: error })
  if (/moov atom not found|Invalid data found|End of file|could not find codec|partial file/i.test(said))
    return new SaidError(say('damagedFile', { file: name }), { cause: error })
  return undefined
}
