/** About how many bytes, as an estimate is given: "7.1 GB". */
const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`

/** How a call of the UNet3D compares with the memory that there is for it, in bytes. */
interface CallMemory {
  readonly frames: number
  readonly bytes: number
  readonly available: number
}

const tooLarge = ({ frames, bytes, available }: CallMemory): string =>
  `A call of the UNet3D on ${frames} frames of this size takes about ${gigabytes(bytes)} beside its weights, and the device has ${gigabytes(available)} for it: it may be very slow, or fail.`

/** What the nodes that sample say of themselves, in English. */
export const samplingSentences = {
  atStep: ({ step, steps, what }: { step: number; steps: number; what: string }) => `Step ${step} of ${steps}: ${what}`,
  noStepToTake: ({ from, to }: { from: number; to: number }) =>
    `There is no step to take from ${from} to ${to}: the latent is passed on as it came.`,
  otherSchedule: ({ kind, steps, step, hereKind, hereSteps }: OtherSchedule) =>
    `The latent is under way on another schedule: ${kind}, ${steps} steps, at step ${step}; here it is ${hereKind}, ${hereSteps} steps. Connect the same Scheduler to all UNet3D steps of a chain.`,
  otherSettings: ({ kind, steps, step, hereKind, hereSteps }: OtherSchedule) =>
    `The latent is under way on another schedule: ${kind}, ${steps} steps, at step ${step}; here it is ${hereKind}, ${hereSteps} steps, with other settings or another training noise. Connect the same Scheduler to all UNet3D steps of a chain.`,
  fromNotWhereItIs: ({ from, done, steps }: { from: number; done: number; steps: number }) =>
    `From step is ${from}, and the latent has ${done} of ${steps} steps behind it. Set From step to ${done}, or let the UNet3D steps before these go to ${from}.`,
  fromNotFresh: ({ from }: { from: number }) =>
    `From step is ${from}, and the latent is fresh noise, with no step behind it. Set From step to 0, or put UNet3D steps from 0 to ${from} before these.`,
  toBeforeFrom: ({ to, from }: { to: number; from: number }) =>
    `To step is ${to}, before From step (${from}). Set it to ${from} or more, or to "last" (−1).`,
  toPastEnd: ({ to, steps }: { to: number; steps: number }) =>
    `To step is ${to}, and the schedule has ${steps} steps. Set it to ${steps}, or to "last" (−1).`,
  stepLeftNoNumbers: ({ step, steps, broken, count }: Record<'step' | 'steps' | 'broken' | 'count', number>) =>
    `Step ${step} of ${steps} left ${broken} of ${count} values that are no finite numbers. Lower the guidance, take another Scheduler, or choose float32 weights.`,
  unetNoNumbers: ({ timestep, broken, count }: { timestep: number; broken: number; count: number }) =>
    `The UNet3D answered, at timestep ${timestep}, ${broken} of ${count} values that are no finite numbers. Lower the guidance, take another Scheduler, or choose float32 weights.`,
  promptsOfOther: ({ width }: { width: number }) =>
    `the prompts are encoded with width ${width}, which this UNet3D does not read. Take text encoder and UNet3D from one checkpoint.`,
  latentOfOther: ({ channels }: { channels: number }) =>
    `the latent has ${channels} channels, which this UNet3D does not read. Take a latent made for its checkpoint.`,
  noNegative: () =>
    'Guidance above 1 compares with a negative, and none is connected. Connect an Encode text without text to negative, or set Guidance to 1.',
  promptsDiffer: ({
    tokens,
    width,
    others,
    otherWidth,
  }: Record<'tokens' | 'width' | 'others' | 'otherWidth', number>) =>
    `Positive has ${tokens} tokens of width ${width}, negative ${others} of width ${otherWidth}. Encode both with the text encoder of one checkpoint.`,
  clipTooLarge: (memory: CallMemory) => `${tooLarge(memory)} Make the clip smaller.`,
  windowTooLarge: (memory: CallMemory & { readonly fit: number }) =>
    `${tooLarge(memory)} Set Frames in a window to ${memory.fit} or less, or make the clip smaller.`,
  framesTooMany: (memory: CallMemory & { readonly fit: number }) =>
    `${tooLarge(memory)} Put Frame windows of ${memory.fit} frames or fewer between Load checkpoint and these steps, or make the clip smaller.`,
}

/** The schedule that a latent is under way on, and the one of the node. */
interface OtherSchedule {
  readonly kind: string
  readonly steps: string
  readonly step: number
  readonly hereKind: string
  readonly hereSteps: number
}
