import { deviceProblemText } from '../../workflow/device-texts.ts'
import { cudaLibrary, inspectLibrary, loaderErrors, runtimeFolder } from '../worker/cuda-library.ts'
import { openDevice } from '../worker/device.ts'
import { explainLoaderError } from '../worker/explain-loader-error.ts'
import { nvidiaCard } from '../worker/nvidia-card.ts'
import { runtimeVersion } from './install-provider.ts'

/** One thing that CUDA needs, and how it stands. */
export interface Check {
  readonly ok: boolean
  readonly line: string
}

/**
 * Looks at everything that CUDA needs: the provider and its version, the card, every library that is loaded, and whether
 * a network of one operator answers. Goes on after what is missing, so that all of it is named at once.
 */
export const checkCuda = async (runtime = runtimeFolder()): Promise<Check[]> => {
  const version = await runtimeVersion(runtime)
  const library = cudaLibrary(runtime)
  const card = await cardLine()
  if (!library)
    return [
      card,
      { ok: false, line: `The CUDA provider of ONNX Runtime ${version} is not installed. Run "npm run setup:cuda".` },
    ]
  const { sameVersion, needed } = await inspectLibrary(library, version)
  const provider: Check = sameVersion
    ? { ok: true, line: `The CUDA provider is installed, of version ${version} as ONNX Runtime itself.` }
    : {
        ok: false,
        line: `${library} is not of version ${version}, as ONNX Runtime is. Remove it and run "npm run setup:cuda".`,
      }
  const errors = await loaderErrors(needed)
  const loaded = needed.map((name): Check => {
    const error = errors.get(name)
    return error === undefined
      ? { ok: true, line: `${name} loads.` }
      : { ok: false, line: deviceProblemText(explainLoaderError(error)) }
  })
  const before = [card, provider, ...unique(loaded)]
  if (before.some(({ ok }) => !ok)) return before
  const answer = await openDevice('cuda').then(
    ({ info }): Check => ({ ok: true, line: `${info.title} answers.` }),
    (error: Error): Check => ({ ok: false, line: error.message }),
  )
  return [...before, answer]
}

const cardLine = async (): Promise<Check> => {
  const card = await nvidiaCard()
  return card
    ? {
        ok: true,
        line: `The driver (${card.driver}) sees ${card.title}, ${Math.round(card.memoryBytes / 2 ** 20)} MiB.`,
      }
    : {
        ok: false,
        line: '"nvidia-smi" does not answer: there is no NVIDIA card here, its driver is missing, or this container has no access to it.',
      }
}

const unique = (checks: readonly Check[]): Check[] => [...new Map(checks.map((check) => [check.line, check])).values()]
