import type { subgraphs as english } from '../en/subgraphs.ts'

/** Texts of the subgraphs, in German. */
export const subgraphs: typeof english = {
  about: (count) => `Ein Untergraph aus ${count} Knoten.`,
  containsItself: (names) => `Ein Untergraph enthält sich selbst: ${names}. Öffne ihn und lösche den inneren.`,
  tooMany: (most) =>
    `Mit geöffneten Untergraphen hat der Workflow mehr als ${most.toLocaleString('de')} Knoten: Setze weniger davon.`,
  nothingReads: 'Nichts darin liest es.',
  inputs: 'Eingänge',
  outputs: 'Ausgänge',
  comesIn: (title) => `Was in ${title} hineinkommt: Jede Zeile ist ein Anschluss oder ein Feld seines Knotens.`,
  goesOut: (title) => `Was ${title} gibt: Jede Zeile ist ein Anschluss seines Knotens.`,
  newPort: 'neu',
  selectNodes: 'Wähle die Knoten aus, die zu einem werden sollen',
  between: (names, count) => {
    const more = count - names.length
    const all = [...names, ...(more > 0 ? [`${more} weitere`] : [])].join(', ')
    return `${all} ${count === 1 ? 'steht' : 'stehen'} zwischen den ausgewählten Knoten: Wähle ${count === 1 ? 'ihn' : 'sie'} mit aus`
  },
  selectSubgraph: 'Wähle einen Untergraphen: Nur der kann aufgelöst werden',
  bypassed: (title) => `${title} ist überbrückt, und seine Knoten würden laufen: Beende erst das Überbrücken (B)`,
  way: 'Geöffnete Untergraphen',
  up: 'Eine Ebene nach oben',
  usedTimes: (count) => `${count}-mal verwendet: Eine Änderung gilt für alle`,
  title: 'Untergraph',
  makeEdit: (what) => `${what} zu einem Untergraphen machen`,
  ungroupEdit: (title) => `${title} auflösen`,
  uniqueEdit: (title) => `${title} eigenständig machen`,
  alone: 'Er wird nur einmal verwendet: Nichts anderes ändert sich mit ihm',
  saved: (title) => `„${title}“ liegt unter „Meine Knoten“: Die Suche findet ihn`,
  removed: (title) => `„${title}“ ist nicht mehr unter „Meine Knoten“; Workflows, die ihn verwenden, behalten ihn`,
  libraryFailed: (why) => `„Meine Knoten“ konnte nicht geändert werden: ${why}`,
  inItself: 'Ein Knoten kann nicht in sich selbst stehen: Setze ihn auf eine andere Ebene',
  remove: 'Aus „Meine Knoten“ entfernen',
  more: (title) => `Mehr zu ${title}`,
  unreadable: (id, problem) => `${id}: ${problem}`,
  name: 'Name des Knotens',
  portRename: (title) => `Anschluss ${title} umbenennen`,
  portMove: (title) => `Anschluss ${title} verschieben`,
  portRemove: (title) => `Anschluss ${title} entfernen`,
  portName: 'Name des Anschlusses',
  moveUp: 'Nach oben',
  moveDown: 'Nach unten',
  removePort: 'Entfernen',
  promote: 'Am Knoten des Untergraphen zeigen',
  promoteEdit: (title) => `${title} am Knoten des Untergraphen zeigen`,
  subgraphName: 'Name des Untergraphen',
  renameSubgraph: 'Untergraph umbenennen',
  renameEdit: (title) => `Untergraph ${title} umbenennen`,
  showPreview: 'Zeigen, wie der Clip entstand',
  showClip: 'Den fertigen Clip zeigen',
  selectOne: 'Wähle zuerst einen Untergraphen',
}
