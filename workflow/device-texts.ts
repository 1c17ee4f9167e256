const major = (library: string): string => /so\.(\d+)/.exec(library)?.[1] ?? ''

/** Why a device cannot be used, in English, by the code of the reason. Each is given the detail, which may be empty. */
export const deviceTexts = {
  noProvider: (platform: string): string => `ONNX Runtime has no CUDA provider for ${platform}.`,
  notInstalled: (): string => 'Its provider library is not installed.',
  oldDriver: (): string =>
    'The NVIDIA driver is too old for this version of CUDA. Update the driver; "nvidia-smi" shows the newest CUDA that it can do.',
  noCard: (): string =>
    'The driver finds no NVIDIA card that can do CUDA. Check with "nvidia-smi", also inside of a container.',
  noDriver: (library: string): string =>
    `The NVIDIA driver is missing (${library} is a part of it). Install the driver of the card; "nvidia-smi" then shows the card. In a container, start it with access to the GPU.`,
  noCudnn: (library: string): string =>
    `cuDNN ${major(library) || '9'} is missing (${library}). Install it from https://developer.nvidia.com/cudnn or from the system's packages, where the loader finds it (LD_LIBRARY_PATH).`,
  noRuntime: (library: string): string =>
    `The CUDA ${major(library)} runtime is missing, or a part of it (${library}). Install the CUDA Toolkit of that version from https://developer.nvidia.com/cuda-downloads, where the loader finds it (LD_LIBRARY_PATH).`,
  partOfRuntime: (library: string): string =>
    `A part of the CUDA runtime is missing (${library}). Install the whole CUDA Toolkit, where the loader finds it (LD_LIBRARY_PATH).`,
  otherVersion: (): string =>
    'The CUDA provider and ONNX Runtime are not of one version. Run "npm run setup:cuda" again: it fetches the provider of the version that is installed.',
  oldSystem: (version: string): string =>
    `This system's libraries are too old: ${version} is missing. Take a newer release of the system.`,
  noVulkan: (library: string): string =>
    `The Vulkan loader is missing (${library}). Install it, on Debian and Ubuntu as libvulkan1.`,
  noAdapter: (): string =>
    'WebGPU finds no graphics card. Install its driver and the Vulkan loader (libvulkan1 on Debian and Ubuntu); "vulkaninfo" then lists the card.',
  noAnswer: (seconds: string): string => `It does not answer within ${seconds} s.`,
  wrongAnswer: (): string => 'It answers wrongly. Update its driver.',
  /** @param end the signal or the exit code with which it ended; empty where that is not known */
  crashed: (end: string): string =>
    `Its driver ended the process that tried it${end && ` (${end})`}. Update the driver.`,
  notTried: (code: string): string => `The process that tries it could not be started (${code}).`,
  silent: (): string => 'It does not load, and says nothing about why.',
  /** The words of the loader, the driver or ONNX Runtime. */
  other: (reason: string): string => reason,
}

export type DeviceTexts = Readonly<Record<keyof typeof deviceTexts, (detail: string) => string>>

/** Why a device cannot be used. */
export interface DeviceProblem {
  readonly code: keyof DeviceTexts
  /** What the sentence names: a library, a version, a time. */
  readonly detail?: string
}

/** The reason as a sentence that says what helps. */
export const deviceProblemText = ({ code, detail = '' }: DeviceProblem, texts: DeviceTexts = deviceTexts): string =>
  texts[code](detail)
