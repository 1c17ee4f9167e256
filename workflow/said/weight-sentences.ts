interface OfConfig {
  /** A config.json within its checkpoint, as "unet/config.json". */
  readonly config: string
}

const otherWeights = 'The weights do not belong to this config.json'

/** What is said of weights that do not fit their configuration, or of a configuration that cannot be computed, in English. */
export const weightSentences = {
  tensorMissing: ({ config, tensor, shape }: OfConfig & { tensor: string; shape: string }) =>
    `${config}: the tensor "${tensor}" [${shape}] is missing. ${otherWeights}, or are incomplete: download the checkpoint again.`,
  tensorOfOtherShape: ({ config, tensor, found, wanted }: OfConfig & Record<'tensor' | 'found' | 'wanted', string>) =>
    `${config}: the tensor "${tensor}" has the shape [${found}], config.json asks for [${wanted}]. ${otherWeights}.`,
  tensorOfOtherType: ({ config, tensor, type }: OfConfig & { tensor: string; type: string }) =>
    `${config}: the tensor "${tensor}" holds ${type}; only F32, F16, BF16 and F64 can be computed with. Take a version of the checkpoint with one of these.`,
  tensorsLeft: ({ config, left, count, tensor }: OfConfig & { left: number; count: number; tensor: string }) =>
    `${config}: the network that it describes does not read ${left} of the ${count} tensors, the first "${tensor}". ${otherWeights}, or to a variation of the network that is not supported.`,
  tensorNoNumbers: ({ config, tensor, broken, count, file }: OfConfig & Broken) =>
    `${config}: the tensor "${tensor}" holds NaN or infinity in ${broken} of its ${count} values (file ${file}). The weights are damaged, or overflowed when they were converted to half precision: download them again, or take the float32 weights.`,
  unknownKey: ({ config, key, value }: OfConfig & { key: string; value: string }) =>
    `${config}: the key "${key}" (${value}) is not known. It may change what the network computes. Use a checkpoint of a supported configuration; where you know that the key means nothing, take it out of config.json.`,
  unknownKeys: ({ config, key, value, more }: OfConfig & { key: string; value: string; more: number }) =>
    `${config}: the key "${key}" (${value}) is not known, nor ${more} more. It may change what the network computes. Use a checkpoint of a supported configuration; where you know that the key means nothing, take it out of config.json.`,
  configValue: ({ config, key, wanted, value }: OfConfig & { key: string; wanted: string; value: string }) =>
    `${config}: "${key}" ${wanted}, and is ${value}. This network cannot be computed as the original does; use a checkpoint of a supported configuration.`,
  missingValue: () => 'missing',
  mustBeNumber: () => 'must be a number',
  mustBeWholeNumbers: () => 'must be a list of whole numbers',
  mustBeNames: () => 'must be a list of names',
  mustBeSwitch: () => 'must be true or false',
  mustBeOneOf: ({ known }: { known: readonly string[] }) => `must be one of ${known.join(', ')}`,
  mustBe: ({ known }: { known: readonly string[] }) => `must be ${known.join(' or ')}`,
  mustNameBlocks: ({ blocks }: { blocks: number }) => `must name a block for each of the ${blocks} block_out_channels`,
  mustHoldBlocks: ({ way }: { way: string }) => `may hold CrossAttn${way}Block3D and ${way}Block3D only`,
  classNotSupported: ({ config, found, known }: OfConfig & { found: string; known: readonly string[] }) =>
    `${config} describes the class ${found}, which is not supported. Known classes: ${known.join(', ')}. Take a checkpoint of these.`,
  classOfOtherPart: ({ config, checkpoint, found, part, wanted }: OfConfig & ClassOfPart) =>
    `${config} in "${checkpoint}" describes the class ${found}, which is a ${part}, where a ${wanted} is needed. Check the folders of the checkpoint.`,
  layersNotSkipped: ({ layers, skip }: { layers: number; skip: number }) =>
    `The text encoder has ${layers} layers, of which ${skip} cannot be skipped. Choose 0 to ${layers - 1}.`,
}

type Broken = Record<'tensor' | 'file', string> & Record<'broken' | 'count', number>
type ClassOfPart = Record<'checkpoint' | 'found' | 'part' | 'wanted', string>
