import type { saving as english } from '../en/saving.ts'
import { examples } from './examples.ts'
import { sentences } from './sentences.ts'

/** Texts of the saving, opening and running workflows, in German. */
export const saving: typeof english = {
  rename: 'Workflow umbenennen',
  inYourLanguage: 'In deine Sprache bringen',
  cannotReadDraft: (id, reason) => `Ein Entwurf von „${id}“ kann nicht gelesen werden: ${reason}`,
  closedUnsaved: 'Die Seite wurde geschlossen, bevor er gespeichert war.',
  said: (message) => `Der Server meldet: „${message}“`,
  sentences,
  answered: (status, path) => `Der Server antwortete ${status} auf ${path}. Versuche es noch einmal.`,
  noVersion: (id) => `Der Server gab den Workflow „${id}“ ohne seine Fassung. Aktualisiere den Server.`,
  cannotOpen: (id) => `„${id}“ kann nicht geöffnet werden`,
  cannotOpenExample: 'Das Beispiel kann nicht geöffnet werden',
  cannotOpenRun: 'Der Graph dieses Laufs kann nicht geöffnet werden',
  cannotOpenOther: 'Die andere Fassung kann nicht geöffnet werden',
  untitled: 'ohne Titel',
  copyName: (name) => `${name} Kopie`,
  conflictFirst: 'Er wurde auch anderswo gespeichert: Wähle erst, was aus deiner Fassung wird, bevor du ihn schließt.',
  notSavedYet:
    'Er ist noch nicht gespeichert und bleibt darum offen. Er wird gespeichert, sobald der Server erreichbar ist.',
  inTrash: (name) => `„${name}“ liegt im Papierkorb im Datenordner des Servers.`,
  alreadyDeleted: (name) => `„${name}“ war schon gelöscht.`,
  notDeleted: (name, reason) => `„${name}“ wurde nicht gelöscht: ${reason}`,
  deletedElsewhere: (name) => `„${name}“ wurde anderswo gelöscht. Was hier offen ist, wird wieder gespeichert.`,
  notSaved: (name, reason) => `„${name}“ wurde nicht gespeichert: ${reason}`,
  mine: '(meine)',
  savedElsewhere: 'Anderswo gespeichert',
  savedElsewhereUnreadable: (name, reason) =>
    `„${name}“ wurde anderswo gespeichert, und diese Fassung kann hier nicht geöffnet werden: ${reason}`,
  examples,
  noAnswer: 'Der Server antwortete nicht rechtzeitig. Sieh in der Warteschlange nach, bevor du noch einmal ausführst.',
  noLine: 'Es gibt keine Verbindung zum Server. Führe noch einmal aus, wenn sie wieder da ist.',
  ended: 'Dieser Lauf ist schon zu Ende.',
  cancelNoLine: 'Es gibt keine Verbindung zum Server: Der Lauf geht weiter. Brich ihn ab, wenn sie wieder da ist.',
  queueMoved:
    'Die Warteschlange ist inzwischen weitergegangen: Sieh sie dir noch einmal an und verschiebe dann den Lauf.',
  unreachable: 'Der Server ist nicht erreichbar. Sieh nach, ob er noch läuft: npm start.',
}
