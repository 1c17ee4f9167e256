/** How a program ended that did not end well. */
export type BadEnd =
  | { readonly kind: 'not-started'; readonly reason: string }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'code'; readonly code: number | null }

/** How a program ended, by what its `close` tells; undefined where it ended well. */
export const endOf = (code: number | null, signal: string | null): BadEnd | undefined =>
  signal ? { kind: 'signal', signal } : code === 0 ? undefined : { kind: 'code', code }

/**
 * A failed run of an ffmpeg program: how it ended, what to do, and the last of its complaints.
 * @param lines the most lines that are repeated
 */
export const programFailure = (program: string, end: BadEnd, complaints: string, lines: number): Error => {
  const said = complaints.trim().split('\n').slice(-lines).join('\n')
  return new Error(`${program} failed: ${wordsOf(end)} ${said ? `It said:\n${said}` : 'It said nothing.'}`)
}

const wordsOf = (end: BadEnd): string => {
  switch (end.kind) {
    case 'not-started':
      return `it could not be started (${end.reason}). Check that the file is there and may be run, or set FFMPEG_BIN to another ffmpeg.`
    case 'signal':
      return `it was ended by ${end.signal}, as happens where memory runs out. Close other programs, or take fewer or smaller frames, and run again.`
    case 'code':
      return `it ended with code ${end.code}. Run again; if that does not help, set FFMPEG_BIN to another ffmpeg.`
  }
}
