import { reasonOf, reasonSentence } from '../../workflow/said/reason.ts'
import { type Said, say, type Words, wordsOf } from '../../workflow/said/said.ts'
import { diskTrouble } from './disk-trouble.ts'

/** Errors that the language or the system throws, not one of us: their messages do not say what they are about. */
const isForeign = (error: Error): boolean =>
  error instanceof TypeError ||
  error instanceof RangeError ||
  error instanceof ReferenceError ||
  error instanceof SyntaxError ||
  typeof (error as NodeJS.ErrnoException).code === 'string'

const outOfMemory = /allocation failed|invalid (typed )?array (buffer )?length|bad_alloc|out of memory/i

/**
 * What went wrong in a node, in words for the person who placed it. They do not name the node: whoever shows them does.
 * @param activity what it was doing, for example "running the UNet3D of demo"
 */
export const nodeError = (error: unknown, activity: Said): Words => {
  if (!(error instanceof Error)) return say('strangeFailure', { activity, what: reasonOf(error) })
  const disk = diskTrouble(error, say('aFile'))
  if (disk) return say('fileNotWritten', disk)
  const what = reasonOf(error)
  if (outOfMemory.test(error.message)) return say('noMemoryWhile', { activity, what })
  if (isForeign(error)) return say('failedWhile', { activity, what: reasonSentence(error) })
  return wordsOf(error)
}
