const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'the file would be larger than the disk allows',
  EROFS: 'the disk can only be read',
  EACCES: 'writing there is not permitted',
  EPERM: 'writing there is not permitted',
  EIO: 'the disk answers with errors',
  EMFILE: 'too many files are open',
}

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'Make room there',
  EDQUOT: 'Make room there',
  EFBIG: 'Make room there',
  EROFS: 'Make the folder writable',
  EACCES: 'Make the folder writable',
  EPERM: 'Make the folder writable',
}

/**
 * A failed write as a sentence and a remedy: what could not be written, where, why, and what to do; undefined for an error
 * that is no failed write.
 */
export const diskTrouble = (error: unknown, what: string, where?: string): DiskTrouble | undefined => {
  const { code, path, missing } = (error ?? {}) as NodeJS.ErrnoException & { readonly missing?: string }
  const reason = typeof code === 'string' ? reasons[code] : undefined
  if (reason === undefined) return undefined
  const place = where ?? path
  return {
    problem: `${what} could not be written${place === undefined ? '' : ` to ${place}`}: ${reason}${missing === undefined ? '' : `; ${missing}`}.`,
    remedy: remedies[code as string] ?? 'Check the disk',
  }
}

export interface DiskTrouble {
  /** A whole sentence. */
  readonly problem: string
  /** How a sentence begins that says what to do, for example "Make room there". */
  readonly remedy: string
}
