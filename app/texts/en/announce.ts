import { lowerFirst } from '../lower-first.ts'

/** Texts of the sentences that a screen reader says. */
export const announce = {
  what: 'What happened',
  queued: 'Run queued',
  started: 'Run started',
  finished: 'Run finished',
  finishedWith: (clips: string) => `Run finished: ${clips}`,
  failed: (error: string | undefined) => `Run failed${error ? `: ${error}` : ''}`,
  cancelled: 'Run cancelled',
  undone: (label: string) => `Undone: ${lowerFirst(label)}`,
  redone: (label: string) => `Redone: ${lowerFirst(label)}`,
  nodes: (count: number) => `${count} nodes`,
  states: { added: 'added', removed: 'removed', mute: 'muted', bypass: 'bypassed', again: 'takes part again' },
  connected: (link: string) => `${link} connected`,
  disconnected: (link: string) => `${link} disconnected`,
  linksMade: (count: number) => `${count} links made`,
  linksRemoved: (count: number) => `${count} links removed`,
  frames: (count: number) => (count === 1 ? 'Frame' : `${count} frames`),
  missing: 'a node that is not there',
  link: (from: string, output: string, to: string, input: string) => `${from} ${output} to ${to} ${input}`,
}
