import type { ChangeKind } from '../../../workflow/changes.ts'
import { dayText } from '../day-text.ts'
import type { history as english } from '../en/history.ts'

const past = dayText('de-DE', 'Heute', 'Gestern')
const kinds: Record<ChangeKind, string> = {
  added: 'hinzugefügt',
  removed: 'entfernt',
  changed: 'geändert',
  moved: 'verschoben',
}

/** Texts of the history, in German. */
export const history: typeof english = {
  title: 'Verlauf',
  count: (count) => `${count} ${count === 1 ? 'Fassung' : 'Fassungen'}`,
  searchField: 'Name, Änderung',
  empty: 'Jede Änderung wird hier von selbst aufgehoben. Mach die erste.',
  nothingFound: (words) => `Keine Fassung heißt so oder entstand durch „${words}“.`,
  namedOnly: 'Nur benannte Fassungen zeigen',
  allRevisions: 'Alle Fassungen zeigen',
  noneNamed: 'Noch hat keine Fassung einen Namen.',
  ...past,
  now: 'Jetzt',
  edits: (edits, more) => {
    const words = [...edits].reverse().join(', ')
    if (words === '') return 'Gespeichert'
    return more > 0 ? `${words} und ${more} weitere` : words
  },
  undone: (label) => `Rückgängig: ${label}`,
  lookAt: (when) => `${when} ansehen`,
  name: 'Diese Fassung benennen',
  rename: 'Diese Fassung umbenennen',
  nameLabel: 'Name dieser Fassung',
  nameHint: 'Eine benannte Fassung wird für immer aufgehoben.',
  more: (when) => `Mehr zu ${when}`,
  openTab: 'In neuem Tab öffnen',
  restore: 'Wiederherstellen',
  compare: 'Mit jetzt vergleichen',
  showAlone: 'Allein zeigen',
  close: 'Schließen',
  runs: (count) => `${count} ${count === 1 ? 'Lauf' : 'Läufe'}`,
  openRun: (title) => `Lauf ${title} öffnen`,
  noClip: 'kein Clip',
  bar: 'Frühere Fassung',
  youLookAt: (when) => `Angesehen wird: ${when}`,
  comparing: (when) => `Was sich seit ${when} geändert hat`,
  restored: (when) => `Fassung von ${when} wiederhergestellt. „Rückgängig“ bringt zurück, was da war.`,
  sameAsNow: 'Das ist der jetzige Stand: Es gibt nichts wiederherzustellen.',
  restoreEdit: (date) => `Fassung vom ${date} wiederherstellen`,
  copyName: (name, date) => `${name} (${date})`,
  readOnly: (when) =>
    `Das ist die Fassung von ${when}. Zum Bearbeiten wiederherstellen, in neuem Tab öffnen oder schließen.`,
  noRun: 'Angesehen wird eine frühere Fassung. Erst schließen oder wiederherstellen, dann starten.',
  cannotOpen: (when, reason) => `Die Fassung von ${when} lässt sich nicht öffnen: ${reason}`,
  cannotName: (reason) => `Der Name wurde nicht gespeichert: ${reason}`,
  showRevision: 'Fassung zeigen',
  noRevision:
    'Aus welcher Fassung das entstand, ist nicht bekannt: Der Lauf ist älter als der Verlauf oder kam aus einer Datei. Öffne stattdessen seinen Graphen.',
  changes: 'Seither',
  changedWithin: 'Innen geändert',
  inside: (subgraph: string, words: string) => `${subgraph} › ${words}`,
  noChanges: 'Seither hat sich nichts geändert.',
  changeCount: (count) => `${count} ${count === 1 ? 'Änderung' : 'Änderungen'}`,
  mostMarked: (count) => `Auf der Arbeitsfläche sind die ersten ${count} markiert.`,
  nodeChange: (kind, node) => `${node} ${kinds[kind]}`,
  fieldChange: (node, field, before, after) => `${node}: ${field} ${before} → ${after}`,
  wireChange: (kind, from, to) =>
    kind === 'added' ? `${from} mit ${to} verbunden` : `${from} nicht mehr mit ${to} verbunden`,
  frameChange: (kind, title) => `Rahmen ${title} ${kinds[kind]}`,
  partChange: (kind, part, entry) => `${part}${entry === '' ? '' : ` ${entry}`} ${kinds[kind]}`,
  parts: { name: 'Name des Workflows', subgraphs: 'Untergraph', frames: 'Rahmen' },
  keys: {
    title: 'Titel',
    mode: 'Modus',
    colour: 'Farbe',
    collapsed: 'eingeklappt',
    node: 'Art',
    version: 'Version',
  },
  manyMoved: (count) => `${count} Knoten verschoben`,
  moreChanges: (count) => `Und ${count} weitere: Sieh auf die Arbeitsfläche.`,
  nothing: 'nichts',
  aMissingNode: 'einem fehlenden Knoten',
  untitled: 'Ohne Titel',
  badges: kinds,
  saveSelection: 'Auswahl als Datei speichern …',
  dragSelection: 'Auswahl als Datei herausziehen',
  selectionName: (name) => `${name} (Teil)`,
}
