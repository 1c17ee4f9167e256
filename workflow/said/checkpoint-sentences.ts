interface At {
  /** The path of a file or a folder. */
  readonly path: string
}

/** What is said of the folder of a checkpoint that cannot be found or used, in English. */
export const checkpointSentences = {
  noCheckpointChosen: () => 'No checkpoint is chosen. Choose one, or put a diffusers folder into the models folder.',
  zeroInName: () => 'The name of the checkpoint holds a zero byte. Choose one by name.',
  noFolder: ({ path }: At) =>
    `There is no folder ${path}. Give the path of a diffusers folder, or a name below a models folder.`,
  noSuchCheckpoint: ({ checkpoint, where, known }: { checkpoint: string; where: string; known: readonly string[] }) =>
    `There is no checkpoint "${checkpoint}" in ${where}. Choose one of these: ${known.join(', ')}.`,
  noCheckpoints: ({ checkpoint, where }: { checkpoint: string; where: string }) =>
    `There is no checkpoint "${checkpoint}" in ${where}. Put a diffusers folder there.`,
  anyModelsFolder: () => 'any models folder (none is set)',
  noModelIndex: ({ path }: At) =>
    `${path} is no checkpoint: it has no model_index.json. Give the folder of a diffusers pipeline.`,
  noCheckpointName: ({ checkpoint }: { checkpoint: string }) =>
    `"${checkpoint}" is no name of a checkpoint: it must be a path below a models folder, such as "demo" or "org/name", without "." and "..". For a folder elsewhere give its absolute path.`,
  downloadNotFinished: ({ repo, path }: At & { repo: string }) =>
    `The download of ${repo} into ${path} is not finished. Go on with it: npm run models -- get ${repo}`,
  noPipeline: ({ path }: At) =>
    `${path} is no checkpoint: it has no model_index.json. Give the folder of a whole diffusers pipeline, with model_index.json, text_encoder, tokenizer, unet, vae and scheduler.`,
  noClassName: ({ path }: At) =>
    `${path} names no "_class_name". Check that it is the model_index.json of a diffusers pipeline.`,
  otherPipeline: ({ path, found, known }: At & { found: string; known: readonly string[] }) =>
    `${path} describes a ${found}, which is not supported. Take a text-to-video checkpoint of ${known.join(' or ')}.`,
  otherPart: ({ path, found, part, wanted }: At & { found: string; part: string; wanted: string }) =>
    `${path} describes a ${found}, which is a ${part}, where a ${wanted} is needed. Check that the folders of the checkpoint were not mixed up.`,
  noTokenizerFolder: ({ path }: At) =>
    `The folder ${path} is not there, or cannot be read: prompts cannot be read without it. Download the checkpoint whole.`,
  noTokenizerFile: ({ path }: At) =>
    `${path} is missing: prompts cannot be read without it. Download the tokenizer folder whole: tokenizer.json, or vocab.json, merges.txt and tokenizer_config.json.`,
  noTokenizer: ({ path, why }: At & { why: string }) => `The tokenizer in ${path} cannot be used. ${why}`,
  markNotKnown: ({ mark }: { mark: string }) =>
    `Tokenizer: the mark ${mark} is not in the vocabulary. Check that the files belong together.`,
  noTokenLimit: ({ limit }: { limit: string }) => `Tokenizer: model_max_length is ${limit}. Set it to 77.`,
  noVocabulary: () => 'Tokenizer: tokenizer.json holds no vocabulary. Download the tokenizer folder again.',
  noTokenizerFiles: () =>
    'Tokenizer: neither tokenizer.json nor vocab.json with merges.txt. Download the tokenizer folder.',
  noSchedulerConfig: ({ path }: At) =>
    `${path} is missing: it says how the network was trained. Download the checkpoint whole.`,
  inFolder: ({ path, what }: At & { what: string }) => `In ${path}: ${what}`,
  filesChange: ({ path }: At) =>
    `The files in ${path} change while they are read. Wait until they are downloaded, then try again.`,
  filesChanged: ({ path, checkpoint }: At & { checkpoint: string }) =>
    `${path} is no longer what it was when "${checkpoint}" was loaded: its files were changed meanwhile. Run the workflow again to use them as they are now.`,
}
