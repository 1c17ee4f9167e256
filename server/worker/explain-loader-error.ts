interface Explanation {
  readonly pattern: RegExp
  /** In words; `library` is what the first group of the pattern matched. */
  readonly words: (library: string) => string
}

/** What the texts of loaders and drivers mean, the most telling first. */
const explanations: readonly Explanation[] = [
  {
    pattern: /driver version is insufficient|forward compatibility was attempted/i,
    words: () =>
      'The NVIDIA driver is too old for this version of CUDA. Update the driver; "nvidia-smi" shows the newest CUDA that it can do.',
  },
  {
    pattern: /no CUDA-capable device/i,
    words: () =>
      'The driver finds no NVIDIA card that can do CUDA. Check with "nvidia-smi", also inside of a container.',
  },
  {
    pattern: /(libcuda\.so[.\d]*|nvcuda\.dll)/,
    words: (library) =>
      `The NVIDIA driver is missing (${library} is a part of it). Install the driver of the card; "nvidia-smi" then shows the card. In a container, start it with access to the GPU.`,
  },
  {
    pattern: /(libcudnn\w*\.so[.\d]*|cudnn\w*\.dll)/,
    words: (library) =>
      `cuDNN ${/so\.(\d+)/.exec(library)?.[1] ?? '9'} is missing (${library}). Install it from https://developer.nvidia.com/cudnn or from the system's packages, where the loader finds it (LD_LIBRARY_PATH).`,
  },
  {
    pattern: /(lib(?:cudart|cublas|cublasLt|nvrtc|nvJitLink)\.so[.\d]*)/,
    words: (library) =>
      `The CUDA ${/so\.(\d+)/.exec(library)?.[1] ?? ''} runtime is missing, or a part of it (${library}). Install the CUDA Toolkit of that version from https://developer.nvidia.com/cuda-downloads, where the loader finds it (LD_LIBRARY_PATH).`,
  },
  {
    pattern: /(lib(?:curand|cufft|cusparse|cusolver)\.so[.\d]*)/,
    words: (library) =>
      `A part of the CUDA runtime is missing (${library}). Install the whole CUDA Toolkit, where the loader finds it (LD_LIBRARY_PATH).`,
  },
  {
    pattern: /undefined symbol|version [`'"]?VERS_|API version .* not (?:supported|available)/i,
    words: () =>
      'The CUDA provider and ONNX Runtime are not of one version. Run "npm run setup:cuda" again: it fetches the provider of the version that is installed.',
  },
  {
    pattern: /version [`'"]?(GLIBC(?:XX)?_[\d.]+)/,
    words: (version) =>
      `This system's libraries are too old: ${version} is missing. Take a newer release of the system.`,
  },
  {
    pattern: /(libvulkan\.so[.\d]*)/,
    words: (library) => `The Vulkan loader is missing (${library}). Install it, on Debian and Ubuntu as libvulkan1.`,
  },
  {
    pattern: /No supported adapters|Failed to get a WebGPU adapter/i,
    words: () =>
      'WebGPU finds no graphics card. Install its driver and the Vulkan loader (libvulkan1 on Debian and Ubuntu); "vulkaninfo" then lists the card.',
  },
]

/**
 * Says in words what is missing where a device's library does not load: from the text of the system's loader, the CUDA
 * driver or ONNX Runtime. A text that is not known comes back as it is, without the place in the source that stands before it.
 */
export const explainLoaderError = (text: string): string => {
  for (const { pattern, words } of explanations) {
    const match = pattern.exec(text)
    if (match) return words(match[1] ?? '')
  }
  const [line = ''] = text.trim().split('\n')
  const reason = line.replace(/^\/\S* .* was false\. /, '').replace(/\.?\s*$/, '.')
  return reason === '.' ? 'It does not load, and says nothing about why.' : reason
}
