/** Why something failed that is not ours, in English, to stand in brackets or after a colon. */
export const reasonSentences = {
  /** What a program, a library or the system says, in its own words. */
  foreignWords: ({ words }: { words: string }) => words,
  atPath: ({ path, reason }: { path: string; reason: string }) => `${path}: ${reason}`,
  asSentence: ({ reason }: { reason: string }) => `${reason}.`,
  /** A code of the system that has no words here. */
  systemCode: ({ code }: { code: string }) => code,

  isMissing: () => 'it is not there',
  mayNotBeUsed: () => 'its permissions do not allow that',
  isFolder: () => 'it is a folder',
  isNoFolder: () => 'a part of its path is no folder',
  isNotEmpty: () => 'the folder is not empty',
  isInUse: () => 'another program uses it',
  systemMemory: () => 'there is not enough memory',
  pathTooLong: () => 'its path is too long',
  linksInCircle: () => 'its links lead in a circle',
  noAnswerInTime: () => 'there was no answer in time',
  connectionRefused: () => 'the connection was refused',
  connectionLost: () => 'the connection broke off',

  bytesNotUtf8: () => 'it is not UTF-8',
}
