import type { answerSentences as english } from '../../../../workflow/said/answer-sentences.ts'

const idRule = 'Nimm 1 bis 80 Buchstaben (a–z), Ziffern, „-“ oder „_“, am Anfang einen Buchstaben oder eine Ziffer.'
const fromWorkflow = 'Speichere den Knoten aus einem Workflow noch einmal.'

/** Why the server refuses what it is asked, in German. */
export const answerSentences: typeof english = {
  noSuchPath: ({ path }) => `Unter ${path} gibt es nichts. Die Adressen stehen in workflow/wire.ts.`,
  otherMethod: ({ path, method, methods }) => `${path} nimmt ${method} nicht. Nimm ${methods}.`,
  noAddress: ({ address }) => `„${address}“ ist keine Adresse. Frage nach einem Pfad wie /api/workflows.`,
  badlyEncoded: () => 'Die Adresse ist falsch kodiert. Kodiere ihre Teile mit encodeURIComponent.',
  requestTooLong: ({ most }) => `Die Anfrage hat mehr als ${most} KiB; mehr nimmt diese Adresse nicht. Sende weniger.`,
  couldNotAnswer: ({ method, address, why }) =>
    `Der Server konnte ${method} ${address} nicht beantworten: ${why}. Mehr steht in seinem Terminal.`,

  bodyNotJson: ({ why }) => `Der Inhalt ist kein JSON (${why}). Sende ein JSON-Objekt.`,
  bodyNoObject: () => 'Der Inhalt muss ein JSON-Objekt sein: {…}.',
  bodyLacks: ({ name, wanted }) => `„${name}“ muss ${wanted} sein und fehlt.`,
  bodyHas: ({ name, wanted, given }) => `„${name}“ muss ${wanted} sein; hier steht ${given}.`,
  aText: () => 'Text',
  anObject: () => 'ein Objekt',
  aWholeNumber: ({ min, max }) => `eine ganze Zahl von ${min} bis ${max}`,

  noArtifact: ({ name }) =>
    `Die Datei „${name}“ gibt es nicht. Sie wurde gelöscht, oder die Adresse ist falsch: Führe den Workflow noch einmal aus, dann entsteht sie neu.`,
  noExamplePicture: ({ id }) => `Von der Vorlage „${id}“ gibt es kein Bild. GET /api/examples nennt die, die es gibt.`,
  noExample: ({ id }) => `Die Vorlage „${id}“ gibt es nicht. GET /api/examples nennt die, die es gibt.`,
  noSuchJob: ({ job }) => `Den Lauf „${job}“ gibt es nicht. GET /api/jobs nennt die, die es gibt.`,
  wrongLimit: ({ limit, most }) => `limit ist „${limit}“: Gib eine ganze Zahl von 1 bis ${most} an.`,
  searchTooLong: ({ most }) => `Die Suche hat mehr als ${most} Zeichen. Suche nach weniger Wörtern.`,
  noNodeNamed: () => 'Es ist kein Knoten genannt. Frage nach /api/jobs/JOB/events?node=ID.',
  noSuchScheduler: ({ kind, known }) =>
    `Den Scheduler „${kind}“ gibt es nicht. Nimm einen von diesen: ${known.join(', ')}.`,
  noLibraryNode: ({ id }) =>
    `Den Knoten „${id}“ gibt es in der Bibliothek nicht. GET /api/library nennt die, die es gibt.`,
  revisionNameTooLong: ({ length, most }) => `Der Name hat ${length} Zeichen: Nimm höchstens ${most}.`,
  noRevision: ({ id, rev }) =>
    `„${id}“ hat keine Fassung ${rev}. GET /api/workflows/${id}/revisions nennt die, die es gibt.`,

  noWorkflow: ({ id }) => `Den Workflow „${id}“ gibt es nicht. GET /api/workflows nennt die, die es gibt.`,
  deletedWithMatch: () => 'Ein Workflow wird mit If-Match gelöscht, nicht mit If-None-Match.',
  matchNoEtag: () => 'If-Match muss das ETag sein, das GET gab: „REV“, eins, in Anführungszeichen.',
  noneMatchNoStar: () => 'If-None-Match kann nur * sein: Den Workflow darf es noch nicht geben.',
  noBasis: ({ id }) =>
    `Sage, auf welcher Fassung das beruht: If-Match: „REV“ mit dem ETag von GET /api/workflows/${id}, oder If-None-Match: * für einen neuen Workflow.`,
  idOfWorkflow: ({ id }) => `„${id}“ kann kein Name für die Datei eines Workflows sein: ${idRule}`,
  idOfNode: ({ id }) => `„${id}“ kann kein Name für einen Knoten der Bibliothek sein: ${idRule}`,
  idTaken: ({ id }) => `Einen Workflow „${id}“ gibt es schon. Speichere unter einem anderen Namen, oder öffne jenen.`,
  changedElsewhere: ({ id }) =>
    `Der Workflow „${id}“ wurde inzwischen anderswo gespeichert. Nichts wurde überschrieben: Öffne jene Fassung, oder speichere deine als Kopie.`,
  noLongerThere: ({ id }) => `Den Workflow „${id}“ gibt es nicht mehr. Speichere ihn als neuen.`,
  notDeleted: ({ id }) =>
    `Der Workflow „${id}“ wurde inzwischen anderswo gespeichert und darum nicht gelöscht. Öffne zuerst jene Fassung.`,
  notUtf8: () => 'Die Datei ist kein UTF-8-Text. Speichere sie als UTF-8, und versuche es noch einmal.',
  nodeNotJson: ({ why }) => `Die Datei ist kein JSON (${why}). ${fromWorkflow}`,
  nodeOtherFormat: () => `„format“ muss „reelgraph-subgraph“ sein. ${fromWorkflow}`,
  nodeWithoutMain: () => `„main“ muss einen der Untergraphen („subgraphs“) nennen. ${fromWorkflow}`,

  runNamesNone: () => 'Der Lauf nennt keinen Workflow. Gib den Namen an, unter dem er gespeichert ist oder wird.',
  runTooLarge: ({ most }) => `Der Workflow hat mehr als ${most} MiB; mehr kann nicht laufen. Mach ihn kleiner.`,
  runNotJson: ({ why }) =>
    `Der Workflow kann nicht als JSON geschrieben werden (${why}). Öffne ihn noch einmal, und führe ihn dann aus.`,
  nothingCanRun: () => 'Kein Knoten kann laufen.',
  nodeRefused: ({ node, what }) => `${node}: ${what}`,
  nodeAndMoreRefused: ({ node, what, more }) =>
    `${node}: ${what} (Auch bei ${more} weiteren Knoten stimmt etwas nicht.)`,
  journalLocked: ({ folder }) =>
    `Ein anderes Reelgraph benutzt ${folder}. Beende es, oder starte dieses mit einem anderen Ordner: --data ORDNER.`,
  journalClosed: ({ file }) =>
    `Das Journal ${file} ist geschlossen: Bis zu einem neuen Start kann nichts gelesen oder geschrieben werden.`,
}
