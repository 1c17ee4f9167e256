/** Why the process that computes is gone, or cannot start, in English. */
export const workerSentences = {
  withLastWords: ({ reason, lastWords }: { reason: string; lastWords: string }) =>
    `${reason} Its last words: ${lastWords}`,
  workerKilled: () => 'The worker was killed by the system (SIGKILL), most likely because memory ran out.',
  workerCrashed: ({ signal }: { signal: string }) => `The worker crashed in native code (${signal}).`,
  workerCrashedStatus: ({ status }: { status: string }) => `The worker crashed in native code (status ${status}).`,
  workerSignalled: ({ signal }: { signal: string }) => `The worker was ended by the signal ${signal}.`,
  workerEnded: () => 'The worker ended by itself.',
  workerStopped: ({ code }: { code: string }) => `The worker stopped with an error (exit code ${code}).`,
  workerNotStarted: ({ why }: { why: string }) => `The worker could not be started (${why}).`,
  noDeviceOpens: () => 'No device opens, not even the CPU. Install the program again: npm ci.',
  noSuchDevice: ({ device, known }: { device: string; known: readonly string[] }) =>
    `There is no device "${device}". Choose one of ${known.join(', ')}.`,
  deviceUnusable: ({ device, problem }: { device: string; problem: string }) =>
    `The device "${device}" cannot be used. ${problem} Or choose the device "cpu", which always works.`,
  commandHelps: ({ what, command }: { what: string; command: string }) => `${what} Run "${command}".`,
  commandLists: ({ what, command }: { what: string; command: string }) =>
    `${what} "${command}" lists all that is missing.`,
  givenUp: ({ reason, deaths }: { reason: string; deaths: number }) =>
    `${reason} It happened ${deaths} times without getting further. Try a smaller size, fewer frames or another device, and run again: what is finished is kept.`,
  givenUpAt: ({ reason, deaths, node }: { reason: string; deaths: number; node: string }) =>
    `${reason} It happened ${deaths} times without getting further than node ${node}. Try a smaller size, fewer frames or another device, and run again: what is finished is kept.`,
}
