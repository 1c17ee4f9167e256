import type { weightSentences as english } from '../../../../workflow/said/weight-sentences.ts'

const otherWeights = 'Die Gewichte gehören nicht zu dieser config.json'
const maybeMeaningful =
  'Es könnte ändern, was das Netz rechnet. Nimm einen Checkpoint mit unterstützter Konfiguration; wo du weißt, dass der Schlüssel nichts bedeutet, nimm ihn aus config.json heraus.'

/** What is said of weights that do not fit their configuration, or of a configuration that cannot be computed, in German. */
export const weightSentences: typeof english = {
  tensorMissing: ({ config, tensor, shape }) =>
    `${config}: Der Tensor „${tensor}“ [${shape}] fehlt. ${otherWeights} oder sind nicht vollständig: Lade den Checkpoint noch einmal herunter.`,
  tensorOfOtherShape: ({ config, tensor, found, wanted }) =>
    `${config}: Der Tensor „${tensor}“ hat die Form [${found}], config.json verlangt [${wanted}]. ${otherWeights}.`,
  tensorOfOtherType: ({ config, tensor, type }) =>
    `${config}: Der Tensor „${tensor}“ enthält ${type}; nur mit F32, F16, BF16 und F64 kann gerechnet werden. Nimm eine Fassung des Checkpoints mit einem davon.`,
  tensorsLeft: ({ config, left, count, tensor }) =>
    `${config}: Das beschriebene Netz liest ${left} der ${count} Tensoren nicht, als ersten „${tensor}“. ${otherWeights}, oder zu einer Abwandlung des Netzes, die nicht unterstützt wird.`,
  tensorNoNumbers: ({ config, tensor, broken, count, file }) =>
    `${config}: Der Tensor „${tensor}“ enthält in ${broken} seiner ${count} Werte NaN oder Unendlich (Datei ${file}). Die Gewichte sind beschädigt oder liefen über, als sie in halbe Genauigkeit gebracht wurden: Lade sie noch einmal herunter, oder nimm die float32-Gewichte.`,
  unknownKey: ({ config, key, value }) =>
    `${config}: Der Schlüssel „${key}“ (${value}) ist nicht bekannt. ${maybeMeaningful}`,
  unknownKeys: ({ config, key, value, more }) =>
    `${config}: Der Schlüssel „${key}“ (${value}) ist nicht bekannt, und ${more} weitere auch nicht. ${maybeMeaningful}`,
  configValue: ({ config, key, wanted, value }) =>
    `${config}: „${key}“ ${wanted}; hier: ${value}. Dieses Netz kann nicht so gerechnet werden wie das ursprüngliche; nimm einen Checkpoint mit unterstützter Konfiguration.`,
  missingValue: () => 'nichts',
  mustBeNumber: () => 'muss eine Zahl sein',
  mustBeWholeNumbers: () => 'muss eine Liste ganzer Zahlen sein',
  mustBeNames: () => 'muss eine Liste von Namen sein',
  mustBeSwitch: () => 'muss true oder false sein',
  mustBeOneOf: ({ known }) => `muss eines von diesen sein: ${known.join(', ')}`,
  mustBe: ({ known }) => `muss ${known.join(' oder ')} sein`,
  mustNameBlocks: ({ blocks }) => `muss für jeden der ${blocks} block_out_channels einen Block nennen`,
  mustHoldBlocks: ({ way }) => `darf nur CrossAttn${way}Block3D und ${way}Block3D enthalten`,
  classNotSupported: ({ config, found, known }) =>
    `${config} beschreibt die Klasse ${found}, und die wird nicht unterstützt. Bekannte Klassen: ${known.join(', ')}. Nimm einen Checkpoint aus diesen.`,
  classOfOtherPart: ({ config, checkpoint, found, part, wanted }) =>
    `${config} in „${checkpoint}“ beschreibt die Klasse ${found}, also ${part}, wo ${wanted} gebraucht wird. Prüfe die Ordner des Checkpoints.`,
  layersNotSkipped: ({ layers, skip }) =>
    `Der Text-Encoder hat ${layers} Schichten, von denen ${skip} nicht ausgelassen werden können. Wähle 0 bis ${layers - 1}.`,
}
