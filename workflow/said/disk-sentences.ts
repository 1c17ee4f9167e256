import { sizeText } from '../size-text.ts'

/** What is said where the disk does not take a file, in English. */
export const diskSentences = {
  theResult: () => 'The result',
  aFile: () => 'One of its files',
  theProgress: () => 'How far this node came',
  aStep: () => 'A step',

  notWritten: ({ what, reason }: { what: string; reason: string }) => `${what} could not be written: ${reason}.`,
  notWrittenTo: ({ what, place, reason }: { what: string; place: string; reason: string }) =>
    `${what} could not be written to ${place}: ${reason}.`,
  withShortage: ({ reason, missing }: { reason: string; missing: string }) => `${reason}; ${missing}`,

  diskFull: () => 'the disk is full',
  quotaUsedUp: () => 'the quota of the disk is used up',
  fileTooLarge: () => 'the file would be larger than the disk allows',
  diskReadOnly: () => 'the disk can only be read',
  notPermitted: () => 'writing there is not permitted',
  diskErrors: () => 'the disk answers with errors',
  tooManyFiles: () => 'too many files are open',

  roomNeeded: ({ needed }: { needed: number }) => `${sizeText(needed)} are needed there`,
  roomNeededOf: ({ needed, free }: { needed: number; free: number }) =>
    `${sizeText(needed)} are needed there, and ${sizeText(free)} are left`,

  makeRoom: () => 'Make room there',
  makeWritable: () => 'Make the folder writable',
  checkDisk: () => 'Check the disk',

  fileNotWritten: ({ problem, remedy }: { problem: string; remedy: string }) =>
    `${problem} ${remedy} and run again: what is finished is kept.`,
  resultNotWritten: ({ problem, remedy }: { problem: string; remedy: string }) =>
    `${problem} The run goes on, but this result will be computed again next time. ${remedy}.`,
  resultNotKept: ({ why }: { why: string }) =>
    `The result could not be kept (${why}). The run goes on, but it will be computed again next time.`,
  stepNotWritten: ({ problem, remedy }: { problem: string; remedy: string }) =>
    `${problem} The run goes on, but not all of its steps can be looked at later. ${remedy}.`,
  diskTooSlow: () => 'the disk is too slow',
  stepNotKept: ({ why }: { why: string }) =>
    `A step could not be kept (${why}). The run goes on, but not all of its steps can be looked at later.`,
  nothingSaved: () => 'The disk is full: nothing was saved, and the version before is untouched. Make room there.',
  journalFull: ({ file }: { file: string }) =>
    `The disk of ${file} is full: nothing more can be written down. Make room there.`,
  journalFailed: ({ file, why }: { file: string; why: string }) =>
    `The journal ${file} cannot be read or written (${why}). Check that the folder is there and may be written.`,
  progressNotSaved: ({ why }: { why: string }) => `How far this node came could not be saved (${why}).`,
  progressLost: ({ problem }: { problem: string }) =>
    `${problem} The run goes on, but after an interruption it would go back to the last state that was saved.`,
}
