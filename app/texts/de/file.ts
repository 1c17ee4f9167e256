import type { FileTexts } from '../../../workflow/file-texts.ts'

/** What is said of a file that is no workflow, in German. */
export const file: FileTexts = {
  theFile: 'Die Datei',
  inside: (place, part) => `${place}: ${part}`,
  node: (id) => `Knoten „${id}“`,
  input: (name) => `Eingang „${name}“`,
  subgraph: (id) => `Untergraph „${id}“`,
  titleOf: (name) => `der Titel („title“) von „${name}“`,
  refused: (place, what) => `${place} ${what}. Der Workflow wurde nicht geöffnet, und nichts wurde geändert.`,
  noWorkflow: (what) => `Die Datei ${what}. Wähle einen Workflow, den Reelgraph gespeichert hat (.json).`,
  empty: 'ist leer',
  noText: 'ist kein Text',
  kinds: {
    png: 'ist ein PNG-Bild, kein Workflow',
    jpeg: 'ist ein JPEG-Bild, kein Workflow',
    gif: 'ist ein GIF-Bild, kein Workflow',
    zip: 'ist ein ZIP-Archiv, kein Workflow',
    gzip: 'ist ein gzip-Archiv, kein Workflow',
    pdf: 'ist ein PDF-Dokument, kein Workflow',
    mp4: 'ist ein MP4-Video, kein Workflow',
    webm: 'ist ein WebM-Video, kein Workflow',
  },
  tooLarge: (size, most) =>
    `Die Datei hat ${size} MB; ein Workflow darf höchstens ${most} MB haben. Sieh nach, ob es ein Workflow ist.`,
  tooLargeSaved: (size, most) =>
    `Der Workflow hätte gespeichert ${size} MB; er darf höchstens ${most} MB haben. Nimm heraus, was darin lang ist, zum Beispiel Listen von Zahlen.`,
  jsonFound: (line, column, found) => `Zeile ${line}, Spalte ${column}: „${found}“ kann dort nicht stehen`,
  jsonLineEnds: (line, column) => `Zeile ${line}, Spalte ${column}: Die Zeile endet in einem Text in Anführungszeichen`,
  jsonEnds: (line, column) => `Zeile ${line}, Spalte ${column}: Dort ist das Ende, und es fehlt noch etwas`,
  notJson: (reason) =>
    `Die Datei ist kein JSON (${reason}). Wähle einen Workflow, den Reelgraph gespeichert hat, oder repariere die Datei an dieser Stelle.`,
  noObject: 'enthält kein Objekt: Ein Workflow beginnt mit {"format":"reelgraph"',
  foreign: (program) =>
    `ist kein Workflow von Reelgraph, sondern ein Graph von ${program}, dessen Knoten andere sind: Baue ihn hier aus einem Beispiel nach und übernimm seine Prompts und Zahlen`,
  wrongFormat: (format) =>
    `ist kein Workflow von Reelgraph: „format“ muss „reelgraph“ sein, hier steht dafür: ${format}`,
  wrongVersion: (version) => `muss eine ganze Zahl ab 1 sein, hier steht dafür: ${version}`,
  newer: (version, here) =>
    `stammt aus einem neueren Reelgraph (Formatversion ${version}; dieses liest bis ${here}): Aktualisiere Reelgraph, um sie zu öffnen`,
  mustBeText: 'muss Text sein',
  mustBeNodes: 'muss ein Objekt aus Knoten nach ihren Ids sein',
  tooMany: (count, most) =>
    `enthält ${count} Knoten, und höchstens ${most} können gezeigt werden: Teile ihn in mehrere Dateien auf`,
  badNodeId: 'hat eine Id, die kein Knoten haben kann',
  badSubgraphId: 'hat eine Id, die kein Untergraph haben kann',
  badName: 'hat einen Namen, den kein Eingang haben kann',
  mustBeObject: 'muss ein Objekt sein',
  mustBeDefinition: 'muss die Id einer Art von Knoten sein',
  mustBeNumber: 'muss eine Zahl sein',
  mustBePlace: 'muss aus zwei Zahlen [x, y] bestehen',
  mustBeInput: 'muss {"value": …} oder {"from": …, "output": …} sein',
  eitherOr: 'muss entweder „value“ oder „from“ haben, nicht beides und nicht keins',
  mustBeLink: 'muss seine Verbindung als {"from": Id eines Knotens, "output": Name eines Ausgangs} nennen',
  mustBeSubgraphs: 'muss ein Objekt aus Untergraphen nach ihren Ids sein',
  mustBePorts: 'muss eine Liste von Anschlüssen sein',
  mustBeNamed: (reserved) =>
    `muss Anschlüsse enthalten, die je einen Namen („name“) haben, und zwar nicht „${reserved}“`,
  twoPorts: (name) => `hat zwei Anschlüsse „${name}“`,
  noEdge: (id, kind) => `muss einen Knoten „${id}“ der Art „${kind}“ haben, der sein Rand ist`,
  tooDeep: (most) => `ist mehr als ${most} Ebenen tief verschachtelt`,
  tooLargeNumber: 'enthält eine zu große Zahl: Sie muss unter 1,8e308 liegen',
  tooManyDigits: (number) =>
    `enthält die ganze Zahl ${number} mit mehr Ziffern, als behalten werden können: Gib höchstens 15 Ziffern an oder setze sie in Anführungszeichen`,
  twice: (key) => `enthält „${key}“ zweimal, und nur eins davon könnte bleiben: Benenne eins in einem Texteditor um`,
  missing: 'nichts',
  list: 'eine Liste',
  object: 'ein Objekt',
}
