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
export const nodeError = (error: unknown, activity: string): string => {
  if (!(error instanceof Error)) return `It failed while ${activity}: ${String(error)}. Run it again.`
  const disk = diskTrouble(error, 'One of its files')
  if (disk) return `${disk.problem} ${disk.remedy} and run again: what is finished is kept.`
  if (outOfMemory.test(error.message))
    return `There was not enough memory while ${activity} (${error.message}). Take fewer frames or a smaller size, or end other programs, and run again: what is finished is kept.`
  if (isForeign(error))
    return `It failed while ${activity}: ${error.message.replace(/\.?$/, '.')} Run it again; if it stays, it is an error in the program: please report this line.`
  return error.message
}
