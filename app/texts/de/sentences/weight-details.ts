import type { weightDetailSentences as english } from '../../../../workflow/said/weight-detail-sentences.ts'

const keys: Readonly<Record<string, string>> = { count: 'Anzahl', length: 'Länge', offset: 'Ort' }

/** What is wrong with a tensor or an entry of a weight file, in German, to stand in brackets after "lässt sich nicht lesen". */
export const weightDetailSentences: typeof english = {
  notDescribed: () => 'die Beschreibung fehlt',
  unknownElements: ({ type }) => `unbekannter Typ der Elemente: ${type}`,
  noShape: ({ shape }) => `die Form ist ${shape}, keine Liste ganzer Zahlen`,
  noPlace: ({ place }) => `der Ort ist ${place}, nicht [Anfang, Ende]`,
  outsideOfData: ({ begin, end, data }) => `der Ort ist ${begin}–${end}, außerhalb der ${data} Byte Daten`,
  otherLength: ({ bytes, type, shape, needed }) => `${bytes} Byte, wo ${type} [${shape}] ${needed} braucht`,
  overlapsAt: ({ byte }) => `Überschneidung mit einem anderen Tensor bei Byte ${byte}`,
  unusedBefore: ({ bytes }) => `davor sind ${bytes} Byte ungenutzt`,

  noStorage: ({ storage }) => `der Speicher „${storage}“ fehlt in der Datei`,
  otherStorage: ({ storage, bytes, count, type }) =>
    `der Speicher „${storage}“ hat ${bytes} Byte, wo ${count} × ${type} versprochen sind`,
  notRowByRow: ({ shape, strides }) =>
    `bei der Form [${shape}] sind die Schrittweiten [${strides}]: Die Zahlen liegen nicht Reihe für Reihe`,
  beyondStorage: ({ begin, end, storage, count }) =>
    `er nimmt die Elemente ${begin}–${end} des Speichers „${storage}“, der ${count} hat`,

  bytesAfterEntries: ({ bytes }) => `das Verzeichnis hat ${bytes} Byte mehr, als die Einträge brauchen`,
  twoEntries: ({ name }) => `zwei Einträge heißen „${name}“`,
  entriesOverlap: ({ name }) => `Einträge überschneiden sich: „${name}“ beginnt in einem anderen`,
  noDirectory: () => 'am Ende fehlt das Verzeichnis: Die Datei ist abgeschnitten',
  ofSeveral: () => 'sie ist ein Teil eines Archivs aus mehreren',
  directoriesDiffer: ({ key, first, second }) =>
    `zwei Verzeichnisse nennen Verschiedenes (${keys[key] ?? key}): ${first} und ${second}`,
  directoryMisplaced: ({ begin, end, limit }) =>
    `das Verzeichnis liegt bei ${begin}–${end} und endet nicht, wo sein Ende beginnt (${limit})`,
  directoryTooLong: ({ count, bytes, most, mostBytes }) =>
    `das Verzeichnis hat ${count} Einträge in ${bytes} Byte; höchstens ${most} in ${mostBytes} werden gelesen`,
  directoryTooShort: ({ bytes, count }) => `das Verzeichnis hat ${bytes} Byte, zu wenig für ${count} Einträge`,
  endBeyondPlace: ({ at }) => `das Ende des Verzeichnisses liegt bei ${at}, hinter seinem Platz`,
  noLongEnd: ({ at }) => `bei ${at} fehlt das Ende des Verzeichnisses nach zip64`,
  endTooLarge: ({ value }) => `am Ende des Verzeichnisses steht ${value}, mehr als die Datei hat`,
  noEntry: ({ index }) => `im Verzeichnis fehlt der Eintrag ${index}`,
  entryLeaves: ({ index }) => `der Eintrag ${index} ragt aus dem Verzeichnis`,
  entryNameNotUtf8: ({ index }) => `der Name des Eintrags ${index} ist kein UTF-8`,
  entryWithoutSize: ({ name }) => `die Größe von „${name}“ fehlt`,
  entryOfOtherSize: ({ name, stored, full }) => `„${name}“ liegt in ${stored} Byte und hat ${full}`,
  entryEncrypted: ({ name }) => `der Eintrag „${name}“ ist verschlüsselt oder ein Unterschied zu einem anderen`,
  entryCompressed: ({ name, method }) =>
    `der Eintrag „${name}“ ist komprimiert (Verfahren ${method}) und kann nicht eingeblendet werden`,
  headerOutside: ({ name, at }) => `der Eintrag „${name}“ liegt bei ${at}, außerhalb der Daten`,
  entryNotThere: ({ name, at }) => `bei ${at} ist kein Eintrag „${name}“`,
  sizesDiffer: ({ name, listed, there }) =>
    `„${name}“ hat nach dem Verzeichnis ${listed} Byte und an seinem Ort ${there}`,
  otherName: ({ name }) => `am Ort von „${name}“ steht ein anderer Name`,
  entryOutside: ({ name, begin, end }) => `der Eintrag „${name}“ liegt bei ${begin}–${end}, außerhalb der Daten`,
}
