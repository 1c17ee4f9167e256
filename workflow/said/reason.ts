import { type Said, say, wordsOf } from './said.ts'

/** What the usual codes of the system mean. */
const systemReasons: Readonly<Record<string, Said>> = {
  ENOENT: say('isMissing'),
  EACCES: say('mayNotBeUsed'),
  EPERM: say('mayNotBeUsed'),
  EISDIR: say('isFolder'),
  ENOTDIR: say('isNoFolder'),
  ENOTEMPTY: say('isNotEmpty'),
  EBUSY: say('isInUse'),
  ETXTBSY: say('isInUse'),
  ENOMEM: say('systemMemory'),
  ENAMETOOLONG: say('pathTooLong'),
  ELOOP: say('linksInCircle'),
  ETIMEDOUT: say('noAnswerInTime'),
  ECONNREFUSED: say('connectionRefused'),
  ECONNRESET: say('connectionLost'),
  EPIPE: say('connectionLost'),
  ENOSPC: say('diskFull'),
  EDQUOT: say('quotaUsedUp'),
  EFBIG: say('fileTooLarge'),
  EROFS: say('diskReadOnly'),
  EIO: say('diskErrors'),
  EMFILE: say('tooManyFiles'),
  ENFILE: say('tooManyFiles'),
}

const codeOf = (error: unknown): string | undefined => {
  const code: unknown = (error as { readonly code?: unknown } | null | undefined)?.code
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined
}

/** Why the system failed, by the code of its error; the code itself where it is none of the usual ones. */
export const systemReason = (error: unknown): Said => {
  const code = codeOf(error) ?? 'E?'
  return systemReasons[code] ?? say('systemCode', { code })
}

/** What an error of ours says. */
const ownReason = (error: unknown): Said | undefined => {
  const words = error instanceof Error ? wordsOf(error) : ''
  return typeof words === 'string' ? undefined : words
}

/** What the system's code means, and of which file it is said. */
const reasonAt = (error: unknown): Said | undefined => {
  if (codeOf(error) === undefined) return undefined
  const { path } = error as { readonly path?: unknown }
  const reason = systemReason(error)
  return typeof path === 'string' ? say('atPath', { path, reason }) : reason
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * Why something failed, to stand in brackets or after a colon: in words of ours, by what the system's code means, or else in the words of
 * whoever threw it, which other languages quote.
 */
export const reasonOf = (error: unknown): Said =>
  ownReason(error) ?? reasonAt(error) ?? say('foreignWords', { words: messageOf(error) })

/** The same as a whole sentence. */
export const reasonSentence = (error: unknown): Said => {
  const own = ownReason(error)
  if (own) return own
  const reason = reasonAt(error)
  if (reason) return say('asSentence', { reason })
  return say('foreignWords', { words: messageOf(error).replace(/(?<![.!?])$/, '.') })
}
