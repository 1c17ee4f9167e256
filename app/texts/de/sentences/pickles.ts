import type { pickleSentences as english } from '../../../../workflow/said/pickle-sentences.ts'

const kinds: Readonly<Record<string, string>> = {
  dict: 'ein Verzeichnis',
  global: 'ein Name',
  list: 'eine Liste',
  storage: 'ein Speicher',
  tensor: 'ein Tensor',
  tuple: 'ein Tupel',
}
const a = (kind: string): string => kinds[kind] ?? `ein ${kind}`

/** What is wrong with the pickle of a weight file, in German, to stand in brackets after "lässt sich nicht lesen". */
export const pickleSentences: typeof english = {
  pickleBegins: () => 'am Anfang fehlt PROTO, mit dem es ab Protokoll 2 beginnt',
  pickleStops: () => 'es endet ohne STOP',
  noOpcode: () => 'das Byte ist kein Opcode',
  otherProtocol: ({ protocol }) => `es hat Protokoll ${protocol}; torch.save schreibt 2 bis 4`,
  pickleGoesOn: ({ bytes }) => `danach folgen noch ${bytes} Byte`,
  pickleNeeds: ({ bytes, left }) => `${bytes} Byte werden gebraucht, und nur ${left} sind übrig`,
  asksFor: ({ global }) => `es verlangt ${global}, was kein Verzeichnis von Tensoren braucht`,
  otherInstruction: () => 'das ist eine Anweisung, die kein Verzeichnis von Tensoren braucht',

  numberTooLarge: ({ number }) => `die Zahl ${number} ist zu groß`,
  numberTooLong: ({ bytes, most }) => `eine Zahl hat ${bytes} Byte; gelesen werden höchstens ${most}`,
  textNotUtf8: () => 'ein Text ist kein UTF-8',
  nameTooLong: ({ most }) => `ein Name hat mehr als ${most} Byte oder kein Ende`,

  stackTooSmall: ({ count, there }) => `es nimmt ${count} Werte von einem Stapel, auf dem ${there} liegen`,
  noMark: () => 'es sucht eine Marke, wo keine gesetzt ist',
  changesOther: ({ kind }) => `es ändert einen Wert, als wäre er ${a(kind)}`,
  changesPart: ({ kind }) => `es ändert, was schon Teil eines anderen Werts ist (${a(kind)})`,
  remembersTwo: ({ index }) => `es merkt sich zwei Werte unter der Nummer ${index}`,
  notRemembered: ({ index }) => `es verlangt den Wert ${index}, den es sich nicht gemerkt hat`,
  intoItself: ({ kind }) => `etwas soll in sich selbst liegen (${a(kind)})`,
  endsOtherwise: ({ values, marks }) => `am Ende bleiben ${values} Werte und ${marks} offene Marken, nicht ein Wert`,

  secondProtocol: () => 'es nennt sein Protokoll ein zweites Mal',
  tooManyOpcodes: ({ most }) => `es geht nach ${most} Opcodes weiter, mehr als ein Verzeichnis von Tensoren hat`,
  keyWithoutValue: () => 'zu einem Schlüssel fehlt der Wert',
  otherKey: () => 'ein Schlüssel ist weder Text noch Zahl',
  keyTwice: ({ key }) => `der Schlüssel ${key} steht zweimal darin`,
  frameTooLong: ({ bytes, left }) => `${bytes} Byte werden angekündigt, und nur ${left} sind übrig`,
  nameNoText: () => 'ein Name ist kein Text',
  callsNoName: () => 'es ruft etwas auf, das kein Name ist',
  callWithoutTuple: ({ global }) => `es ruft ${global} mit etwas auf, das kein Tupel ist`,
  callsStorage: ({ global }) => `es ruft ${global} auf, was ein Typ von Speicher ist und keine Funktion`,
  setsOther: () => 'es setzt etwas anderes als _metadata eines Verzeichnisses von Tensoren',
  setsOnPlain: () => 'es setzt Attribute eines einfachen Verzeichnisses',

  givesCall: ({ global, what }) => `es gibt ${global} ${what}`,
  argumentsAtAll: () => 'Argumente, wie es kein Verzeichnis von Tensoren tut',
  otherThanParameter: () => 'andere Argumente als einen Tensor, einen Wahrheitswert und keine Hooks',
  otherCount: ({ count }) => `${count} Argumente statt 6 oder 7`,
  noStorageGiven: () => 'keinen Speicher',
  offsetGiven: ({ value }) => `als Anfang im Speicher ${value}`,
  otherSize: () => 'eine Größe, die kein Tupel ganzer Zahlen ist',
  otherStrides: () => 'Schrittweiten, die kein Tupel ganzer Zahlen sind',
  countsDiffer: ({ sizes, strides }) => `${sizes} Größen und ${strides} Schrittweiten`,
  otherRequiresGrad: () => 'für requires_grad keinen Wahrheitswert',
  backwardHooks: () => 'Hooks für die Rückrechnung',
  tensorMarks: () => 'Marken am Tensor, etwa eine aufgeschobene Negation',
  parameterOfOther: () => 'es macht aus etwas, das kein Tensor ist, einen Parameter',

  refersToOther: () => 'es verweist auf etwas, das nicht (storage, Typ, Schlüssel, Ort, Elemente) ist',
  storageOfType: ({ type }) => `es verweist auf einen Speicher, dessen Typ unbekannt ist: ${type}`,
  noType: () => 'kein Typ',
  storageNoText: () => 'es verweist auf einen Speicher, dessen Schlüssel oder Ort kein Text ist',
  storageOfCount: ({ storage, value }) =>
    `es verweist auf den Speicher „${storage}“, bei dem als Zahl der Elemente ${value} steht`,
  valueOfKind: ({ kind }) => a(kind),
}
