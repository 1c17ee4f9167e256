import { terminalText } from './terminal-text.ts'

/** What a terminal writes to: a part of `process.stderr`, so that a test can stand in for it. */
export interface TerminalStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** Lines that stay, and under them one that is written over while something goes on. */
export interface Terminal {
  /** True where a person watches: only there a live line is of use. */
  readonly live: boolean
  /** Writes a line that stays, above the live one; what a terminal would obey in it is shown instead. */
  say(line: string): void
  /** Puts another text into the live line; an empty one takes it away. Writes nothing where nobody watches. */
  show(text: string): void
}

const clearLine = '\r\u001b[K'

/** A terminal on a stream. */
export const createTerminal = (stream: TerminalStream): Terminal => {
  const live = stream.isTTY === true
  let shown = ''
  return {
    live,
    say: (text) => {
      const line = terminalText(text)
      stream.write(shown === '' ? `${line}\n` : `${clearLine}${line}\n${shown}`)
    },
    show: (text) => {
      if (!live) return
      // A line that wraps could not be written over.
      const fitting = [...terminalText(text).replaceAll('\n', ' ')]
        .slice(0, Math.max(10, (stream.columns ?? 80) - 1))
        .join('')
      if (fitting === shown) return
      stream.write(fitting === '' ? clearLine : `${clearLine}${fitting}`)
      shown = fitting
    },
  }
}
