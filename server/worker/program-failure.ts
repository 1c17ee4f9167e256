import { type Said, SaidError, say } from '../../workflow/said/said.ts'

/** How a program ended that did not end well. */
export type BadEnd =
  | { readonly kind: 'not-started'; readonly reason: Said }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'code'; readonly code: number | null }

/** How a program ended, by what its `close` tells; undefined where it ended well. */
export const endOf = (code: number | null, signal: string | null): BadEnd | undefined =>
  signal ? { kind: 'signal', signal } : code === 0 ? undefined : { kind: 'code', code }

/**
 * A failed run of an ffmpeg program: how it ended, what to do, and the last of its complaints.
 * @param lines the most lines that are repeated
 */
export const programFailure = (program: string, bad: BadEnd, complaints: string, lines: number): Error => {
  const last = complaints.trim().split('\n').slice(-lines).join('\n')
  const end = ending(bad)
  return new SaidError(
    last ? say('programFailed', { program, end, complaints: last }) : say('programFailedSilently', { program, end }),
  )
}

const ending = (end: BadEnd): Said => {
  switch (end.kind) {
    case 'not-started':
      return say('programNotStarted', { why: end.reason })
    case 'signal':
      return say('programSignalled', { signal: end.signal })
    case 'code':
      return say('programEnded', { code: String(end.code) })
  }
}
