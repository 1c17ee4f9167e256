import type { Clip } from '../../workflow/values.ts'

/** Where the server serves a clip; with a name, as a download under that name (and the clip's extension). */
export const artifactUrl = (clip: Pick<Clip, 'artifact' | 'extension'>, download?: string): string => {
  const path = `/api/artifacts/${clip.artifact}.${clip.extension}`
  return download === undefined ? path : `${path}?download=${encodeURIComponent(`${download}.${clip.extension}`)}`
}

/** A file name made of a title: what file systems refuse becomes a hyphen. */
export const fileName = (title: string): string =>
  title
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among what file systems refuse
    .replace(/[\\/:*?"<>|\u0000-\u001f]+/g, '-')
    .trim()
    .slice(0, 80) || 'clip'
