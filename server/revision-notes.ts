import { isObject } from '../workflow/json.ts'
import type { JobId } from '../workflow/wire.ts'

/** A saved state of a file: the same content may have been saved more than once. */
export interface SavedState {
  readonly rev: string
  /** When it was saved, in milliseconds since 1970. */
  readonly at: number
}

/** What is known of the revisions of a workflow beside their bytes: one line of its log each. */
export type RevisionNote = SavedState &
  (
    | { readonly edits: readonly string[]; readonly more: number }
    /** A person's name for it; an empty one takes the name away. */
    | { readonly name: string }
    | { readonly run: JobId }
  )

/** How many edits of one revision are listed by name. */
const listedEdits = 8

/** The notes in a log's text. A line that a crash cut short, or that is no note, is left out. */
export const readNotes = (text: string): RevisionNote[] =>
  text.split('\n').flatMap((line) => {
    if (line === '') return []
    try {
      const note: unknown = JSON.parse(line)
      return isNote(note) ? [note] : []
    } catch {
      return []
    }
  })

const isNote = (note: unknown): note is RevisionNote =>
  isObject(note) &&
  typeof note.rev === 'string' &&
  typeof note.at === 'number' &&
  (typeof note.name === 'string' ||
    typeof note.run === 'string' ||
    (typeof note.more === 'number' &&
      Array.isArray(note.edits) &&
      note.edits.every((each) => typeof each === 'string')))

/** The text of a log: one note a line. */
export const writeNotes = (notes: readonly RevisionNote[]): string =>
  notes.map((note) => `${JSON.stringify(note)}\n`).join('')

/** What people and runs made of a revision. */
export interface RevisionMarks {
  readonly name?: string
  /** The runs that used it, in their order. */
  readonly runs: readonly JobId[]
}

/** The marks of each of these revisions, the oldest first. */
export const marksOf = (notes: readonly RevisionNote[], revisions: readonly SavedState[]): RevisionMarks[] => {
  const marks = revisions.map((): { name?: string; runs: JobId[] } => ({ runs: [] }))
  for (const note of notes) {
    if ('edits' in note) continue
    const exact = revisions.findIndex(({ rev, at }) => rev === note.rev && at === note.at)
    // A file that was copied has another time: its content says which it is.
    const mark = marks[exact >= 0 ? exact : revisions.findLastIndex(({ rev }) => rev === note.rev)]
    if (!mark) continue
    if ('run' in note) mark.runs.push(note.run)
    else if (note.name === '') delete mark.name
    else mark.name = note.name
  }
  return marks
}

/** The revs that a run used or a person named: they are kept for ever. */
export const preciousRevs = (notes: readonly RevisionNote[]): ReadonlySet<string> => {
  const named = new Map<string, RevisionNote>()
  for (const note of notes) if ('name' in note) named.set(`${note.rev} ${note.at}`, note)
  return new Set(
    [...named.values(), ...notes].flatMap((note) =>
      'run' in note || ('name' in note && note.name !== '' && named.get(`${note.rev} ${note.at}`) === note)
        ? [note.rev]
        : [],
    ),
  )
}

/** The edits that led to a revision. */
export interface RevisionEdits {
  /** The last of them, a label that came several times in a row only once. */
  readonly edits: readonly string[]
  /** How many came before those. */
  readonly more: number
}

/**
 * The edits between revisions that were saved at these times, the oldest first: of each, all that were noted after the one
 * before it. So the edits of a version that was thinned out go to the next one.
 */
export const editsBetween = (notes: readonly RevisionNote[], times: readonly number[]): RevisionEdits[] => {
  const saved = notes.flatMap((note) => ('edits' in note ? [note] : [])).sort((a, b) => a.at - b.at)
  let next = 0
  return times.map((time) => {
    const edits: string[] = []
    let more = 0
    for (; next < saved.length && saved[next]!.at <= time; next++) {
      more += saved[next]!.more
      for (const edit of saved[next]!.edits) if (edits[edits.length - 1] !== edit) edits.push(edit)
    }
    const hidden = Math.max(0, edits.length - listedEdits)
    return { edits: edits.slice(hidden), more: more + hidden }
  })
}

/** The same knowledge of these revisions, the oldest first, in as few notes as can be. */
export const compactNotes = (notes: readonly RevisionNote[], revisions: readonly SavedState[]): RevisionNote[] => {
  const edits = editsBetween(
    notes,
    revisions.map(({ at }) => at),
  )
  const marks = marksOf(notes, revisions)
  return revisions.flatMap(({ rev, at }, index): RevisionNote[] => {
    const { name, runs } = marks[index]!
    return [
      { rev, at, ...edits[index]! },
      ...(name === undefined ? [] : [{ rev, at, name }]),
      ...runs.map((run) => ({ rev, at, run })),
    ]
  })
}
