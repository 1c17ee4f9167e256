import type { DeviceProblem } from '../../workflow/device-texts.ts'

/** What the texts of loaders and drivers mean, the most telling first; the first group of a pattern is the detail. */
const explanations: readonly (readonly [pattern: RegExp, code: DeviceProblem['code']])[] = [
  [/driver version is insufficient|forward compatibility was attempted/i, 'oldDriver'],
  [/no CUDA-capable device/i, 'noCard'],
  [/(libcuda\.so[.\d]*|nvcuda\.dll)/, 'noDriver'],
  [/(libcudnn\w*\.so[.\d]*|cudnn\w*\.dll)/, 'noCudnn'],
  [/(lib(?:cudart|cublas|cublasLt|nvrtc|nvJitLink)\.so[.\d]*)/, 'noRuntime'],
  [/(lib(?:curand|cufft|cusparse|cusolver)\.so[.\d]*)/, 'partOfRuntime'],
  [/undefined symbol|version [`'"]?VERS_|API version .* not (?:supported|available)/i, 'otherVersion'],
  [/version [`'"]?(GLIBC(?:XX)?_[\d.]+)/, 'oldSystem'],
  [/(libvulkan\.so[.\d]*)/, 'noVulkan'],
  [/No supported adapters|Failed to get a WebGPU adapter/i, 'noAdapter'],
]

/**
 * What is missing where a device's library does not load, told by the text of the system's loader, the CUDA driver or ONNX
 * Runtime. A text that is not known is the detail itself, without the place in the source that stands before it.
 */
export const explainLoaderError = (text: string): DeviceProblem => {
  for (const [pattern, code] of explanations) {
    const match = pattern.exec(text)
    if (match) return match[1] === undefined ? { code } : { code, detail: match[1] }
  }
  const [line = ''] = text.trim().split('\n')
  const reason = line.replace(/^\/\S* .* was false\. /, '').replace(/\.?\s*$/, '.')
  return reason === '.' ? { code: 'silent' } : { code: 'other', detail: reason }
}
