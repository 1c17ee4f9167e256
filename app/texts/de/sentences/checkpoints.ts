import type { checkpointSentences as english } from '../../../../workflow/said/checkpoint-sentences.ts'

/** What is said of the folder of a checkpoint that cannot be found or used, in German. */
export const checkpointSentences: typeof english = {
  noCheckpointChosen: () =>
    'Es ist kein Checkpoint gewählt. Wähle einen, oder lege einen diffusers-Ordner in den Modellordner.',
  zeroInName: () => 'Der Name des Checkpoints enthält ein Nullbyte. Wähle einen mit Namen.',
  noFolder: ({ path }) =>
    `Den Ordner ${path} gibt es nicht. Gib den Pfad eines diffusers-Ordners, oder einen Namen unter einem Modellordner.`,
  noSuchCheckpoint: ({ checkpoint, where, known }) =>
    `Den Checkpoint „${checkpoint}“ gibt es nicht in ${where}. Wähle einen von diesen: ${known.join(', ')}.`,
  noCheckpoints: ({ checkpoint, where }) =>
    `Den Checkpoint „${checkpoint}“ gibt es nicht in ${where}. Lege einen diffusers-Ordner dorthin.`,
  anyModelsFolder: () => 'einem Modellordner (keiner ist gesetzt)',
  noModelIndex: ({ path }) =>
    `${path} ist kein Checkpoint: Darin fehlt model_index.json. Gib den Ordner einer diffusers-Pipeline.`,
  noCheckpointName: ({ checkpoint }) =>
    `„${checkpoint}“ ist kein Name eines Checkpoints: Er muss ein Pfad unter einem Modellordner sein, wie „demo“ oder „org/name“, ohne „.“ und „..“. Von einem Ordner anderswo gib den absoluten Pfad.`,
  downloadNotFinished: ({ repo, path }) =>
    `Das Herunterladen von ${repo} nach ${path} ist nicht beendet. Setze es fort: „npm run models -- get ${repo}“`,
  noPipeline: ({ path }) =>
    `${path} ist kein Checkpoint: Darin fehlt model_index.json. Gib den Ordner einer ganzen diffusers-Pipeline, mit model_index.json, text_encoder, tokenizer, unet, vae und scheduler.`,
  noClassName: ({ path }) =>
    `In ${path} fehlt „_class_name“. Prüfe, ob es die model_index.json einer diffusers-Pipeline ist.`,
  otherPipeline: ({ path, found, known }) =>
    `${path} beschreibt ${found}, und das wird nicht unterstützt. Nimm einen Text-zu-Video-Checkpoint von ${known.join(' oder ')}.`,
  otherPart: ({ path, found, part, wanted }) =>
    `${path} beschreibt ${found}, also ${part}, wo ${wanted} gebraucht wird. Prüfe, ob die Ordner des Checkpoints vertauscht wurden.`,
  noTokenizerFolder: ({ path }) =>
    `Der Ordner ${path} fehlt oder kann nicht gelesen werden: Ohne ihn können keine Prompts gelesen werden. Lade den ganzen Checkpoint herunter.`,
  noTokenizerFile: ({ path }) =>
    `${path} fehlt: Ohne diese Datei können keine Prompts gelesen werden. Lade den ganzen Tokenizer-Ordner herunter: tokenizer.json, oder vocab.json, merges.txt und tokenizer_config.json.`,
  noTokenizer: ({ path, why }) => `Der Tokenizer in ${path} lässt sich nicht verwenden. ${why}`,
  markNotKnown: ({ mark }) =>
    `Tokenizer: Das Zeichen ${mark} fehlt im Vokabular. Sieh nach, ob die Dateien zusammengehören.`,
  noTokenLimit: ({ limit }) => `Tokenizer: model_max_length ist ${limit}. Setze es auf 77.`,
  noVocabulary: () =>
    'Tokenizer: In tokenizer.json fehlt das Vokabular. Lade den Tokenizer-Ordner noch einmal herunter.',
  noTokenizerFiles: () =>
    'Tokenizer: Es gibt weder tokenizer.json noch vocab.json mit merges.txt. Lade den Tokenizer-Ordner herunter.',
  noSchedulerConfig: ({ path }) =>
    `${path} fehlt: Darin steht, wie das Netz trainiert wurde. Lade den ganzen Checkpoint herunter.`,
  inFolder: ({ path, what }) => `In ${path}: ${what}`,
  filesChange: ({ path }) =>
    `Die Dateien in ${path} ändern sich, während sie gelesen werden. Warte, bis sie heruntergeladen sind, und versuche es noch einmal.`,
  filesChanged: ({ path, checkpoint }) =>
    `${path} ist nicht mehr, was es war, als „${checkpoint}“ geladen wurde: Seine Dateien wurden inzwischen geändert. Führe den Workflow noch einmal aus, um sie zu nehmen, wie sie jetzt sind.`,
}
