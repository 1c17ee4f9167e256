/** What stands around the run of a node, in English. `activity` is one of {@link activitySentences}. */
export const runningSentences = {
  failedWhile: ({ activity, what }: { activity: string; what: string }) =>
    `It failed while ${activity}: ${what} Run it again; if it stays, it is an error in the program: please report this line.`,
  strangeFailure: ({ activity, what }: { activity: string; what: string }) =>
    `It failed while ${activity}: ${what}. Run it again.`,
  noMemoryWhile: ({ activity, what }: { activity: string; what: string }) =>
    `There was not enough memory while ${activity} (${what}). Take fewer frames or a smaller size, or end other programs, and run again: what is finished is kept.`,
  within: ({ where, what }: { where: string; what: string }) => `${where}: ${what}`,
  /** `value` is one of the three below; `id` is that of the node's definition. */
  gaveOther: ({ node, value, output, id }: Record<'node' | 'value' | 'output' | 'id', string>) =>
    `${node} gave ${value} at its output "${output}". That is an error in nodes/${id}: please report it.`,
  nothingAtAll: () => 'nothing',
  noFiniteNumber: ({ value }: { value: string }) => `${value}, which is no finite number,`,
  noTextGiven: () => 'something that is not text',
  /** What a node asked for where it may not, of which its author learns. */
  askedInIdentity: ({ call }: { call: string }) =>
    `A node called ${call}() in its identity(). Do that in run(): only there its result has an address.`,
  noProgram: ({ node }: { node: string }) =>
    `The node "${node}" is described, but its program is not there. Reinstall it.`,
  noScheduler: ({ kind, known }: { kind: string; known: readonly string[] }) =>
    `There is no scheduler "${kind}". Choose one of these: ${known.join(', ')}.`,
  previewOverflow: ({
    step,
    steps,
    value,
    at,
    count,
  }: { value: string } & Record<'step' | 'steps' | 'at' | 'count', number>) =>
    `After step ${step} of ${steps} the latent holds ${value} (value ${at} of ${count}): the network overflowed. Lower the guidance, choose other weights than fp16 where there are some, or check the checkpoint's files.`,
  noPreview: ({ why }: { why: string }) => `The latent cannot be shown: ${why} The run goes on without its preview.`,
  serverStopping: () => 'The server is stopping. Run it again when it is back.',
  runForgotten: () => 'That run is not in the journal any more. Open its workflow and run it from there.',
  allMuted: () =>
    'There is nothing to run: every node that makes a result is muted, or needs one that is. End the mute (M), and run again.',
  noResultNode: () =>
    'There is nothing to run: no node of this workflow makes a result. Add Export or Preview, connect it, and run again.',
}

/** What a node does or did last, in English, to follow "while". */
export const activitySentences = {
  preparingNodes: () => 'getting the nodes ready',
  running: () => 'running',
  openingCheckpoint: ({ checkpoint }: { checkpoint: string }) => `opening the checkpoint "${checkpoint}"`,
  readingScheduler: ({ checkpoint }: { checkpoint: string }) => `reading the scheduler of ${checkpoint}`,
  readingPrompt: ({ checkpoint }: { checkpoint: string }) => `reading the prompt with the tokenizer of ${checkpoint}`,
  runningTextEncoder: ({ checkpoint }: { checkpoint: string }) => `running the text encoder of ${checkpoint}`,
  runningUnet: ({ checkpoint }: { checkpoint: string }) => `running the UNet3D of ${checkpoint}`,
  readingUnet: ({ checkpoint }: { checkpoint: string }) => `reading the UNet3D of ${checkpoint}`,
  runningVae: ({ checkpoint }: { checkpoint: string }) => `running the VAE of ${checkpoint}`,
  readingVae: ({ checkpoint }: { checkpoint: string }) => `reading the VAE of ${checkpoint}`,
  readingFile: ({ file }: { file: string }) => `reading "${file}"`,
  writingVideo: () => 'writing the video',
}
