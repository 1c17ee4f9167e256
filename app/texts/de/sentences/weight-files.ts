import type { weightFileSentences as english } from '../../../../workflow/said/weight-file-sentences.ts'

const again = 'Lade die Datei noch einmal herunter.'
const damaged = 'Die Datei ist beschädigt: Lade sie noch einmal herunter.'
const goneOn = 'Warte, bis nichts mehr hineinschreibt, und führe dann noch einmal aus: Sie wird neu gelesen.'
const orSafetensors = 'nimm die safetensors-Fassung des Checkpoints'

/** What is said of weight files that cannot be read, in German. */
export const weightFileSentences: typeof english = {
  tooShort: ({ file, bytes }) => `${file} hat ${bytes} Byte: zu kurz für eine safetensors-Datei. ${again}`,
  headerTooLong: ({ file, length, most }) =>
    `${file} nennt ${length} Byte für den Kopf; höchstens ${most} sind erlaubt. Die Datei ist beschädigt oder keine safetensors-Datei: Lade sie noch einmal herunter.`,
  cutShort: ({ file, length, bytes }) =>
    `${file} ist abgeschnitten: Allein der Kopf hat ${length} Byte, die ganze Datei ${bytes}. ${again}`,
  headerNotJson: ({ file, why }) => `Der Kopf von ${file} ist kein JSON (${why}). ${damaged}`,
  headerNoObject: ({ file }) => `Der Kopf von ${file} enthält kein Objekt. ${damaged}`,
  bytesLeft: ({ file, bytes }) => `${file} hat ${bytes} Byte mehr, als die Tensoren brauchen. ${damaged}`,
  lfsPointer: ({ file }) =>
    `${file} ist ein Verweis von Git LFS, nicht die Datei selbst. Führe „git lfs pull“ im Ordner des Checkpoints aus, oder lade die Datei herunter.`,
  endsEarly: ({ file }) =>
    `${file} endet, während die Datei gelesen wird. Warte, bis sie ganz heruntergeladen ist, und versuche es noch einmal.`,
  tensorTwice: ({ file, tensor }) =>
    `${file}: Den Tensor „${tensor}“ gibt es auch in einem anderen Teil. Lade den Checkpoint noch einmal herunter.`,
  tensorsPromised: ({ files, count, tensor }) =>
    `Das Verzeichnis von ${files.join(', ')} verspricht ${count} Tensoren, die in keinem Teil sind, als ersten „${tensor}“. Lade den Checkpoint noch einmal herunter.`,
  weightFileGone: ({ config, path }) => `${config}: Die Gewichtsdatei ${path} ist nicht da. ${goneOn}`,
  weightFileRemoved: ({ config, path }) => `${config}: Die Gewichtsdatei ${path} wurde entfernt. ${goneOn}`,
  weightFileChanged: ({ config, path }) =>
    `${config}: Die Gewichtsdatei ${path} wurde geändert, während sie in Gebrauch war. ${goneOn}`,

  oldTorch: ({ file }) =>
    `${file} hat das Format von torch vor 1.6, dessen Zahlen nicht eingeblendet werden können. Speichere sie mit einem neuen torch noch einmal: torch.save(torch.load(path, map_location="cpu"), path). Oder ${orSafetensors}.`,
  noTorch: ({ file, bytes }) =>
    `${file} (${bytes} Byte) ist keine Gewichtsdatei von torch: Sie beginnt nicht als zip-Archiv. Lade sie noch einmal herunter, oder ${orSafetensors}.`,
  pickleTooLong: ({ file, bytes, most }) =>
    `${file} hat ein Pickle von ${bytes} Byte; höchstens ${most} werden gelesen. Speichere nur die Tensoren, mit torch.save(model.state_dict(), path), oder ${orSafetensors}.`,
  noDataPickle: ({ file, found }) =>
    `${file} enthält ${found} „<name>/data.pkl“: Das ist keine Datei, die torch.save geschrieben hat. Nimm die safetensors-Fassung des Checkpoints.`,
  noneFound: () => 'kein',
  otherByteOrder: ({ file, order }) =>
    `${file} hat die Bytefolge ${order}; nur „little“ kann eingeblendet werden. Speichere die Datei auf einem Rechner mit dieser Bytefolge noch einmal, oder ${orSafetensors}.`,
  noNamedTensors: ({ file, found }) =>
    `In ${file} steht ${found} statt Tensoren mit Namen. Speichere sie mit torch.save(model.state_dict(), path).`,
  noTensorsByName: ({ file, keys }) =>
    `${file} enthält keine Tensoren mit Namen, weder zuoberst noch in „state_dict“; zuoberst: ${keys}. Speichere sie mit torch.save(model.state_dict(), path).`,
  noKeys: () => 'keine Schlüssel',

  archiveDetail: ({ file, detail, advice }) => `${file} lässt sich nicht lesen (${detail}). ${advice}`,
  tensorDetail: ({ file, tensor, detail, advice }) =>
    `${file}: Der Tensor „${tensor}“ lässt sich nicht lesen (${detail}). ${advice}`,
  pickleDetail: ({ file, place, detail, advice }) =>
    `${file}: Das Pickle lässt sich nicht lesen (${place}: ${detail}). ${advice}`,
  opcodeAt: ({ opcode, byte }) => `Opcode ${opcode} bei Byte ${byte}`,
  endAt: ({ byte }) => `Ende bei Byte ${byte}`,
  damagedDownload: () => damaged,
  justDownload: () => again,
  saveContiguous: () => `Speichere ihn nach tensor.contiguous() noch einmal, oder ${orSafetensors}.`,
  madeByHand: () =>
    `Die Datei ist beschädigt oder wurde von Hand gemacht: Lade sie noch einmal herunter, oder ${orSafetensors}.`,
  nothingWasRun: () =>
    `Nichts davon wurde ausgeführt. Lade diese Datei nirgends sonst, wenn du ihrem Hersteller nicht vertraust: Nimm die safetensors-Fassung des Checkpoints, oder speichere nur die Tensoren, mit torch.save(model.state_dict(), path).`,
  saveUncompressed: () =>
    'Nimm die Datei, wie torch.save sie geschrieben hat: mit Einträgen, die weder komprimiert noch verschlüsselt sind.',
}
