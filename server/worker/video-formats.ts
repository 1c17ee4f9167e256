import type { VideoSettings } from '../../nodes/contract/context.ts'

/** How one kind of file is written. */
export interface VideoFormat {
  readonly mime: string
  /** Encoders that can write it, the best first. */
  readonly encoders: readonly string[]
  /** Whether width and height must be even: colours are then stored for 2 × 2 pixels at once. */
  readonly even: boolean
  /** What ffmpeg is told between its input and its output. */
  arguments(settings: VideoSettings, encoder: string): readonly string[]
}

/** RGB to the colours of HD video, as the tags of the file say; exact, and the same on every processor. */
const bt709 = [
  ['-vf', 'scale=out_color_matrix=bt709:out_range=tv:flags=lanczos+accurate_rnd+full_chroma_int+bitexact'],
  ['-pix_fmt', 'yuv420p'],
  ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
].flat()

/** Between what the worst and the best quality take. */
const between = (worst: number, best: number, quality: number): number => worst + ((best - worst) * quality) / 100

/** Every two seconds a frame that a player can jump to. */
const jumps = (settings: VideoSettings): string => String(Math.max(1, Math.round(settings.framesPerSecond * 2)))

/** The formats of Export, by file extension. A fixed number of threads: equal frames give equal bytes. */
export const videoFormats: Readonly<Record<VideoSettings['format'], VideoFormat>> = {
  mp4: {
    mime: 'video/mp4',
    encoders: ['libx264'],
    even: true,
    // A rate factor of 0 would be lossless, and so another profile, which many players do not know.
    arguments: (settings) => [
      ...['-c:v', 'libx264', '-profile:v', 'high', '-preset', 'medium', '-threads', '2'],
      ...['-crf', between(42, 8, settings.quality).toFixed(2), '-g', jumps(settings)],
      ...bt709,
      ...['-movflags', '+faststart', '-f', 'mp4'],
    ],
  },
  webm: {
    mime: 'video/webm',
    encoders: ['libvpx-vp9', 'libvpx'],
    even: true,
    arguments: (settings, encoder) => [
      ...['-c:v', encoder, '-deadline', 'good', '-cpu-used', '2', '-threads', '2', '-g', jumps(settings)],
      ...['-crf', String(Math.round(between(58, 6, settings.quality)))],
      // VP9 takes a bit rate of 0 for none; VP8 needs one as a ceiling.
      ...['-b:v', encoder === 'libvpx-vp9' ? '0' : '40M'],
      ...bt709,
      ...['-f', 'webm'],
    ],
  },
  gif: {
    mime: 'image/gif',
    encoders: ['gif'],
    even: false,
    arguments: (settings) => {
      const colours = Math.round(16 * 16 ** (settings.quality / 100))
      const palette = `palettegen=max_colors=${colours}:reserve_transparent=0:stats_mode=full`
      return [
        ...['-filter_complex', `split[a][b];[a]${palette}[p];[b][p]paletteuse=dither=sierra2_4a`],
        ...['-c:v', 'gif', '-loop', '0', '-f', 'gif'],
      ]
    },
  },
}
