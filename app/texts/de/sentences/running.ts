import type {
  runningSentences as english,
  activitySentences as englishActivities,
} from '../../../../workflow/said/running-sentences.ts'

/** What stands around the run of a node, in German. */
export const runningSentences: typeof english = {
  failedWhile: ({ activity, what }) =>
    `Es ging schief ${activity}: ${what} Führe noch einmal aus; wenn es bleibt, ist es ein Fehler im Programm: Bitte melde diese Zeile.`,
  strangeFailure: ({ activity, what }) => `Es ging schief ${activity}: ${what}. Führe noch einmal aus.`,
  noMemoryWhile: ({ activity, what }) =>
    `Der Speicher reichte nicht ${activity} (${what}). Nimm weniger Bilder oder eine kleinere Größe, oder beende andere Programme, und führe noch einmal aus: Was fertig ist, bleibt.`,
  within: ({ where, what }) => `${where}: ${what}`,
  gaveOther: ({ node, value, output, id }) =>
    `„${node}“ gab an seinem Ausgang „${output}“ ${value}. Das ist ein Fehler in nodes/${id}: Bitte melde ihn.`,
  nothingAtAll: () => 'nichts',
  noFiniteNumber: ({ value }) => `${value}, was keine endliche Zahl ist`,
  noTextGiven: () => 'etwas, das kein Text ist',
  askedInIdentity: ({ call }) =>
    `Ein Knoten rief in seinem identity() ${call}() auf. Tu das in run(): Nur dort hat sein Ergebnis eine Adresse.`,
  noProgram: ({ node }) => `Der Knoten „${node}“ ist beschrieben, aber sein Programm fehlt. Installiere es neu.`,
  noScheduler: ({ kind, known }) =>
    `Den Scheduler „${kind}“ gibt es nicht. Wähle einen von diesen: ${known.join(', ')}.`,
  previewOverflow: ({ step, steps, value, at, count }) =>
    `Nach Schritt ${step} von ${steps} enthält das Latent ${value} (Wert ${at} von ${count}): Das Netz lief über. Nimm weniger Guidance, andere Gewichte als fp16, wo es welche gibt, oder prüfe die Dateien des Checkpoints.`,
  noPreview: ({ why }) => `Das Latent kann nicht gezeigt werden: ${why} Der Lauf geht ohne seine Vorschau weiter.`,
  serverStopping: () => 'Der Server hält gerade an. Führe noch einmal aus, wenn er wieder da ist.',
  runForgotten: () => 'Dieser Lauf steht nicht mehr im Journal. Öffne seinen Workflow und führe ihn von dort aus.',
  allMuted: () =>
    'Es gibt nichts auszuführen: Jeder Knoten, der ein Ergebnis macht, ist stumm oder braucht einen, der es ist. Heb das auf (M), und führe noch einmal aus.',
  noResultNode: () =>
    'Es gibt nichts auszuführen: Kein Knoten dieses Workflows macht ein Ergebnis. Füge „Exportieren“ oder „Vorschau“ hinzu, verbinde ihn, und führe noch einmal aus.',
}

/** What a node does or did last, in German, as it stands after "Es ging schief". */
export const activitySentences: typeof englishActivities = {
  preparingNodes: () => 'beim Vorbereiten der Knoten',
  running: () => 'beim Ausführen',
  openingCheckpoint: ({ checkpoint }) => `beim Öffnen des Checkpoints „${checkpoint}“`,
  readingScheduler: ({ checkpoint }) => `beim Lesen des Schedulers von ${checkpoint}`,
  readingPrompt: ({ checkpoint }) => `beim Lesen des Prompts mit dem Tokenizer von ${checkpoint}`,
  runningTextEncoder: ({ checkpoint }) => `beim Rechnen mit dem Text-Encoder von ${checkpoint}`,
  runningUnet: ({ checkpoint }) => `beim Rechnen mit dem UNet3D von ${checkpoint}`,
  readingUnet: ({ checkpoint }) => `beim Lesen des UNet3D von ${checkpoint}`,
  runningVae: ({ checkpoint }) => `beim Rechnen mit dem VAE von ${checkpoint}`,
  readingVae: ({ checkpoint }) => `beim Lesen des VAE von ${checkpoint}`,
  readingFile: ({ file }) => `beim Lesen von „${file}“`,
  writingVideo: () => 'beim Schreiben des Videos',
}
