import type { reasonSentences as english } from '../../../../workflow/said/reason-sentences.ts'

/** Why something failed that is not ours, in German, to stand in brackets or after a colon. */
export const reasonSentences: typeof english = {
  foreignWords: ({ words }) => `„${words}“`,
  atPath: ({ path, reason }) => `${path}: ${reason}`,
  asSentence: ({ reason }) => `${reason}.`,
  systemCode: ({ code }) => code,

  isMissing: () => 'Das gibt es dort nicht',
  mayNotBeUsed: () => 'Die Rechte daran erlauben es nicht',
  isFolder: () => 'Das ist ein Ordner',
  isNoFolder: () => 'Ein Teil des Pfads ist kein Ordner',
  isNotEmpty: () => 'Der Ordner ist nicht leer',
  isInUse: () => 'Ein anderes Programm benutzt es',
  systemMemory: () => 'Der Arbeitsspeicher reicht nicht',
  pathTooLong: () => 'Der Pfad ist zu lang',
  linksInCircle: () => 'Die Verknüpfungen führen im Kreis',
  noAnswerInTime: () => 'Es kam keine Antwort',
  connectionRefused: () => 'Die Verbindung wurde abgelehnt',
  connectionLost: () => 'Die Verbindung brach ab',

  bytesNotUtf8: () => 'kein UTF-8',
}
