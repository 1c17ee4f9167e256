import type { TerminalStream } from '../../server/terminal.ts'

/** A terminal that remembers what was written to it. */
export interface FakeStream extends TerminalStream {
  /** All that was written, control signs included. */
  readonly written: string
  /** The screen as a person sees it: lines that were written over are gone. */
  readonly screen: string[]
}

/** A stream like a terminal's; with `columns` a person watches. */
export const fakeStream = (columns?: number): FakeStream => {
  let written = ''
  return {
    isTTY: columns !== undefined,
    ...(columns === undefined ? {} : { columns }),
    write: (text) => {
      written += text
    },
    get written() {
      return written
    },
    get screen() {
      return written.split('\n').map((line) => line.split('\r\u001b[K').at(-1) ?? '')
    },
  }
}
