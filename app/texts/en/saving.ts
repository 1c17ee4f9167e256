import type { Sentences } from '../../../workflow/said/said.ts'
import { sentences } from '../../../workflow/said/sentences.ts'
import type { ExampleTexts } from '../example-texts.ts'

/** Texts of the saving, opening and running workflows. */
export const saving = {
  rename: 'Rename workflow',
  inYourLanguage: 'Put into your language',
  cannotReadDraft: (id: string, reason: string) => `A draft of "${id}" cannot be read: ${reason}`,
  closedUnsaved: 'The page was closed before it was saved.',
  /** What the server, which speaks English, says of an error. */
  said: (message: string) => message,
  /** The sentences of the server that any language can say. */
  sentences: sentences as Sentences,
  answered: (status: number, path: string) => `The server answered ${status} to ${path}. Try again.`,
  noVersion: (id: string) => `The server gave workflow "${id}" without its version. Update the server.`,
  cannotOpen: (id: string) => `"${id}" cannot be opened`,
  cannotOpenExample: 'The example cannot be opened',
  cannotOpenRun: 'The graph of that run cannot be opened',
  cannotOpenOther: 'The other version cannot be opened',
  untitled: 'untitled',
  copyName: (name: string) => `${name} copy`,
  conflictFirst: 'It was saved elsewhere as well: choose what becomes of your version before you close it.',
  notSavedYet: 'It is not saved yet, so it stays open. It is saved as soon as the server can be reached.',
  inTrash: (name: string) => `"${name}" is in the trash of the server's data folder.`,
  alreadyDeleted: (name: string) => `"${name}" was already deleted.`,
  notDeleted: (name: string, reason: string) => `"${name}" was not deleted: ${reason}`,
  deletedElsewhere: (name: string) => `"${name}" was deleted elsewhere. What is open here is saved again.`,
  notSaved: (name: string, reason: string) => `"${name}" was not saved: ${reason}`,
  mine: '(mine)',
  savedElsewhere: 'Saved elsewhere',
  savedElsewhereUnreadable: (name: string, reason: string) =>
    `"${name}" was saved elsewhere, and that version cannot be opened here: ${reason}`,
  /** The examples by their ids; those that are not here say what their files say. */
  examples: {} as ExampleTexts,
  noAnswer: 'The server did not answer in time. Look in the queue before you run it again.',
  noLine: 'There is no connection to the server. Run it again when the line is back.',
  ended: 'That run has already ended.',
  cancelNoLine: 'There is no connection to the server: the run goes on. Cancel it when the line is back.',
  queueMoved: 'The queue has moved on in the meantime: look at it again, then move the run.',
  unreachable: 'The server cannot be reached. Check that it still runs: npm start.',
}
