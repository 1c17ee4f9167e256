import type { subgraphs as english } from '../en/subgraphs.ts'

/** Texts of the subgraphs, in German. */
export const subgraphs: typeof english = {
  way: 'Geöffnete Untergraphen',
  up: 'Eine Ebene nach oben',
  usedTimes: (count) => `${count}-mal verwendet: Eine Änderung gilt für alle`,
  title: 'Untergraph',
  makeEdit: (what) => `${what} zu einem Untergraphen machen`,
  ungroupEdit: (title) => `${title} auflösen`,
  uniqueEdit: (title) => `${title} eigenständig machen`,
  alone: 'Er wird nur einmal verwendet: Nichts anderes ändert sich mit ihm',
  selectOne: 'Wähle zuerst einen Untergraphen',
}
