import type { JobEvent } from '../../workflow/wire.ts'
import { serverWords } from '../state/server-words.ts'
import type { Texts } from '../texts/texts.ts'

/** One line of the log of a node. */
export interface LogLine {
  /** The number of its event. */
  readonly seq: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly text: string
  /** The node inside, by its flat id, where the log is a subgraph's. */
  readonly inside?: string
  readonly sign?: 'warning' | 'wrong'
}

/** What happened to a node, line by line; of steps that follow each other the last is told. */
export const logLines = (
  events: readonly JobEvent[],
  node: string,
  { amounts, details, saving }: Pick<Texts, 'amounts' | 'details' | 'saving'>,
): LogLine[] => {
  const lines: LogLine[] = []
  const newest = new Map<string, JobEvent['type']>()
  for (const event of events) {
    if (!('node' in event)) continue
    const told = textOf(event, amounts, details, saving)
    if (!told) continue
    const inside = event.node === node ? {} : { inside: event.node }
    const line = { seq: event.seq, at: event.at, ...told, ...inside }
    if (event.type === 'progress' && newest.get(event.node) === 'progress') {
      const before = lines.findLastIndex((each) => (each.inside ?? node) === event.node)
      lines[before] = line
    } else lines.push(line)
    newest.set(event.node, event.type)
  }
  return lines
}

const textOf = (
  event: JobEvent,
  amounts: Texts['amounts'],
  texts: Texts['details'],
  saving: Texts['saving'],
): Pick<LogLine, 'text' | 'sign'> | undefined => {
  switch (event.type) {
    case 'node-started':
      return { text: texts.begun }
    case 'progress':
      return { text: texts.part(event.done, event.total, amounts.took(event.seconds * 1000)) }
    case 'warning':
      return { text: serverWords(event, saving), sign: 'warning' }
    case 'node-finished':
      return { text: event.cached ? texts.fromCache : texts.done(amounts.took(event.ms)) }
    case 'node-failed':
      return { text: serverWords(event, saving), sign: 'wrong' }
    case 'node-skipped':
      return { text: texts.skipped }
    default:
      return undefined
  }
}
