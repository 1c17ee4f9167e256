import type { diskSentences as english } from '../../../../workflow/said/disk-sentences.ts'
import { amounts } from '../amounts.ts'

/** What is said where the disk does not take a file, in German. */
export const diskSentences: typeof english = {
  theResult: () => 'Das Ergebnis',
  aFile: () => 'Eine seiner Dateien',
  theProgress: () => 'Der Stand dieses Knotens',
  aStep: () => 'Ein Schritt',

  notWritten: ({ what, reason }) => `${what} konnte nicht geschrieben werden: ${reason}.`,
  notWrittenTo: ({ what, place, reason }) => `${what} konnte nicht nach ${place} geschrieben werden: ${reason}.`,
  withShortage: ({ reason, missing }) => `${reason}; ${missing}`,

  diskFull: () => 'Der Datenträger ist voll',
  quotaUsedUp: () => 'Das Kontingent auf dem Datenträger ist aufgebraucht',
  fileTooLarge: () => 'Die Datei würde größer, als der Datenträger erlaubt',
  diskReadOnly: () => 'Der Datenträger kann nur gelesen werden',
  notPermitted: () => 'Dort darf nicht geschrieben werden',
  diskErrors: () => 'Der Datenträger antwortet mit Fehlern',
  tooManyFiles: () => 'Es sind zu viele Dateien offen',

  roomNeeded: ({ needed }) => `gebraucht werden dort ${amounts.bytes(needed)}`,
  roomNeededOf: ({ needed, free }) =>
    `gebraucht werden dort ${amounts.bytes(needed)}, und ${amounts.bytes(free)} sind frei`,

  makeRoom: () => 'Schaffe dort Platz',
  makeWritable: () => 'Mach den Ordner beschreibbar',
  checkDisk: () => 'Prüfe den Datenträger',

  fileNotWritten: ({ problem, remedy }) => `${problem} ${remedy} und führe noch einmal aus: Was fertig ist, bleibt.`,
  resultNotWritten: ({ problem, remedy }) =>
    `${problem} Der Lauf geht weiter, aber dieses Ergebnis wird beim nächsten Mal neu berechnet. ${remedy}.`,
  resultNotKept: ({ why }) =>
    `Das Ergebnis konnte nicht aufbewahrt werden (${why}). Der Lauf geht weiter, aber es wird beim nächsten Mal neu berechnet.`,
  stepNotWritten: ({ problem, remedy }) =>
    `${problem} Der Lauf geht weiter, aber nicht alle seine Schritte können später angesehen werden. ${remedy}.`,
  diskTooSlow: () => 'Der Datenträger ist zu langsam',
  stepNotKept: ({ why }) =>
    `Ein Schritt konnte nicht aufbewahrt werden (${why}). Der Lauf geht weiter, aber nicht alle seine Schritte können später angesehen werden.`,
  nothingSaved: () =>
    'Der Datenträger ist voll: Nichts wurde gespeichert, und die Fassung davor ist unversehrt. Schaffe dort Platz.',
  journalFull: ({ file }) =>
    `Der Datenträger von ${file} ist voll: Es kann nichts mehr festgehalten werden. Schaffe dort Platz.`,
  journalFailed: ({ file, why }) =>
    `Das Journal ${file} kann nicht gelesen oder geschrieben werden (${why}). Prüfe, ob der Ordner da und beschreibbar ist.`,
  progressNotSaved: ({ why }) => `Der Stand dieses Knotens konnte nicht gespeichert werden (${why}).`,
  progressLost: ({ problem }) =>
    `${problem} Der Lauf geht weiter, ginge aber nach einer Unterbrechung zum letzten Stand zurück, der gespeichert wurde.`,
}
