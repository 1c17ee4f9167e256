interface At {
  /** The path of a file or a folder. */
  readonly path: string
}

const listed = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`

const variants = (names: readonly string[]): string =>
  names
    .map((name) => (name === '' ? 'the default (none)' : name))
    .sort()
    .join(', ')

/** What is said of the files of a checkpoint, but for what is in its weights, in English. */
export const checkpointFileSentences = {
  fileUnreadable: ({ path, code }: At & { code: string }) =>
    `${path} cannot be read (${code}). Check its permissions, or download it again.`,
  fileNotJson: ({ path, why }: At & { why: string }) => `${path} is not JSON (${why}). Download it again.`,
  fileNoObject: ({ path }: At) => `${path} holds no JSON object. Download it again.`,
  configUnreadable: ({ path, why }: At & { why: string }) => `${path} cannot be read (${why}). Download it again.`,
  cardUnreadable: ({ path, code }: At & { code: string }) => `${path} cannot be read (${code}). Check its permissions.`,
  noConfig: ({ path, part }: At & { part: string }) =>
    `${path} has no config.json, which says how the network of "${part}" is built. Download that file of the checkpoint too.`,
  noPartFolder: ({ path, part }: At & { part: string }) =>
    `The folder ${path} is not there. A checkpoint needs its "${part}" folder with config.json and weights: download it whole.`,
  partNoFolder: ({ path, part }: At & { part: string }) =>
    `The folder ${path} is no folder. A checkpoint needs its "${part}" folder with config.json and weights: download it whole.`,
  partUnreadable: ({ path, part, code }: At & { part: string; code: string }) =>
    `The folder ${path} cannot be read (${code}). A checkpoint needs its "${part}" folder with config.json and weights: download it whole.`,
  noPartClass: ({ path }: At) =>
    `${path} names no class ("_class_name" or "architectures"). Check that it is the config.json of a diffusers or transformers model.`,
  strayWeights: ({ path, first, other }: At & { first: string; other: string }) =>
    `The weights in ${path} lie in different folders: ${first} and ${other}. ONNX Runtime reads the files of a network from one folder: put them together.`,
  noShards: ({ path }: At) => `${path} names no weights ("weight_map"). Download it again.`,
  strayShard: ({ path, file, extension }: At & { file: string; extension: string }) =>
    `${path} names ${file}, which is no .${extension} file beside it. Download it again.`,
  weightsGone: ({ path }: At) =>
    `${path} is named but not there, or is a link to a file that is not. Download the checkpoint again.`,
  weightsUnopened: ({ path, code }: At & { code: string }) =>
    `${path} cannot be opened (${code}). Check its permissions.`,
  weightsNoFile: ({ path }: At) => `${path} is no file. Download the checkpoint again.`,
  /** `known` are variants, the empty one for the files without. */
  noVariant: ({ path, variant, known }: At & { variant: string; known: readonly string[] }) =>
    `${path} has no variant "${variant}". There is: ${variants(known)}. Choose one of these.`,
  noPlainWeights: ({ path, known }: At & { known: readonly string[] }) =>
    `${path} has no weights without a variant. There is: ${variants(known)}. Choose one of these.`,
  otherWeights: ({ path, file, known }: At & { file: string; known: readonly string[] }) =>
    `${path} holds ${file}, but no weights under a name that diffusers or transformers gives them: ${listed(known)}. Download the checkpoint in the diffusers format, whole.`,
  noWeights: ({ path, known }: At & { known: readonly string[] }) =>
    `${path} holds no weights: no ${listed(known)}, and no index of shards. Download the checkpoint again.`,
  fileGone: ({ path }: At) => `${path} is gone, or is a link to a file that is. Download the checkpoint again.`,
  fileUnread: ({ path, code }: At & { code: string }) =>
    `${path} cannot be read (${code}). Check its permissions and its disk.`,
  fileChanges: ({ path }: At) => `${path} changes while it is read. Wait until it is downloaded, then try again.`,
}
