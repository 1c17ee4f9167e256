/** A kind of file that frames can be read from. */
export interface VideoKind {
  readonly extension: string
  readonly mime: string
  /** ffmpeg's reader for it. It is always named: a file is never read as a playlist, which could lead to other files. */
  readonly demuxer: string
}

const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to))

const kinds: readonly (VideoKind & { readonly fits: (head: Uint8Array) => boolean })[] = [
  { extension: 'mp4', mime: 'video/mp4', demuxer: 'mov', fits: (head) => ascii(head, 4, 8) === 'ftyp' },
  {
    extension: 'webm',
    mime: 'video/webm',
    demuxer: 'matroska',
    fits: (head) => head[0] === 0x1a && ascii(head, 1, 4) === 'E\u00df\u00a3',
  },
  { extension: 'gif', mime: 'image/gif', demuxer: 'gif', fits: (head) => /^GIF8[79]a/.test(ascii(head, 0, 6)) },
  {
    extension: 'avi',
    mime: 'video/x-msvideo',
    demuxer: 'avi',
    fits: (head) => ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'AVI ',
  },
  {
    extension: 'png',
    mime: 'image/png',
    demuxer: 'png_pipe',
    fits: (head) => head[0] === 0x89 && ascii(head, 1, 4) === 'PNG',
  },
  {
    extension: 'jpg',
    mime: 'image/jpeg',
    demuxer: 'jpeg_pipe',
    fits: (head) => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff,
  },
]

/** How many bytes of a file say what it is. */
export const headBytes = 16

/** What a file is by its first bytes, whatever it is called; undefined where it is nothing that frames are read from. */
export const videoKindOf = (head: Uint8Array): VideoKind | undefined => kinds.find(({ fits }) => fits(head))

/** The kind of this extension, or undefined. */
export const videoKindNamed = (extension: string): VideoKind | undefined =>
  kinds.find((kind) => kind.extension === extension)

/** What a person may be told to give. */
export const videoKindNames = ['MP4', 'MOV', 'WebM', 'MKV', 'AVI', 'GIF', 'PNG', 'JPEG'] as const
