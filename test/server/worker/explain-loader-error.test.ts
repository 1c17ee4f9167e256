import { expect, test } from 'vitest'
import { explainLoaderError } from '../../../server/worker/explain-loader-error.ts'
import { deviceProblemText } from '../../../workflow/device-texts.ts'

const missing = (library: string) => `${library}: cannot open shared object file: No such file or directory`

test.each([
  [missing('libcuda.so.1'), /NVIDIA driver is missing \(libcuda\.so\.1/],
  [missing('libcublasLt.so.13'), /The CUDA 13 runtime is missing.*libcublasLt\.so\.13/],
  [missing('libcudart.so.12'), /The CUDA 12 runtime is missing/],
  // The version in this name is the library's own, not CUDA's.
  [missing('libcurand.so.10'), /^A part of the CUDA runtime is missing \(libcurand\.so\.10\)/],
  [missing('libcudnn.so.9'), /^cuDNN 9 is missing \(libcudnn\.so\.9\)/],
  [missing('libcudnn_graph.so.9'), /^cuDNN 9 is missing/],
  [
    '[ONNXRuntimeError] : 1 : FAIL : Failed to load library /x/bin/libonnxruntime_providers_cuda.so with error: libcublas.so.13: cannot open shared object file',
    /The CUDA 13 runtime is missing/,
  ],
  ['CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=0', /driver is too old/],
  ['CUDA failure 100: no CUDA-capable device is detected ; GPU=-1', /finds no NVIDIA card/],
  [
    '/x/libonnxruntime_providers_cuda.so: undefined symbol: _ZN11onnxruntime13Provider_GetHostEv, version VERS_1.28.0',
    /not of one version.*setup:cuda/,
  ],
  ["/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found", /too old: GLIBCXX_3\.4\.32 is missing/],
  [missing('libvulkan.so.1'), /Vulkan loader is missing/],
  [
    '/onnxruntime_src/onnxruntime/core/providers/webgpu/webgpu_context.cc:100 Initialize status == Success was false. Failed to get a WebGPU adapter: No supported adapters',
    /WebGPU finds no graphics card/,
  ],
])('%s', (text, words) => {
  expect(deviceProblemText(explainLoaderError(text))).toMatch(words)
})

test('a text that is not known comes back as it is, one line of it, without the place in the source', () => {
  expect(explainLoaderError('/src/a.cc:3 f() ok was false. The moon is full\nat x')).toEqual({
    code: 'other',
    detail: 'The moon is full.',
  })
  expect(deviceProblemText(explainLoaderError(' \n'))).toMatch(/says nothing about why/)
})
