import { type Said, say } from '../../workflow/said/said.ts'

const reasons: Readonly<Record<string, Said>> = {
  ENOSPC: say('diskFull'),
  EDQUOT: say('quotaUsedUp'),
  EFBIG: say('fileTooLarge'),
  EROFS: say('diskReadOnly'),
  EACCES: say('notPermitted'),
  EPERM: say('notPermitted'),
  EIO: say('diskErrors'),
  EMFILE: say('tooManyFiles'),
}

const remedies: Readonly<Record<string, Said>> = {
  ENOSPC: say('makeRoom'),
  EDQUOT: say('makeRoom'),
  EFBIG: say('makeRoom'),
  EROFS: say('makeWritable'),
  EACCES: say('makeWritable'),
  EPERM: say('makeWritable'),
}

/**
 * A failed write as a sentence and a remedy: what could not be written, where, why, and what to do; undefined for an error
 * that is no failed write.
 */
export const diskTrouble = (error: unknown, what: Said, where?: string): DiskTrouble | undefined => {
  const { code, path, missing } = (error ?? {}) as NodeJS.ErrnoException & { readonly missing?: Said }
  const known = typeof code === 'string' ? reasons[code] : undefined
  if (known === undefined) return undefined
  const place = where ?? path
  const reason = missing === undefined ? known : say('withShortage', { reason: known, missing })
  return {
    problem: place === undefined ? say('notWritten', { what, reason }) : say('notWrittenTo', { what, place, reason }),
    remedy: remedies[code as string] ?? say('checkDisk'),
  }
}

export interface DiskTrouble {
  /** A whole sentence. */
  readonly problem: Said
  /** How a sentence begins that says what to do, for example "Make room there". */
  readonly remedy: Said
}
